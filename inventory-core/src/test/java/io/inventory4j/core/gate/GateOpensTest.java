package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 10.4: the gate opens at once, and nothing that is older closes it again. */
class GateOpensTest extends OverAStore {
    /** How this node comes to know that there is a unit again. */
    private enum Way {
        RELEASE {
            @Override
            void take(GateOpensTest in) {
                applied(in.apply(all("first", Transition.RELEASE)));
            }
        },
        GIVE_BACK {
            @Override
            void take(GateOpensTest in) {
                applied(in.apply(all("first", Transition.GIVE_BACK)));
            }
        },
        CANCEL {
            @Override
            void take(GateOpensTest in) {
                applied(in.apply(all("first", Transition.CONFIRM)));
                in.assertClosed();
                applied(in.apply(all("first", Transition.CANCEL)));
            }
        },
        RECEIVE {
            @Override
            void take(GateOpensTest in) {
                applied(in.apply(receive("more", A, 1)));
            }
        },
        BATCH {
            @Override
            void take(GateOpensTest in) {
                in.gate.apply(List.of(receive("more-b", B, 1), receive("more", A, 1)));
            }
        },
        REPLACE {
            @Override
            void take(GateOpensTest in) {
                applied(in.apply(receive("po-b", B, 1)));
                in.assertClosed();
                List<ReserveLine> other = List.of(ReserveLine.of(B, 1));
                applied(in.apply(
                        new Reserve(new ReservationId("other"), other, List.of(), HOLD, new ReservationId("first"))));
            }
        },
        SWEEP {
            @Override
            void take(GateOpensTest in) {
                in.clock.turn(HOLD);
                assertEquals(1, in.gate.expire(10).size());
            }
        },
        READ_LEVEL {
            @Override
            void take(GateOpensTest in) {
                applied(in.server.apply(List.of(receive("more", A, 1))).get(0));
                assertEquals(1, in.gate.levels(List.of(A)).get(0).available());
            }
        },
        FEED {
            @Override
            void take(GateOpensTest in) {
                applied(in.server
                        .apply(List.of(all("first", Transition.RELEASE)))
                        .get(0));
                in.assertClosed();
                in.store.deliver();
            }
        };

        abstract void take(GateOpensTest in);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void rule_10_4_theGateOpensAtOnce(Way way) {
        sellOut();
        way.take(this);
        applied(apply(order("next", 1)));
    }

    @Test
    void rule_10_4_aLateReadingDoesNotCloseWhatANewerReleaseHasOpened() {
        sellOut();
        nanos.addAndGet(BOUND);
        store.onRead = found -> {
            applied(apply(all("first", Transition.RELEASE)));
            return found;
        };
        // Its reading comes back after the release: it is the older one.
        applied(apply(order("asks", 1)));
    }

    @Test
    void rule_10_4_aLateOutcomeDoesNotCloseWhatANewerReleaseHasOpened() {
        applied(apply(receive("po", A, 1)));
        store.onApply = outcomes -> {
            applied(apply(all("first", Transition.RELEASE)));
            return outcomes;
        };
        applied(apply(order("first", 1)));
        applied(apply(order("next", 1)));
    }

    @Test
    void rule_10_4_aLateEntryOfTheFeedDoesNotCloseWhatANewerReleaseHasOpened() {
        sellOut();
        applied(apply(all("first", Transition.RELEASE)));
        store.deliver();
        applied(apply(order("next", 1)));
    }

    @Test
    void rule_10_4_theNewestLevelCountsInWhateverOrderOutcomesCome() {
        applied(apply(receive("po", A, 2)));
        store.onApply = first -> {
            applied(apply(order("second", 1)));
            return first;
        };
        applied(apply(order("first", 1)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("third", 1))));
        assertClosed();
        replayedOf("first");
        replayedOf("second");
    }

    private void replayedOf(String id) {
        assertTrue(apply(order(id, 1)) instanceof Outcome.Applied applied && applied.replayed(), id);
    }

    @Test
    void rule_10_4_aStoreThatHasLostItsNewestChangesIsNotBelievedAnOldLevel() {
        sellOut();
        nanos.addAndGet(BOUND);
        store.onRead = found -> {
            StockLevel level = found.get(0);
            List<StockLevel> older = new ArrayList<>();
            older.add(new StockLevel(
                    A, 0, 1, 0, 0, 0, 0, 0, level.version() - 1, level.saleState(), level.window(), 1, false));
            return older;
        };
        assertAsks(order("asks", 1));
        assertAsks(order("asks-too", 1));
    }

    @Test
    void rule_10_4_aFeedThatLostHistoryMakesTheGateForgetAll() {
        sellOut();
        store.loseHistory(List.of());
        assertAsks(order("asks", 1));
    }
}
