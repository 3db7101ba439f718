package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * One row a unit: a buyer takes any row of the SKU that nobody else has locked ({@code SKIP LOCKED}), so that buyers do
 * not wait for each other. How many are left has to be counted, and a delivery inserts a row for each unit. Limits and
 * holds are those of {@link SqlByHand}.
 */
final class UnitRows implements Seller {
    private static final String FREE = "SELECT id FROM by_hand_unit WHERE sku = ? LIMIT 1 FOR UPDATE SKIP LOCKED";

    private final DataSource pool;
    private final Database database;
    private final SqlByHand byHand;

    UnitRows(DataSource pool, Database database, SqlByHand byHand) {
        this.pool = pool;
        this.database = database;
        this.byHand = byHand;
    }

    /** Makes the table anew, with at least so many units of one SKU. */
    UnitRows create(String sku, long units) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS by_hand_unit");
            statement.execute(
                    "CREATE TABLE by_hand_unit (sku varchar(64) NOT NULL, id bigint NOT NULL, PRIMARY KEY (sku, id))");
            statement.execute("INSERT INTO by_hand_unit VALUES ('" + sku + "', 0)");
            for (long rows = 1; rows < units; rows *= 2) {
                statement.execute("INSERT INTO by_hand_unit SELECT sku, id + " + rows + " FROM by_hand_unit");
            }
        }
        database.settle(pool);
        return this;
    }

    @Override
    public boolean reserve(Cart cart) throws SQLException {
        List<String> skus = cart.skus().stream().sorted().toList();
        return Transactions.run(pool, connection -> {
            if (!byHand.limits(connection, cart, skus) || !byHand.holds(connection, cart, skus)) {
                return false;
            }
            for (String sku : skus) {
                if (!take(connection, sku)) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean take(Connection connection, String sku) throws SQLException {
        if (database == Database.POSTGRES) {
            // In one trip. The sub-select is materialized: it locks one row, however the plan turns.
            try (PreparedStatement statement = connection.prepareStatement("WITH free AS MATERIALIZED (" + FREE
                    + ") DELETE FROM by_hand_unit u USING free WHERE u.sku = ? AND u.id = free.id")) {
                statement.setString(1, sku);
                statement.setString(2, sku);
                return statement.executeUpdate() == 1;
            }
        }
        try (PreparedStatement free = connection.prepareStatement(FREE);
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM by_hand_unit WHERE sku = ? AND id = ?")) {
            free.setString(1, sku);
            try (ResultSet row = free.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                delete.setString(1, sku);
                delete.setLong(2, row.getLong(1));
            }
            return delete.executeUpdate() == 1;
        }
    }
}
