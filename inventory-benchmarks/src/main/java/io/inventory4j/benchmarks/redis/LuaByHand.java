package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.shop.AsyncSeller;
import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The same job in Lua by hand, as a competent user would write it: one script an order. It checks that the order is
 * new, the stock and the buyer's limit, takes the unit, and files the hold under its expiry. Nothing is journaled, and
 * a retry is not distinguished from a reused id. All callers share one connection, on which Lettuce pipelines.
 */
final class LuaByHand implements Seller {
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

    /** The same for a cart: hold, expiry, then stock and limit of each line; the SKUs follow the other arguments. */
    private static final String CART = """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              return 2
            end
            for i = 3, #KEYS, 2 do
              if tonumber(redis.call('GET', KEYS[i]) or '0') < 1 then
                return 0
              end
              if tonumber(redis.call('GET', KEYS[i + 1]) or '0') >= tonumber(ARGV[1]) then
                return -1
              end
            end
            local fields = {'buyer', ARGV[3]}
            for i = 3, #KEYS, 2 do
              redis.call('DECR', KEYS[i])
              redis.call('INCR', KEYS[i + 1])
              fields[#fields + 1] = ARGV[(i - 3) / 2 + 5]
              fields[#fields + 1] = 1
            end
            local time = redis.call('TIME')
            redis.call('HSET', KEYS[1], unpack(fields))
            redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[4])
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

    private static final String LIMIT = Long.toString(BUYER_LIMIT);
    private static final String HOLD_MILLIS = Long.toString(HOLD_SECONDS * 1_000);

    private final RedisCommands<String, String> redis;
    private final RedisAsyncCommands<String, String> async;
    private final String single;
    private final String cart;
    private final String raw;

    LuaByHand(StatefulRedisConnection<String, String> connection) {
        redis = connection.sync();
        async = connection.async();
        single = redis.scriptLoad(SCRIPT);
        cart = redis.scriptLoad(CART);
        raw = redis.scriptLoad(RAW);
    }

    LuaByHand stock(Collection<String> skus, long units) {
        skus.forEach(sku -> redis.set("hand:stock:" + sku, Long.toString(units)));
        return this;
    }

    /** What is called for a cart. */
    private record Script(String sha1, List<String> keys, List<String> arguments) {
        String[] keyArray() {
            return keys.toArray(String[]::new);
        }

        String[] argumentArray() {
            return arguments.toArray(String[]::new);
        }
    }

    private Script script(Cart of) {
        String hold = "hand:hold:" + of.order();
        if (of.skus().size() == 1) {
            String sku = of.skus().get(0);
            return new Script(
                    single,
                    List.of("hand:stock:" + sku, limit(of, sku), hold, "hand:expiry"),
                    List.of("1", LIMIT, HOLD_MILLIS, sku, of.buyer(), of.order()));
        }
        List<String> keys = new ArrayList<>(List.of(hold, "hand:expiry"));
        List<String> arguments = new ArrayList<>(List.of(LIMIT, HOLD_MILLIS, of.buyer(), of.order()));
        for (String sku : of.skus()) {
            keys.add("hand:stock:" + sku);
            keys.add(limit(of, sku));
            arguments.add(sku);
        }
        return new Script(cart, keys, arguments);
    }

    private static String limit(Cart of, String sku) {
        return "hand:limit:" + of.buyer() + ":" + sku;
    }

    @Override
    public boolean reserve(Cart of) {
        Script script = script(of);
        Long sold = redis.evalsha(script.sha1(), ScriptOutputType.INTEGER, script.keyArray(), script.argumentArray());
        return sold != null && sold == 1;
    }

    AsyncSeller async() {
        return of -> {
            Script script = script(of);
            return async.<Long>evalsha(
                            script.sha1(), ScriptOutputType.INTEGER, script.keyArray(), script.argumentArray())
                    .thenApply(sold -> sold != null && sold == 1);
        };
    }

    /** A ready batch, the least that has to be written. */
    int raw(List<String> orders) {
        String expiry = Long.toString(System.currentTimeMillis() + HOLD_SECONDS * 1_000);
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
