package io.inventory4j.redis.client;

import io.lettuce.core.RedisClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;

/** Refuses versions of the client libraries that lack what is used here, before the first call would fail. */
final class ClientVersions {
    private static final int LETTUCE_MAJOR = 6;
    private static final int LETTUCE_MINOR = 5;
    private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})\\b");

    private ClientVersions() {}

    static void checkLettuce() {
        checkLettuce(RedisClient.class.getPackage().getImplementationVersion());
    }

    /** Takes no version for a good one: a jar that was put together from others may not tell. */
    static void checkLettuce(@Nullable String version) {
        Matcher numbers = NUMBERS.matcher(version == null ? "" : version);
        if (!numbers.find()) {
            return;
        }
        int major = Integer.parseInt(numbers.group(1));
        if (major < LETTUCE_MAJOR || (major == LETTUCE_MAJOR && Integer.parseInt(numbers.group(2)) < LETTUCE_MINOR)) {
            throw new IllegalStateException(
                    "Lettuce is of version " + version + "; the ledger in Redis needs Lettuce 6.5 to 7");
        }
    }

    static void checkJedis() {
        checkJedis("redis.clients.jedis.RedisProtocol");
    }

    /** Jedis does not tell its version in every jar, so a class that came with version 5 has to be there. */
    static void checkJedis(String since5) {
        try {
            Class.forName(since5, false, JedisClientConfig.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Jedis is older than 5; the ledger in Redis needs Jedis 5 to 8", e);
        }
    }
}
