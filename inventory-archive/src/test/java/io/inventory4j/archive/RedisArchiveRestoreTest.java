package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.TableNames;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.JournalEntry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that is played again from the archive. */
class RedisArchiveRestoreTest {
    /** How a shop goes on when its Redis has lost everything. */
    @ParameterizedTest
    @EnumSource
    void aShopGoesOnAndNamesWhatIsLost(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        shop.open();
        shop.archive.drain(Integer.MAX_VALUE);
        List<JournalEntry> before = shop.journal();
        shop.clock.advance(Duration.ofSeconds(1));
        shop.hold("o4", CUP, 5);
        shop.die();
        RestoreReport report = shop.archive.restore();
        assertEquals(7, report.calls());
        assertEquals(6, report.entries());
        assertEquals(0, report.from());
        assertEquals(7, report.to());
        assertEquals(before, shop.journal());
        List<String> lost = Stream.of("o1", "o2", "o3", "o4")
                .filter(id -> shop.ledger.reservation(ReservationId.of(id)).isEmpty())
                .toList();
        assertEquals(List.of("o4"), lost);
        shop.hold("o5", TEA, 1);
        assertEquals(1, shop.archive.drain(100));
        assertEquals(8, shop.archive.archived());
        assertEquals(List.of(), shop.archive.verify().differences());
    }

    @Test
    void aNamespaceInUseIsRefused() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        assertRefused(shop, "in use");
        shop.die();
        shop.receive("other", TEA, 1);
        assertRefused(shop, "in use");
        assertEquals(1, shop.journal().size());
    }

    private static void assertRefused(ArchivedShop shop, String why) {
        String failure = ArchivedShop.failure(shop.archive::restore);
        assertTrue(failure.contains(why), failure);
    }

    @Test
    void anEmptyArchiveRestoresAnEmptyLedger() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        assertEquals(0, shop.archive.restore().calls());
        shop.open();
        assertEquals(7, shop.archive.drain(100));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptedRestoreGoesOn(boolean played) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        List<JournalEntry> before = shop.journal();
        shop.die();
        LossyConnections dying = new LossyConnections(shop.connections, replays -> replays == 2, played);
        dying.onLoss(dying::die);
        RedisArchive first = shop.archive(dying, shop.source).pageSize(2).build();
        assertThrows(LedgerException.class, first::restore);
        RestoreReport report = shop.archive.restore();
        assertEquals(played ? 4 : 2, report.from());
        assertEquals(played ? 3 : 5, report.calls());
        assertEquals(before, shop.journal());
        assertRefused(shop, "in use");
    }

    @Test
    void aRestorerThatDiedAtTheVeryEndLeavesNoRestoreBehind() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        shop.die();
        LossyConnections dying = new LossyConnections(shop.connections, replays -> replays == 4, true);
        dying.onLoss(dying::die);
        RedisArchive first = shop.archive(dying, shop.source).pageSize(2).build();
        assertThrows(LedgerException.class, first::restore);
        // The shop has not noticed: it goes on, and so does its archive.
        shop.hold("o4", TEA, 1);
        assertEquals(1, shop.archive.drain(100));
        assertRefused(shop, "in use");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lostRepliesSpoilNothing(boolean played) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        List<JournalEntry> before = shop.journal();
        shop.die();
        LossyConnections lossy = new LossyConnections(shop.connections, replays -> replays % 2 == 1, played);
        RestoreReport report =
                shop.archive(lossy, shop.source).pageSize(2).build().restore();
        assertEquals(7, report.calls());
        assertEquals(before, shop.journal());
        assertEquals(List.of(), shop.archive.verify().differences());
    }

    @Test
    void anotherAnswerStopsTheRestore() {
        ArchivedShop shop = shopWithDamagedAnswer(answer -> {
            // The line before the call had 50 units, and is to have 51.
            int row = HexFormat.of().formatHex(answer).indexOf("9c32") / 2;
            answer[row + 1]++;
        });
        assertRefused(shop, "at 3 ");
        assertRefused(shop, "something else than the archive at 3");
    }

    @Test
    void aDamagedAnswerStopsTheRestore() {
        ArchivedShop shop = shopWithDamagedAnswer(answer -> answer[answer.length - 1]++);
        assertRefused(shop, "the call at 3 cannot be read");
    }

    /** The answer of the third call is damaged in the archive, and Redis has lost everything. */
    private static ArchivedShop shopWithDamagedAnswer(Consumer<byte[]> damage) {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        ArchiveStore store = new ArchiveStore(
                shop.source, new ArchiveTables(TableNames.standard()), shop.namespace, Duration.ofSeconds(10));
        byte[] answer = store.calls(2, 3, 1).get(0).answer();
        damage.accept(answer);
        shop.sql(
                "UPDATE inventory_redis_call SET answer = ? WHERE namespace = ? AND sequence = 3",
                answer,
                ArchiveDatabase.H2.bound(shop.namespace));
        shop.die();
        return shop;
    }

    /** A sweep ends what it finds among the first thousand or so that it looks at, and looks at none twice. */
    @Test
    void aSweepThatOnlyLookedIsPlayedAgainToo() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.receive("m", TEA, 5);
        for (int i = 0; i < 1_100; i++) {
            shop.clock.advance(Duration.ofMillis(1));
            ReservationId id = ReservationId.of("o" + i);
            shop.ledger.apply(List.of(
                    new Reserve(id, List.of(ReserveLine.of(TEA, 1)), List.of(), Duration.ofMinutes(1), null),
                    Settle.all(id, "gone", Transition.RELEASE)));
        }
        shop.clock.advance(Duration.ofHours(1));
        assertEquals(List.of(), shop.ledger.expire(1));
        shop.hold("late", TEA, 1);
        shop.clock.advance(Duration.ofHours(1));
        assertEquals(1, shop.ledger.expire(1).size());
        List<JournalEntry> before = shop.journal();
        shop.archive.drain(Integer.MAX_VALUE);
        shop.die();
        shop.archive.restore();
        assertEquals(before, shop.journal());
    }

    @Test
    void aWriterInBetweenIsNoticed() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        shop.die();
        LossyConnections busy = new LossyConnections(shop.connections, replays -> replays == 2, false);
        busy.onLoss(() -> shop.receive("other", CUP, 1));
        RedisArchive archive = shop.archive(busy, shop.source).pageSize(2).build();
        String failure = ArchivedShop.failure(archive::restore);
        assertTrue(failure.contains("something else"), failure);
    }

    @Test
    void anArchiveWithAHoleIsNotRestored() {
        ArchivedShop shop = new ArchivedShop(ArchiveDatabase.H2);
        shop.open();
        shop.archive.drain(100);
        shop.sql(
                "DELETE FROM inventory_redis_call WHERE namespace = ? AND sequence = 4",
                ArchiveDatabase.H2.bound(shop.namespace));
        shop.die();
        assertRefused(shop, "between 3 and 5");
    }
}
