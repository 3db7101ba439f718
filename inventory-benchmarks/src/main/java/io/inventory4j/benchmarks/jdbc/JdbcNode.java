package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.shop.LedgerSellers;
import io.inventory4j.benchmarks.shop.NodeStore;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.jdbc.JdbcLedger;
import java.util.Map;

/** One process of several over one PostgreSQL. */
public final class JdbcNode {
    private static final int CONNECTIONS = 8;

    private JdbcNode() {}

    /** Opens the sellers over the database at the URL, in tables whose names begin so. */
    public static NodeStore open(String url, String prefix) {
        CountingPool pool = Database.pool(url, CONNECTIONS);
        LedgerSellers<JdbcLedger> library = new LedgerSellers<>(JdbcShops.ledger(pool, prefix));
        Map<String, Seller> sellers = library.byName();
        sellers.put(JdbcShops.PEER, new SqlByHand(pool, Database.POSTGRES).conditionalUpdate());
        return new NodeStore(sellers, () -> {
            library.close();
            pool.close();
        });
    }
}
