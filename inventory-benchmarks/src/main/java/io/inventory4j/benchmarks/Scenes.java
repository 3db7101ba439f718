package io.inventory4j.benchmarks;

import io.inventory4j.benchmarks.jdbc.Database;
import io.inventory4j.benchmarks.jdbc.JdbcHistory;
import io.inventory4j.benchmarks.jdbc.JdbcHot;
import io.inventory4j.benchmarks.jdbc.JdbcShops;
import io.inventory4j.benchmarks.jdbc.PostgresFeed;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Scene;
import io.inventory4j.benchmarks.memory.ExpiryPause;
import io.inventory4j.benchmarks.memory.Facade;
import io.inventory4j.benchmarks.memory.MemoryFootprint;
import io.inventory4j.benchmarks.memory.MemoryHistory;
import io.inventory4j.benchmarks.memory.MemoryHot;
import io.inventory4j.benchmarks.memory.MemorySoldOut;
import io.inventory4j.benchmarks.memory.MemoryStore;
import io.inventory4j.benchmarks.nodes.ManyNodes;
import io.inventory4j.benchmarks.redis.RedisFeed;
import io.inventory4j.benchmarks.redis.RedisFootprint;
import io.inventory4j.benchmarks.redis.RedisHistory;
import io.inventory4j.benchmarks.redis.RedisHot;
import io.inventory4j.benchmarks.redis.RedisRestore;
import io.inventory4j.benchmarks.redis.RedisShops;
import io.inventory4j.benchmarks.redis.RedisStrict;
import io.inventory4j.benchmarks.shop.Kits;
import io.inventory4j.benchmarks.shop.SoldOutStorm;
import io.inventory4j.benchmarks.shop.Spread;
import io.inventory4j.benchmarks.shop.Store;
import io.inventory4j.benchmarks.shop.VirtualThreads;
import io.inventory4j.benchmarks.terminals.Terminals;
import java.util.List;

/** All scenes, in the order in which they run. */
final class Scenes {
    private static final Store.Kind MEMORY = MemoryStore.kind();
    private static final Store.Kind REDIS = RedisShops.kind();
    private static final Store.Kind POSTGRES = JdbcShops.kind(Database.POSTGRES);
    private static final Store.Kind MARIADB = JdbcShops.kind(Database.MARIADB);
    private static final Store.Kind H2 = JdbcShops.kind(Database.H2);

    /** What stores a scene may have, as the command line names them. */
    static final List<String> STORES = List.of("memory", "redis", "postgres", "mariadb", "h2", "sqlite");

    /** Those that run if the command line names none. */
    static final List<Scene> ALL = List.of(
            new Scene("memory-hot", "one hot SKU in memory: reserve, then confirm", MemoryHot::hot),
            new Scene("memory-sold-out", "every request is refused in memory", MemorySoldOut::run),
            new Scene("redis-hot", "one hot SKU in Redis", RedisHot::run),
            new Scene("jdbc-hot", "one hot SKU in each database", (plan, results) -> {
                for (Database database : Database.values()) {
                    JdbcHot.run(database, plan, results);
                }
            }),
            new Scene("spread", "1,000 SKUs and carts of 1 to 5 lines, in each store but SQLite", (plan, results) -> {
                for (Store.Kind kind : List.of(MEMORY, REDIS, POSTGRES, MARIADB, H2)) {
                    if (takesPart("spread-", kind.label(), plan, results)) {
                        Spread.run(kind, plan, results);
                    }
                }
            }),
            new Scene("sold-out-storm", "a crowd asks a server for a SKU that is sold out", (plan, results) -> {
                for (Store.Kind kind : List.of(REDIS, POSTGRES, MARIADB, H2)) {
                    if (takesPart("sold-out-storm-", kind.label(), plan, results)) {
                        SoldOutStorm.run(kind, plan, results);
                    }
                }
            }),
            new Scene("feed", "a change on one node to a listener on another", (plan, results) -> {
                RedisFeed.run(plan, results);
                PostgresFeed.run(plan, results);
            }),
            new Scene("history", "what stored reservations cost later ones, in each store", (plan, results) -> {
                MemoryHistory.run(plan, results);
                RedisHistory.run(plan, results);
                for (Database database : Database.values()) {
                    if (takesPart("history-", database.label(), plan, results)) {
                        JdbcHistory.run(database, plan, results);
                    }
                }
            }),
            new Scene("footprint", "bytes of a stored row in memory", MemoryFootprint::run),
            new Scene("many-nodes", "five processes beside one, over one store", (plan, results) -> {
                ManyNodes.run(REDIS, plan, results);
                ManyNodes.run(POSTGRES, plan, results);
            }),
            new Scene("virtual", "10,000 virtual threads", (plan, results) -> {
                for (Store.Kind kind : List.of(MEMORY, REDIS, POSTGRES)) {
                    VirtualThreads.run(kind, plan, results);
                }
            }),
            new Scene("terminals", "a sale whose levels 100 listeners and 100 streams see", Terminals::run),
            new Scene("facade", "what limits, alerts and listeners cost in memory", Facade::run));

    /** Those that run only by name. */
    static final List<Scene> BY_NAME = List.of(
            new Scene("kits", "kits of five goods beside carts of five lines", (plan, results) -> {
                for (Store.Kind kind : List.of(MEMORY, REDIS, POSTGRES, MARIADB, H2)) {
                    Kits.run(kind, kind.equals(MEMORY), plan, results);
                }
            }),
            new Scene("memory-wave", "as memory-hot, all reserved before any is confirmed", MemoryHot::wave),
            new Scene("expiry-pause", "the longest sweep while a buyer goes on reserving", ExpiryPause::run),
            new Scene("redis-strict", "what it costs to wait for a replica", RedisStrict::run),
            new Scene("redis-footprint", "bytes of a reservation in Redis", RedisFootprint::run),
            new Scene("redis-restore", "orders, archived and restored", RedisRestore::run));

    private Scenes() {}

    /** The quick mode meets MariaDB in the hot scene only, to be done in two minutes. */
    private static boolean takesPart(String scene, String store, Plan plan, Results results) {
        if (plan.mode() == Plan.Mode.QUICK && store.equals(MARIADB.label()) && plan.includes(store)) {
            results.skip(scene + store, "only in the full mode");
            return false;
        }
        return true;
    }
}
