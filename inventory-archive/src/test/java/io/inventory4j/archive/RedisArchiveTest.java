package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.servers.Eventually;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.Together;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied into the archive, by whom, and what becomes of the journal in Redis. */
class RedisArchiveTest {
    private static final List<Bucket> STORED = List.of(
            Bucket.AVAILABLE,
            Bucket.RESERVED,
            Bucket.COMMITTED,
            Bucket.SAFETY,
            Bucket.QUALITY_CONTROL,
            Bucket.DAMAGED,
            Bucket.INCOMING);

    @ParameterizedTest
    @EnumSource
    void whatIsDrainedIsTheJournal(ArchiveDatabase database) throws SQLException {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        assertEquals(7, shop.archive.drain(Integer.MAX_VALUE));
        assertEquals(0, shop.archive.drain(Integer.MAX_VALUE));
        assertEquals(shop.journal(), shop.archive.journal(0, 100).entries());
        assertEquals(shop.journal().stream().map(RedisArchiveTest::row).toList(), rows(shop, database));
        assertEquals(shop.journal().subList(2, 4), shop.archive.journal(2, 2).entries());
        assertTrue(shop.archive.verify().differences().isEmpty());
    }

    /** What a row for people says. */
    private static String row(JournalEntry entry) {
        StockLevel before = entry.change().before();
        StockLevel after = entry.change().after();
        List<String> row = new ArrayList<>(List.of(
                Long.toString(entry.sequence()),
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at())),
                entry.kind().name(),
                entry.command(),
                String.valueOf(entry.settlement()),
                String.valueOf(entry.reason()),
                after.key().sku(),
                after.key().location(),
                Long.toString(after.version()),
                after.saleState().name(),
                Long.toString(after.opening())));
        for (Bucket bucket : STORED) {
            row.add(Long.toString(after.quantity(bucket)));
            row.add(Long.toString(after.quantity(bucket) - before.quantity(bucket)));
        }
        return row.toString();
    }

    private static List<String> rows(ArchivedShop shop, ArchiveDatabase database) throws SQLException {
        StringBuilder columns =
                new StringBuilder("sequence, at_micros, kind, command, settlement, reason, sku, location,"
                        + " version, sale_state, opening");
        for (Bucket bucket : STORED) {
            String name = bucket.name().toLowerCase(Locale.ROOT);
            columns.append(", ").append(name).append(", ").append(name).append("_change");
        }
        try (Connection connection = shop.source.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT " + columns + " FROM inventory_redis_entry WHERE namespace = ? ORDER BY sequence")) {
            select.setObject(1, database.bound(shop.namespace));
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= 25; i++) {
                        boolean text = (i >= 3 && i <= 8) || i == 10;
                        row.add(text ? database.text(rows, i) : Long.toString(rows.getLong(i)));
                    }
                    found.add(row.toString());
                }
            }
            return found;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileTextsAreKeptExactly(ArchiveDatabase database) throws SQLException {
        ArchivedShop shop = new ArchivedShop(database);
        for (String sku : List.of("a", "A", "a ", "\u00e4", "a\u0308", "'; --", "\ud83c\udf75", "\u00df", "ss")) {
            shop.receive("m " + sku, StockKey.of(sku), 1);
        }
        shop.archive.drain(Integer.MAX_VALUE);
        assertEquals(shop.journal().stream().map(RedisArchiveTest::row).toList(), rows(shop, database));
        assertEquals(new ArchiveReport(9, 9, 9, 9, List.of(), false), shop.archive.verify());
    }

    /** More bytes than one statement takes, and more entries. */
    @ParameterizedTest
    @EnumSource
    void aPageOfLargeCallsIsArchivedAndRestored(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.receive("m", TEA, 20_000);
        for (int call = 0; call < 3; call++) {
            List<Command> batch = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                batch.add(ArchivedShop.reserve("o".repeat(180) + call + "-" + i, TEA, 1));
            }
            shop.ledger.apply(batch);
        }
        // 1,000 steps are a call (rule 10.3): each batch is ten calls.
        assertEquals(1 + 3 * 10, shop.archive.drain(100));
        List<JournalEntry> journal = shop.journal();
        assertEquals(15_001, journal.size());
        assertEquals(journal, shop.archive.journal(0, 100_000).entries());
        shop.die();
        assertEquals(15_001, shop.archive.restore().entries());
        assertEquals(journal, shop.journal());
    }

    @ParameterizedTest
    @EnumSource
    void manyNodesMayMakeTheTablesAtOnceAndAgain(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        RedisArchive archive = fresh(shop);
        Together.run(4, node -> {
            archive.createTables();
            return node;
        });
        archive.createTables();
        assertEquals(7, archive.drain(100));
        assertEquals(shop.journal(), archive.journal(0, 100).entries());
    }

    @ParameterizedTest
    @EnumSource
    void missingTablesAreReported(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        String failure = ArchivedShop.failure(fresh(shop)::archived);
        assertTrue(failure.startsWith("the tables are missing"), failure);
    }

    @ParameterizedTest
    @EnumSource
    void tablesFromBeforeWindowsAreUpgraded(ArchiveDatabase database) throws SQLException {
        ArchivedShop shop = new ArchivedShop(database);
        shop.receive("m", TEA, 5);
        shop.ledger.apply(List.of(new SetSaleState("w", TEA, null, Window.until(Instant.EPOCH))));
        String prefix = prefix();
        RedisArchive archive = archive(shop, prefix);
        archive.createTables();
        try (Connection connection = shop.source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + prefix + "redis_entry DROP COLUMN opens_millis");
            statement.execute("ALTER TABLE " + prefix + "redis_entry DROP COLUMN closes_millis");
        }
        archive.upgradeTables();
        archive.upgradeTables();
        assertEquals(2, archive.drain(100));
        assertEquals(shop.journal(), archive.journal(0, 100).entries());
        try (Connection connection = shop.source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT MAX(closes_millis), MAX(opens_millis) FROM " + prefix + "redis_entry")) {
            assertTrue(row.next());
            assertEquals(0L, row.getLong(1));
            assertFalse(row.wasNull());
            row.getLong(2);
            assertTrue(row.wasNull());
        }
    }

    /** An archive with tables of its own, which are not made yet. */
    private static RedisArchive fresh(ArchivedShop shop) {
        return archive(shop, prefix());
    }

    private static String prefix() {
        return "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
    }

    private static RedisArchive archive(ArchivedShop shop, String prefix) {
        return shop.archive(shop.connections, shop.source).tablePrefix(prefix).build();
    }

    @ParameterizedTest
    @EnumSource
    void twoDrainersArchiveEachCallOnce(ArchiveDatabase database) throws Exception {
        ArchivedShop shop = new ArchivedShop(database);
        shop.receive("m", TEA, 1_000);
        for (int i = 1; i < 120; i++) {
            shop.hold("o" + i, TEA, 1);
        }
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> drained = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                RedisArchive archive =
                        shop.archive(shop.connections, shop.source).pageSize(3).build();
                drained.add(both.submit(() -> archive.drain(Integer.MAX_VALUE)));
            }
            assertEquals(120, drained.get(0).get() + drained.get(1).get());
        } finally {
            both.shutdownNow();
        }
        assertEquals(shop.journal(), shop.archive.journal(0, 1_000).entries());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDrainerThatDiesLeavesWholePages(boolean committed) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        for (int deaths = 0; deaths < (committed ? 2 : 3); deaths++) {
            RedisArchive dying = shop.archive(shop.connections, DyingSource.at(shop.source, 2, committed))
                    .pageSize(2)
                    .build();
            assertThrows(LedgerException.class, () -> dying.drain(Integer.MAX_VALUE));
            assertEquals(
                    shop.journal().stream()
                            .filter(entry -> entry.sequence() <= shop.archive.archived())
                            .toList(),
                    shop.archive.journal(0, 100).entries());
        }
        shop.archive.drain(Integer.MAX_VALUE);
        assertEquals(shop.journal(), shop.archive.journal(0, 100).entries());
        assertEquals(7, shop.archive.archived());
    }

    @Test
    void aGapIsTold() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        assertEquals(2, shop.archive.drain(2));
        shop.server.command("XTRIM", shop.key("journal"), "MINID", "6");
        String failure = ArchivedShop.failure(() -> shop.archive.drain(100));
        assertTrue(failure.startsWith("3 entries of the journal, from 3 to 5"), failure);
        assertEquals(
                List.of(new ArchiveDifference.NotArchived(2, 7), new ArchiveDifference.Gap(2, 3)),
                shop.archive.verify().differences().subList(0, 2));
    }

    @Test
    void aPurgeDeletesNothingThatIsNotArchived() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(3);
        shop.clock.advance(Duration.ofDays(1));
        shop.ledger.purge(Duration.ofDays(2), 100);
        assertEquals(5, Long.parseLong(shop.server.command("XLEN", shop.key("journal"))));
        assertEquals(4, shop.archive.drain(100));
        shop.ledger.purge(Duration.ofDays(2), 100);
        // The last one stays, as what the next one follows.
        assertEquals(1, Long.parseLong(shop.server.command("XLEN", shop.key("journal"))));
        shop.hold("o4", CUP, 1);
        assertEquals(1, shop.archive.drain(100));
        assertEquals(7, shop.archive.journal(0, 100).entries().size());
        shop.archive.letGo();
        shop.clock.advance(Duration.ofDays(1));
        shop.ledger.purge(Duration.ofDays(3), 100);
        assertEquals("0", shop.server.command("XLEN", shop.key("journal")));
        assertEquals(0, shop.archive.drain(100));
    }

    @Test
    void aGapUpToTheEndIsToldToo() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(2);
        shop.archive.letGo();
        shop.clock.advance(Duration.ofDays(1));
        shop.ledger.purge(Duration.ofDays(2), 100);
        assertEquals("0", shop.server.command("XLEN", shop.key("journal")));
        String failure = ArchivedShop.failure(() -> shop.archive.drain(100));
        assertTrue(failure.startsWith("5 entries of the journal, from 3 to 7"), failure);
        assertTrue(shop.archive.verify().differences().contains(new ArchiveDifference.Gap(2, 5)));
    }

    @Test
    void aFollowerCopiesWhatComes() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        try (Subscription following = shop.archive.follow(Duration.ofMillis(5))) {
            Objects.requireNonNull(following);
            shop.open();
            Eventually.is("all is archived", () -> shop.archive.archived() == 7);
        }
        shop.hold("late", TEA, 1);
        assertEquals(7, shop.archive.archived());
    }

    @Test
    void settingsAreBounded() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        RedisArchiveBuilder builder = shop.archive(shop.connections, shop.source);
        assertThrows(IllegalArgumentException.class, () -> builder.tablePrefix("x; DROP TABLE y"));
        assertThrows(IllegalArgumentException.class, () -> builder.pageSize(0));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> shop.archive.drain(0));
        assertThrows(IllegalArgumentException.class, () -> shop.archive.follow(Duration.ZERO));
    }
}
