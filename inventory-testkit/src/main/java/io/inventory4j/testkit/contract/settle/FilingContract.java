package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a store files by time: reservations by expiry (rule 5.1), ids by the time since when they are settled (rule
 * 8.8), counters by their end (rule 8.9). Each is found at its time, whatever else the same call has filed, and
 * whatever other calls have.
 */
public interface FilingContract extends Fixture {
    /** Many, because a store that loses one of several times may lose the one that does not matter. */
    int CALLS = 40;

    /** More than any test here leaves. */
    int ALL = 1_000;

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Reserve holding(String id, long seconds) {
        return hold(id, seconds(seconds), line("A", 1));
    }

    private static Reserve charging(String id, String counter, long end) {
        Charge ending = new Charge(counter, 9, TurnedClock.START.plusSeconds(end));
        return hold(id, Duration.ofDays(1), line("A", 1, ending));
    }

    /** Sends commands in one call, all of which must take effect. */
    private void together(Command... batch) {
        applyAll(batch).forEach(this::assertApplied);
    }

    private List<String> sweep(int max) {
        List<String> ids = new ArrayList<>();
        for (Outcome.Applied outcome : ledger().expire(max)) {
            ids.add(Objects.requireNonNull(outcome.reservation()).id().value());
        }
        return ids;
    }

    /** Turns the clock from expiry to expiry of these reservations: each is swept at its own, and none before. */
    private void assertSweptInTime(List<String> ids) {
        Map<Instant, List<String>> byExpiry = new TreeMap<>();
        ids.stream()
                .map(this::reservation)
                .sorted(Comparator.comparing(Reservation::id))
                .forEach(found -> byExpiry.computeIfAbsent(found.expiresAt(), at -> new ArrayList<>())
                        .add(found.id().value()));
        byExpiry.forEach((expiry, due) -> {
            clock().advance(Duration.between(clock().instant(), expiry).minusMillis(1));
            assertEquals(List.of(), sweep(ALL), () -> "swept before " + expiry);
            clock().advance(Duration.ofMillis(1));
            assertEquals(due, sweep(ALL), () -> "swept at " + expiry);
        });
    }

    @Test
    default void rule_5_2_everyExpiryOfACallIsFound() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String a = "a" + i;
            String b = "b" + i;
            together(holding(a, 10 + i), extend(a, "s1", seconds(100 + 7 * i)), holding(b, 50 + 3 * i));
            ids.addAll(List.of(a, b));
        }
        assertSweptInTime(ids);
        assertLevel("A", ALL, 0, 0);
    }

    @Test
    default void rule_5_2_anExtensionIsFoundAtTheLastOfItsExpiries() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String id = "r" + i;
            ids.add(id);
            together(
                    holding(id, 1 + i),
                    extend(id, "s1", seconds(50 + i)),
                    extend(id, "s2", seconds(200 - i)),
                    extend(id, "s3", seconds(30)));
        }
        applied(extend("r0", "s4", seconds(300)));
        together(extend("r1", "s4", seconds(310)), extend("r1", "s5", seconds(320)));
        assertSweptInTime(ids);
    }

    @Test
    default void rule_5_2_aCartThatReplacesAnotherIsFoundAtItsOwnExpiry() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String cart = "cart" + i;
            together(
                    holding(cart, 10 + i),
                    replace(cart, holding(cart + " changed", 90 - i)),
                    extend(cart + " changed", "s1", seconds(100 + i)),
                    replace(cart + " changed", holding(cart + " paid", 60 + i)));
            ids.add(cart + " paid");
        }
        assertSweptInTime(ids);
        assertLevel("A", ALL, 0, 0);
    }

    @Test
    default void rule_5_2_theSameReservationsAreFoundWhenALaterCallExtendsThem() {
        stock("A", ALL);
        together(holding("a", 10), holding("b", 10));
        together(extend("a", "s1", seconds(20)), extend("b", "s1", seconds(20)));
        together(extend("b", "s2", seconds(40)), extend("a", "s2", seconds(30)));
        applied(extend("a", "s3", seconds(30)));
        together(holding("c", 40), holding("d", 30));
        assertSweptInTime(List.of("a", "b", "c", "d"));
    }

    @Test
    default void rule_5_2_whatASweepLeavesIsFoundWhenItIsExtended() {
        stock("A", ALL);
        together(holding("a", 10), holding("b", 10), holding("c", 10), holding("d", 10));
        clock().advance(seconds(10));
        assertEquals(List.of("a"), sweep(1));
        together(extend("b", "s1", seconds(30)), extend("c", "s1", seconds(30)), extend("d", "s1", seconds(30)));
        assertEquals(List.of(), sweep(1));
        applied(extend("c", "s2", seconds(20)));
        clock().advance(seconds(30));
        assertEquals(List.of("b"), sweep(1));
        applied(extend("d", "s2", seconds(5)));
        assertEquals(List.of("c"), sweep(1));
        assertSweptInTime(List.of("d"));
    }

    @Test
    default void rule_5_2_anIdThatIsUsedAgainIsFoundAtItsNewExpiry() {
        stock("A", ALL);
        together(holding("a", 50), holding("b", 50));
        together(all(RELEASE, "a"), all(RELEASE, "b"));
        ledger().purge(Duration.ZERO, ALL);
        together(holding("a", 20), holding("b", 60), extend("a", "s1", seconds(50)));
        assertSweptInTime(List.of("a", "b"));
    }

    @Test
    default void rule_5_3_manyOfOneExpiryAreSweptInTheOrderOfTheirIds() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String early = String.format("%03d", (7 * i) % CALLS);
            String late = String.format("%03d", CALLS + (11 * i) % CALLS);
            together(holding(late, 10), holding(early, 10));
            ids.addAll(List.of(early, late));
        }
        ids.sort(Comparator.naturalOrder());
        clock().advance(seconds(10));
        List<String> swept = new ArrayList<>();
        for (int max = 1; swept.size() < ids.size(); max++) {
            List<String> next = sweep(max);
            assertEquals(Math.min(max, ids.size() - swept.size()), next.size());
            swept.addAll(next);
        }
        assertEquals(ids, swept);
        assertEquals(List.of(), sweep(ALL));
    }

    @Test
    default void rule_8_9_everyEndOfACounterIsFound() {
        stock("A", ALL);
        for (int i = 0; i < CALLS; i++) {
            String counter = "c" + i;
            String id = "r" + i;
            together(
                    charging(id, counter, 60 + i),
                    charging(id + "b", counter, 300 - i),
                    charging(id + "c", counter, 70),
                    charging(id + "d", "other " + i, 80 + i));
        }
        clock().advance(seconds(300 - CALLS));
        assertEquals(CALLS, ledger().purge(Duration.ofDays(1), ALL), "the other counters");
        for (int i = CALLS - 1; i >= 0; i--) {
            assertUsed(3, "c" + i);
            clock().advance(seconds(1));
            assertEquals(1, ledger().purge(Duration.ofDays(1), ALL));
            assertUsed(0, "c" + i);
        }
    }

    @Test
    default void rule_8_9_aCounterThatCountedNothingInBetweenIsFoundAtItsEnd() {
        stock("A", ALL);
        for (int i = 0; i < CALLS; i++) {
            String counter = "c" + i;
            together(charging("r" + i, counter, 60 + i), all(RELEASE, "r" + i), charging("q" + i, counter, 30 + i));
        }
        assertEquals(0, ledger().purge(Duration.ofDays(1), ALL));
        clock().advance(seconds(29));
        for (int i = 0; i < CALLS; i++) {
            clock().advance(seconds(1));
            assertEquals(1, ledger().purge(Duration.ofDays(1), ALL));
            assertUsed(0, "c" + i);
        }
    }

    @Test
    default void rule_8_8_whatAPurgeLeavesIsFoundAtItsTime() {
        stock("A", ALL);
        assertEquals(1, ledger().purge(Duration.ZERO, ALL));
        together(holding("a", 10), holding("b", 10), holding("c", 10));
        together(all(CONFIRM, "a"), all(CONFIRM, "b"), all(CONFIRM, "c"));
        together(all(SHIP, "a"), all(SHIP, "b"), all(SHIP, "c"));
        clock().advance(Duration.ofHours(1));
        applied(all(RETURN, "c"));
        assertEquals(2, ledger().purge(Duration.ZERO, 2));
        clock().advance(Duration.ofMinutes(30));
        ledger().purge(Duration.ofHours(1), ALL);
        clock().advance(Duration.ofMinutes(30));
        ledger().purge(Duration.ofHours(1), ALL);
        List.of("a", "b", "c").forEach(this::assertNoReservation);
        assertEquals(0, ledger().purge(Duration.ZERO, ALL));
    }

    @Test
    default void rule_8_8_everythingThatACallSettlesIsForgotten() {
        stock("A", ALL);
        assertEquals(1, ledger().purge(Duration.ZERO, ALL));
        for (int i = 0; i < CALLS; i++) {
            together(
                    holding("r" + i, 10),
                    all(CONFIRM, "r" + i),
                    all(SHIP, "r" + i),
                    all(RETURN, "r" + i),
                    all(RELEASE, "tombstone" + i),
                    receive("m" + i, "A", 1),
                    saleState("x" + i, "A", SaleState.OPEN));
            clock().advance(seconds(1));
        }
        int forgotten = 0;
        for (int i = 0; i < CALLS; i++) {
            int max = 1 + i % 5;
            forgotten += ledger().purge(seconds(CALLS - 1 - i), max);
        }
        forgotten += ledger().purge(Duration.ZERO, ALL);
        assertEquals(4 * CALLS, forgotten);
        assertEquals(0, ledger().purge(Duration.ZERO, ALL));
        for (int i = 0; i < CALLS; i++) {
            assertNoReservation("r" + i);
        }
    }

    @Test
    default void rule_5_2_whatIsHeldAgainIsFoundAtItsNewExpiry() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            together(holding("a" + i, 10), holding("b" + i, 10));
            ids.addAll(List.of("a" + i, "b" + i));
        }
        clock().advance(seconds(10));
        assertEquals(2 * CALLS, sweep(ALL).size());
        for (int i = 0; i < CALLS; i++) {
            String a = "a" + i;
            together(
                    holding(a, 20 + i).takingAgain(),
                    extend(a, "s1", seconds(200 - 2 * i)),
                    holding("b" + i, 20 + 3 * i).takingAgain());
        }
        assertSweptInTime(ids);
        assertLevel("A", ALL, 0, 0);
    }

    @Test
    default void rule_9_2_everySaleIsFoundByItsLastChange() {
        stock("A", ALL);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String id = "r" + i;
            together(
                    holding(id, 900).selling(),
                    hold(id + "b", Duration.ofDays(1), line("A", 2)),
                    part(CONFIRM, id + "b", "s1", units("A", 1)),
                    holding(id + "c", 900).selling(),
                    all(SHIP, id + "c"));
            ids.add(id);
            clock().advance(seconds(1));
        }
        for (int i = 0; i < CALLS; i += 2) {
            applied(all(CONFIRM, "r" + i + "b"));
            ids.add("r" + i + "b");
            clock().advance(seconds(1));
        }
        List<String> shipped = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Outcome.Applied> due = ledger().shipConfirmed(seconds(ids.size() - i), ALL);
            due.forEach(outcome -> shipped.add(
                    Objects.requireNonNull(outcome.reservation()).id().value()));
            assertEquals(ids.subList(0, i + 1), shipped);
        }
        assertEquals(List.of(), ledger().shipConfirmed(Duration.ZERO, ALL));
    }

    @Test
    default void rule_9_2_everythingIsForgottenAtTheTimeOfItsKind() {
        stock("A", ALL);
        assertEquals(1, ledger().purge(Duration.ZERO, ALL));
        for (int i = 0; i < CALLS; i++) {
            together(
                    holding("released" + i, 10),
                    all(RELEASE, "released" + i),
                    holding("shipped" + i, 10).selling(),
                    all(SHIP, "shipped" + i),
                    receive("m" + i, "A", 1));
            clock().advance(seconds(1));
        }
        Retention retention = new Retention(seconds(CALLS), seconds(2 * CALLS), seconds(3 * CALLS));
        for (String kind : List.of("released", "shipped", "m")) {
            for (int i = 0; i < CALLS; i++) {
                assertEquals(1, ledger().purge(retention, ALL), kind + i);
                clock().advance(seconds(1));
            }
        }
        assertEquals(0, ledger().purge(Duration.ZERO, ALL));
    }
}
