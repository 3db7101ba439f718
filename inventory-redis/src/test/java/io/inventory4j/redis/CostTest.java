package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a call costs Redis is bounded (rule 10.3), and grows with what is done and not with what is stored. */
class CostTest {
    private static final Duration HOLD = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BITE = 500;

    private final TurnedClock clock = new TurnedClock();
    private final WatchedConnections connections =
            new WatchedConnections(Deployment.SINGLE.shared(ClientLibrary.LETTUCE));
    private final String namespace = "cost-" + UUID.randomUUID();
    private final RedisLedger ledger = open(connections, namespace);

    private RedisLedger open(RedisConnections over, String name) {
        return RedisLedger.builder(over)
                .namespace(name)
                .clock(clock)
                .timeout(PATIENCE)
                .build();
    }

    private static StockKey line(int i) {
        return StockKey.of("sku " + i);
    }

    private static void stock(RedisLedger ledger, int lines, long units) {
        List<Command> receipts = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            receipts.add(
                    Move.of("stock " + i, "opening", new Posting(line(i), Bucket.OUTSIDE, Bucket.AVAILABLE, units)));
        }
        applied(ledger.apply(receipts), lines);
    }

    private static void applied(List<Outcome> outcomes, int count) {
        assertEquals(count, outcomes.size());
        outcomes.forEach(outcome ->
                assertTrue(outcome instanceof Outcome.Applied applied && !applied.replayed(), outcome::toString));
    }

    /** Reserves a unit of each of so many lines. */
    private static Reserve hold(String id, int lines) {
        List<ReserveLine> all = IntStream.range(0, lines)
                .mapToObj(i -> ReserveLine.of(line(i), 1))
                .toList();
        return new Reserve(ReservationId.of(id), all, List.of(), HOLD, null);
    }

    private static List<Command> holds(int from, int count, int lines) {
        return IntStream.range(from, from + count)
                .<Command>mapToObj(i -> hold(String.format("order %06d", i), lines))
                .toList();
    }

    private static List<Command> all(Transition transition, int count) {
        return IntStream.range(0, count)
                .<Command>mapToObj(i ->
                        Settle.all(ReservationId.of(String.format("order %06d", i)), transition.name(), transition))
                .toList();
    }

    @Test
    void aLongBatchIsSeveralCalls() {
        stock(ledger, 1, 9_000);
        connections.calls();
        List<Outcome> outcomes = ledger.apply(holds(0, 10_000, 1));
        int calls = connections.calls().size();
        // At least 100 and at most 1,000 orders a call.
        assertTrue(calls >= 10 && calls <= 100, () -> calls + " calls");
        applied(outcomes.subList(0, 9_000), 9_000);
        outcomes.subList(9_000, 10_000).forEach(outcome -> assertTrue(!outcome.applied(), outcome::toString));
        outcomes.subList(0, 9_000)
                .forEach(outcome -> assertEquals(
                        clock.instant().plus(HOLD), reservation(outcome).expiresAt()));
    }

    private static Reservation reservation(Outcome outcome) {
        return Optional.ofNullable(((Outcome.Applied) outcome).reservation()).orElseThrow();
    }

    /** The server's own time: every call of a batch has that of the first one. */
    @Test
    void allCallsOfABatchAreAtOneTime() {
        try (RedisLedger real = RedisLedger.builder(connections)
                .namespace(namespace + "-real")
                .timeout(PATIENCE)
                .build()) {
            stock(real, 1, 9_000);
            List<Outcome> outcomes = real.apply(holds(0, 2_000, 1));
            assertTrue(connections.calls().size() > 3);
            applied(outcomes, 2_000);
            assertEquals(
                    1,
                    outcomes.stream()
                            .map(outcome -> reservation(outcome).expiresAt())
                            .distinct()
                            .count());
        }
    }

    /** What a settlement touches is known to the script only: it ends its call by itself, and the rest is sent. */
    @Test
    void aCallThatTouchesManyLinesEndsByItself() {
        stock(ledger, 100, 100);
        applied(ledger.apply(holds(0, 60, 100)), 60);
        long before = place();
        connections.calls();
        List<Command> payments = all(Transition.CONFIRM, 60);
        applied(ledger.apply(payments), 60);
        int calls = connections.calls().size();
        assertTrue(calls >= 5 && calls <= 10, () -> calls + " calls for 6,000 lines");
        assertEquals(before + 6_000, place());
        ledger.apply(payments)
                .forEach(outcome -> assertTrue(((Outcome.Applied) outcome).replayed(), outcome::toString));
        assertEquals(60, ledger.levels(List.of(line(99))).get(0).committed());
        restored();
    }

    /** Each source that a line may choose is a step, whether it gives anything or not. */
    @Test
    void theSourcesOfLinesThatChooseCount() {
        stock(ledger, 100, 1_000);
        connections.calls();
        List<Command> orders = IntStream.range(0, 40)
                .<Command>mapToObj(i -> choosing("choice " + i))
                .toList();
        applied(ledger.apply(orders), 40);
        int calls = connections.calls().size();
        assertTrue(calls >= 8 && calls <= 10, () -> calls + " calls for 8,000 sources");
        assertEquals(1_000 - 40, ledger.levels(List.of(line(0))).get(0).available());
        assertEquals(1_000, ledger.levels(List.of(line(1))).get(0).available());
        restored();
    }

    /** One unit for each of 25 lines, which have 8 sources. */
    private static Reserve choosing(String id) {
        List<FlexibleLine> lines = IntStream.range(0, 25)
                .mapToObj(i -> IntStream.range(0, 8)
                        .mapToObj(source -> Source.of(line((4 * i + source) % 100)))
                        .toList())
                .map(sources -> new FlexibleLine(sources, 1, 1, true))
                .toList();
        return new Reserve(ReservationId.of(id), null, List.of(), lines, List.of(), HOLD, false, null, false);
    }

    /** 200 sources with 50 counters each: more than Lua's stack holds at once. */
    @Test
    void theLargestOrderThatChoosesIsOneCall() {
        stock(ledger, 200, 1);
        List<FlexibleLine> lines = IntStream.range(0, 25)
                .mapToObj(i -> IntStream.range(8 * i, 8 * i + 8)
                        .mapToObj(CostTest::charging)
                        .toList())
                .map(sources -> new FlexibleLine(sources, 9, 1, true))
                .toList();
        Reserve order = new Reserve(ReservationId.of("o"), null, List.of(), lines, List.of(), HOLD, false, null, false);
        connections.calls();
        Reservation held = reservation(ledger.apply(List.of(order)).get(0));
        assertEquals(1, connections.calls().size());
        assertEquals(200, held.lines().size());
        held.grants().forEach(grant -> assertEquals(8, grant.granted()));
        assertEquals(Optional.of(held), ledger.reservation(held.id()));
        clock.advance(HOLD);
        assertEquals(1, ledger.expire(9).size());
        assertEquals(0, ledger.used("counter 0-0"));
        assertEquals(
                held.grants(),
                reservation(ledger.apply(List.of(order.takingAgain())).get(0)).grants());
        assertEquals(1, ledger.used("counter 199-49"));
        restored();
    }

    private static Source charging(int i) {
        List<Charge> charges = IntStream.range(0, 50)
                .mapToObj(counter -> Charge.of("counter " + i + "-" + counter, 9))
                .toList();
        return new Source(line(i), 0, charges);
    }

    private long place() {
        return CallLog.over(connections, namespace, PATIENCE).place();
    }

    /** The journal, played again, gives the same: a call that was cut is cut at the same place. */
    private void restored() {
        CallLog log = CallLog.over(connections, namespace, PATIENCE);
        CallLog copy = CallLog.over(connections, namespace + "-copy", PATIENCE);
        assertEquals(OptionalLong.of(0), copy.beginRestore());
        List<RecordedCall> calls = log.calls(0, 9_000);
        assertEquals(Optional.empty(), copy.play(0, calls));
        assertEquals(calls, copy.calls(0, 9_000));
    }

    @Test
    void aBatchWhoseLaterCallFailsIsUnknown() {
        stock(ledger, 1, 9_000);
        connections.failAfter(1);
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(holds(0, 3_000, 1)));
        assertEquals(Effect.UNKNOWN, failure.effect());
        connections.failAfter(0);
        LedgerException nothing = assertThrows(LedgerException.class, () -> ledger.apply(holds(0, 3_000, 1)));
        assertEquals(Effect.NONE, nothing.effect());
        connections.failAfter(Integer.MAX_VALUE);
        List<Outcome> again = ledger.apply(holds(0, 3_000, 1));
        long replayed = again.stream()
                .filter(outcome -> ((Outcome.Applied) outcome).replayed())
                .count();
        assertTrue(replayed > 0 && replayed < 3_000, () -> replayed + " of 3,000 were done before");
        assertEquals(6_000, ledger.levels(List.of(line(0))).get(0).available());
    }

    private static Settle confirmOne(String order, int part) {
        return Settle.part(ReservationId.of(order), "part " + part, Transition.CONFIRM, Map.of(line(0), 1L));
    }

    private void holdMany(String order, int units) {
        applied(
                ledger.apply(List.of(new Reserve(
                        ReservationId.of(order), List.of(ReserveLine.of(line(0), units)), List.of(), HOLD, null))),
                1);
    }

    @Test
    void aSettlementCostsWhatTheFirstOneDid() {
        int parts = 2_500;
        stock(ledger, 1, 9_000);
        holdMany("o", parts);
        List<WatchedConnections.Call> calls = new ArrayList<>();
        connections.calls();
        for (int i = 0; i < parts; i++) {
            applied(ledger.apply(List.of(confirmOne("o", i))), 1);
            calls.addAll(connections.calls());
        }
        long first = calls.get(0).replied();
        calls.forEach(call -> assertTrue(call.replied() < first + 200, () -> call + " after " + first));
        List<RecordedCall> recorded =
                CallLog.over(connections, namespace, PATIENCE).calls(0, 9_000);
        assertEquals(parts + 2, recorded.size());
        recorded.forEach(call -> assertTrue(call.answer().length < first + 200, call::toString));
        assertEquals(
                IntStream.range(0, parts).mapToObj(i -> "part " + i).toList(),
                ledger.reservation(ReservationId.of("o")).orElseThrow().settlements().stream()
                        .map(Settlement::id)
                        .toList());
        for (int i = 0; i < parts; i += 100) {
            Outcome again = ledger.apply(List.of(confirmOne("o", i))).get(0);
            assertTrue(((Outcome.Applied) again).replayed(), again::toString);
        }
        restored();
    }

    @Test
    void aBatchOfSettlementsOfOneReservationCarriesItsRowOnce() {
        stock(ledger, 1, 9_000);
        holdMany("o", 2_000);
        connections.calls();
        List<Command> parts = IntStream.range(0, 1_000)
                .<Command>mapToObj(i -> confirmOne("o", i))
                .toList();
        applied(ledger.apply(parts), 1_000);
        long replied = connections.calls().stream()
                .mapToLong(WatchedConnections.Call::replied)
                .sum();
        assertTrue(replied < 400 * 1_000, () -> replied + " bytes for 1,000 settlements");
        List<Reservation> open = ledger.open(line(0), null, 10);
        assertEquals(1_000, open.get(0).settlements().size());
    }

    @Test
    void aPurgeLeavesNothingOfSettlements() {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE));
                RedisConnections own = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT);
                RedisLedger fresh = open(own, "purged")) {
            stock(fresh, 1, 9_000);
            String rows = server.command("HLEN", "{purged}:rows");
            for (String order : List.of("a", "b", "c")) {
                applied(
                        fresh.apply(List.of(new Reserve(
                                ReservationId.of(order), List.of(ReserveLine.of(line(0), 50)), List.of(), HOLD, null))),
                        1);
                for (int i = 0; i < 50; i++) {
                    applied(fresh.apply(List.of(confirmOne(order, i))), 1);
                }
                applied(fresh.apply(List.of(Settle.all(ReservationId.of(order), "ship", Transition.SHIP))), 1);
            }
            clock.advance(Duration.ofDays(1));
            assertEquals(1, fresh.purge(Duration.ofDays(1), 1), "the receipt");
            assertEquals(2, fresh.purge(Duration.ofDays(1), 2));
            assertEquals(1, fresh.purge(Duration.ofDays(1), 9));
            assertEquals(Integer.toString(Integer.parseInt(rows) - 1), server.command("HLEN", "{purged}:rows"));
        }
    }

    /** How long Redis took for all calls of a script while something was done, in microseconds. */
    private static long micros(RedisServer server, Runnable what) {
        server.command("CONFIG", "RESETSTAT");
        what.run();
        return server.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*,usec=(\\d+),.*", "$1")))
                .sum();
    }

    private void fill(RedisLedger ledger, int orders) {
        stock(ledger, 1, orders);
        applied(ledger.apply(holds(0, orders, 1)), orders);
        clock.advance(HOLD);
    }

    /**
     * How long the quickest of some calls took, each of which ends {@link #BITE} orders: other programs can make a call
     * slower and none quicker.
     */
    private static long quickest(RedisServer server, int calls, IntSupplier bite) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < calls; i++) {
            quickest = Math.min(quickest, micros(server, () -> assertEquals(BITE, bite.getAsInt())));
        }
        return quickest;
    }

    /** Where eight times as much is stored, a bite may cost four times as much, which is far from growing with it. */
    @Test
    void aSweepAndAPurgeCostWhatTheyEnd() {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE));
                RedisConnections own = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT)) {
            long[] swept = new long[2];
            long[] purged = new long[2];
            for (int turn = 0; turn < 2; turn++) {
                int orders = turn == 0 ? 4 * BITE : 32 * BITE;
                try (RedisLedger one = open(own, "sweep" + turn)) {
                    fill(one, orders);
                    swept[turn] = quickest(server, 4, () -> one.expire(BITE).size());
                    assertEquals(orders - 4 * BITE, one.expire(orders).size());
                    purged[turn] = quickest(server, 4, () -> one.purge(Duration.ZERO, BITE));
                    assertEquals(orders + 1 - 4 * BITE, one.purge(Duration.ZERO, 2 * orders));
                    assertEquals("0", server.command("ZCARD", "{sweep" + turn + "}:expiry"));
                    assertEquals("0", server.command("ZCARD", "{sweep" + turn + "}:settled"));
                }
            }
            System.out.println("cost of " + BITE + ": swept=" + swept[0] + "," + swept[1] + " us purged=" + purged[0]
                    + "," + purged[1] + " us");
            assertTrue(swept[1] < 4 * swept[0], () -> "swept in " + swept[0] + " and " + swept[1] + " us");
            assertTrue(purged[1] < 4 * purged[0], () -> "purged in " + purged[0] + " and " + purged[1] + " us");
        }
    }

    @Test
    void theCallsOfASweepAreBounded() {
        stock(ledger, 100, 100);
        applied(ledger.apply(holds(0, 60, 100)), 60);
        clock.advance(HOLD);
        connections.calls();
        assertEquals(60, ledger.expire(1_000).size());
        int calls = connections.calls().size();
        assertTrue(calls >= 5 && calls <= 10, () -> calls + " calls for 6,000 lines");
        assertEquals(100, ledger.levels(List.of(line(99))).get(0).available());
        restored();
    }
}
