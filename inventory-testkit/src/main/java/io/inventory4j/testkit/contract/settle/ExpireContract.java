package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.reserve.RefusalContract;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rule 5: giving back what is overdue. */
public interface ExpireContract extends Fixture {
    @Test
    default void rule_5_1_overdueMeansThatTheExpiryHasCome() {
        stock("A", 1);
        applied(hold("r1", Duration.ofSeconds(1), line("A", 1)));
        assertSwept(10);
        clock().advance(Duration.ofMillis(999));
        assertSwept(10);
        clock().advance(Duration.ofMillis(1));
        assertSwept(10, "r1");
        assertSwept(10);
    }

    @Test
    default void rule_5_2_whatIsPendingIsReleased() {
        stock("A", 5);
        stock("B", 5);
        applied(hold("r1", line("A", 2), line("B", 3)));
        clock().advance(HOLD);
        List<StockLevel> before = ledger().levels(List.of(key("A"), key("B")));
        List<Outcome.Applied> swept = ledger().expire(10);
        assertEquals(1, swept.size(), swept::toString);
        Outcome.Applied outcome = swept.get(0);
        assertEquals(reservation("r1"), outcome.reservation());
        assertEquals(before, outcome.changes().stream().map(LevelChange::before).toList());
        assertEquals(
                ledger().levels(List.of(key("A"), key("B"))),
                outcome.changes().stream().map(LevelChange::after).toList());
        assertLevel("A", 5, 0, 0);
        assertLevel("B", 5, 0, 0);
        assertEquals(3, level("A").version());
        assertState("r1", ReservationState.EXPIRED);
        assertTrue(reservation("r1").swept());
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertEquals(List.of(), reservation("r1").settlements());
    }

    @Test
    default void rule_5_2_chargesGoBackAsWithARelease() {
        stock("A", 5);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2))));
        clock().advance(HOLD);
        assertUsed(2, "buyer");
        assertSwept(10, "r1");
        assertUsed(0, "buyer");
        assertUsed(0, "orders");
    }

    @Test
    default void rule_5_2_whatIsSoldStaysSold() {
        stock("A", 5);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 3, limit("buyer", 3))));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(hold("r2", line("A", 1)));
        applied(all(CONFIRM, "r2"));
        clock().advance(HOLD);
        assertSwept(10, "r1");
        assertTally("r1", "A", 0, 1, 0, 2, 0);
        assertState("r1", ReservationState.CONFIRMED);
        assertLevel("A", 3, 0, 2);
        assertUsed(1, "buyer");
        assertUsed(1, "orders");
    }

    @Test
    default void rule_5_2_aPartlyReleasedReservationIsSweptForTheRest() {
        stock("A", 5);
        stock("B", 5);
        applied(hold("r1", line("A", 2), line("B", 2)));
        applied(part(RELEASE, "r1", "s1", units("A", 2)));
        clock().advance(HOLD);
        List<Outcome.Applied> swept = ledger().expire(10);
        assertEquals(1, swept.size(), swept::toString);
        assertEquals(
                List.of(key("B")),
                swept.get(0).changes().stream().map(LevelChange::key).toList());
        assertState("r1", ReservationState.EXPIRED);
    }

    @Test
    default void rule_5_3_oldestExpiryFirstThenById() {
        stock("A", 9);
        applied(hold("d", Duration.ofSeconds(3), line("A", 1)));
        applied(hold("c", Duration.ofSeconds(1), line("A", 1)));
        applied(hold(RefusalContract.SMILE, Duration.ofSeconds(2), line("A", 1)));
        applied(hold(RefusalContract.WIDE_A, Duration.ofSeconds(2), line("A", 1)));
        applied(hold("b", Duration.ofSeconds(2), line("A", 1)));
        applied(hold("B", Duration.ofSeconds(2), line("A", 1)));
        applied(hold("a", Duration.ofSeconds(4), line("A", 1)));
        clock().advance(Duration.ofSeconds(3));
        assertSwept(10, "c", "B", "b", RefusalContract.WIDE_A, RefusalContract.SMILE, "d");
        clock().advance(Duration.ofSeconds(1));
        assertSwept(10, "a");
    }

    @Test
    default void rule_5_3_atMostAsManyAsAskedFor() {
        stock("A", 9);
        for (int i = 0; i < 5; i++) {
            applied(hold("r" + i, Duration.ofSeconds(1 + i), line("A", 1)));
        }
        clock().advance(Duration.ofSeconds(10));
        assertSwept(2, "r0", "r1");
        assertLevel("A", 6, 3, 0);
        assertSwept(2, "r2", "r3");
        assertSwept(2, "r4");
        assertSwept(2);
        assertLevel("A", 9, 0, 0);
    }

    @Test
    default void rule_5_5_eachSweptReservationTouchesItsLineOnce() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(hold("r2", line("A", 2)));
        clock().advance(HOLD);
        List<LevelChange> changes = ledger().expire(10).stream()
                .flatMap(outcome -> outcome.changes().stream())
                .toList();
        assertEquals(
                List.of(4L, 5L),
                changes.stream().map(change -> change.after().version()).toList());
        assertEquals(
                List.of(1L, 2L),
                changes.stream().map(change -> change.delta(Bucket.AVAILABLE)).toList());
    }

    @Test
    default void rule_5_1_whatWasSettledIsNeverOverdue() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(all(CONFIRM, "r1"));
        applied(hold("r2", line("A", 1)));
        applied(all(RELEASE, "r2"));
        applied(hold("r3", line("A", 1)));
        applied(extend("r3", "s1", HOLD.multipliedBy(3)));
        clock().advance(HOLD.multipliedBy(2));
        assertSwept(10);
        assertLevel("A", 7, 1, 1);
    }

    @Test
    default void rule_5_2_theSaleStateDoesNotMatter() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        clock().advance(HOLD);
        assertSwept(10, "r1");
        assertLevel("A", 9, 0, 0);
    }

    @Test
    default void rule_5_2_sweptUnitsCanBeReservedAgain() {
        stock("A", 1);
        applied(hold("r1", line("A", 1, limit("c", 1))));
        clock().advance(HOLD);
        assertSwept(1, "r1");
        applied(hold("r2", line("A", 1, limit("c", 1))));
    }

    @Test
    default void rule_5_7_aHundredLinesExpireInOneStep() {
        ReserveLine[] lines = new ReserveLine[100];
        for (int i = 0; i < lines.length; i++) {
            stock("sku " + i, 1);
            lines[i] = line("sku " + i, 1);
        }
        applied(hold("r1", lines));
        clock().advance(HOLD);
        assertEquals(100, ledger().expire(1).get(0).changes().size());
    }

    @Test
    default void rule_5_1_oneReservationIsLeftAlone() {
        stock("A", 9);
        for (int i = 0; i < 4; i++) {
            applied(hold("r" + i, Duration.ofSeconds(1 + i), line("A", 1)));
        }
        clock().advance(Duration.ofSeconds(10));
        assertSweptBut("r1", 2, "r0", "r2");
        assertState("r1", ReservationState.PENDING);
        assertSweptBut("r1", 2, "r3");
        assertSweptBut("r1", 1);
        applied(hold("r4", Duration.ofSeconds(1), line("A", 1)));
        assertSweptBut("another", 10, "r1");
        assertLevel("A", 8, 1, 0);
    }

    @Test
    default void rule_5_1_theOneThatIsLeftAloneNeedNotBeThere() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        clock().advance(HOLD);
        applied(all(RELEASE, "tombstone"));
        assertSweptBut("tombstone", 1, "r1");
        assertSweptBut("nobody", 1);
        assertSweptBut("r1", 10);
    }

    @Test
    default void rule_5_1_theOneThatIsLeftAloneMayBeReplaced() {
        stock("A", 2);
        applied(hold("cart", line("A", 1)));
        applied(hold("stranger", line("A", 1)));
        clock().advance(HOLD);
        assertSweptBut("cart", 1, "stranger");
        applied(replace("cart", "order", line("A", 2)));
        assertLevel("A", 0, 2, 0);
        assertState("cart", ReservationState.RELEASED);
    }

    @Test
    default void rule_5_2_whatWasTakenAgainIsSweptAgain() {
        stock("A", 5);
        applied(hold("r1", line("A", 2)));
        clock().advance(HOLD);
        assertSwept(10, "r1");
        applied(hold("r1", line("A", 2)).takingAgain());
        assertSwept(10);
        clock().advance(HOLD);
        assertSwept(10, "r1");
        assertSwept("r1", "A", 2);
        assertLevel("A", 5, 0, 0);
    }

    /** Each kind of order that may be overdue or not, all with one line and one counter, in one call. */
    @Test
    default void rule_5_2_ordersOfEveryKindAreSweptInOneCall() {
        stock("A", 100);
        Charge charge = limit("c", 100);
        applied(hold("again", line("A", 1, charge)));
        applied(hold("again, partly sold", line("A", 3, charge)));
        clock().advance(HOLD);
        assertEquals(2, ledger().expire(10).size());
        applied(hold("again", line("A", 1)).takingAgain());
        applied(hold("again, partly sold", line("A", 3)).takingAgain());
        applied(part(CONFIRM, "again, partly sold", "s1", units("A", 1)));
        applied(hold("extended", line("A", 7, charge)));
        applied(extend("extended", "s1", HOLD.multipliedBy(2)));
        applied(hold("plain", line("A", 1, charge)));
        applied(hold("partly released", line("A", 3, charge)));
        applied(part(RELEASE, "partly released", "s1", units("A", 1)));
        applied(hold("replaced", line("A", 5, charge)));
        applied(replace("replaced", hold("replacing", line("A", 2, charge))));
        applied(sell("sold", line("A", 4, charge)));
        clock().advance(HOLD);
        StockLevel before = level("A");
        List<Outcome.Applied> swept = ledger().expire(10);
        assertEquals(
                List.of("again", "again, partly sold", "partly released", "plain", "replacing"),
                swept.stream()
                        .map(Outcome.Applied::reservation)
                        .map(ended -> ended == null ? "" : ended.id().value())
                        .toList());
        for (Outcome.Applied outcome : swept) {
            assertEquals(before, outcome.changes().get(0).before(), outcome::toString);
            before = outcome.changes().get(0).after();
        }
        assertEquals(level("A"), before);
        assertLevel("A", 88, 7, 5);
        assertUsed(12, "c");
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertLevel("A", 95, 0, 5);
        assertUsed(5, "c");
    }

    private void assertSweptBut(String except, int max, String... ids) {
        assertEquals(List.of(ids), ids(ledger().expire(max, id(except))));
    }

    private static List<String> ids(List<Outcome.Applied> swept) {
        return swept.stream()
                .map(outcome ->
                        Objects.requireNonNull(outcome.reservation()).id().value())
                .toList();
    }

    private void assertSwept(int max, String... ids) {
        assertEquals(List.of(ids), ids(ledger().expire(max)));
    }
}
