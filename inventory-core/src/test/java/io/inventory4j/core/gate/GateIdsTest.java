package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 10.4: an id that the store may know is never answered in memory. */
class GateIdsTest extends OverAStore {
    private Outcome elsewhere(io.inventory4j.ledger.command.Command command) {
        return server.apply(List.of(command)).get(0);
    }

    @Test
    void rule_10_4_theRetryOfAHeldOrderIsToldItsHold() {
        sellOut();
        replayed(apply(order("first", 1)));
        applied(apply(all("first", Transition.CONFIRM)));
        replayed(apply(order("first", 1)));
        applied(apply(all("first", Transition.SHIP)));
        replayed(apply(order("first", 1)));
    }

    @Test
    void rule_1_4_theRetryOfAReleasedOrderIsToldSo() {
        sellOut();
        applied(apply(all("first", Transition.RELEASE)));
        applied(apply(order("next", 1)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("another", 1))));
        assertEquals(Reason.RELEASED, reason(apply(order("first", 1))));
        assertEquals(Reason.ID_REUSED, reason(apply(order("next", 2))));
    }

    @Test
    void rule_1_5_anIdThatThisNodeUsedForAnotherLineIsToldSo() {
        applied(apply(receive("po-b", B, 5)));
        applied(apply(order("other", ReserveLine.of(B, 1))));
        sellOut();
        assertEquals(Reason.ID_REUSED, reason(apply(order("other", 1))));
    }

    @Test
    void rule_2_9_aTombstoneIsToldSo() {
        sellOut();
        applied(apply(all("late", Transition.RELEASE)));
        assertEquals(Reason.RELEASED, reason(apply(order("late", 1))));
        assertClosed();
    }

    @Test
    void rule_10_2_whatWasNotAnsweredIsAskedAgain() {
        applied(apply(receive("po", A, 2)));
        store.onApply = outcomes -> {
            throw new LedgerException(Effect.UNKNOWN, "answer lost", null);
        };
        assertThrows(LedgerException.class, () -> apply(order("lost", 1)));
        applied(apply(order("first", 1)));
        replayed(apply(order("lost", 1)));
        assertClosed();
        replayed(apply(order("lost", 1)));
    }

    @Test
    void rule_10_4_theRetryOfAnOrderOfAnotherNodeIsToldItsHold() {
        applied(apply(receive("po", A, 2)));
        applied(apply(order("first", 1)));
        applied(elsewhere(order("theirs", 1)));
        // Before the feed has told of it, the reading shows that something is missing.
        replayed(apply(order("theirs", 1)));
        assertAsks(order("new", 1));
        store.deliver();
        apply(order("new-too", 1));
        assertClosed();
        replayed(apply(order("theirs", 1)));
    }

    @Test
    void rule_10_4_whatTheFeedHasLostKeepsTheLineUncertain() {
        sellOut();
        applied(elsewhere(all("first", Transition.RELEASE)));
        applied(elsewhere(order("theirs", 1)));
        store.lose();
        nanos.addAndGet(BOUND);
        for (int i = 0; i < 5; i++) {
            assertAsks(order("new-" + i, 1));
            nanos.addAndGet(BOUND);
        }
        replayed(apply(order("theirs", 1)));
    }

    @Test
    void rule_10_4_aLineThatIsOlderThanTheNodeIsReadFromTheJournal() {
        applied(elsewhere(receive("po", A, 2)));
        applied(elsewhere(order("theirs", 1)));
        applied(elsewhere(order("theirs-2", 1).selling()));
        assertEquals(0, store.pages);
        assertAsks(order("new", 1));
        assertEquals(1, store.followers());
        apply(order("reads", 1));
        assertClosed();
        replayed(apply(order("theirs", 1)));
        replayed(apply(order("theirs-2", 1).selling()));
        gate.stop();
        assertEquals(0, store.followers());
    }

    @Test
    void rule_10_4_aJournalThatHasForgottenTheBeginningLeavesTheLineUncertain() {
        InMemoryLedger short_ = InMemoryLedger.create(clock, 1);
        CountedStore over = new CountedStore(short_);
        SoldOutGate late = gate(over);
        applied(short_.apply(List.of(receive("po", A, 1))).get(0));
        applied(short_.apply(List.of(order("theirs", 1))).get(0));
        for (int i = 0; i < 3; i++) {
            int before = over.applies;
            apply(late, order("new-" + i, 1));
            assertEquals(1, over.applies - before);
        }
    }

    @Test
    void rule_10_4_aStoreThatDoesNotTellIsAskedAgainLater() {
        applied(elsewhere(receive("po", A, 1)));
        applied(elsewhere(order("theirs", 1)));
        CountedStore deaf = new CountedStore(server);
        SoldOutGate other = gate(deaf);
        deaf.onApply = outcomes -> {
            deaf.silent = true;
            return outcomes;
        };
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(other, order("new", 1))));
        deaf.silent = false;
        apply(other, order("new-2", 1));
        assertEquals(0, deaf.followers());
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        apply(other, order("new-3", 1));
        assertEquals(1, deaf.followers());
    }

    @Test
    void rule_10_4_aNodeThatSellsFromPlentyHearsNothing() {
        applied(apply(receive("po", A, 100)));
        for (int i = 0; i < 89; i++) {
            applied(apply(order("o-" + i, 1)));
        }
        assertEquals(0, store.followers());
        applied(apply(order("o-89", 1)));
        assertEquals(1, store.followers());
    }

    @Test
    void rule_10_4_overAStoreThatOnlyCallsBackTheLineIsCertainWhileItIsThisNodesAlone() {
        MapLedger one = new MapLedger(clock);
        MapLedger two = new MapLedger(one);
        SoldOutGate alone = SoldOutGate.over(one, one, Duration.ofNanos(BOUND), nanos::get, Runnable::run);
        applied(one.apply(List.of(receive("po", A, 2))).get(0));
        applied(apply(alone, order("first", 2)));
        apply(alone, order("second", 1));
        replayed(apply(alone, order("first", 2)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(alone, order("third", 1))));
        applied(two.apply(List.of(all("first", Transition.RELEASE))).get(0));
        applied(two.apply(List.of(order("theirs", 2))).get(0));
        nanos.addAndGet(BOUND);
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(alone, order("fourth", 1))));
        replayed(apply(alone, order("theirs", 2)));
        alone.close();
    }
}
