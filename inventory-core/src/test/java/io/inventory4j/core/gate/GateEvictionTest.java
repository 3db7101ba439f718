package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rule 10.4 of lines for which there is no memory: which of them are forgotten is the cache's choice, so each test says
 * what holds of every line, forgotten or not.
 */
class GateEvictionTest extends OverAStore {
    private static final int LINES = 100;

    /** A line with few orders takes 10 units: so there is memory for 10 lines. */
    private static final long MEMORY = 100;

    private static final int FIT = 10;

    @Override
    SoldOutGate gate(CountedStore over) {
        return new BoundedGate(over, over, BOUND, BoundedGate.TRIP, MEMORY, nanos::get, Runnable::run);
    }

    private Outcome elsewhere(Command command) {
        return server.apply(List.of(command)).get(0);
    }

    private static StockKey key(int line) {
        return StockKey.of("line " + line);
    }

    private static Reserve oneOf(int line, String id) {
        return order(id + " " + line, ReserveLine.of(key(line), 1));
    }

    /** One unit of each line, which another node has sold; the feed has told of all of it. */
    private void sellOutElsewhere() {
        for (int line = 0; line < LINES; line++) {
            applied(apply(receive("po " + line, key(line), 1)));
        }
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("listens", ReserveLine.of(key(0), 2)))));
        for (int line = 0; line < LINES; line++) {
            applied(elsewhere(oneOf(line, "theirs")));
        }
        store.deliver();
    }

    /** How many lines ask the store for a new order, which gets the refusal of the store everywhere. */
    private int asking(String id) {
        int asked = 0;
        for (int line = 0; line < LINES; line++) {
            int before = store.applies;
            Reserve order = oneOf(line, id);
            assertEquals(elsewhere(order), apply(order));
            asked += store.applies - before;
        }
        return asked;
    }

    @Test
    void rule_10_4_aLineThatWasForgottenIsAskedAgainAtTheStore() {
        sellOutElsewhere();
        int asked = asking("new");
        assertTrue(asked >= LINES - FIT, () -> asked + " asked: more lines were kept than fit");
        assertTrue(asked < LINES, () -> asked + " asked: none was kept");
    }

    @Test
    void rule_10_4_theRetryOfAnOrderOfAForgottenLineIsToldItsHold() {
        sellOutElsewhere();
        asking("new");
        for (int line = 0; line < LINES; line++) {
            replayed(apply(oneOf(line, "theirs")));
        }
    }

    @Test
    void rule_10_4_whatComesBackToAForgottenLineIsSoldOnce() {
        sellOutElsewhere();
        asking("new");
        for (int line = 0; line < LINES; line++) {
            applied(elsewhere(all("theirs " + line, Transition.RELEASE)));
        }
        store.deliver();
        for (int line = 0; line < LINES; line++) {
            applied(apply(oneOf(line, "next")));
            assertEquals(Reason.OUT_OF_STOCK, reason(apply(oneOf(line, "after next"))));
        }
    }

    @Test
    void rule_10_4_whatTheFeedDidNotTellComesBackAfterTheBound() {
        sellOutElsewhere();
        asking("new");
        for (int line = 0; line < LINES; line++) {
            applied(elsewhere(all("theirs " + line, Transition.RELEASE)));
        }
        nanos.addAndGet(BOUND);
        for (int line = 0; line < LINES; line++) {
            applied(apply(oneOf(line, "next")));
        }
    }

    /** The entries of a line come far apart, so that most lines are forgotten between them. */
    @Test
    void rule_10_4_aLineThatIsForgottenWhileItsHistoryIsToldIsNotTakenForWhole() {
        sellOutElsewhere();
        List<JournalEntry> all = server.journal(0, Integer.MAX_VALUE).entries();
        store.loseHistory(all);
        int asked = asking("new");
        assertTrue(asked >= LINES - FIT, () -> asked + " asked");
        for (int line = 0; line < LINES; line++) {
            replayed(apply(oneOf(line, "theirs")));
        }
    }

    @Test
    void rule_10_4_aLineOfTooManyOrdersIsForgottenAndAsks() {
        int orders = 1_000;
        applied(apply(receive("po", A, orders)));
        for (int i = 0; i < orders; i++) {
            applied(apply(order("o" + i, 1)));
        }
        for (int i = 0; i < 20; i++) {
            assertAsks(order("new " + i, 1));
        }
        replayed(apply(order("o0", 1)));
        applied(elsewhere(all("o0", Transition.RELEASE)));
        applied(apply(order("next", 1)));
    }
}
