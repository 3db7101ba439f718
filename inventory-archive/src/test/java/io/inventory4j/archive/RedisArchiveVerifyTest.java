package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.archive.ArchiveDifference.Forked;
import io.inventory4j.archive.ArchiveDifference.Lost;
import io.inventory4j.archive.ArchiveDifference.MissingLine;
import io.inventory4j.archive.ArchiveDifference.NotArchived;
import io.inventory4j.archive.ArchiveDifference.OtherLevel;
import io.inventory4j.archive.ArchiveDifference.UnknownLine;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every difference between Redis and the archive is explained. */
class RedisArchiveVerifyTest {
    private static final StockKey POT = StockKey.of("pot");

    private static StockLevel level(ArchivedShop shop, StockKey key) {
        return shop.ledger.levels(List.of(key)).get(0);
    }

    private static List<ArchiveDifference> differences(ArchivedShop shop) {
        return shop.archive.verify().differences();
    }

    @ParameterizedTest
    @EnumSource
    void redisIsAhead(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        shop.archive.drain(4);
        shop.receive("m3", POT, 7);
        ArchiveReport report = shop.archive.verify();
        assertEquals(List.of(new NotArchived(4, 8)), report.differences());
        assertEquals(4, ((NotArchived) report.differences().get(0)).count());
        assertTrue(report.sound());
    }

    @ParameterizedTest
    @EnumSource
    void redisHasLostItsEnd(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        RedisArchive backup = shop.backup();
        shop.hold("o4", CUP, 5);
        shop.extend("o4");
        shop.receive("m3", POT, 7);
        shop.archive.drain(100);
        shop.dieBackTo(backup);
        ArchiveReport report = shop.archive.verify();
        assertEquals(
                List.of(List.of("o4"), List.of("o4"), List.of("m3")),
                report.differences().stream()
                        .map(one -> ((Lost) one).subjects())
                        .toList());
        Lost first = (Lost) report.differences().get(0);
        assertEquals(8, first.sequence());
        assertEquals(shop.archive.journal(7, 1).entries(), first.entries());
        assertEquals(7, report.agreed());
        assertFalse(report.sound());
        String failure = ArchivedShop.failure(() -> shop.archive.drain(100));
        assertTrue(failure.contains("ends at 7, and the archive at 10"), failure);
    }

    @ParameterizedTest
    @EnumSource
    void redisHasLostItsEndAndWentOn(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        RedisArchive backup = shop.backup();
        shop.hold("o4", CUP, 5);
        shop.archive.drain(100);
        shop.dieBackTo(backup);
        shop.hold("o5", TEA, 1);
        shop.hold("o6", POT, 1);
        shop.receive("m3", POT, 7);
        ArchiveReport report = shop.archive.verify();
        assertEquals(2, report.differences().size(), report.toString());
        assertEquals(new Forked(8), report.differences().get(0));
        assertEquals(List.of("o4"), ((Lost) report.differences().get(1)).subjects());
        String failure = ArchivedShop.failure(() -> shop.archive.drain(100));
        assertTrue(failure.contains("another than the archived one, at 8"), failure);
        assertEquals(8, shop.archive.archived());
    }

    @ParameterizedTest
    @EnumSource
    void linesDifferFromTheirJournal(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        shop.receive("m3", POT, 7);
        shop.archive.drain(100);
        StockLevel tea = level(shop, TEA);
        StockLevel pot = level(shop, POT);
        byte[] potRow =
                shop.server.list("HMGET", shop.key("rows"), "lpot\nmain").get(0);
        put(shop, TEA, potRow);
        put(shop, StockKey.of("ghost"), potRow);
        shop.server.command("HDEL", shop.key("rows"), "lcup\nmain");
        List<ArchiveDifference> found = differences(shop);
        assertEquals(3, found.size(), found.toString());
        assertTrue(found.contains(new OtherLevel(tea, level(shop, TEA))), found.toString());
        assertTrue(found.contains(new UnknownLine(level(shop, StockKey.of("ghost")))), found.toString());
        assertTrue(found.stream()
                .anyMatch(one ->
                        one instanceof MissingLine line && line.journal().key().equals(CUP)));
        assertEquals(pot, level(shop, POT));
    }

    private static void put(ArchivedShop shop, StockKey key, byte[] row) {
        String field = "l" + key.sku() + "\n" + key.location();
        shop.server.ask(SharedRedis.command(
                "HSET",
                shop.key("rows").getBytes(StandardCharsets.UTF_8),
                field.getBytes(StandardCharsets.UTF_8),
                row));
    }

    @ParameterizedTest
    @EnumSource
    void aLineAheadOfItsJournalIsNotExplainedByOtherCalls(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        shop.archive.drain(100);
        StockLevel before = level(shop, CUP);
        byte[] teaRow =
                shop.server.list("HMGET", shop.key("rows"), "ltea\nmain").get(0);
        shop.hold("o4", TEA, 1);
        put(shop, CUP, teaRow);
        assertEquals(List.of(new NotArchived(7, 8), new OtherLevel(before, level(shop, CUP))), differences(shop));
    }
}
