package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.SqlScript;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables of version 1 become those of this library, with all that is in them. The files of version 1, and rows that its
 * library has written, are in the resources.
 */
class JdbcUpgradeTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B", "room");
    private static final ReservationId OPEN = ReservationId.of("open");

    private final String prefix =
            "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
    private final JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
    private final TurnedClock clock = new TurnedClock();

    private static String resource(String name) {
        return SqlScript.text(name, JdbcUpgradeTest.class.getResourceAsStream("version1/" + name));
    }

    private void makeVersion1(TestDatabase database) throws SQLException {
        String file = database.name().toLowerCase(Locale.ROOT).replace("postgres", "postgresql") + ".sql";
        for (String statement : tables(file)) {
            execute(database.source(), statement);
        }
        insertRows(database);
    }

    /** Writes as nodes of version 1 do. */
    private void insertRows(TestDatabase database) throws SQLException {
        for (String statement : rows()) {
            execute(database.source(), statement);
        }
    }

    private static List<String> tables(String file) {
        return statements(resource(file).replaceAll("(?m)--.*$", ""), ";");
    }

    private static List<String> rows() {
        return statements(resource("rows.sql"), ";\n").stream()
                .map(statement -> statement.replace("\\n", "\n").replace("\\t", "\t"))
                .toList();
    }

    private static List<String> statements(String text, String end) {
        return Arrays.stream(text.split(end, -1))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("inventory_", prefix));
        }
    }

    private JdbcLedger open(TestDatabase database) {
        return JdbcLedger.builder(database.source())
                .schema(schema)
                .clock(clock)
                .keepJournal(Duration.ofDays(36_500))
                .build();
    }

    private static Outcome.Applied applied(JdbcLedger ledger, Command command) {
        return assertInstanceOf(
                Outcome.Applied.class, ledger.apply(List.of(command)).get(0));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void olderTablesAreReportedWithTheRemedy(TestDatabase database) throws SQLException {
        makeVersion1(database);
        for (LedgerException refused : List.of(
                assertThrows(LedgerException.class, () -> open(database)),
                assertThrows(LedgerException.class, () -> schema.createIn(database.source())))) {
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("have version 1; this library needs 2: call JdbcSchema.upgrade, or run "),
                    refused::getMessage);
            assertTrue(String.valueOf(refused.getMessage()).contains("-2.sql"), refused::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsStoredGoesOn(TestDatabase database) throws SQLException {
        makeVersion1(database);
        schema.upgradeIn(database.source());
        schema.upgradeIn(database.source());
        schema.createIn(database.source());
        try (JdbcLedger ledger = open(database)) {
            ledger.levels(List.of(A, B)).forEach(level -> assertEquals(Window.NONE, level.window()));
            Reserve same = new Reserve(
                    OPEN,
                    "ann",
                    List.of(new ReserveLine(A, 2, 0, List.of(Charge.of("buyer", 10))), ReserveLine.of(B, 1)),
                    List.of(),
                    Duration.ofDays(1),
                    false,
                    null,
                    false);
            assertTrue(applied(ledger, same).replayed());
            assertTrue(
                    applied(ledger, new SetSaleState("x1", B, SaleState.NO_NEW)).replayed());
            assertEquals(1, ledger.open(B, null, 10).size());

            Window over = Window.until(clock.instant());
            applied(ledger, new SetSaleState("w1", B, null, over));
            Outcome late = ledger.apply(List.of(new Reserve(
                            ReservationId.of("late"),
                            List.of(ReserveLine.of(B, 1)),
                            List.of(),
                            Duration.ofDays(1),
                            null)))
                    .get(0);
            assertEquals(
                    Reason.NOT_OPEN,
                    late.refused().orElseThrow(AssertionError::new).reason());
            applied(ledger, Settle.all(OPEN, "pay", Transition.CONFIRM));
            assertEquals(over, ledger.levels(List.of(B)).get(0).window());

            List<JournalEntry> entries = ledger.journal(0, 100).entries();
            assertEquals(15, entries.size());
            assertEquals(Window.NONE, entries.get(3).change().after().window());
            assertEquals(over, entries.get(14).change().before().window());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nodesOfVersion1GoOnWriting(TestDatabase database) throws SQLException {
        makeVersion1(database);
        for (String table : List.of("line", "counter", "reservation", "held", "applied", "journal")) {
            execute(database.source(), "DELETE FROM inventory_" + table);
        }
        schema.upgradeIn(database.source());
        insertRows(database);
        try (JdbcLedger ledger = open(database)) {
            assertEquals(94, ledger.levels(List.of(A)).get(0).available());
            assertEquals(12, ledger.journal(0, 100).entries().size());
        }
    }

    @Test
    void aFileIsUpgradedWhenItIsOpened(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("stock.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : tables("sqlite.sql")) {
                statement.execute(sql);
            }
            for (String sql : rows()) {
                statement.execute(sql);
            }
        }
        try (JdbcLedger ledger = JdbcLedger.inFile(file)) {
            assertEquals(94, ledger.levels(List.of(A)).get(0).available());
            assertEquals(1, ledger.open(A, null, 10).size());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void manyNodesMayUpgradeAtOnce(TestDatabase database) throws SQLException {
        makeVersion1(database);
        Together.run(4, node -> {
            schema.upgradeIn(database.source());
            return node;
        });
        open(database).close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anUpgradeThatFailedHalfWayGoesOn(TestDatabase database) throws SQLException {
        makeVersion1(database);
        String type = database == TestDatabase.SQLITE ? "integer" : "bigint";
        execute(database.source(), "ALTER TABLE inventory_line ADD COLUMN opens_millis " + type);
        schema.upgradeIn(database.source());
        open(database).close();
    }
}
