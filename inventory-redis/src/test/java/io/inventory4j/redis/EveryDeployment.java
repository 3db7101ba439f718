package io.inventory4j.redis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs a test class once for every {@link Deployment} and {@link ClientLibrary}, which its constructor gets. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@CsvSource({
    "SINGLE, JEDIS",
    "SINGLE, LETTUCE",
    "CLUSTER, JEDIS",
    "CLUSTER, LETTUCE",
    "SENTINEL, JEDIS",
    "SENTINEL, LETTUCE"
})
public @interface EveryDeployment {}
