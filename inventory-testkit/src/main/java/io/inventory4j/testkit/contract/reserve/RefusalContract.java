package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;

import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 1.6: which of several possible refusals a command gets. */
public interface RefusalContract extends Fixture {
    /** U+FF21 sorts before U+1F600 by UTF-8 bytes and by code points, and after it by Java's chars. */
    String WIDE_A = "\uFF21";

    /** The emoji that sorts after {@link #WIDE_A}. */
    String SMILE = "\uD83D\uDE00";

    @Test
    default void rule_1_6_aRefusalChangesNothingAndIsNotRemembered() {
        stock("A", 1);
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        assertNoReservation("r1");
        applied(receive("m2", "A", 1));
        applied(hold("r1", line("A", 2)));
    }

    @Test
    default void rule_1_6_aRefusedIdMayComeBackWithOtherContent() {
        stock("A", 1);
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(hold("r1", line("A", 1)));
    }

    @Test
    default void rule_1_6_theIdIsJudgedFirst() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        refused(hold("r1", line("unknown", 1)), Reason.ID_REUSED, "r1", 0);
        applied(all(RELEASE, "r1"));
        applied(saleState("s1", "A", SaleState.STOPPED));
        refused(hold("r1", line("A", 1, limit("c", 0))), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_1_6_theFirstFailingLineInKeyOrder() {
        stock("B", 1);
        stock("C", 1);
        applied(saleState("s1", "C", SaleState.STOPPED));
        refused(hold("r1", line("C", 1), line("B", 2), line("A", 1)), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(hold("r2", line("D", 1), line("C", 1), line("B", 2)), Reason.OUT_OF_STOCK, key("B"), 1);
        refused(hold("r3", line("D", 1), line("C", 1), line("B", 1)), Reason.NOT_OPEN, key("C"), 0);
    }

    @Test
    default void rule_1_6_keysSortBySkuThenLocation() {
        StockKey early = StockKey.of("A", "z");
        StockKey late = StockKey.of("B", "a");
        refused(hold("r1", line(late, 1), line(early, 1)), Reason.UNKNOWN_LINE, early, 0);
        StockKey first = StockKey.of("A", "y");
        refused(hold("r2", line(early, 1), line(first, 1)), Reason.UNKNOWN_LINE, first, 0);
        // A SKU comes before those that it is a prefix of, whatever their locations are.
        StockKey shorter = StockKey.of("A", "~");
        refused(hold("r3", line(StockKey.of("A ", "a"), 1), line(shorter, 1)), Reason.UNKNOWN_LINE, shorter, 0);
    }

    @Test
    default void rule_1_6_keysSortByTheirUtf8Bytes() {
        refused(hold("r1", line(SMILE, 1), line(WIDE_A, 1)), Reason.UNKNOWN_LINE, key(WIDE_A), 0);
        refused(hold("r2", line("a", 1), line("B", 1)), Reason.UNKNOWN_LINE, key("B"), 0);
        refused(hold("r3", line("A10", 1), line("A9", 1)), Reason.UNKNOWN_LINE, key("A10"), 0);
        StockKey smile = StockKey.of("A", SMILE);
        StockKey wide = StockKey.of("A", WIDE_A);
        refused(hold("r4", line(smile, 1), line(wide, 1)), Reason.UNKNOWN_LINE, wide, 0);
    }

    @Test
    default void rule_1_6_aLineGivesItsFirstReason() {
        stock("A", 1);
        applied(saleState("s1", "A", SaleState.NO_NEW));
        refused(hold("r1", line("A", 2)), Reason.NOT_OPEN, key("A"), 0);
        applied(saleState("s2", "A", SaleState.OPEN));
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
    }

    @Test
    default void rule_1_6_outOfStockComesBeforeOverflow() {
        stock("A", Bounds.MAX_QUANTITY);
        applied(hold("r1", line("A", Bounds.MAX_QUANTITY)));
        refused(hold("r2", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(hold("r3", lineAbove(-1, "A", 1)), Reason.OVERFLOW, key("A"), 0);
        assertLevel("A", 0, Bounds.MAX_QUANTITY, 0);
    }

    @Test
    default void rule_1_6_linesAreJudgedBeforeCounters() {
        stock("A", 1);
        stock("B", 1);
        Reserve both = hold("r1", List.of(limit("0", 0)), line("A", 1, limit("1", 0)), line("B", 2));
        refused(both, Reason.OUT_OF_STOCK, key("B"), 1);
    }

    @Test
    default void rule_1_6_theFirstFailingCounterInNameOrder() {
        stock("A", 5);
        stock("B", 5);
        refused(
                hold("r1", List.of(limit("b", 0)), line("A", 1, limit("c", 0)), line("B", 1, limit("a", 0))),
                Reason.LIMIT_REACHED,
                "a",
                0);
        refused(
                hold("r2", List.of(limit("b", 0)), line("A", 3, limit("c", 2)), line("B", 1, limit("a", 1))),
                Reason.LIMIT_REACHED,
                "b",
                0);
        refused(
                hold("r3", List.of(limit("b", 1)), line("A", 3, limit("c", 2)), line("B", 1, limit("a", 1))),
                Reason.LIMIT_REACHED,
                "c",
                2);
    }

    @Test
    default void rule_1_6_countersSortByTheirUtf8Bytes() {
        stock("A", 5);
        refused(hold("r1", List.of(limit(SMILE, 0), limit(WIDE_A, 0)), line("A", 1)), Reason.LIMIT_REACHED, WIDE_A, 0);
        refused(hold("r2", List.of(limit(SMILE, 0)), line("A", 1, limit(WIDE_A, 0))), Reason.LIMIT_REACHED, WIDE_A, 0);
        refused(hold("r3", List.of(limit("a", 0), limit("B", 0)), line("A", 1)), Reason.LIMIT_REACHED, "B", 0);
    }

    @Test
    default void rule_1_6_remainingIsNeverNegative() {
        stock("A", 5);
        applied(hold("r1", line("A", 4, limit("c", 4))));
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 3)));
        assertLevel("A", -2, 4, 0);
        refused(hold("r2", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(hold("r3", lineAbove(-4, "A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
        refused(hold("r4", lineAbove(-4, "A", 1), line("B", 1)), Reason.UNKNOWN_LINE, key("B"), 0);
        refused(hold("r5", List.of(limit("c", 1)), lineAbove(-4, "A", 1)), Reason.LIMIT_REACHED, "c", 0);
    }

    @Test
    default void rule_1_6_whatIsReplacedIsJudgedAfterTheIdAndBeforeTheLines() {
        stock("A", 5);
        applied(hold("r1", line("A", 1)));
        refused(replace("nobody", "r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
        refused(replace("nobody", "r2", line("unknown", 1)), Reason.NOT_PENDING, "nobody", 0);
    }
}
