package io.inventory4j.redis.faults;

import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.RedisLedgerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A node of a shop: a ledger with the server's clock over connections of its own, which end with it. A second, patient
 * ledger over the same stock is for checks, because on a busy machine a read may take long.
 */
public record ShopNode(RedisLedger ledger, RedisLedger patient, RedisConnections connections) implements AutoCloseable {
    /** A node with a time limit of a second. */
    public static ShopNode over(RedisConnections connections, String namespace) {
        return over(connections, namespace, options -> options);
    }

    public static ShopNode over(
            RedisConnections connections, String namespace, UnaryOperator<RedisLedgerBuilder> options) {
        RedisLedgerBuilder usual = RedisLedger.builder(connections).namespace(namespace);
        // First, because the first connections and look-ups may take long too.
        RedisLedger patient = usual.timeout(Duration.ofSeconds(30)).build();
        RedisLedger ledger = options.apply(usual.timeout(Duration.ofSeconds(1))).build();
        return new ShopNode(ledger, patient, connections);
    }

    /** A client for each turn, one after another. */
    public static ClientLibrary client(long turn) {
        List<ClientLibrary> all = List.of(ClientLibrary.values());
        return all.get((int) Math.floorMod(turn, (long) all.size()));
    }

    @Override
    public void close() {
        ledger.close();
        connections.close();
    }
}
