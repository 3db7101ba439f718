package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.INCOMING;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.QUALITY_CONTROL;
import static io.inventory4j.stock.Bucket.SAFETY;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 1.1 to 1.3: when a reservation applies, and what it does to the stock. */
public interface ReserveContract extends Fixture {
    @Test
    default void rule_1_1_theLastUnitCanBeHeld() {
        stock("A", 10);
        applied(hold("r1", line("A", 9)));
        applied(hold("r2", line("A", 1)));
        assertLevel("A", 0, 10, 0);
    }

    @Test
    default void rule_1_1_oneMoreThanThereIsRefused() {
        stock("A", 10);
        refused(hold("r1", line("A", 11)), Reason.OUT_OF_STOCK, key("A"), 10);
        applied(hold("r2", line("A", 10)));
        refused(hold("r3", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        assertNoReservation("r1");
        assertLevel("A", 0, 10, 0);
    }

    @Test
    default void rule_1_1_aNegativeFloorIsABackorderAllowance() {
        stock("A", 1);
        refused(hold("r1", lineAbove(-2, "A", 4)), Reason.OUT_OF_STOCK, key("A"), 3);
        applied(hold("r2", lineAbove(-2, "A", 3)));
        assertLevel("A", -2, 3, 0);
        refused(hold("r3", lineAbove(-2, "A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(hold("r4", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(hold("r5", lineAbove(-3, "A", 1)));
        assertLevel("A", -3, 4, 0);
    }

    @Test
    default void rule_1_1_aPositiveFloorKeepsUnitsForSomeoneElse() {
        stock("A", 10);
        refused(hold("r1", lineAbove(4, "A", 7)), Reason.OUT_OF_STOCK, key("A"), 6);
        applied(hold("r2", lineAbove(4, "A", 6)));
        refused(hold("r3", lineAbove(4, "A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(hold("r4", lineAbove(5, "A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(hold("r5", line("A", 4)));
        assertLevel("A", 0, 10, 0);
    }

    @Test
    default void rule_1_1_theWidestFloorsWork() {
        stock("A", 1);
        refused(hold("r1", lineAbove(Bounds.MAX_QUANTITY, "A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(hold("r2", line("A", 1)));
        applied(hold("r3", lineAbove(-Bounds.MAX_QUANTITY, "A", Bounds.MAX_QUANTITY - 1)));
        assertLevel("A", -Bounds.MAX_QUANTITY + 1, Bounds.MAX_QUANTITY, 0);
        refused(hold("r4", lineAbove(-Bounds.MAX_QUANTITY, "A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
    }

    @Test
    default void rule_1_1_theLargestQuantityCanBeHeld() {
        stock("A", Bounds.MAX_QUANTITY);
        applied(hold("r1", line("A", Bounds.MAX_QUANTITY)));
        assertLevel("A", 0, Bounds.MAX_QUANTITY, 0);
    }

    @Test
    default void rule_1_1_onlyAvailableUnitsCanBeHeld() {
        applied(move(
                "m1",
                post("A", OUTSIDE, AVAILABLE, 1),
                post("A", OUTSIDE, SAFETY, 5),
                post("A", OUTSIDE, QUALITY_CONTROL, 5),
                post("A", OUTSIDE, INCOMING, 5)));
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(hold("r2", line("A", 1)));
    }

    @ParameterizedTest
    @EnumSource(value = SaleState.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    default void rule_1_1_everyLineMustBeOpen(SaleState state) {
        stock("A", 10);
        stock("B", 10);
        applied(saleState("s1", "B", state));
        refused(hold("r1", line("A", 1), line("B", 1)), Reason.NOT_OPEN, key("B"), 0);
        applied(hold("r2", line("A", 1)));
        applied(saleState("s2", "B", SaleState.OPEN));
        applied(hold("r3", line("A", 1), line("B", 1)));
    }

    @Test
    default void rule_1_1_anUnknownLineIsRefused() {
        refused(hold("r1", line("A", 1)), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(hold("r2", lineAbove(-5, "A", 1)), Reason.UNKNOWN_LINE, key("A"), 0);
        assertNoLine("A");
    }

    @Test
    default void rule_1_1_locationsAreLinesOfTheirOwn() {
        StockKey live = StockKey.of("A", "live room 7");
        applied(Move.of("m1", "test", new Posting(live, OUTSIDE, AVAILABLE, 2)));
        stock("A", 1);
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(hold("r2", line(live, 2)));
        refused(hold("r3", line(live, 1)), Reason.OUT_OF_STOCK, live, 0);
        assertLevel("A", 1, 0, 0);
    }

    @Test
    default void rule_1_2_allLinesOrNothing() {
        stock("A", 10);
        stock("B", 1);
        stock("C", 10);
        refused(hold("r1", line("A", 1), line("B", 2), line("C", 1)), Reason.OUT_OF_STOCK, key("B"), 1);
        assertLevel("A", 10, 0, 0);
        assertLevel("B", 1, 0, 0);
        assertLevel("C", 10, 0, 0);
        assertNoReservation("r1");
    }

    @Test
    default void rule_1_2_allChargesOrNothing() {
        stock("A", 10);
        stock("B", 1);
        ReserveLine charging = line("A", 2, limit("u", 5));
        refused(hold("r1", List.of(limit("o", 5)), charging, line("B", 2)), Reason.OUT_OF_STOCK, key("B"), 1);
        assertUsed(0, "u");
        assertUsed(0, "o");
        refused(hold("r2", List.of(limit("z", 0)), charging), Reason.LIMIT_REACHED, "z", 0);
        assertUsed(0, "u");
        assertUsed(0, "z");
        assertLevel("A", 10, 0, 0);
    }

    @Test
    default void rule_1_2_linesWithOneKeyAreSummedBeforeTheCheck() {
        stock("A", 10);
        refused(hold("r1", line("A", 5), line("A", 6)), Reason.OUT_OF_STOCK, key("A"), 10);
        Outcome.Applied outcome = applied(hold("r2", line("A", 4), line("A", 6)));
        assertEquals(1, outcome.changes().size(), outcome::toString);
        assertEquals(
                List.of(new ReservedLine(key("A"), 10, 0, 0, 0, 0, 0, List.of())),
                reservation("r2").lines());
    }

    @Test
    default void rule_1_2_linesWithOneKeyMustAgree() {
        assertRejected("floor", "must agree", () -> hold("r1", line("A", 1), lineAbove(-1, "A", 1)));
        assertRejected("unitCharges", "must agree", () -> hold("r1", line("A", 1), line("A", 1, limit("c", 1))));
        assertRejected(
                "unitCharges",
                "must agree",
                () -> hold("r1", line("A", 1, limit("c", 1)), line("A", 1, limit("c", 2))));
    }

    @Test
    default void rule_1_3_unitsGoFromAvailableToReserved() {
        stock("A", 10);
        stock("B", 20);
        StockLevel a = level("A");
        StockLevel b = level("B");
        Outcome.Applied outcome = applied(hold("r1", line("B", 5), line("A", 3)));
        assertEquals(
                List.of(
                        new LevelChange(
                                a,
                                new StockLevel(
                                        key("A"),
                                        7,
                                        3,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        a.version() + 1,
                                        SaleState.OPEN,
                                        Window.NONE,
                                        10,
                                        false)),
                        new LevelChange(
                                b,
                                new StockLevel(
                                        key("B"),
                                        15,
                                        5,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        b.version() + 1,
                                        SaleState.OPEN,
                                        Window.NONE,
                                        20,
                                        false))),
                outcome.changes());
        assertEquals(
                outcome.changes().stream().map(LevelChange::after).toList(),
                ledger().levels(List.of(key("A"), key("B"))));
    }

    @Test
    default void rule_1_3_theReservationIsStoredWithItsExpiry() {
        stock("A", 10);
        stock("B", 10);
        clock().advance(Duration.ofHours(5));
        Outcome.Applied outcome = applied(hold(
                "r1", List.of(limit("z", 9), limit("o", 9)), line("B", 2), line("A", 3, limit("y", 9), limit("b", 9))));
        Instant now = TurnedClock.START.plus(Duration.ofHours(5));
        Reservation expected = new Reservation(
                id("r1"),
                null,
                List.of(
                        new ReservedLine(key("A"), 3, 0, 0, 0, 0, 0, List.of("b", "y")),
                        new ReservedLine(key("B"), 2, 0, 0, 0, 0, 0, List.of())),
                List.of(),
                List.of("o", "z"),
                false,
                now,
                now.plus(Commands.HOLD),
                false,
                now,
                List.of());
        assertEquals(expected, outcome.reservation());
        assertEquals(expected, reservation("r1"));
        assertState("r1", ReservationState.PENDING);
    }

    @Test
    default void rule_1_3_theShortestAndTheLongestHoldWork() {
        stock("A", 2);
        applied(hold("r1", Bounds.MIN_HOLD, line("A", 1)));
        applied(hold("r2", Bounds.MAX_HOLD, line("A", 1)));
        assertEquals(TurnedClock.START.plus(Bounds.MIN_HOLD), reservation("r1").expiresAt());
        assertEquals(TurnedClock.START.plus(Bounds.MAX_HOLD), reservation("r2").expiresAt());
    }

    @Test
    default void rule_1_3_aHundredLinesAreHeldInOneStep() {
        IntStream.range(0, Bounds.MAX_LINES).forEach(i -> stock("sku " + i, 1));
        ReserveLine[] lines = IntStream.range(0, Bounds.MAX_LINES)
                .mapToObj(i -> line("sku " + i, 1))
                .toArray(ReserveLine[]::new);
        Outcome.Applied outcome = applied(hold("r1", lines));
        assertEquals(Bounds.MAX_LINES, outcome.changes().size());
        refused(hold("r2", lines), Reason.OUT_OF_STOCK, key("sku 0"), 0);
    }

    @Test
    default void rule_1_3_heldUnitsStayHeldWhenMoreComes() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        applied(receive("m2", "A", 4));
        assertLevel("A", 4, 1, 0);
    }

    @Test
    default void rule_1_9_aLineIsGrantedInFullOrNotAtAll() {
        stock("A", 3);
        stock("B", 3);
        refused(hold("r1", line("A", 4)), Reason.OUT_OF_STOCK, key("A"), 3);
        refused(hold("r1", line("A", 3), line("B", 4)), Reason.OUT_OF_STOCK, key("B"), 3);
        applied(hold("r1", line("A", 3), line("B", 3)));
        assertTally("r1", "A", 3, 0, 0, 0, 0);
        assertTally("r1", "B", 3, 0, 0, 0, 0);
    }
}
