package io.inventory4j.redis;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@ParameterizedClass
@CsvSource({"SINGLE, JEDIS", "CLUSTER, LETTUCE", "SENTINEL, JEDIS"})
class RedisMoreContractTest extends DeploymentContract {
    RedisMoreContractTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
