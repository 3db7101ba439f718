package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The calls of a ledger as somebody uses them who keeps them elsewhere. */
class CallLogTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final StockKey TEA = StockKey.of("tea");
    private static final StockKey CUP = StockKey.of("cup");

    private final String namespace = "calls-" + UUID.randomUUID();
    private final TurnedClock clock = new TurnedClock();
    private final RedisConnections connections = Deployment.SINGLE.shared(ClientLibrary.JEDIS);
    private final RedisLedger ledger = ledger(namespace);
    private final CallLog log = CallLog.over(connections, namespace, TIMEOUT);

    private RedisLedger ledger(String in) {
        return RedisLedger.builder(connections)
                .namespace(in)
                .clock(clock)
                .keepJournal(Duration.ofMinutes(1))
                .timeout(TIMEOUT)
                .build();
    }

    private static Move receive(String id, StockKey key, long units) {
        return Move.of(id, "delivery", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    private static Reserve hold(String id, StockKey key, long units) {
        return new Reserve(
                ReservationId.of(id), List.of(ReserveLine.of(key, units)), List.of(), Duration.ofMinutes(10), null);
    }

    private void apply(Command... batch) {
        ledger.apply(List.of(batch));
    }

    /** Places 1 and 2, 3, 4, and 5; the last but one touches no line. */
    private void fourCalls() {
        apply(receive("m1", TEA, 50), receive("m2", CUP, 20));
        apply(hold("o1", TEA, 2));
        apply(Settle.extend(ReservationId.of("o1"), "longer", Duration.ofMinutes(20)));
        apply(Settle.all(ReservationId.of("o1"), "paid", Transition.CONFIRM), hold("o2", CUP, 21));
    }

    @Test
    void eachCallFollowsTheOneBeforeAndTheirEntriesAreTheJournal() {
        fourCalls();
        List<RecordedCall> calls = log.calls(0, 100);
        assertEquals(
                List.of(2L, 3L, 4L, 5L),
                calls.stream().map(RecordedCall::sequence).toList());
        assertEquals(
                List.of(0L, 2L, 3L, 4L), calls.stream().map(RecordedCall::after).toList());
        assertEquals(5, log.place());
        List<JournalEntry> entries =
                calls.stream().flatMap(call -> call.entries().stream()).toList();
        assertEquals(ledger.journal(0, 100).entries(), entries);
        assertEquals(List.of("o1", "o2"), calls.get(3).subjects());
        assertEquals(clock.instant(), calls.get(3).at());
    }

    @Test
    void aPageBeginsWithTheCallThatEndsAtItsPlaceOrAfterIt() {
        fourCalls();
        List<RecordedCall> calls = log.calls(0, 100);
        assertEquals(calls.subList(0, 2), log.calls(1, 2));
        assertEquals(calls.subList(0, 2), log.calls(2, 2));
        assertEquals(calls.subList(1, 4), log.calls(3, 100));
        assertEquals(List.of(), log.calls(6, 100));
    }

    @Test
    void anEmptyNamespaceHasNoCalls() {
        assertEquals(List.of(), log.calls(0, 100));
        assertEquals(0, log.place());
    }

    @Test
    void aPurgeDeletesNoCallFromTheMarkedPlaceOn() {
        fourCalls();
        log.markArchived(3);
        log.markArchived(1);
        clock.advance(Duration.ofDays(1));
        ledger.purge(Duration.ofDays(2), 100);
        assertEquals(3, log.calls(0, 1).get(0).sequence());
        log.forgetArchived();
        ledger.purge(Duration.ofDays(2), 100);
        assertEquals(List.of(), log.calls(0, 100));
        assertEquals(5, log.place());
    }

    @Test
    void levelsAreThoseOfTheLedgerAndUnknownLinesAreLeftOut() {
        fourCalls();
        Map<StockKey, StockLevel> levels = log.levels(List.of(CUP, StockKey.of("pot"), TEA));
        assertEquals(ledger.levels(List.of(CUP, TEA)), List.copyOf(levels.values()));
        assertEquals(List.of(CUP, TEA), List.copyOf(levels.keySet()));
        assertEquals(Map.of(), log.levels(List.of()));
    }

    @Test
    void aWalkVisitsEveryLine() {
        List<StockKey> keys = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StockKey key = StockKey.of("sku-" + i);
            keys.add(key);
            apply(receive("m" + i, key, 1 + i));
        }
        Map<StockKey, StockLevel> visited = new HashMap<>();
        log.forEachLine(10, level -> visited.put(level.key(), level));
        assertEquals(300, visited.size());
        assertEquals(ledger.levels(keys), keys.stream().map(visited::get).toList());
    }

    @Test
    void playedAgainTheCallsGiveTheSameLedger() {
        fourCalls();
        List<RecordedCall> calls = log.calls(0, 100);
        String copy = "copy-" + UUID.randomUUID();
        CallLog there = CallLog.over(connections, copy, TIMEOUT);
        assertEquals(OptionalLong.of(0), there.beginRestore());
        clock.advance(Duration.ofDays(1));
        assertEquals(Optional.empty(), there.play(0, calls.subList(0, 2)));
        assertEquals(OptionalLong.of(3), there.beginRestore());
        assertEquals(Optional.empty(), there.play(3, calls.subList(2, 4)));
        there.markArchived(5);
        assertEquals(OptionalLong.empty(), there.beginRestore());
        assertEquals(calls, there.calls(0, 100));
        RedisLedger again = ledger(copy);
        assertEquals(ledger.levels(List.of(TEA, CUP)), again.levels(List.of(TEA, CUP)));
        assertEquals(ledger.reservation(ReservationId.of("o1")), again.reservation(ReservationId.of("o1")));
    }

    @Test
    void aCallIsPlayedAtItsPlaceOnly() {
        fourCalls();
        List<RecordedCall> calls = log.calls(0, 100);
        CallLog there = CallLog.over(connections, "copy-" + UUID.randomUUID(), TIMEOUT);
        there.beginRestore();
        there.play(0, calls.subList(0, 2));
        LedgerException again = assertThrows(LedgerException.class, () -> there.play(0, calls.subList(0, 2)));
        assertEquals(Effect.UNKNOWN, again.effect());
        assertThrows(LedgerException.class, () -> there.play(4, calls.subList(3, 4)));
        assertEquals(3, there.place());
        assertEquals(calls.subList(0, 2), there.calls(0, 100));
    }

    @Test
    void aCallThatIsAnsweredOtherwiseIsReturned() {
        fourCalls();
        RecordedCall first = log.calls(0, 1).get(0);
        byte[] answer = first.answer();
        // The first level had 50 units, and is to have 51.
        answer[HexFormat.of().formatHex(answer).indexOf("9a32") / 2 + 1]++;
        RecordedCall other = RecordedCall.of(first.sequence(), first.request(), answer);
        CallLog there = CallLog.over(connections, "copy-" + UUID.randomUUID(), TIMEOUT);
        there.beginRestore();
        assertEquals(Optional.of(other), there.play(0, List.of(other)));
    }

    @Test
    void aNamespaceInUseIsNotRestored() {
        fourCalls();
        assertEquals(OptionalLong.empty(), log.beginRestore());
    }

    @Test
    void argumentsAreBounded() {
        assertThrows(IllegalArgumentException.class, () -> CallLog.over(connections, "a b", TIMEOUT));
        assertThrows(IllegalArgumentException.class, () -> CallLog.over(connections, namespace, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> CallLog.over(connections, namespace, Duration.ofMinutes(11)));
        assertThrows(IllegalArgumentException.class, () -> log.calls(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> log.calls(0, 0));
        assertThrows(IllegalArgumentException.class, () -> log.markArchived(-1));
        IllegalArgumentException negative = assertThrows(IllegalArgumentException.class, () -> log.play(-1, List.of()));
        assertTrue(String.valueOf(negative.getMessage()).startsWith("after is -1"));
        assertThrows(IllegalArgumentException.class, () -> log.forEachLine(0, level -> {}));
    }
}
