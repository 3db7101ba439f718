package io.inventory4j.benchmarks.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;

/**
 * The same job in Lua by hand, as a competent user would write it: one script an order. It checks that the order is
 * new, the stock and the buyer's limit, takes the unit, and files the hold under its expiry. Nothing is journaled, and
 * a retry is not distinguished from a reused id.
 */
final class LuaByHand {
    private static final String SCRIPT = """
            if redis.call('EXISTS', KEYS[3]) == 1 then
              return 2
            end
            local quantity = tonumber(ARGV[1])
            if tonumber(redis.call('GET', KEYS[1]) or '0') < quantity then
              return 0
            end
            if tonumber(redis.call('GET', KEYS[2]) or '0') + quantity > tonumber(ARGV[2]) then
              return -1
            end
            redis.call('DECRBY', KEYS[1], quantity)
            redis.call('INCRBY', KEYS[2], quantity)
            local time = redis.call('TIME')
            redis.call('HSET', KEYS[3], 'sku', ARGV[4], 'quantity', quantity, 'buyer', ARGV[5])
            redis.call('ZADD', KEYS[4], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[6])
            return 1
            """;

    /**
     * The limit to measure against: takes the units and writes a counter and a hold for each order, without any check.
     */
    private static final String RAW = """
            redis.call('DECRBY', KEYS[1], #ARGV / 4)
            redis.call('HSET', KEYS[2], unpack(ARGV))
            return #ARGV / 4
            """;

    private final RedisCommands<String, String> redis;
    private final String sha1;
    private final String raw;

    LuaByHand(RedisCommands<String, String> redis) {
        this.redis = redis;
        sha1 = redis.scriptLoad(SCRIPT);
        raw = redis.scriptLoad(RAW);
        redis.set("hand:stock:A", "1000000000");
    }

    int reserve(String order) {
        Long sold = redis.evalsha(
                sha1,
                ScriptOutputType.INTEGER,
                new String[] {"hand:stock:A", "hand:limit:" + order, "hand:hold:" + order, "hand:expiry"},
                "1",
                "2",
                "900000",
                "A",
                order,
                order);
        if (sold == null || sold != 1) {
            throw new IllegalStateException(order + " got the answer " + sold);
        }
        return 1;
    }

    /** A ready batch, the least that has to be written. */
    int raw(List<String> orders) {
        String expiry = Long.toString(System.currentTimeMillis() + 900_000);
        List<String> fields = new ArrayList<>(4 * orders.size());
        for (String order : orders) {
            fields.add("limit:" + order);
            fields.add("1");
            fields.add("hold:" + order);
            fields.add(expiry + ":A:1:" + order);
        }
        Long sold = redis.evalsha(
                raw,
                ScriptOutputType.INTEGER,
                new String[] {"hand:stock:A", "hand:rows"},
                fields.toArray(String[]::new));
        if (sold == null || sold != orders.size()) {
            throw new IllegalStateException(orders.size() + " orders got the answer " + sold);
        }
        return orders.size();
    }
}
