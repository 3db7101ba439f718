package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * The same job in SQL by hand, as a competent user would write it: one transaction an order. It counts the buyer's
 * limits, inserts the holds, and takes the units last, so that hot rows are locked as shortly as possible, and in the
 * order of their SKUs, so that carts do not deadlock. A retry fails on the insert of its hold, nothing is journaled,
 * and nothing gives a hold back yet.
 */
final class SqlByHand {
    private static final String TAKE =
            "UPDATE by_hand_stock SET available = available - 1 WHERE sku = ? AND available >= 1";
    private static final String HOLD = "INSERT INTO by_hand_hold VALUES (?, ?, ?, ?)";

    private final DataSource pool;
    private final Database database;

    SqlByHand(DataSource pool, Database database) {
        this.pool = pool;
        this.database = database;
    }

    /** Makes the tables anew, with units of each SKU. */
    SqlByHand create(Collection<String> skus, long units) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DROP TABLE IF EXISTS by_hand_stock",
                    "DROP TABLE IF EXISTS by_hand_limit",
                    "DROP TABLE IF EXISTS by_hand_hold",
                    "CREATE TABLE by_hand_stock (sku varchar(64) PRIMARY KEY, available bigint NOT NULL)",
                    "CREATE TABLE by_hand_limit (buyer varchar(64) NOT NULL, sku varchar(64) NOT NULL,"
                            + " used bigint NOT NULL, PRIMARY KEY (buyer, sku))",
                    "CREATE TABLE by_hand_hold (id varchar(64) NOT NULL, sku varchar(64) NOT NULL,"
                            + " quantity bigint NOT NULL, expires timestamp NOT NULL, PRIMARY KEY (id, sku))",
                    "CREATE INDEX by_hand_hold_expires ON by_hand_hold (expires)")) {
                statement.execute(sql);
            }
            for (String sku : skus) {
                changed(connection, "INSERT INTO by_hand_stock VALUES (?, ?)", sku, units);
            }
        }
        return this;
    }

    /** A conditional update: the database checks and takes in one statement. */
    Seller conditionalUpdate() {
        return cart -> {
            List<String> skus = cart.skus().stream().sorted().toList();
            return Transactions.run(
                    pool,
                    connection -> limits(connection, cart, skus)
                            && holds(connection, cart, skus)
                            && each(connection, TAKE, skus, (statement, sku) -> statement.setString(1, sku)));
        };
    }

    /** Lock the row, read it, update it: the way of those who want to see the number first. */
    Seller selectForUpdate() {
        return cart -> {
            List<String> skus = cart.skus().stream().sorted().toList();
            return Transactions.run(
                    pool,
                    connection -> limits(connection, cart, skus)
                            && holds(connection, cart, skus)
                            && available(connection, skus)
                            && each(connection, TAKE, skus, (statement, sku) -> statement.setString(1, sku)));
        };
    }

    private boolean available(Connection connection, List<String> skus) throws SQLException {
        for (String sku : skus) {
            if (locked(connection, sku) < 1) {
                return false;
            }
        }
        return true;
    }

    /** Locks a SKU and reads how many there are. */
    private long locked(Connection connection, String sku) throws SQLException {
        // A file has one writer at a time anyway.
        String sql = "SELECT available FROM by_hand_stock WHERE sku = ?"
                + (database == Database.SQLITE ? "" : " FOR UPDATE");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sku);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    boolean limits(Connection connection, Cart cart, List<String> skus) throws SQLException {
        return each(connection, database.raiseLimit(), skus, (statement, sku) -> {
            statement.setString(1, cart.buyer());
            statement.setString(2, sku);
        });
    }

    boolean holds(Connection connection, Cart cart, List<String> skus) throws SQLException {
        Timestamp expires = Timestamp.from(Instant.now().plusSeconds(Seller.HOLD_SECONDS));
        return each(connection, HOLD, skus, (statement, sku) -> hold(statement, cart.order(), sku, expires));
    }

    private static void hold(PreparedStatement statement, String order, String sku, Timestamp expires)
            throws SQLException {
        statement.setString(1, order);
        statement.setString(2, sku);
        statement.setLong(3, 1);
        statement.setTimestamp(4, expires);
    }

    private interface Arguments {
        void set(PreparedStatement statement, String sku) throws SQLException;
    }

    /** Changes one row for each SKU, in one trip where the driver then says which of them changed. */
    private boolean each(Connection connection, String sql, List<String> skus, Arguments arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (skus.size() == 1 || database == Database.MARIADB) {
                for (String sku : skus) {
                    arguments.set(statement, sku);
                    if (statement.executeUpdate() == 0) {
                        return false;
                    }
                }
                return true;
            }
            for (String sku : skus) {
                arguments.set(statement, sku);
                statement.addBatch();
            }
            for (int changed : statement.executeBatch()) {
                if (changed == 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean changed(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate() > 0;
        }
    }

    /** A ready batch in plain SQL, the least that has to be written: the limit to measure against. */
    int raw(List<String> orders) throws SQLException {
        boolean sold = Transactions.run(pool, connection -> {
            try (PreparedStatement limits =
                            connection.prepareStatement("INSERT INTO by_hand_limit VALUES (?, 'A', 1)");
                    PreparedStatement holds = connection.prepareStatement(HOLD)) {
                Timestamp expires = Timestamp.from(Instant.now().plusSeconds(Seller.HOLD_SECONDS));
                for (String order : orders) {
                    limits.setString(1, order);
                    limits.addBatch();
                    hold(holds, order, "A", expires);
                    holds.addBatch();
                }
                limits.executeBatch();
                holds.executeBatch();
            }
            long units = orders.size();
            return changed(
                    connection,
                    "UPDATE by_hand_stock SET available = available - ? WHERE sku = ? AND available >= ?",
                    units,
                    "A",
                    units);
        });
        return sold ? orders.size() : 0;
    }
}
