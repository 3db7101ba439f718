package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.InventorySeller;
import io.inventory4j.benchmarks.shop.LedgerSellers;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.benchmarks.shop.Store;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The library and its peers over one database, with one pool, which all of them share. */
public final class JdbcShops implements Store {
    static final int CONNECTIONS = 16;
    /** The first of the peers. */
    static final String PEER = "conditional-update";

    /** The server is the same for all scenes, so each has tables of its own. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final CountingPool pool;
    private final String prefix;
    private final LedgerSellers<JdbcLedger> library;
    private final SqlByHand byHand;

    JdbcShops(Database database, Carts carts, long units) throws SQLException {
        // A file has one writer at a time: more connections would only wait inside the driver.
        pool = database.pool(database == Database.SQLITE ? 1 : CONNECTIONS);
        prefix = "shop" + OPENED.incrementAndGet() + "_";
        library = new LedgerSellers<>(ledger(pool, prefix)).stock(carts, units);
        byHand = new SqlByHand(pool, database).create(carts.skus(), units);
    }

    /** A ledger in tables whose names begin so, which are made if they do not exist. */
    static JdbcLedger ledger(DataSource pool, String prefix) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(pool);
        return JdbcLedger.builder(pool).schema(schema).build();
    }

    @Override
    public Store.Place place() {
        return new Store.Place(pool.getJdbcUrl(), prefix);
    }

    CountingPool pool() {
        return pool;
    }

    LedgerSellers<JdbcLedger> library() {
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
        Map<String, Seller> peers = new LinkedHashMap<>();
        peers.put(PEER, byHand.conditionalUpdate());
        peers.put("select-for-update", byHand.selectForUpdate());
        return peers;
    }

    @Override
    public long calls() {
        return pool.taken();
    }

    /** This kind of store over one database. */
    public static Store.Kind kind(Database database) {
        return new Store.Kind(database.label(), (carts, units) -> new JdbcShops(database, carts, units));
    }

    SqlByHand byHand() {
        return byHand;
    }

    @Override
    public void close() {
        library.close();
        pool.close();
    }
}
