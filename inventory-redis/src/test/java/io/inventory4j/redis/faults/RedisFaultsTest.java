package io.inventory4j.redis.faults;

import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Each deployment once; the other clients are {@link RedisMoreFaultsTest}'s. */
@ParameterizedClass
@CsvSource({"SINGLE, LETTUCE", "CLUSTER, JEDIS", "SENTINEL, LETTUCE"})
class RedisFaultsTest extends DeploymentFaults {
    RedisFaultsTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
