package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The shop's row of an order and the hold of its stock are committed together, or neither is there. */
public final class OrderAndReservationInOneTransaction {
    private OrderAndReservationInOneTransaction() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws SQLException if the database in memory fails
     */
    public static void main(String[] args) throws SQLException {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:shop", "", "");
        JdbcSchema.create(database);
        try (Connection shop = database.getConnection();
                Statement sql = shop.createStatement();
                JdbcLedger ledger = JdbcLedger.over(database);
                Inventory inventory = InventoryBuilder.over(ledger).build()) {
            sql.execute("CREATE TABLE orders (id VARCHAR(40) PRIMARY KEY, buyer VARCHAR(40))");
            inventory.receive("po-1", "TEAPOT", 2).orThrow();
            place(database, inventory, "order-1", "ann", false);
            place(database, inventory, "order-2", "ben", true);
            place(database, inventory, "order-3", "cleo", false);
            place(database, inventory, "order-4", "dan", false);
            try (ResultSet orders = sql.executeQuery("SELECT COUNT(*) FROM orders")) {
                orders.next();
                System.out.println(orders.getLong(1) + " orders in the shop's table, "
                        + inventory.level(StockKey.of("TEAPOT")).orElseThrow().reserved() + " teapots held");
            }
        } finally {
            database.dispose();
        }
    }

    private static void place(DataSource database, Inventory inventory, String order, String buyer, boolean voucherUsed)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            try {
                placeIn(connection, inventory, order, buyer, voucherUsed);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void placeIn(
            Connection connection, Inventory inventory, String order, String buyer, boolean voucherUsed)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            insert.setString(1, order);
            insert.setString(2, buyer);
            insert.executeUpdate();
        }
        // The hold comes last: its line is locked until the commit, for all other buyers. So no payment and no other
        // call belongs after it, and a flash sale does it the other way round: reserve first, then write the row.
        Outcome held = inventory
                .within(connection)
                .reserve(ReserveRequest.of(order, buyer).line("TEAPOT", 1));
        if (held.applied() && !voucherUsed) {
            connection.commit();
            System.out.println(order + ": row and hold are committed");
        } else {
            connection.rollback();
            System.out.println(order + ": neither is there, "
                    + held.refused().map(refusal -> refusal.reason().name()).orElse("the voucher was used before"));
        }
    }
}
