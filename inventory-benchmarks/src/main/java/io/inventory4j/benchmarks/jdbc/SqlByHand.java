package io.inventory4j.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * The same job in SQL by hand, as a competent user would write it: one transaction an order. It counts the buyer's
 * limit, inserts the hold, and takes the unit last, so that the hot row is locked as shortly as possible. A retry fails
 * on the insert of its hold, nothing is journaled, and nothing gives a hold back yet.
 */
final class SqlByHand {
    static final int STOCK = 1_000_000_000;

    private final DataSource pool;
    private final Database database;

    SqlByHand(DataSource pool, Database database) {
        this.pool = pool;
        this.database = database;
    }

    void create() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DROP TABLE IF EXISTS by_hand_stock",
                    "DROP TABLE IF EXISTS by_hand_limit",
                    "DROP TABLE IF EXISTS by_hand_hold",
                    "CREATE TABLE by_hand_stock (sku varchar(64) PRIMARY KEY, available bigint NOT NULL)",
                    "CREATE TABLE by_hand_limit (buyer varchar(64) PRIMARY KEY, used bigint NOT NULL)",
                    "CREATE TABLE by_hand_hold (id varchar(64) PRIMARY KEY, sku varchar(64) NOT NULL,"
                            + " quantity bigint NOT NULL, expires timestamp NOT NULL)",
                    "CREATE INDEX by_hand_hold_expires ON by_hand_hold (expires)",
                    "INSERT INTO by_hand_stock VALUES ('A', " + STOCK + ")")) {
                statement.execute(sql);
            }
        }
    }

    /** A conditional update: the database checks and takes in one statement. */
    int conditionalUpdate(String order, String buyer) throws SQLException {
        return inTransaction(connection -> limit(connection, buyer)
                && hold(connection, order)
                && changed(
                        connection,
                        "UPDATE by_hand_stock SET available = available - ? WHERE sku = ? AND available >= ?",
                        1L,
                        "A",
                        1L));
    }

    /** Lock the row, read it, update it: the way of those who want to see the number first. */
    int selectForUpdate(String order, String buyer) throws SQLException {
        return inTransaction(connection -> {
            long available;
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT available FROM by_hand_stock WHERE sku = ? FOR UPDATE")) {
                statement.setString(1, "A");
                try (ResultSet row = statement.executeQuery()) {
                    available = row.next() ? row.getLong(1) : 0;
                }
            }
            return available >= 1
                    && limit(connection, buyer)
                    && hold(connection, order)
                    && changed(connection, "UPDATE by_hand_stock SET available = ? WHERE sku = ?", available - 1, "A");
        });
    }

    private interface Steps {
        boolean done(Connection connection) throws SQLException;
    }

    private int inTransaction(Steps steps) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                done = steps.done(connection);
            } finally {
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            }
            return done ? 1 : 0;
        }
    }

    private boolean limit(Connection connection, String buyer) throws SQLException {
        return changed(connection, database.raiseLimit(), buyer);
    }

    private static boolean hold(Connection connection, String order) throws SQLException {
        return changed(
                connection,
                "INSERT INTO by_hand_hold VALUES (?, ?, ?, ?)",
                order,
                "A",
                1L,
                Timestamp.from(Instant.now().plusSeconds(900)));
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
        return inTransaction(connection -> {
                    try (PreparedStatement limits =
                                    connection.prepareStatement("INSERT INTO by_hand_limit VALUES (?, 1)");
                            PreparedStatement holds =
                                    connection.prepareStatement("INSERT INTO by_hand_hold VALUES (?, ?, ?, ?)")) {
                        Timestamp expires = Timestamp.from(Instant.now().plusSeconds(900));
                        for (String order : orders) {
                            limits.setString(1, order);
                            limits.addBatch();
                            holds.setString(1, order);
                            holds.setString(2, "A");
                            holds.setLong(3, 1);
                            holds.setTimestamp(4, expires);
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
                })
                * orders.size();
    }
}
