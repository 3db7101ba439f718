package io.inventory4j.redis.faults;

import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@ParameterizedClass
@CsvSource({"SINGLE, JEDIS", "CLUSTER, LETTUCE", "SENTINEL, JEDIS"})
class RedisMoreFaultsTest extends DeploymentFaults {
    RedisMoreFaultsTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
