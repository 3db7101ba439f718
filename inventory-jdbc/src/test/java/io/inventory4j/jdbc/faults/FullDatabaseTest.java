package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.ServerProcess;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.testkit.faults.SaleStock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database has no room left: calls fail with NONE, reads go on, and sales do when there is room again. */
@Timeout(120)
class FullDatabaseTest {
    private static final long MEGABYTE = 1L << 20;
    private static final int TABLE_IS_FULL = 1114;

    private static String ask(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            assertTrue(answer.next(), query);
            return answer.getString(1);
        }
    }

    private static void fails(StockLedger ledger, String id) {
        LedgerException full =
                assertThrows(LedgerException.class, () -> SaleStock.apply(ledger, SaleStock.cart(id, 0)));
        assertEquals(Effect.NONE, full.effect(), full::toString);
        assertTrue(String.valueOf(full.getMessage()).contains("no room left"), full::toString);
        assertTrue(ledger.reservation(ReservationId.of(id)).isEmpty());
    }

    private static void sells(StockLedger ledger, String id) {
        assertTrue(SaleStock.apply(ledger, SaleStock.cart(id, 0)).applied());
    }

    /** The file of one table is a link to a full device, so that only this table cannot grow. */
    @Test
    void postgresCannotWriteATable() throws SQLException, IOException {
        FragileServer server = FragileServer.killable(DatabaseKind.POSTGRES);
        JdbcSchema schema = server.freshTables();
        DataSource source = server.database().dataSource(server.address());
        Path table = Path.of(ask(source, "SHOW data_directory"))
                .resolve(ask(source, "SELECT pg_relation_filepath('" + FragileServer.table(schema, "held") + "')"));
        // A new connection for each call, because the server keeps files open as long as a connection.
        try (StockLedger ledger =
                JdbcLedger.builder(source).schema(schema).notifying(false).build()) {
            SaleStock.fill(ledger);
            assertEquals(0, Files.size(table), "nothing is held yet");
            Files.delete(table);
            Files.createSymbolicLink(table, Path.of("/dev/full"));
            try {
                fails(ledger, "order 1");
                fails(ledger, "order 2");
                SaleStock.check(ledger, List.of());
            } finally {
                Files.delete(table);
                Files.createFile(table);
            }
            sells(ledger, "order 1");
            SaleStock.check(ledger, List.of("order 1"));
        }
    }

    @Test
    void mariaDbHasNoRoomForATable() throws Exception {
        FragileServer server = FragileServer.killable(DatabaseKind.MARIADB);
        DataSource source = server.database().dataSource(server.address());
        List<String> command = cramped(source, server.address().getPort());
        Path data = Path.of(ask(source, "SELECT @@datadir"));
        JdbcSchema schema;
        List<String> sold = new ArrayList<>();
        server.kill();
        ServerProcess cramped = new ServerProcess(data.resolve("..").normalize());
        try {
            cramped.start(command, () -> ask(source, "SELECT 1").equals("1"));
            schema = server.freshTables();
            sellUntilFull(server, schema, sold);
        } finally {
            cramped.kill();
            server.restart();
        }
        // The limit to the file is gone.
        try (StockLedger ledger = server.node(schema, server.address())) {
            SaleStock.check(ledger, sold);
            sold.add("order " + sold.size());
            sells(ledger, sold.get(sold.size() - 1));
            SaleStock.check(ledger, sold);
        }
    }

    /** The command of the running server, changed: all tables are in one file, which may only grow a little. */
    private static List<String> cramped(DataSource source, int port) throws SQLException, IOException {
        Path data = Path.of(ask(source, "SELECT @@datadir"));
        long most = Files.size(data.resolve("ibdata1")) / MEGABYTE + 6;
        List<String> command = new ArrayList<>();
        command.add(Path.of(ask(source, "SELECT @@basedir"), "bin", "mariadbd").toString());
        command.addAll(List.of("--no-defaults", "--skip-name-resolve", "--skip-ssl", "--bind-address=127.0.0.1"));
        for (String setting : List.of("basedir", "datadir", "tmpdir", "socket")) {
            command.add("--" + setting + "=" + ask(source, "SELECT @@" + setting));
        }
        command.add("--port=" + port);
        command.add("--user=" + System.getProperty("user.name"));
        command.add("--innodb-file-per-table=0");
        command.add("--innodb-data-file-path=ibdata1:12M:autoextend:max:" + most + "M");
        return command;
    }

    private static void sellUntilFull(FragileServer server, JdbcSchema schema, List<String> sold) throws SQLException {
        try (StockLedger ledger = server.node(schema, server.address());
                Connection connection =
                        server.database().dataSource(server.address()).getConnection();
                Statement statement = connection.createStatement()) {
            SaleStock.fill(ledger);
            // Rows that fit into a page: without room for a longer row's extra pages, the server crashes.
            statement.execute("CREATE TABLE ballast (text VARBINARY(4000))");
            fillUp(statement);
            while (sold.size() < SaleStock.UNITS && one(ledger, "order " + sold.size())) {
                sold.add("order " + sold.size());
            }
            fails(ledger, "order " + sold.size());
            SaleStock.check(ledger, sold);
        }
    }

    private static boolean one(StockLedger ledger, String id) {
        try {
            sells(ledger, id);
            return true;
        } catch (LedgerException e) {
            assertEquals(Effect.NONE, e.effect(), e::toString);
            return false;
        }
    }

    private static void fillUp(Statement statement) {
        SQLException full = assertThrows(SQLException.class, () -> {
            while (true) {
                statement.execute("INSERT INTO ballast VALUES (REPEAT('x', 4000))");
            }
        });
        assertEquals(TABLE_IS_FULL, full.getErrorCode(), full::toString);
    }
}
