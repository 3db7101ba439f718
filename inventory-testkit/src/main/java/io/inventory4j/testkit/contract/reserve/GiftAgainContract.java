package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.above;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.choose;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.either;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.source;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.upTo;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.with;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static io.inventory4j.testkit.contract.fixture.Commands.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.ChoosingFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 1.12 of lines that chose: what was granted is taken again, gifts as far as they are there. */
public interface GiftAgainContract extends ChoosingFixture {
    private static Reserve sold(Reserve order) {
        return order.selling().takingAgain();
    }

    /** One unit of A, and two of B as a gift. */
    private static Reserve kit() {
        return with(hold("r1", line("A", 1)), upTo(2, "B"));
    }

    private void stockAndSweep(Reserve order) {
        stock("A", 5);
        stock("B", 2);
        sweptAfter(order);
    }

    @Test
    default void rule_1_12_aGiftThatIsThereIsTakenAgain() {
        stockAndSweep(kit());
        Reservation before = reservation("r1");
        applied(sold(kit()));
        assertLevel("A", 4, 0, 1);
        assertLevel("B", 0, 0, 2);
        assertFalse(reservation("r1").swept());
        assertEquals(before.grants(), reservation("r1").grants());
        replayed(sold(kit()));
    }

    @Test
    default void rule_1_12_ofAGiftIsTakenWhatIsThereAndTheRestGivenUp() {
        stockAndSweep(kit());
        applied(hold("r2", line("B", 1)));
        applied(sold(kit()));
        assertTally("r1", "B", 0, 1, 0, 1, 0);
        assertSwept("r1", "B", 0);
        assertGranted("r1", 0, 2);
        assertFalse(reservation("r1").ended());
        applied(all(RELEASE, "r2"));
        replayed(sold(kit()));
        assertLevel("B", 1, 0, 1);
    }

    @Test
    default void rule_1_12_aGiftThatIsNotThereRefusesNothing() {
        stockAndSweep(kit());
        applied(hold("r2", line("B", 2)));
        Outcome.Applied outcome = applied(kit().takingAgain());
        assertEquals(
                List.of(key("A")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertLevel("A", 4, 1, 0);
        assertLevel("B", 0, 2, 0);
        assertTally("r1", "B", 0, 0, 0, 2, 0);
        assertSwept("r1", "B", 0);
        assertEquals(clock().instant().plus(HOLD), reservation("r1").expiresAt());
    }

    @Test
    default void rule_1_12_aClosedLineGivesNoGift() {
        stockAndSweep(kit());
        sweptAfter(with(hold("r2", line("A", 1)), upTo(2, "B")));
        sweptAfter(with(hold("r3", line("A", 1)), upTo(2, "B")));
        applied(saleState("x1", "B", SaleState.STOPPED));
        applied(sold(kit()));
        assertLevel("B", 2, 0, 0);
        applied(saleState("x2", "B", SaleState.OPEN));
        applied(window("w1", "B", Window.until(clock().instant())));
        applied(with(hold("r2", line("A", 1)), upTo(2, "B")).takingAgain());
        assertLevel("B", 2, 0, 0);
        // A window stops no late payment.
        applied(sold(with(hold("r3", line("A", 1)), upTo(2, "B"))));
        assertLevel("B", 0, 0, 2);
    }

    @Test
    default void rule_1_12_floorsAndLimitsOfAGiftAreThoseOfNow() {
        stockAndSweep(kit());
        applied(sold(with(hold("r1", line("A", 1)), either(2, 0, above(1, "B")))));
        assertLevel("B", 1, 0, 1);
        stock("C", 9);
        Reserve charged = with(hold("r2", line("A", 1)), upTo(9, "C", limit("c", 9)));
        sweptAfter(charged);
        assertUsed(0, "c");
        applied(sold(with(hold("r2", line("A", 1)), upTo(9, "C", limit("c", 4), limit("other", 1)))));
        assertTally("r2", "C", 0, 4, 0, 5, 0);
        assertUsed(4, "c");
        assertUsed(0, "other");
    }

    @Test
    default void rule_1_12_whatWasAskedForHasToBeThere() {
        Reserve order = with(hold("r1", line("A", 1)), either(3, 1, source("no"), source("B")), upTo(1, "A"));
        stockAndSweep(order);
        applied(hold("r2", line("B", 1)));
        refused(sold(order), Reason.OUT_OF_STOCK, key("B"), 1);
        assertLevel("A", 5, 0, 0);
        applied(all(RELEASE, "r2"));
        applied(hold("r3", line("A", 5)));
        refused(sold(order), Reason.OUT_OF_STOCK, key("A"), 0);
        assertLevel("B", 2, 0, 0);
        applied(all(RELEASE, "r3"));
        applied(hold("r4", line("A", 4)));
        applied(sold(order));
        assertTally("r1", "A", 0, 1, 0, 1, 0);
        assertTally("r1", "B", 0, 2, 0, 0, 0);
    }

    @Test
    default void rule_1_12_ofOneKeyWhatIsSoldIsWhatWasAskedForFirst() {
        Reserve order = with(hold("r1", line("A", 2)), upTo(2, "A"));
        stock("A", 4);
        applied(order);
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertSwept("r1", "A", 3);
        applied(hold("r2", line("A", 3)));
        refused(sold(order), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(all(RELEASE, "r2"));
        applied(hold("r3", line("A", 1)));
        applied(sold(order));
        assertTally("r1", "A", 0, 3, 0, 1, 0);
    }

    @Test
    default void rule_1_12_nothingHasToBeThereIfAllThatWasAskedForIsSold() {
        Reserve order = with(hold("r1", line("A", 2)), upTo(2, "A"));
        stock("A", 4);
        applied(order);
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        applied(hold("r2", line("A", 1)));
        long version = level("A").version();
        Outcome.Applied outcome = applied(sold(order));
        assertEquals(List.of(), outcome.changes());
        assertEquals(version, level("A").version());
        assertSwept("r1", "A", 0);
        assertTally("r1", "A", 0, 3, 0, 1, 0);
        replayed(now(CONFIRM, "r1"));
        applied(part(CANCEL, "r1", "s2", units("A", 1)));
    }

    @Test
    default void rule_1_12_anOrderOnlyOfGiftsIsRefusedIfNothingIsThere() {
        Reserve gifts = choose("r1", List.of(limit("o", 9)), upTo(2, "B", limit("c", 9)), upTo(2, "A"));
        stockAndSweep(gifts);
        Reservation before = reservation("r1");
        applied(hold("r2", line("A", 5), line("B", 2)));
        refused(sold(gifts), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(sold(gifts), Reason.NOT_OPEN, key("A"), 0);
        assertUsed(0, "o");
        assertEquals(before, reservation("r1"));
        applied(part(RELEASE, "r2", "s1", units("B", 1)));
        applied(sold(gifts));
        assertTally("r1", "A", 0, 0, 0, 2, 0);
        assertTally("r1", "B", 0, 1, 0, 1, 0);
        assertUsed(1, "o");
        assertUsed(1, "c");
    }

    @Test
    default void rule_1_12_aLimitRefusesAnOrderOnlyOfGifts() {
        Reserve gift = choose("r1", upTo(2, "B", limit("c", 9), limit("a", 9)));
        stockAndSweep(gift);
        limitReached(sold(choose("r1", upTo(2, "B", limit("c", 0), limit("a", 1)))), "c", "B", 0);
        limitReached(sold(choose("r1", upTo(2, "B", limit("c", 0), limit("a", 0)))), "a", "B", 0);
        assertLevel("B", 2, 0, 0);
        applied(sold(choose("r1", upTo(2, "B", limit("c", 2), limit("a", 1)))));
        assertTally("r1", "B", 0, 1, 0, 1, 0);
    }

    @Test
    default void rule_1_12_giftsAreChargedAfterTheRestInKeyOrder() {
        stock("A", 9);
        stock("B", 9);
        Reserve order = with(
                hold("r1", List.of(limit("c", 9)), line("A", 1)),
                upTo(2, "C", limit("c", 9)),
                upTo(3, "B", limit("c", 9)));
        stock("C", 9);
        sweptAfter(order);
        assertUsed(0, "c");
        Reserve scarce = with(
                hold("r1", List.of(limit("c", 5)), line("A", 1)),
                upTo(2, "C", limit("c", 5)),
                upTo(3, "B", limit("c", 5)));
        applied(sold(scarce));
        assertTally("r1", "B", 0, 3, 0, 0, 0);
        assertTally("r1", "C", 0, 1, 0, 1, 0);
        assertUsed(5, "c");
    }

    @Test
    default void rule_1_12_whatWasAskedForIsContent() {
        stockAndSweep(kit());
        refused(sold(hold("r1", line("A", 1))), Reason.ID_REUSED, "r1", 0);
        refused(sold(hold("r1", line("A", 1), line("B", 2))), Reason.ID_REUSED, "r1", 0);
        refused(sold(with(hold("r1", line("A", 1)), upTo(1, "B"))), Reason.ID_REUSED, "r1", 0);
        refused(sold(with(hold("r1", line("A", 1)), upTo(2, "A"))), Reason.ID_REUSED, "r1", 0);
        refused(kit(), Reason.EXPIRED, "r1", 0);
        applied(sold(kit()));
    }
}
