package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * An order is taken again whose gift is not there any more (rule 1.12). Nothing may be reserved afterwards: then it is
 * filed as what it was before.
 */
class GivenUpGiftTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final StockKey TEA = StockKey.of("tea");
    private static final StockKey CUP = StockKey.of("cup");
    private static final ReservationId ORDER = ReservationId.of("o");

    private final TurnedClock clock = new TurnedClock();
    private final RedisLedger ledger = RedisLedger.builder(Deployment.SINGLE.shared(ClientLibrary.JEDIS))
            .namespace("gifts-" + UUID.randomUUID())
            .clock(clock)
            .timeout(Duration.ofSeconds(20))
            .build();

    private static FlexibleLine gift(long floor) {
        return new FlexibleLine(List.of(new Source(CUP, floor, List.of())), 1, 0, false);
    }

    private static Reserve order(List<ReserveLine> fixed, FlexibleLine gift) {
        return new Reserve(ORDER, null, fixed, List.of(gift), List.of(), MINUTE, false, null, false);
    }

    private static Reserve teaAndCup() {
        return order(List.of(ReserveLine.of(TEA, 1)), gift(0));
    }

    private static Move receive(String id, StockKey key, long units) {
        return Move.of(id, "delivery", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    private Reservation applied(Command... batch) {
        Outcome last = null;
        for (Outcome outcome : ledger.apply(List.of(batch))) {
            assertTrue(outcome.applied(), outcome::toString);
            last = outcome;
        }
        return last instanceof Outcome.Applied applied && applied.reservation() != null
                ? applied.reservation()
                : Reservation.tombstone(ORDER, clock.instant());
    }

    private static Settle tea(Transition how) {
        return Settle.part(ORDER, how.name(), how, Map.of(TEA, 1L));
    }

    /** Sells the last cup to another, when the order has run out, and takes the order again. */
    private Reservation takenAgain() {
        clock.advance(MINUTE);
        assertEquals(1, ledger.expire(9).size());
        clock.advance(SECOND);
        Reserve other =
                new Reserve(ReservationId.of("other"), List.of(ReserveLine.of(CUP, 1)), List.of(), MINUTE, null);
        applied(other.selling());
        Reservation again = applied(teaAndCup().takingAgain());
        assertEquals(0, again.lines().get(0).reserved() + again.lines().get(0).swept());
        assertEquals(clock.instant().plus(MINUTE), again.expiresAt());
        return again;
    }

    @Test
    void besideSoldUnitsTheOrderIsToBeShipped() {
        applied(receive("m1", TEA, 1), receive("m2", CUP, 1), teaAndCup(), tea(Transition.CONFIRM));
        assertEquals(ReservationState.CONFIRMED, takenAgain().state());
        clock.advance(MINUTE);
        assertEquals(List.of(), ledger.expire(9));
        assertEquals(List.of(), ledger.shipConfirmed(MINUTE.plusMillis(1), 9), "it has changed since");
        assertEquals(
                List.of("o", "other"),
                ledger.shipConfirmed(MINUTE, 9).stream()
                        .map(outcome -> Objects.requireNonNull(outcome.reservation())
                                .id()
                                .value())
                        .sorted()
                        .toList());
    }

    @Test
    void besideShippedUnitsTheOrderIsForgottenFromThenOn() {
        applied(
                receive("m1", TEA, 1),
                receive("m2", CUP, 1),
                teaAndCup(),
                tea(Transition.CONFIRM),
                tea(Transition.SHIP));
        assertEquals(ReservationState.SHIPPED, takenAgain().state());
        assertEquals(List.of(), ledger.expire(9));
        Retention shipped = Retention.ofAll(Duration.ofDays(9)).shipped(SECOND);
        assertEquals(0, ledger.purge(shipped, 9), "it was shipped a second ago, and has changed since");
        clock.advance(SECOND);
        assertEquals(1, ledger.purge(shipped, 9));
        assertTrue(ledger.reservation(ORDER).isEmpty());
    }

    @Test
    void aBucketThatIsFullIsWhyNothingIsHeld() {
        applied(receive("m", CUP, 1), order(List.of(), gift(0)));
        clock.advance(MINUTE);
        assertEquals(1, ledger.expire(9).size());
        long most = Bounds.MAX_QUANTITY;
        ReserveLine all = new ReserveLine(CUP, most, -most, List.of());
        applied(new Reserve(ReservationId.of("all"), List.of(all), List.of(), MINUTE, null));
        applied(receive("m2", CUP, most - 1));
        Outcome again =
                ledger.apply(List.of(order(List.of(), gift(-1)).takingAgain())).get(0);
        assertEquals(
                new Refusal(Reason.OVERFLOW, CUP.toString(), CUP, 0, null, null), ((Outcome.Refused) again).refusal());
    }
}
