package io.inventory4j.redis;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Each deployment once; the other clients are {@link RedisMoreContractTest}'s. */
@ParameterizedClass
@CsvSource({"SINGLE, LETTUCE", "CLUSTER, JEDIS", "SENTINEL, LETTUCE"})
class RedisContractTest extends DeploymentContract {
    RedisContractTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
