package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Rule 1.7, and what follows from it for rules 1.4, 2.7, 2.8, 3.4 and 5.4, with several threads at once. */
public interface ConcurrencyContract extends Fixture {
    /** More than there are cores on a small machine, so that threads are also interrupted between two steps. */
    int THREADS = 8;

    @Test
    default void rule_1_7_theLastUnitsGoToExactlyAsManyBuyers() {
        int units = 50;
        int tries = 20;
        stock("A", units);
        List<Outcome> outcomes = flat(Together.run(THREADS, thread -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < tries; i++) {
                own.add(apply(hold("r" + thread + "-" + i, line("A", 1))));
            }
            return own;
        }));
        assertEquals(units, outcomes.stream().filter(Outcome::applied).count());
        for (Outcome outcome : outcomes) {
            if (!outcome.applied()) {
                assertRefused(outcome, Reason.OUT_OF_STOCK, key("A"), 0);
            }
        }
        assertLevel("A", 0, units, 0);
        assertEquals(1 + units, level("A").version());
    }

    @Test
    default void rule_1_7_aLimitIsNeverPassed() {
        int most = 30;
        stock("A", 1_000);
        stock("B", 1_000);
        List<Outcome> outcomes = flat(Together.run(THREADS, thread -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String sku = (thread + i) % 2 == 0 ? "A" : "B";
                own.add(apply(hold("r" + thread + "-" + i, line(sku, 1, limit("campaign", most)))));
            }
            return own;
        }));
        assertEquals(most, outcomes.stream().filter(Outcome::applied).count());
        assertUsed(most, "campaign");
    }

    @Test
    default void rule_1_7_cartsThatShareLinesNeitherBlockNorSellTwice() {
        stock("A", 40);
        stock("B", 40);
        List<Outcome> outcomes = flat(Together.run(THREADS, thread -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String id = "r" + thread + "-" + i;
                own.add(apply(
                        thread % 2 == 0 ? hold(id, line("A", 1), line("B", 1)) : hold(id, line("B", 1), line("A", 1))));
            }
            return own;
        }));
        assertEquals(40, outcomes.stream().filter(Outcome::applied).count());
        assertLevel("A", 0, 40, 0);
        assertLevel("B", 0, 40, 0);
    }

    @Test
    default void rule_1_7_aRefusedReservationIsNeverSeenByAnother() {
        stock("A", 1);
        stock("B", 1);
        applied(hold("sold", line("B", 1)));
        int rounds = 200;
        List<Outcome> last = flat(Together.run(List.<Callable<List<Outcome>>>of(
                () -> {
                    for (int i = 0; i < rounds; i++) {
                        assertFalse(apply(hold("both" + i, line("A", 1), line("B", 1)))
                                .applied());
                    }
                    return List.of();
                },
                () -> {
                    List<Outcome> own = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        own.add(apply(hold("last" + i, line("A", 1))));
                        own.add(apply(all(RELEASE, "last" + i)));
                    }
                    return own;
                })));
        last.forEach(this::assertApplied);
    }

    @Test
    default void rule_1_4_aDoubleClickHoldsOnce() {
        stock("A", 100);
        for (int round = 0; round < 20; round++) {
            Command click = hold("r" + round, line("A", 2, limit("buyer", 100)));
            List<Outcome> outcomes = Together.run(THREADS, thread -> apply(click));
            assertAppliedOnce(outcomes);
        }
        assertLevel("A", 60, 40, 0);
        assertUsed(40, "buyer");
    }

    @Test
    default void rule_2_7_aSettlementSentTwiceCountsOnce() {
        stock("A", 100);
        for (int round = 0; round < 20; round++) {
            String id = "r" + round;
            applied(hold(id, line("A", 2)));
            assertAppliedOnce(Together.run(THREADS, thread -> apply(all(CONFIRM, id))));
        }
        assertLevel("A", 60, 0, 40);
    }

    @Test
    default void rule_3_4_aMoveSentTwiceCountsOnce() {
        for (int round = 0; round < 20; round++) {
            String id = "m" + round;
            assertAppliedOnce(Together.run(THREADS, thread -> apply(receive(id, "A", 5))));
        }
        assertLevel("A", 100, 0, 0);
        assertEquals(20, level("A").version());
    }

    @Test
    default void rule_2_8_ofAConfirmationAndASweepExactlyOneWins() {
        int reservations = 60;
        stock("A", reservations);
        for (int i = 0; i < reservations; i++) {
            applied(hold("r" + i, line("A", 1)));
        }
        clock().advance(HOLD);
        Set<ReservationId> swept = new HashSet<>();
        Set<ReservationId> sold = new HashSet<>();
        Together.run(List.<Callable<Boolean>>of(
                () -> {
                    for (int i = reservations - 1; i >= 0; i--) {
                        Outcome outcome = apply(all(CONFIRM, "r" + i));
                        if (outcome.applied()) {
                            sold.add(Commands.id("r" + i));
                        } else {
                            assertRefused(outcome, Reason.EXPIRED, "r" + i, 0);
                        }
                    }
                    return true;
                },
                () -> {
                    List<Outcome.Applied> page = ledger().expire(1);
                    while (!page.isEmpty()) {
                        page.forEach(outcome -> swept.add(ended(outcome).id()));
                        page = ledger().expire(1);
                    }
                    return true;
                }));
        assertEquals(reservations, sold.size() + swept.size());
        for (int i = 0; i < reservations; i++) {
            boolean confirmed = sold.contains(Commands.id("r" + i));
            assertState("r" + i, confirmed ? ReservationState.CONFIRMED : ReservationState.EXPIRED);
        }
        assertLevel("A", swept.size(), 0, sold.size());
    }

    @Test
    default void rule_5_4_severalNodesSweepEachReservationOnce() {
        int reservations = 60;
        stock("A", reservations);
        for (int i = 0; i < reservations; i++) {
            applied(hold("r" + i, line("A", 1, limit("c", reservations))));
        }
        clock().advance(HOLD);
        List<List<Outcome.Applied>> swept = Together.run(THREADS, thread -> {
            List<Outcome.Applied> own = new ArrayList<>();
            for (int i = 0; i < reservations; i++) {
                own.addAll(ledger().expire(3));
            }
            return own;
        });
        Set<ReservationId> ids = new HashSet<>();
        for (List<Outcome.Applied> own : swept) {
            for (Outcome.Applied outcome : own) {
                ReservationId id = ended(outcome).id();
                assertTrue(ids.add(id), () -> id + " was swept twice");
            }
        }
        assertEquals(reservations, ids.size());
        assertLevel("A", reservations, 0, 0);
        assertUsed(0, "c");
    }

    private void assertAppliedOnce(List<Outcome> outcomes) {
        List<Outcome> replays = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Applied applied && applied.replayed())
                .toList();
        assertEquals(outcomes.size() - 1, replays.size(), outcomes::toString);
        assertEquals(outcomes.size(), outcomes.stream().filter(Outcome::applied).count(), outcomes::toString);
        replays.forEach(this::assertReplayed);
    }

    private static Reservation ended(Outcome.Applied outcome) {
        Reservation reservation = outcome.reservation();
        if (reservation == null) {
            throw new AssertionError("a sweep answers with what it ended: " + outcome);
        }
        return reservation;
    }

    private static List<Outcome> flat(List<List<Outcome>> outcomes) {
        return outcomes.stream().flatMap(List::stream).toList();
    }
}
