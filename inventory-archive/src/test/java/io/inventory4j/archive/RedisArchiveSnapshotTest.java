package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot, and what is restored from it. */
@Timeout(300)
class RedisArchiveSnapshotTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Deletes the journal, as a purge does that nobody has kept from it. */
    private static void loseJournal(ArchivedShop shop) {
        shop.clock.advance(MINUTE.multipliedBy(2));
        shop.ledger.purge(Duration.ofDays(1), 100);
        assertEquals(List.of(), shop.journal());
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveBeginsOnATrimmedJournal(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        loseJournal(shop);
        shop.hold("o4", TEA, 1);
        String failure = ArchivedShop.failure(() -> shop.archive.drain(100));
        assertTrue(failure.contains("RedisArchive.snapshot"), failure);

        SnapshotReport snapshot = shop.archive.snapshot();
        assertEquals(8, snapshot.place());
        assertEquals(ArchivedShop.withoutPlace(shop.rows()).size(), snapshot.rows());
        assertEquals(8, shop.archive.archived());
        shop.confirm("o4");
        shop.hold("o5", CUP, 2);
        assertEquals(2, shop.archive.drain(100));
        assertEquals(List.of(), shop.archive.verify().differences());

        Map<String, String> before = shop.rows();
        shop.die();
        RestoreReport report = shop.archive.restore();
        assertEquals(2, report.calls());
        assertEquals(snapshot.rows(), report.rows());
        assertEquals(8, report.from());
        assertEquals(10, report.to());
        assertEquals(before, shop.rows());
        assertEquals(List.of(), shop.archive.verify().differences());
        shop.hold("o6", CUP, 1);
        assertEquals(1, shop.archive.drain(100));
        assertEquals(List.of(), shop.archive.verify().differences());
    }

    @Test
    void aRestorePlaysOnlyWhatCameAfterTheNewestSnapshot() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.receive("m", TEA, 1_000);
        for (int i = 0; i < 100; i++) {
            shop.hold("early " + i, TEA, 1);
        }
        shop.archive.drain(1_000);
        shop.archive.snapshot();
        for (int i = 0; i < 20; i++) {
            shop.hold("late " + i, TEA, 1);
        }
        shop.archive.snapshot();
        for (int i = 0; i < 7; i++) {
            shop.hold("last " + i, TEA, 1);
        }
        assertEquals(7, shop.archive.drain(1_000));
        Map<String, String> before = shop.rows();
        shop.die();
        assertEquals(7, shop.archive.restore().calls());
        assertEquals(before, shop.rows());
    }

    /** How much is put back and played depends on what there is, and not on what has been. */
    @Test
    void aRestoreDoesNotGrowWithHistory() {
        assertEquals(restoredAfter(10), restoredAfter(300));
    }

    private static List<Long> restoredAfter(int orders) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        for (int i = 0; i < orders; i++) {
            shop.hold("past " + i, TEA, 1);
            shop.apply(Settle.all(ReservationId.of("past " + i), "gone", Transition.RELEASE));
        }
        shop.clock.advance(MINUTE);
        shop.ledger.purge(Retention.ofAll(MINUTE).moves(MINUTE.multipliedBy(60)), 10_000);
        SnapshotReport snapshot = shop.archive.snapshot();
        shop.hold("new", CUP, 1);
        shop.archive.drain(10_000);
        shop.die();
        RestoreReport report = shop.archive.restore();
        assertEquals(snapshot.rows(), report.rows());
        return List.of(report.rows(), report.calls(), report.entries());
    }

    /** Buyers buy, holds run out and are forgotten while the snapshot is taken, at its pace on any machine. */
    @ParameterizedTest
    @EnumSource
    void aSnapshotOfABusyShop(ArchiveDatabase database) {
        AtomicInteger calls = new AtomicInteger();
        long seed = Rounds.play((turn, random) -> {
            ArchivedShop shop = stocked(database);
            new ShopWork(shop, "before", random.split()).steps(200);
            PacingConnections pace = new PacingConnections(shop.connections, 10);
            RedisArchive archive = shop.archive(pace, shop.source).pageSize(20).build();
            AtomicInteger sold = new AtomicInteger();
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ShopWork work = new ShopWork(shop, "worker " + i, random.split());
                tasks.add(() -> {
                    while (pace.awaitTurn()) {
                        work.steps(1);
                        sold.incrementAndGet();
                    }
                    return 0;
                });
            }
            tasks.add(() -> {
                try {
                    archive.snapshot();
                } finally {
                    pace.close();
                }
                return 0;
            });
            Together.run(120, tasks);
            assertTrue(sold.get() > 0, "nobody has sold meanwhile");
            new ShopWork(shop, "after", random.split()).steps(50);
            archive.drain(Integer.MAX_VALUE);
            Map<String, String> before = shop.rows();
            shop.die();
            calls.addAndGet((int) archive.restore().calls());
            assertEquals(before, shop.rows());
            assertEquals(List.of(), archive.verify().differences());
        });
        System.out.println("snapshot: " + database + " calls=" + calls + " seed=" + seed + ": restored byte by byte");
    }

    private static ArchivedShop stocked(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.receive("m1", TEA, 100_000);
        shop.receive("m2", CUP, 100_000);
        return shop;
    }

    /** What is filed by time and by line is filed otherwise afterwards; nobody may notice. */
    @Test
    void aRestoredShopAnswersAsTheOneThatDied() {
        long seed = Rounds.play((turn, random) -> {
            ArchivedShop shop = stocked(ArchiveDatabase.H2);
            new ShopWork(shop, "before", random.split()).steps(200);
            // More than are shipped by and by: some are confirmed in the snapshot and still so at the end.
            for (int i = 0; i < 60; i++) {
                shop.hold("kept " + i, CUP, 1);
                shop.confirm("kept " + i);
            }
            shop.archive.snapshot();
            new ShopWork(shop, "after", random.split()).steps(100);
            shop.archive.drain(Integer.MAX_VALUE);
            TwinShop twin = new TwinShop(shop);
            shop.die();
            shop.archive.restore();
            for (int i = 0; i < 30; i++) {
                twin.compare(random);
            }
            twin.compareAll();
        });
        System.out.println("twins: seed=" + seed + ": no difference");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10})
    void anInterruptedSnapshotIsNone(int sends) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        loseJournal(shop);
        RedisArchive dying = shop.archive(new MortalConnections(shop.connections, sends), shop.source)
                .pageSize(2)
                .build();
        try {
            dying.snapshot();
        } catch (LedgerException e) {
            assertEquals(0, shop.archive.archived());
        }
        SnapshotReport report = shop.archive.snapshot();
        Map<String, String> before = shop.rows();
        assertEquals(ArchivedShop.withoutPlace(before).size(), report.rows());
        shop.die();
        shop.archive.restore();
        assertEquals(before, shop.rows());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void anInterruptedRestoreBeginsWithTheSnapshotAgainOrGoesOn(int sends) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        loseJournal(shop);
        shop.archive.snapshot();
        shop.hold("o4", CUP, 1);
        shop.hold("o5", TEA, 1);
        shop.archive.drain(100);
        Map<String, String> before = shop.rows();
        shop.die();
        RedisArchive dying = shop.archive(new MortalConnections(shop.connections, sends), shop.source)
                .pageSize(2)
                .build();
        assertThrows(LedgerException.class, dying::restore);
        shop.archive.restore();
        assertEquals(before, shop.rows());
        assertEquals(List.of(), shop.archive.verify().differences());
    }

    @ParameterizedTest
    @EnumSource
    void oldHistoryIsDroppedUpToTheSnapshot(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        shop.archive.drain(100);
        assertEquals(0, shop.archive.trim(shop.clock.instant().plusSeconds(1_000), 100), "there is no snapshot");
        shop.archive.snapshot();
        Instant then = shop.clock.instant();
        shop.clock.advance(MINUTE);
        shop.hold("o4", CUP, 1);
        shop.archive.drain(100);
        assertEquals(5, shop.archive.trim(then.plusSeconds(1), 5));
        assertEquals(2, shop.archive.trim(then.plusSeconds(1), 5));
        assertEquals(0, shop.archive.trim(then.plusSeconds(1_000), 5), "what came after the snapshot stays");
        assertEquals(1, shop.archive.journal(0, 100).entries().size());
        assertEquals(List.of(), shop.archive.verify().differences());

        Map<String, String> before = shop.rows();
        shop.die();
        assertEquals(1, shop.archive.restore().calls());
        assertEquals(before, shop.rows());
        assertEquals(List.of(), shop.archive.verify().differences());
        shop.hold("o5", CUP, 1);
        assertEquals(1, shop.archive.drain(100));
    }

    @Test
    void aDamagedSnapshotIsNotRestored() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.snapshot();
        shop.sql(
                "DELETE FROM inventory_redis_row WHERE namespace = ? AND field = ?",
                ArchiveDatabase.H2.bound(shop.namespace),
                ArchiveDatabase.H2.bound("ro1"));
        shop.die();
        String failure = ArchivedShop.failure(shop.archive::restore);
        assertTrue(failure.contains("rows"), failure);
        assertFalse(shop.server.list("HKEYS", shop.key("rows")).stream()
                .anyMatch(field -> HexFormat.of().formatHex(field).equals("70")));
    }

    private static List<Long> ids(ArchivedShop shop, String table) {
        String sql = "SELECT DISTINCT snapshot_id FROM inventory_redis_" + table + " WHERE namespace = ?";
        return shop.numbers(sql, ArchiveDatabase.H2.bound(shop.namespace));
    }

    @Test
    void anOlderSnapshotGoesWhenANewerOneIsComplete() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.snapshot();
        List<Long> first = ids(shop, "row");
        RedisArchive dying = shop.archive(new MortalConnections(shop.connections, 12), shop.source)
                .pageSize(1)
                .build();
        assertThrows(LedgerException.class, dying::snapshot);
        assertEquals(first, ids(shop, "row"), "what the first has stays until there is another");
        shop.hold("o4", CUP, 1);
        shop.archive.snapshot();
        assertEquals(1, ids(shop, "row").size());
        assertEquals(ids(shop, "snapshot"), ids(shop, "row"));
        assertNotEquals(first, ids(shop, "row"));
    }

    /** Of a process that died nothing is removed but by others. */
    @Test
    void whatADeadProcessHasLeftGoesWithTheNextSnapshot() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        SlowSnapshot dead = new SlowSnapshot(
                shop.connections,
                over -> shop.archive(over, shop.source).pageSize(1).build());
        while (ids(shop, "row").isEmpty()) {
            assertTrue(dead.step());
        }
        List<Long> left = ids(shop, "row");
        shop.archive.snapshot();
        assertEquals(1, ids(shop, "row").size());
        assertNotEquals(left, ids(shop, "row"));
        AssertionError late = assertThrows(AssertionError.class, dead::end);
        assertTrue(String.valueOf(late.getCause()).contains("snapshot"), String.valueOf(late.getCause()));
        Map<String, String> before = shop.rows();
        shop.die();
        shop.archive.restore();
        assertEquals(before, shop.rows());
    }

    @Test
    void anArchiveGoesOnAfterCallsThatItLacks() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        shop.archive.letGo();
        shop.hold("lost", TEA, 5);
        shop.receive("lost too", StockKey.of("pot"), 5);
        loseJournal(shop);
        shop.confirm("o2");
        assertTrue(ArchivedShop.failure(() -> shop.archive.drain(100)).contains("deleted"));
        SnapshotReport report = shop.archive.snapshot();
        assertTrue(report.missing() > 0, report::toString);
        assertEquals(List.of(), shop.archive.verify().differences());
        shop.hold("o5", TEA, 1);
        shop.archive.drain(100);
        assertEquals(0, shop.archive.snapshot().missing());
        shop.hold("o6", TEA, 1);
        shop.archive.drain(100);
        assertEquals(List.of(), shop.archive.verify().differences());
        Map<String, String> before = shop.rows();
        shop.die();
        assertEquals(1, shop.archive.restore().calls());
        assertEquals(before, shop.rows());
        assertEquals(List.of(), shop.archive.verify().differences());
    }

    @Test
    void noSnapshotIsTakenWhileTheShopIsRestored() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.snapshot();
        shop.die();
        RedisArchive dying = shop.archive(new MortalConnections(shop.connections, 2), shop.source)
                .pageSize(1)
                .build();
        assertThrows(LedgerException.class, dying::restore);
        assertTrue(ArchivedShop.failure(shop.archive::snapshot).contains("lost data"));
        assertEquals(7, shop.archive.restore().to());
    }

    @Test
    void aSnapshotOfAnEmptyLedgerIsNone() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        assertEquals(0, shop.archive.snapshot().place());
        assertEquals(List.of(), ids(shop, "snapshot"));
        shop.open();
        shop.archive.drain(100);
        shop.die();
        assertEquals(7, shop.archive.restore().calls());
    }
}
