package io.inventory4j.redis;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@ParameterizedClass
@CsvSource({"SINGLE, LETTUCE", "CLUSTER, JEDIS", "SENTINEL, LETTUCE"})
class RedisMoreRacesTest extends DeploymentRaces {
    RedisMoreRacesTest(Deployment deployment, ClientLibrary client) {
        super(deployment, client);
    }
}
