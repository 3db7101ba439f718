package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Times to the nanosecond. A ledger may round its now down, by less than a millisecond and once for each call, so these
 * tests first ask which time it is there. All that follows from that time is exact.
 */
public interface InstantContract extends Fixture {
    /** The shortest time there is. */
    Duration NANO = Duration.ofNanos(1);

    /** A bit less than a millisecond. */
    Duration SHORT = Duration.ofNanos(999_999);

    /** Turns the clock to a time that is not whole in any unit. */
    private void oddTime() {
        clock().advance(Duration.ofNanos(1_000_123_456_789L));
    }

    /** The ledger's now, as a refusal tells it (rule 12.1). */
    private Instant storesNow() {
        Charge over = limit("probe", 1).within(null, Instant.EPOCH);
        Outcome refused = apply(hold("probe", line("A", 1, over)));
        Refusal refusal = refused.refused().orElseThrow(() -> new AssertionError("not refused: " + refused));
        assertEquals(Reason.STALE, refusal.reason(), refused::toString);
        Instant at = refusal.at();
        if (at == null) {
            throw new AssertionError("STALE without the ledger's now: " + refused);
        }
        Instant clock = clock().instant();
        assertFalse(at.isAfter(clock), () -> "the ledger's now is " + at + ", later than its clock's " + clock);
        assertTrue(
                at.isAfter(clock.minusMillis(1)),
                () -> "the ledger's now is " + at + ", a millisecond or more before its clock's " + clock);
        return at;
    }

    /** Turns the clock until the ledger shows a time or a later one: at most a millisecond further. */
    private Instant until(Instant time) {
        while (storesNow().isBefore(time)) {
            Duration left = Duration.between(clock().instant(), time);
            clock().advance(left.isNegative() || left.isZero() ? Duration.ofNanos(100_000) : left);
        }
        return storesNow();
    }

    private void assertKept(Outcome.Applied outcome) {
        Reservation told = outcome.reservation();
        if (told == null) {
            throw new AssertionError("no reservation in " + outcome);
        }
        assertEquals(
                Optional.of(told),
                ledger().reservation(told.id()).map(Reservation::withoutSettlements),
                "what is read is what the outcome told");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999_999, 1_000_001, 333, 1_000_000})
    default void rule_1_3_anExpiryIsTheStoresNowAndTheHoldToTheNanosecond(long nanos) {
        stock("A", 9);
        oddTime();
        for (int i = 0; i < 3; i++) {
            Instant at = storesNow();
            Outcome.Applied held = applied(hold("r" + i, HOLD, line("A", 1)));
            assertEquals(at, reservation("r" + i).madeAt());
            assertEquals(at, reservation("r" + i).changedAt());
            assertEquals(at.plus(HOLD), reservation("r" + i).expiresAt());
            assertKept(held);
            clock().advance(Duration.ofNanos(nanos));
        }
        assertEquals(3, ledger().open(key("A"), null, 9).size());
        ledger().open(key("A"), null, 9)
                .forEach(open -> assertEquals(reservation(open.id().value()), open));
    }

    @Test
    default void rule_9_7_aHoldLastsWholeMicroseconds() {
        stock("A", 9);
        oddTime();
        for (Duration odd : List.of(Duration.ofNanos(1_000_001), Duration.ofNanos(1_999_999), HOLD.plusNanos(7))) {
            Instant at = storesNow();
            String id = "r" + odd.toNanos();
            assertKept(applied(hold(id, odd, line("A", 1))));
            assertEquals(
                    at.plus(odd.truncatedTo(ChronoUnit.MICROS)).plusNanos(1_000),
                    reservation(id).expiresAt());
        }
    }

    @Test
    default void rule_5_1_anExpiryComesAtItsNanosecond() {
        stock("A", 9);
        oddTime();
        Outcome.Applied held = applied(hold("r1", line("A", 1)));
        Instant expiry = reservation("r1").expiresAt();
        clock().advance(Duration.between(clock().instant(), expiry).minus(NANO));
        assertEquals(List.of(), ledger().expire(9), () -> "swept a nanosecond before its expiry: " + held);
        clock().advance(NANO);
        List<Outcome.Applied> swept = ledger().expire(9);
        assertEquals(1, swept.size(), () -> "not swept though its expiry has come: " + held);
        assertKept(swept.get(0));
        assertEquals(expiry, reservation("r1").changedAt());
    }

    @Test
    default void rule_2_6_anExtensionCountsFromTheStoresNow() {
        stock("A", 9);
        oddTime();
        applied(hold("r1", line("A", 1)));
        clock().advance(SHORT);
        Instant at = storesNow();
        Outcome.Applied extended = applied(extend("r1", "s1", HOLD));
        assertEquals(at.plus(HOLD), reservation("r1").expiresAt());
        assertEquals(at, reservation("r1").changedAt());
        assertKept(extended);
        clock().advance(Duration.between(clock().instant(), at.plus(HOLD)).minus(NANO));
        assertEquals(List.of(), ledger().expire(9));
        clock().advance(NANO);
        assertEquals(1, ledger().expire(9).size());
    }

    @Test
    default void rule_5_3_expiriesThatDifferByANanosecondAreInOrder() {
        stock("A", 9);
        oddTime();
        List<Reservation> held = new ArrayList<>();
        for (String id : List.of("r3", "r2", "r1")) {
            applied(hold(id, line("A", 1)));
            held.add(reservation(id));
            clock().advance(NANO);
        }
        // A ledger that rounds its now gives them one expiry: then their ids decide.
        held.sort(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id));
        clock().advance(HOLD);
        for (Reservation next : held) {
            assertEquals(
                    List.of(next.id().value()),
                    ledger().expire(1).stream()
                            .map(Outcome.Applied::reservation)
                            .map(ended -> ended == null ? "" : ended.id().value())
                            .toList());
        }
    }

    @Test
    default void rule_12_1_anIntervalIsComparedToTheNanosecond() {
        stock("A", 9);
        oddTime();
        Instant at = storesNow();
        Charge free = limit("c", 99);
        applied(hold("r1", line("A", 1, free.within(at, null))));
        applied(hold("r2", line("A", 1, free.within(null, at.plus(NANO)))));
        applied(hold("r3", line("A", 1, free.within(at, at.plus(NANO)))));
        refusedAsStale(free.within(at.plus(NANO), null), at);
        refusedAsStale(free.within(null, at), at);
        clock().advance(NANO);
        Instant then = storesNow();
        applied(hold("r4", line("A", 1, free.within(then, then.plus(NANO)))));
        refusedAsStale(free.within(null, then), then);
    }

    private void refusedAsStale(Charge charge, Instant at) {
        assertEquals(
                Optional.of(new Refusal(Reason.STALE, "c", key("A"), 0, null, at)),
                apply(hold("r9", line("A", 1, charge))).refused(),
                () -> "at " + at + " of " + charge);
    }

    @Test
    default void rule_12_3_theTimeAtWhichAnOrderWasMadeIsKeptToTheNanosecond() {
        stock("A", 9);
        oddTime();
        Instant made = storesNow();
        Charge then = limit("c", 99).within(made, made.plus(NANO));
        applied(hold("r1", line("A", 1, then)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(9).size());
        assertEquals(
                Reason.STALE,
                apply(sell("r1", line("A", 1, then.within(made.plus(NANO), null)))
                                .takingAgain())
                        .refused()
                        .map(Refusal::reason)
                        .orElse(null));
        applied(sell("r1", line("A", 1, then)).takingAgain());
    }

    @Test
    default void rule_8_9_aCounterEndsAtItsNanosecond() {
        stock("A", 9);
        oddTime();
        Instant at = storesNow();
        applied(hold("r1", line("A", 1, new Charge("ended", 9, at))));
        applied(hold("r2", line("A", 1, new Charge("lasting", 9, at.plus(NANO)))));
        assertEquals(1, ledger().purge(Duration.ofDays(1), 9));
        assertUsed(0, "ended");
        assertUsed(1, "lasting");
        // Its end has not come, so it is given back; that of the other has.
        applied(now(RELEASE, "r2"));
        assertUsed(0, "lasting");
        applied(hold("r3", line("A", 2, new Charge("next", 9, at.plus(SHORT)))));
        until(at.plus(SHORT));
        applied(now(RELEASE, "r3"));
        assertUsed(2, "next");
        ledger().purge(Duration.ofDays(1), 9);
        assertUsed(0, "next");
    }

    @Test
    default void rule_8_8_ageCountsToTheNanosecond() {
        stock("A", 9);
        oddTime();
        Instant settled = storesNow();
        applied(hold("r1", line("A", 1)));
        applied(now(RELEASE, "r1"));
        applied(now(RELEASE, "tombstone"));
        applied(receive("m1", "A", 1));
        Instant later = until(settled.plus(SHORT));
        Duration age = Duration.between(settled, later);
        // The receipt of the beginning is older.
        assertEquals(1, ledger().purge(age.plus(NANO), 9));
        assertEquals(
                Reason.RELEASED,
                apply(hold("r1", line("A", 1))).refused().map(Refusal::reason).orElse(null));
        assertEquals(3, ledger().purge(age, 9));
        applied(hold("r1", line("A", 1)));
        applied(hold("tombstone", line("A", 1)));
        applied(receive("m1", "A", 1));
    }

    @Test
    default void rule_9_2_anOrderIsShippedAtItsNanosecond() {
        stock("A", 9);
        oddTime();
        Instant sold = storesNow();
        assertKept(applied(sell("r1", line("A", 1))));
        Instant later = until(sold.plus(SHORT));
        Duration age = Duration.between(sold, later);
        assertEquals(List.of(), ledger().shipConfirmed(age.plus(NANO), 9));
        List<Outcome.Applied> shipped = ledger().shipConfirmed(age, 9);
        assertEquals(1, shipped.size());
        assertKept(shipped.get(0));
    }

    @Test
    default void rule_7_2_anEntryHasTheStoresNow() {
        journaled();
        stock("A", 9);
        oddTime();
        for (int i = 0; i < 3; i++) {
            Instant at = storesNow();
            applied(hold("r" + i, line("A", 1)));
            assertEquals(at, journaled().journal(0, 9).entries().get(1 + i).at());
            clock().advance(SHORT);
        }
    }
}
