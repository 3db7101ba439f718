package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.above;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.choose;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.either;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.firstOf;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.source;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.spread;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.upTo;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.with;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.window;

import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.ChoosingFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1.9.1 to 1.9.5: which source gives how much, and when that is not enough. */
public interface ChoiceContract extends ChoosingFixture {
    // 1.9.1

    @Test
    default void rule_1_9_fixedLinesTakeTheirUnitsFirst() {
        stock("A", 3);
        applied(with(hold("r1", line("A", 2)), upTo(2, "A")));
        assertGranted("r1", 0, 1);
        assertLevel("A", 0, 3, 0);
    }

    @Test
    default void rule_1_9_fixedLinesAndOrderChargesAreJudgedFirst() {
        stock("A", 1);
        stock("B", 9);
        refused(with(hold("r1", line("B", 10)), firstOf(1, "no", "none")), Reason.OUT_OF_STOCK, key("B"), 9);
        Reserve limited = hold("r1", List.of(limit("o", 0)), line("B", 2, limit("z", 1)));
        refused(with(limited, firstOf(1, "no", "none")), Reason.LIMIT_REACHED, "o", 0);
        Reserve unitCharge = hold("r1", line("B", 2, limit("z", 1)));
        refused(with(unitCharge, firstOf(2, "A", "none")), Reason.LIMIT_REACHED, "z", 1);
        assertUntouched("A", 1);
        assertUntouched("B", 9);
    }

    @Test
    default void rule_1_9_itSeesWhatOrderAndFixedLinesHaveCharged() {
        stock("A", 9);
        stock("B", 9);
        Reserve order = hold("r1", List.of(limit("c", 5)), line("A", 2, limit("c", 5)));
        applied(with(order, upTo(9, "B", limit("c", 5))));
        assertGranted("r1", 0, 2);
        assertUsed(5, "c");
    }

    @Test
    default void rule_1_9_linesAreJudgedInTheOrderOfTheRequest() {
        stock("A", 1);
        stock("B", 1);
        applied(choose("r1", firstOf(1, "B", "A"), upTo(1, "A"), upTo(1, "B")));
        assertGranted("r1", 0, 1, 0);
        assertGranted("r1", 1, 1);
        assertGranted("r1", 2, 0);
    }

    @Test
    default void rule_1_9_noEarlierLineIsChosenAnew() {
        stock("A", 1);
        stock("B", 1);
        refused(choose("r1", firstOf(1, "A", "B"), either(2, 1, source("A"))), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(choose("r1", either(2, 1, source("A")), firstOf(1, "A", "B")));
        assertGranted("r1", 0, 1);
        assertGranted("r1", 1, 0, 1);
    }

    @Test
    default void rule_1_9_aLineSeesWhatItsEarlierSourcesHaveCharged() {
        stock("A", 2);
        stock("B", 9);
        applied(choose("r1", spread(9, 0, source("A", limit("c", 3)), source("B", limit("c", 3)))));
        assertGranted("r1", 0, 2, 1);
        assertUsed(3, "c");
    }

    @Test
    default void rule_1_9_whatIsReplacedIsGivenBackBefore() {
        stock("A", 2);
        applied(hold("r1", line("A", 2, limit("c", 2))));
        applied(replace("r1", choose("r2", either(3, 0, source("B"), source("A", limit("c", 2))))));
        assertGranted("r2", 0, 0, 2);
        assertLevel("A", 0, 2, 0);
        assertUsed(2, "c");
    }

    // 1.9.2

    @Test
    default void rule_1_9_aSourceGivesDownToItsFloor() {
        stock("A", 5);
        stock("B", 5);
        stock("C", 5);
        applied(choose("r1", either(9, 0, above(2, "A")), either(9, 0, above(-2, "B")), either(9, 0, above(6, "C"))));
        assertGranted("r1", 0, 3);
        assertGranted("r1", 1, 7);
        assertGranted("r1", 2, 0);
        assertLevel("A", 2, 3, 0);
        assertLevel("B", -2, 7, 0);
        assertUntouched("C", 5);
    }

    @Test
    default void rule_1_9_aSourceGivesWithinTheLimitsOfAllItsCounters() {
        stock("A", 9);
        applied(hold("r0", line("A", 1, limit("b", 9))));
        applied(choose("r1", upTo(9, "A", limit("a", 7), limit("b", 4), limit("c", 5))));
        assertGranted("r1", 0, 3);
        assertUsed(3, "a");
        assertUsed(4, "b");
        stock("B", 1);
        applied(choose("r2", either(9, 1, source("A", limit("b", 2)), source("B"))));
        assertGranted("r2", 0, 0, 1);
        assertUsed(4, "b");
    }

    @Test
    default void rule_1_9_aSourceThatIsNotOpenGivesNothing() {
        for (String sku : List.of("A", "B", "C", "D", "E")) {
            stock(sku, 9);
        }
        applied(saleState("x1", "A", SaleState.NO_NEW));
        applied(saleState("x2", "B", SaleState.STOPPED));
        applied(window("w1", "C", Window.from(clock().instant().plusMillis(1))));
        applied(window("w2", "D", Window.until(clock().instant())));
        applied(choose("r1", spread(9, "no", "A", "B", "C", "D", "E")));
        assertGranted("r1", 0, 0, 0, 0, 0, 0, 9);
        applied(choose("r2", upTo(1, "C"), upTo(1, "D"), either(1, 0, above(-1, "E"))));
        assertGranted("r2", 0, 0);
        assertGranted("r2", 1, 0);
        clock().advance(Duration.ofMillis(1));
        applied(choose("r3", firstOf(2, "A", "C", "E")));
        assertGranted("r3", 0, 0, 2, 0);
    }

    @Test
    default void rule_1_9_aSourceGivesWhatTheBucketTakes() {
        stock("A", 1);
        long most = Bounds.MAX_QUANTITY;
        applied(hold("r1", lineAbove(-most, "A", most - 1)));
        applied(receive("m2", "A", 20));
        applied(choose("r2", either(9, 0, above(-most, "A"))));
        assertGranted("r2", 0, 1);
        assertLevel("A", 21 - most, most, 0);
        Reserve next = choose("r3", either(9, 1, above(-most, "A")));
        refused(next, Reason.OVERFLOW, key("A"), 0);
        applied(next.selling());
        assertGranted("r3", 0, 9);
    }

    // 1.9.3

    @Test
    default void rule_1_9_theFirstSourceThatCanGiveTheWholeWishGivesIt() {
        stock("A", 2);
        stock("B", 3);
        stock("C", 9);
        applied(choose("r1", either(3, 1, source("A"), source("B"), source("C"))));
        assertGranted("r1", 0, 0, 3, 0);
        assertUntouched("A", 2);
        assertUntouched("C", 9);
    }

    @Test
    default void rule_1_9_otherwiseTheOneThatCanGiveMostGivesThat() {
        stock("A", 2);
        stock("B", 5);
        stock("C", 4);
        applied(choose("r1", either(9, 1, source("A"), source("B"), source("C"))));
        assertGranted("r1", 0, 0, 5, 0);
        assertUntouched("A", 2);
        assertUntouched("C", 4);
    }

    @Test
    default void rule_1_9_ofEqualsTheEarlierOneGives() {
        stock("A", 1);
        stock("B", 4);
        stock("C", 9);
        applied(choose("r1", either(9, 0, source("A"), source("B"), source("C", limit("c", 4)))));
        assertGranted("r1", 0, 0, 4, 0);
        assertUsed(0, "c");
    }

    @Test
    default void rule_1_9_splitEachSourceGivesWhatItCanUntilTheWishIsMet() {
        stock("C", 2);
        stock("B", 3);
        stock("A", 9);
        stock("D", 9);
        applied(choose("r1", spread(7, "C", "B", "A", "D")));
        assertGranted("r1", 0, 2, 3, 2, 0);
        assertUntouched("D", 9);
        applied(choose("r2", spread(30, 4, source("C"), source("B"), source("A"), above(8, "D"))));
        assertGranted("r2", 0, 0, 0, 7, 1);
    }

    // 1.9.4

    @Test
    default void rule_1_9_lessThanLeastRefusesTheWhole() {
        stock("A", 9);
        stock("B", 2);
        Reserve order = hold("r1", List.of(limit("o", 9)), line("A", 2, limit("c", 9)));
        refused(with(order, upTo(1, "A", limit("c", 9)), either(5, 3, source("B"))), Reason.OUT_OF_STOCK, key("B"), 2);
        assertNoReservation("r1");
        assertUntouched("A", 9);
        assertUntouched("B", 2);
        assertUsed(0, "c");
        assertUsed(0, "o");
        applied(with(order, either(5, 2, source("B"))));
    }

    @Test
    default void rule_1_9_withoutStockForLeastTheFirstSourceGivesTheReason() {
        stock("A", 1);
        stock("B", 2);
        stock("C", 9);
        applied(saleState("x1", "C", SaleState.NO_NEW));
        applied(window("w1", "B", Window.until(clock().instant().plusMillis(1))));
        refused(choose("r1", either(5, 3, source("no"), source("B"))), Reason.UNKNOWN_LINE, key("no"), 2);
        refused(choose("r1", either(5, 3, source("C"), source("B"))), Reason.NOT_OPEN, key("C"), 2);
        refused(choose("r1", either(5, 3, source("A"), source("B"))), Reason.OUT_OF_STOCK, key("A"), 2);
        refused(choose("r1", spread(5, 4, source("A"), source("C"), source("B"))), Reason.OUT_OF_STOCK, key("A"), 3);
        refused(choose("r1", either(5, 3, above(9, "A"), source("no"))), Reason.OUT_OF_STOCK, key("A"), 0);
        clock().advance(Duration.ofMillis(1));
        refused(choose("r1", spread(5, 4, source("B"), source("A"))), Reason.NOT_OPEN, key("B"), 1);
    }

    @Test
    default void rule_1_9_theFirstSourceWithStockForLeastGivesTheReason() {
        stock("A", 2);
        stock("B", 9);
        stock("C", 9);
        limitReached(
                choose("r1", either(5, 3, source("A"), source("B", limit("z", 1)), source("C", limit("a", 0)))),
                "z",
                "B",
                2);
        limitReached(choose("r1", spread(5, 4, source("A"), source("C", limit("a", 1)))), "a", "C", 3);
        assertUntouched("A", 2);
    }

    @Test
    default void rule_1_9_theFirstCounterInNameOrderOfWhichLessThanLeastIsLeft() {
        stock("A", 9);
        String last = "\uD83D\uDE00";
        String before = "\uE000";
        Reserve order =
                choose("r1", either(5, 3, source("A", limit(last, 0), limit(before, 2), limit("a", 3), limit("z", 4))));
        limitReached(order, before, "A", 0);
        Reserve other = choose("r1", either(5, 3, source("A", limit(last, 2), limit("a", 3), limit("z", 4))));
        limitReached(other, last, "A", 2);
    }

    @Test
    default void rule_1_9_stockAndCountersAreThoseOfWhenTheLinesTurnCame() {
        stock("A", 2);
        stock("B", 9);
        Reserve order =
                choose("r1", spread(8, 6, source("A", limit("c", 7)), source("B", limit("c", 7), limit("d", 1))));
        limitReached(order, "d", "B", 3);
        Reserve beside = with(
                hold("r1", line("B", 2, limit("c", 7), limit("d", 9))),
                either(9, 8, source("B", limit("c", 7), limit("d", 9)), source("A")));
        refused(beside, Reason.OUT_OF_STOCK, key("B"), 5);
    }

    @Test
    default void rule_1_9_whereNothingButTheBucketIsShortItIsAnOverflow() {
        stock("A", 1);
        stock("B", 1);
        long most = Bounds.MAX_QUANTITY;
        applied(hold("r1", lineAbove(-most, "B", most - 1)));
        applied(receive("m2", "B", 20));
        Reserve order = choose("r2", either(9, 2, source("A"), above(-most, "B", limit("c", 9))));
        refused(order, Reason.OVERFLOW, key("B"), 1);
        assertUntouched("A", 1);
        assertUsed(0, "c");
    }

    // 1.9.5

    @Test
    default void rule_1_9_aGiftThatIsGoneIsLeftOut() {
        stock("A", 1);
        stock("B", 1);
        applied(hold("r0", line("B", 1)));
        applied(with(hold("r1", line("A", 1)), upTo(1, "B"), upTo(3, "no")));
        assertGranted("r1", 0, 0);
        assertGranted("r1", 1, 0);
        assertLevel("A", 0, 1, 0);
        assertNoLine("no");
    }

    @Test
    default void rule_1_9_anOrderThatWouldHoldNothingIsRefused() {
        stock("A", 1);
        applied(hold("r0", line("A", 1)));
        stock("B", 5);
        applied(saleState("x1", "B", SaleState.STOPPED));
        stock("C", 5);
        refused(choose("r1", upTo(3, "A"), upTo(3, "no")), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(choose("r1", upTo(3, "no"), upTo(3, "A")), Reason.UNKNOWN_LINE, key("no"), 0);
        refused(choose("r1", upTo(3, "B"), upTo(3, "A")), Reason.NOT_OPEN, key("B"), 0);
        limitReached(choose("r1", upTo(3, "C", limit("c", 0))), "c", "C", 0);
        limitReached(choose("r1", either(3, 0, source("A"), source("C", limit("c", 0)))), "c", "C", 0);
        limitReached(choose("r1", List.of(limit("c", 1)), upTo(3, "C", limit("c", 1))), "c", "C", 0);
        assertNoReservation("r1");
        assertUsed(0, "c");
        applied(choose("r1", upTo(3, "A"), upTo(1, "C")));
    }
}
