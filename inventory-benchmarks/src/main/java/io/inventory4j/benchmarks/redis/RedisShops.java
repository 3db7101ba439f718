package io.inventory4j.benchmarks.redis;

import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.InventorySeller;
import io.inventory4j.benchmarks.shop.LedgerSellers;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.benchmarks.shop.Store;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Map;

/** The library and a script by hand over one new Redis and one client. */
public final class RedisShops implements Store {
    /** The first of the peers. */
    static final String PEER = "lua-by-hand";

    private final StartedRedis redis = new StartedRedis();
    private final RedisConnections connections = redis.connections();
    private final StatefulRedisConnection<String, String> plain = redis.plain();
    private final LedgerSellers<RedisLedger> library;
    private final LuaByHand byHand;

    RedisShops(Carts carts, long units) {
        library = new LedgerSellers<>(RedisLedger.over(connections)).stock(carts, units);
        byHand = new LuaByHand(plain).stock(carts.skus(), units);
    }

    StartedRedis redis() {
        return redis;
    }

    LedgerSellers<RedisLedger> library() {
        return library;
    }

    @Override
    public InventorySeller inventory() {
        return library.inventory();
    }

    @Override
    public Map<String, Seller> subjects() {
        return library.byName();
    }

    @Override
    public Map<String, Seller> peers() {
        return Map.of(PEER, byHand);
    }

    @Override
    public long calls() {
        return redis.calls();
    }

    @Override
    public Store.Place place() {
        return new Store.Place("redis://" + redis.server().hostAndPort(), "");
    }

    /** This kind of store. */
    public static Store.Kind kind() {
        return new Store.Kind("redis", RedisShops::new);
    }

    LuaByHand byHand() {
        return byHand;
    }

    @Override
    public void close() {
        library.close();
        connections.close();
        plain.close();
        redis.close();
    }
}
