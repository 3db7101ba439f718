package io.inventory4j.redis.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/**
 * A shop's configuration with what a ledger needs otherwise. It is a proxy, because a configuration of each version of
 * Jedis has other properties, and Jedis 5 cannot copy one with changes.
 */
final class JedisConfig {
    private JedisConfig() {}

    static JedisClientConfig checked(JedisClientConfig config) {
        ClientVersions.checkJedis();
        if (readsFromReplicas(config)) {
            throw new IllegalArgumentException("a ledger does not read from replicas: readOnlyForRedisClusterReplicas");
        }
        return config;
    }

    private static boolean readsFromReplicas(JedisClientConfig config) {
        try {
            return config.isReadOnlyForRedisClusterReplicas();
        } catch (NoSuchMethodError e) {
            // Before Jedis 5.2 nothing reads from replicas.
            return false;
        }
    }

    /** The same with RESP2, and with timeouts that are no longer than a time. */
    static JedisClientConfig within(int millis, JedisClientConfig config) {
        InvocationHandler changed = (proxy, method, arguments) -> switch (method.getName()) {
            case "getRedisProtocol" -> RedisProtocol.RESP2;
            case "getConnectionTimeoutMillis" -> Math.min(positive(config.getConnectionTimeoutMillis()), millis);
            case "getSocketTimeoutMillis" -> Math.min(positive(config.getSocketTimeoutMillis()), millis);
            default -> {
                try {
                    yield method.invoke(config, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        };
        return (JedisClientConfig) Proxy.newProxyInstance(
                JedisClientConfig.class.getClassLoader(), new Class<?>[] {JedisClientConfig.class}, changed);
    }

    /** A socket takes 0 for no timeout. */
    private static int positive(int millis) {
        return millis == 0 ? Integer.MAX_VALUE : millis;
    }
}
