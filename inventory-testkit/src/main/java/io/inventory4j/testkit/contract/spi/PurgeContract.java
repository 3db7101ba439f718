package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be forgotten and when: the ids of rules 1.4, 2.7, 2.9, 3.4 and 4.4 (rule 8.8), and counters (rule 8.9). */
public interface PurgeContract extends Fixture {
    /** More than any test here leaves to forget. */
    int ALL = 1_000;

    /** A charge whose counter may be forgotten some seconds after the start. */
    private static Charge ending(String counter, long limit, long seconds) {
        return new Charge(counter, limit, TurnedClock.START.plusSeconds(seconds));
    }

    @Test
    default void rule_1_4_aReservationIsRememberedAsLongAsAskedFor() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        clock().advance(Duration.ofHours(1));
        ledger().purge(Duration.ofHours(1).plusMillis(1), ALL);
        refused(hold("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
        ledger().purge(Duration.ofHours(1), ALL);
        assertNoReservation("r1");
        refused(all(CONFIRM, "r1"), Reason.UNKNOWN_RESERVATION, "r1", 0);
        applied(hold("r1", line("A", 2)));
    }

    @Test
    default void rule_1_4_whatIsOpenIsNeverForgotten() {
        stock("A", 9);
        applied(hold("pending", line("A", 1)));
        applied(hold("sold", line("A", 1)));
        applied(all(CONFIRM, "sold"));
        applied(hold("partly", line("A", 2)));
        applied(part(CONFIRM, "partly", "s1", units("A", 1)));
        applied(all(RELEASE, "partly"));
        clock().advance(Duration.ofDays(4_000));
        ledger().purge(Duration.ZERO, ALL);
        replayed(hold("pending", line("A", 1)));
        replayed(all(CONFIRM, "sold"));
        replayed(all(RELEASE, "partly"));
        assertLevel("A", 6, 1, 2);
    }

    @Test
    default void rule_1_4_everySettledReservationIsForgotten() {
        stock("A", 9);
        applied(hold("released", line("A", 1)));
        applied(all(RELEASE, "released"));
        applied(hold("cancelled", line("A", 1)));
        applied(all(CONFIRM, "cancelled"));
        applied(all(CANCEL, "cancelled"));
        applied(hold("shipped", line("A", 1)));
        applied(all(CONFIRM, "shipped"));
        applied(all(SHIP, "shipped"));
        applied(hold("replaced", line("A", 1)));
        applied(replace("replaced", "expired", line("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        // The receipt of A is one more.
        assertEquals(6, ledger().purge(Duration.ZERO, ALL));
        List.of("released", "cancelled", "shipped", "replaced", "expired").forEach(this::assertNoReservation);
        assertLevel("A", 8, 0, 0);
    }

    @Test
    default void rule_2_7_theLastSettlementCounts() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        clock().advance(Duration.ofDays(10));
        applied(all(RETURN, "r1"));
        clock().advance(Duration.ofDays(1));
        ledger().purge(Duration.ofDays(5), ALL);
        replayed(all(RETURN, "r1"));
        ledger().purge(Duration.ofDays(1), ALL);
        assertNoReservation("r1");
        refused(all(RETURN, "r1"), Reason.UNKNOWN_RESERVATION, "r1", 0);
    }

    @Test
    default void rule_2_9_aTombstoneIsForgotten() {
        stock("A", 9);
        applied(all(RELEASE, "r1"));
        clock().advance(Duration.ofHours(1));
        ledger().purge(Duration.ofHours(2), ALL);
        refused(hold("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
        ledger().purge(Duration.ofHours(1), ALL);
        applied(hold("r1", line("A", 1)));
    }

    @Test
    default void rule_3_4_movesAreForgotten() {
        applied(receive("m1", "A", 5));
        clock().advance(Duration.ofHours(1));
        applied(receive("m2", "A", 5));
        ledger().purge(Duration.ofMinutes(30), ALL);
        replayed(receive("m2", "A", 5));
        applied(receive("m1", "A", 7));
        assertLevel("A", 17, 0, 0);
    }

    @Test
    default void rule_4_4_saleStatesAreForgotten() {
        stock("A", 1);
        applied(saleState("x1", "A", SaleState.STOPPED));
        clock().advance(Duration.ofHours(1));
        applied(saleState("x2", "A", SaleState.OPEN));
        ledger().purge(Duration.ofMinutes(30), ALL);
        replayed(saleState("x2", "A", SaleState.OPEN));
        applied(saleState("x1", "A", SaleState.NO_NEW));
        assertEquals(SaleState.NO_NEW, level("A").saleState());
    }

    @Test
    default void rule_8_8_aPurgeChangesNoLine() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(all(RELEASE, "r1"));
        StockLevel before = level("A");
        ledger().purge(Duration.ZERO, ALL);
        assertEquals(before, level("A"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    default void rule_8_8_aPurgeForgetsAtMostAsManyAsAskedFor(int max) {
        stock("A", 9);
        for (int i = 0; i < 4; i++) {
            applied(hold("r" + i, line("A", 1)));
            applied(all(RELEASE, "r" + i));
            applied(all(RELEASE, "tombstone" + i));
            applied(saleState("x" + i, "A", SaleState.OPEN));
        }
        int all = 13;
        int forgotten = 0;
        int last;
        do {
            last = ledger().purge(Duration.ZERO, max);
            assertTrue(last <= max, () -> "forgot more than " + max);
            forgotten += last;
        } while (last == max);
        assertEquals(all, forgotten);
        assertEquals(0, ledger().purge(Duration.ZERO, max));
    }

    @Test
    default void rule_8_5_soldUnitsStayCountedWhenTheirReservationIsForgotten() {
        stock("A", 9);
        applied(hold("r1", List.of(limit("orders", 9)), line("A", 2, limit("buyer", 2))));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        ledger().purge(Duration.ZERO, ALL);
        assertNoReservation("r1");
        assertUsed(2, "buyer");
        assertUsed(1, "orders");
        refused(hold("r2", line("A", 1, limit("buyer", 2))), Reason.LIMIT_REACHED, "buyer", 0);
    }

    @Test
    default void rule_8_9_aCounterIsForgottenWhenItsEndHasCome() {
        stock("A", 9);
        applied(hold("r1", line("A", 2, ending("today", 2, 60))));
        clock().advance(Duration.ofSeconds(59));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(2, "today");
        clock().advance(Duration.ofSeconds(1));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(0, "today");
        applied(hold("r2", line("A", 2, ending("today", 2, 120))));
    }

    @Test
    default void rule_8_9_anEndedCounterCountsUntilItIsForgotten() {
        stock("A", 9);
        applied(hold("r1", line("A", 2, ending("today", 2, 60))));
        clock().advance(Duration.ofSeconds(61));
        refused(hold("r2", line("A", 1, ending("today", 2, 60))), Reason.LIMIT_REACHED, "today", 0);
        assertUsed(2, "today");
    }

    @Test
    default void rule_8_9_ofSeveralEndsTheLatestApplies() {
        stock("A", 9);
        applied(hold("r1", line("A", 1, ending("c", 9, 60))));
        applied(hold("r2", line("A", 1, ending("c", 9, 120))));
        applied(hold("r3", line("A", 1, ending("c", 9, 30))));
        clock().advance(Duration.ofSeconds(119));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(3, "c");
        clock().advance(Duration.ofSeconds(1));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(0, "c");
    }

    @Test
    default void rule_8_9_aCounterWithoutEndIsKeptWhileAnythingChargesIt() {
        stock("A", 9);
        applied(hold("r1", line("A", 1, ending("c", 9, 60))));
        applied(hold("r2", line("A", 1, limit("c", 9))));
        applied(hold("r3", line("A", 1, ending("c", 9, 60))));
        clock().advance(Duration.ofDays(4_000));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(3, "c");
        applied(all(RELEASE, "r1"));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(2, "c");
    }

    @Test
    default void rule_8_7_aCounterThatCountsNothingHasNoEndOfItsOwn() {
        stock("A", 9);
        applied(hold("r1", line("A", 1, ending("c", 9, 120))));
        applied(all(RELEASE, "r1"));
        applied(hold("r2", line("A", 1, ending("c", 9, 60))));
        clock().advance(Duration.ofSeconds(60));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(0, "c");
        applied(hold("r3", line("A", 1, limit("c", 9))));
        applied(all(RELEASE, "r3"));
        applied(hold("r4", line("A", 1, ending("c", 9, 90))));
        clock().advance(Duration.ofSeconds(30));
        ledger().purge(Duration.ZERO, ALL);
        assertUsed(0, "c");
    }

    @Test
    default void rule_8_6_givingBackToAForgottenCounterDoesNothing() {
        stock("A", 9);
        applied(hold("r1", List.of(ending("orders", 9, 60)), line("A", 3, ending("today", 9, 60))));
        clock().advance(Duration.ofSeconds(60));
        ledger().purge(Duration.ZERO, ALL);
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertUsed(0, "today");
        applied(all(RELEASE, "r1"));
        assertUsed(0, "today");
        assertUsed(0, "orders");
        applied(hold("r2", line("A", 1, ending("today", 1, 120))));
        assertUsed(1, "today");
    }

    @Test
    default void rule_8_6_givingBackMoreThanANewCounterCountsLeavesNothing() {
        stock("A", 9);
        applied(hold("r1", line("A", 3, ending("today", 9, 60))));
        clock().advance(Duration.ofSeconds(60));
        ledger().purge(Duration.ZERO, ALL);
        applied(hold("r2", line("A", 1, ending("today", 9, 120))));
        applied(all(RELEASE, "r1"));
        applied(all(RELEASE, "r2"));
        assertUsed(0, "today");
    }
}
