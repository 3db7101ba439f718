package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSchemaTest {
    private static JdbcSchema fresh() {
        return JdbcSchema.standard()
                .withPrefix("s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static LedgerException refused(DataSource source, JdbcSchema schema) {
        return assertThrows(
                LedgerException.class,
                () -> JdbcLedger.builder(source).schema(schema).build());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void missingTablesAreReportedWithTheRemedy(TestDatabase database) {
        JdbcSchema schema = fresh();
        LedgerException refused = refused(database.source(), schema);
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains(schema.table("*") + " are missing: call JdbcSchema.create"),
                refused::getMessage);
        assertEquals(LedgerException.Effect.NONE, refused.effect());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anotherVersionIsReported(TestDatabase database) throws SQLException {
        JdbcSchema schema = fresh();
        schema.createIn(database.source());
        execute(database.source(), "UPDATE " + schema.table("meta") + " SET schema_version = 99");
        LedgerException refused = refused(database.source(), schema);
        assertTrue(
                String.valueOf(refused.getMessage()).contains("have version 99; this library needs 2"),
                refused::getMessage);
        assertThrows(LedgerException.class, () -> schema.createIn(database.source()));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void manyNodesMayMakeTheTablesAtOnceAndAgain(TestDatabase database) {
        JdbcSchema schema = fresh();
        Together.run(4, node -> {
            schema.createIn(database.source());
            return node;
        });
        schema.createIn(database.source());
        try (JdbcLedger ledger =
                JdbcLedger.builder(database.source()).schema(schema).build()) {
            assertEquals(List.of(), ledger.levels(List.of(StockKey.of("A"))));
        }
    }

    @Test
    void theShippedFilesMakeTheStandardTables() throws SQLException {
        DataSource source = Databases.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", 4);
        String script = JdbcSchema.resource("h2.sql");
        for (String statement : script.split(";", -1)) {
            if (!statement.isBlank()) {
                execute(source, statement);
            }
        }
        JdbcLedger.over(source).close();
    }

    @Test
    void everyStatementNamesTheSchema() throws SQLException {
        DataSource source = TestDatabase.POSTGRES.source();
        execute(source, "CREATE SCHEMA IF NOT EXISTS apart");
        JdbcSchema schema = fresh().withSchema("apart");
        schema.createIn(source);
        try (JdbcLedger ledger = JdbcLedger.builder(source).schema(schema).build()) {
            Shelf.stock(ledger, "A", 5);
            assertEquals(5, Shelf.available(ledger, "A"));
            assertEquals(1, ledger.journal(0, 10).entries().size());
        }
        execute(source, "SELECT 1 FROM " + schema.table("line"));
        assertTrue(schema.table("line").startsWith("apart."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A_", "1a", "a b", "a;drop table x", "a\"", "ä_", "abcdefghijabcdefghijabcdefghijx"})
    void aPrefixThatIsNoNameIsRefused(String prefix) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> JdbcSchema.standard().withPrefix(prefix));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("prefix is '"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "1a", "a.b", "a;b"})
    void aSchemaThatIsNoNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> JdbcSchema.standard().withSchema(name));
    }
}
