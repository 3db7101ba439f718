package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.Sheet.A;
import static io.inventory4j.testkit.history.Sheet.B;
import static io.inventory4j.testkit.history.Sheet.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 10.4: what a node that refuses in memory may say, and nothing more. */
class MemoryRefusalsTest {
    private static final String HERE = "here";
    private static final String THERE = "there";

    /** As old as a refusal may be, in the times of a sheet: 500 ms and a second. */
    private static final long OLD = 15;

    private final Sheet sheet = new Sheet();

    private static Outcome soldOut() {
        return refused(Reason.OUT_OF_STOCK, A, 0);
    }

    /** One unit, held by an order of this node, which another node releases at the time 10. */
    private Sheet releasedElsewhere() {
        sheet.at(HERE).stock(A, 1).right(0, 1, hold("first", line(A, 1)));
        return sheet.at(THERE).right(10, 11, all(RELEASE, "first", "s"));
    }

    private void linearizable() {
        assertEquals(Verdict.Finding.LINEARIZABLE, sheet.verdict().finding(), sheet.verdict()::toString);
    }

    private void notLinearizable() {
        assertEquals(Verdict.Finding.NOT_LINEARIZABLE, sheet.verdict().finding());
    }

    @Test
    void rule_10_4_aRefusalInMemoryMayBeAsOldAsTheBoundAndTheTrip() {
        releasedElsewhere().at(HERE).used(8, 9, "c", 0);
        sheet.inMemoryOf(HERE).apply(8 + OLD, 9 + OLD, hold("next", line(A, 1)), soldOut());
        linearizable();
    }

    @Test
    void rule_10_4_aRefusalInMemoryIsNotOlder() {
        releasedElsewhere().at(HERE).used(12, 13, "c", 0);
        sheet.inMemoryOf(HERE).apply(12 + OLD, 13 + OLD, hold("next", line(A, 1)), soldOut());
        notLinearizable();
    }

    @Test
    void rule_10_4_whatTheStoreRefusesIsNotOldAtAll() {
        releasedElsewhere().at(HERE).used(8, 9, "c", 0);
        sheet.apply(8 + OLD, 9 + OLD, hold("next", line(A, 1)), soldOut());
        notLinearizable();
    }

    @Test
    void rule_10_4_whatTheNodeHasReleasedItKnows() {
        sheet.at(HERE).stock(A, 1).right(0, 1, hold("first", line(A, 1))).right(2, 3, all(RELEASE, "first", "s"));
        sheet.inMemoryOf(HERE).apply(4, 5, hold("next", line(A, 1)), soldOut());
        notLinearizable();
    }

    @Test
    void rule_10_4_whatTheNodeHasReadItKnows() {
        releasedElsewhere().at(HERE).levels(12, 13, A);
        sheet.inMemoryOf(HERE).apply(14, 15, hold("next", line(A, 1)), soldOut());
        notLinearizable();
    }

    @Test
    void rule_10_4_whatIsReadWhileItRefusesItNeedNotKnow() {
        releasedElsewhere().at(HERE).levels(12, 15, A);
        sheet.inMemoryOf(HERE).apply(14, 16, hold("next", line(A, 1)), soldOut());
        linearizable();
    }

    @Test
    void rule_10_4_aRefusalIsAfterTheReadingThatShowedTheShortage() {
        sheet.at(HERE).stock(A, 1);
        sheet.at(THERE).right(0, 1, hold("first", line(A, 1)));
        sheet.at(HERE).levels(2, 3, A);
        sheet.inMemoryOf(HERE).apply(4, 5, hold("next", line(A, 1)), soldOut());
        linearizable();
    }

    @Test
    void rule_10_4_theNumberIsTheStoresToo() {
        releasedElsewhere();
        sheet.inMemoryOf(HERE).apply(12, 13, hold("next", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 1));
        notLinearizable();
    }

    @Test
    void rule_10_4_theRetryOfAnOrderOfTheLineIsNotRefused() {
        sheet.at(HERE).stock(A, 1);
        sheet.at(THERE).right(0, 1, hold("first", line(A, 1)));
        sheet.at(HERE).levels(2, 3, A);
        sheet.inMemoryOf(HERE).apply(4, 5, hold("first", line(A, 1)), soldOut());
        notLinearizable();
    }

    @Test
    void rule_10_4_anIdThatAnotherNodeUsedForOtherLinesMayBeNew() {
        usedForB(THERE);
        linearizable();
    }

    @Test
    void rule_10_4_anIdThatTheNodeUsedForOtherLinesIsKnown() {
        usedForB(HERE);
        notLinearizable();
    }

    private void usedForB(String node) {
        sheet.at(HERE).stock(A, 1).stock(B, 1).right(0, 1, hold("first", line(A, 1)));
        sheet.at(node).right(2, 3, hold("id", line(B, 1)));
        sheet.inMemoryOf(HERE).apply(20, 21, hold("id", line(A, 1)), soldOut());
    }

    @Test
    void rule_2_9_anIdThatAnotherNodeReleasedBeforeMayBeNew() {
        tombstone(THERE);
        linearizable();
    }

    @Test
    void rule_2_9_anIdThatTheNodeReleasedBeforeIsKnown() {
        tombstone(HERE);
        notLinearizable();
    }

    private void tombstone(String node) {
        sheet.at(HERE).stock(A, 1).right(0, 1, hold("first", line(A, 1)));
        sheet.at(node).right(2, 3, all(RELEASE, "id", "s"));
        sheet.inMemoryOf(HERE).apply(20, 21, hold("id", line(A, 1)), soldOut());
    }

    @Test
    void rule_1_6_aRefusalByAnotherLineThanTheFirstIsTheStores() {
        sheet.at(HERE).stock(A, 1).stock(B, 1).right(0, 1, hold("first", line(B, 1)));
        sheet.at(THERE).right(10, 11, all(RELEASE, "first", "s"));
        Command cart = hold("cart", line(A, 1), line(B, 1));
        sheet.inMemoryOf(HERE).apply(12, 13, cart, refused(Reason.OUT_OF_STOCK, B, 0));
        notLinearizable();
    }

    @Test
    void rule_10_4_eachOrderOfABatchMayBeRefusedAsOfItsOwnInstant() {
        releasedElsewhere().at(THERE).right(12, 13, hold("second", line(A, 1)));
        // A was sold out until 10 and from 13 on; B only between.
        sheet.at(HERE).stock(B, 1);
        sheet.at(THERE).right(11, 12, hold("b", line(B, 1)));
        sheet.inMemoryOf(HERE)
                .apply(
                        14,
                        15,
                        List.of(hold("x", line(A, 1)), hold("y", line(B, 1))),
                        List.of(soldOut(), refused(Reason.OUT_OF_STOCK, B, 0)));
        linearizable();
    }
}
