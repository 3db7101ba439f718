package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RespConnection;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where confirmed orders are filed, so that each is found when it may be shipped, by whatever way it was sold. */
class ConfirmedOrdersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration UNCHANGED = Duration.ofHours(1);
    private static final StockKey TEA = StockKey.of("tea");

    private final String namespace = "confirmed-" + UUID.randomUUID();
    private final TurnedClock clock = new TurnedClock();
    private final RedisLedger ledger = RedisLedger.builder(Deployment.SINGLE.shared(ClientLibrary.JEDIS))
            .namespace(namespace)
            .clock(clock)
            .timeout(PATIENCE)
            .build();

    ConfirmedOrdersTest() {
        apply(Move.of("m", "delivery", new Posting(TEA, Bucket.OUTSIDE, Bucket.AVAILABLE, 10_000)));
    }

    private void apply(Command... batch) {
        ledger.apply(List.of(batch))
                .forEach(outcome -> assertTrue(outcome instanceof Outcome.Applied, outcome::toString));
    }

    private static Reserve cart(String id) {
        return new Reserve(
                ReservationId.of(id), List.of(ReserveLine.of(TEA, 2)), List.of(), Duration.ofMinutes(10), null);
    }

    private static Settle confirm(String id) {
        return Settle.all(ReservationId.of(id), Transition.CONFIRM);
    }

    private List<String> shipped(int max) {
        clock.advance(UNCHANGED);
        return ledger.shipConfirmed(UNCHANGED, max).stream()
                .map(outcome -> String.valueOf(
                        outcome.reservation() == null
                                ? null
                                : outcome.reservation().id()))
                .toList();
    }

    private long filed() {
        Object reply = RedisServer.shared().ask(RespConnection.words("ZCARD", "{" + namespace + "}:confirmed"));
        return (Long) Objects.requireNonNull(reply);
    }

    @Test
    void anOrderIsFoundThatNobodyHasLookedFor() {
        apply(cart("a"));
        apply(confirm("a"));
        assertEquals(List.of("a"), shipped(10));
        assertEquals(List.of(), shipped(10));
        assertEquals(0, filed());
    }

    @Test
    void anOrderIsFoundThatWasPendingWhenItWasLookedFor() {
        apply(cart("a"), cart("b"));
        assertEquals(2, ledger.open(TEA, null, 10).size());
        assertEquals(List.of(), shipped(10));
        apply(confirm("a"));
        assertEquals(List.of("a"), shipped(10));
    }

    @Test
    void anOrderIsFoundThatASweepHasLeftConfirmed() {
        apply(cart("a"), cart("b"));
        ledger.open(TEA, null, 10);
        apply(Settle.part(ReservationId.of("a"), "s", Transition.CONFIRM, Map.of(TEA, 1L)));
        clock.advance(Duration.ofMinutes(10));
        assertEquals(2, ledger.expire(10).size());
        assertEquals(List.of("a"), shipped(10));
    }

    @Test
    void whatIsSoldInOneStepIsFound() {
        apply(cart("a").selling());
        assertEquals(List.of("a"), shipped(10));
    }

    @Test
    void whatIsTakenAgainIsFound() {
        apply(cart("a"), cart("b"));
        clock.advance(Duration.ofMinutes(10));
        ledger.expire(10);
        assertEquals(List.of(), shipped(10));
        apply(cart("a").selling().takingAgain(), cart("b").takingAgain());
        assertEquals(List.of("a"), shipped(10));
        apply(confirm("b"));
        assertEquals(List.of("b"), shipped(10));
    }

    @Test
    void anOrderThatIsChangedWaitsAnew() {
        apply(cart("a").selling(), cart("b").selling());
        clock.advance(UNCHANGED);
        apply(Settle.part(ReservationId.of("a"), "s", Transition.SHIP, Map.of(TEA, 1L)));
        assertEquals(1, ledger.shipConfirmed(UNCHANGED, 10).size());
        assertEquals(List.of("a"), shipped(10));
    }

    @Test
    void theOldestChangeComesFirstAlsoOfOrdersThatAreFiledAnew() {
        for (String id : List.of("c", "b", "a")) {
            apply(cart(id).selling());
            clock.advance(Duration.ofMinutes(1));
        }
        // Filed by the time when they were made.
        assertEquals(0, ledger.shipConfirmed(UNCHANGED, 1).size());
        apply(Settle.part(ReservationId.of("c"), "s", Transition.SHIP, Map.of(TEA, 1L)));
        assertEquals(List.of("b"), shipped(1));
        assertEquals(List.of("a", "c"), shipped(2));
    }

    /** More than a packet, a page and a call. */
    @Test
    void manyOrdersOfOneCallAreFoundOnceEach() {
        List<Command> carts = new ArrayList<>();
        for (int i = 0; i < 2_300; i++) {
            carts.add(cart("o" + i).selling());
        }
        apply(carts.toArray(new Command[0]));
        List<String> shipped = shipped(2_299);
        assertEquals(2_299, shipped.stream().distinct().count());
        assertEquals(1, ledger.shipConfirmed(UNCHANGED, 10).size());
        List<JournalEntry> entries = ledger.journal(2_301, 1).entries();
        assertEquals(
                List.of("SHIP o0"),
                entries.stream().map(e -> e.kind() + " " + e.command()).toList());
    }

    @Test
    void anOrderThatCannotBeShippedStandsInNobodysWay() {
        StockKey cup = StockKey.of("cup");
        apply(Move.of("m2", "delivery", new Posting(cup, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
        apply(new Reserve(
                        ReservationId.of("a"),
                        List.of(new ReserveLine(cup, 3, -5, List.of())),
                        List.of(),
                        Duration.ofMinutes(1),
                        null)
                .selling());
        clock.advance(Duration.ofMinutes(1));
        apply(cart("b").selling());
        assertEquals(List.of("b"), shipped(1));
        assertEquals(List.of(), shipped(1));
        apply(Move.of("m3", "delivery", new Posting(cup, Bucket.OUTSIDE, Bucket.AVAILABLE, 5)));
        assertEquals(List.of("a"), shipped(1));
    }

    @Test
    void aShopThatReportsItsShipmentsKeepsNothingFiled() {
        apply(cart("a"), cart("b"));
        apply(confirm("a"), confirm("b"));
        ledger.open(TEA, null, 10);
        assertEquals(1, filed());
        apply(Settle.all(ReservationId.of("a"), Transition.SHIP));
        clock.advance(Duration.ofDays(7));
        ledger.purge(Duration.ofDays(7), 10);
        assertEquals(1, filed());
        apply(Settle.all(ReservationId.of("b"), Transition.SHIP));
        clock.advance(Duration.ofDays(7));
        ledger.purge(Duration.ofDays(7), 10);
        assertEquals(0, filed());
    }
}
