package io.inventory4j.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A node of a shop: a ledger by the server's clock over connections of its own, which end with it; and the same stock
 * for those who look at what is left of it, as on a busy machine a read may take long.
 */
record ShopNode(RedisLedger ledger, RedisLedger patient, RedisConnections connections) implements AutoCloseable {
    /** A node whose calls may take a second. */
    static ShopNode over(RedisConnections connections, String namespace) {
        return over(connections, namespace, options -> options);
    }

    static ShopNode over(RedisConnections connections, String namespace, UnaryOperator<RedisLedgerBuilder> options) {
        RedisLedgerBuilder usual = RedisLedger.builder(connections).namespace(namespace);
        // First: what is looked up and connected at the beginning may take long too.
        RedisLedger patient = usual.timeout(Duration.ofSeconds(30)).build();
        RedisLedger ledger = options.apply(usual.timeout(Duration.ofSeconds(1))).build();
        return new ShopNode(ledger, patient, connections);
    }

    /** One of the clients: each gets its turn. */
    static ClientLibrary client(long turn) {
        List<ClientLibrary> all = List.of(ClientLibrary.values());
        return all.get((int) Math.floorMod(turn, (long) all.size()));
    }

    @Override
    public void close() {
        ledger.close();
        connections.close();
    }
}
