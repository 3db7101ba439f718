package io.inventory4j.redis;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Each deployment once; the other clients are {@link RedisMoreRacesTest}'s. */
@ParameterizedClass
@CsvSource({"SINGLE, JEDIS", "CLUSTER, LETTUCE", "SENTINEL, JEDIS"})
class RedisRacesTest extends DeploymentRaces {
    RedisRacesTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
