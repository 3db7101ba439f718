package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.Transition.CANCEL;
import static io.inventory4j.ledger.Transition.CONFIRM;
import static io.inventory4j.ledger.Transition.GIVE_BACK;
import static io.inventory4j.ledger.Transition.RELEASE;
import static io.inventory4j.ledger.Transition.RETURN;
import static io.inventory4j.ledger.Transition.SHIP;
import static io.inventory4j.testkit.history.Orders.HOLD;
import static io.inventory4j.testkit.history.Orders.all;
import static io.inventory4j.testkit.history.Orders.charging;
import static io.inventory4j.testkit.history.Orders.expecting;
import static io.inventory4j.testkit.history.Orders.extend;
import static io.inventory4j.testkit.history.Orders.hold;
import static io.inventory4j.testkit.history.Orders.line;
import static io.inventory4j.testkit.history.Orders.one;
import static io.inventory4j.testkit.history.Orders.oneReleasingRest;
import static io.inventory4j.testkit.history.Orders.replacing;
import static io.inventory4j.testkit.history.Orders.set;
import static io.inventory4j.testkit.history.Orders.setTo;
import static io.inventory4j.testkit.history.Orders.transfer;

import io.inventory4j.Charge;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.SetTo.Target;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Races between the callers of a ledger, as JUnit tests: extend it and say how to open a ledger. In every round several
 * callers draw their next command at random, all at once, on a fresh ledger; then the whole history must be
 * linearizable (rule 1.7, {@link HistoryChecker}) and nothing may be created or lost (rule 8). An undecided history
 * fails too.
 *
 * <p>A failing race prints its seed: with {@code -Dinventory.test.seed} every caller draws the same again, though the
 * threads may interleave otherwise. {@code -Dinventory.test.scale} multiplies the rounds. A store that hangs is found
 * after a minute.
 */
public abstract class StockLedgerRaces {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey C = StockKey.of("C");
    private static final StockKey ROOM = StockKey.of("A", "room");

    /** For subclasses. */
    protected StockLedgerRaces() {}

    /**
     * Opens a fresh ledger: without lines, reservations, counters and journal.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes: a store that outlives
     *     the test keeps its tests apart by it
     * @param clock the only source of time that the ledger may use
     * @return the ledger; it is closed after the round
     */
    protected abstract StockLedger open(String namespace, InstantSource clock);

    /**
     * How many callers race.
     *
     * @return 2 or more; 8 unless overridden
     */
    protected int callers() {
        return 8;
    }

    /**
     * How many turns each caller takes in a round.
     *
     * @return 1 or more; 8 unless overridden
     */
    protected int turns() {
        return 8;
    }

    /**
     * How often each race is run, before {@link Effort#scale} multiplies it.
     *
     * @return 1 or more; 20 unless overridden
     */
    protected int rounds() {
        return 20;
    }

    private void race(String name, Consumer<Round> race) {
        RaceTotals totals = RaceTotals.of(getClass());
        totals.race();
        int rounds = rounds() * Effort.scale();
        for (int i = 0; i < rounds; i++) {
            TurnedClock clock = new TurnedClock();
            SplittableRandom random = new SplittableRandom(totals.seed + 31L * name.hashCode() + i);
            StockLedger ledger = open(UUID.randomUUID().toString(), clock);
            try (Round round = new Round(ledger, clock, callers(), turns(), random)) {
                race.accept(round);
                totals.history(round.verdict());
            } catch (AssertionError e) {
                totals.failure();
                String run = "race '" + name + "', round " + i + ", inventory.test.seed=" + totals.seed;
                throw new AssertionError(run + ":\n" + e.getMessage(), e);
            }
        }
    }

    /** Prints one line for the log of a build. */
    @AfterAll
    static void report(TestInfo info) {
        info.getTestClass().ifPresent(testClass -> System.out.println(RaceTotals.of(testClass)));
    }

    @Test
    final void rule_1_7_moreBuyersThanUnits() {
        race("hot SKU", round -> {
            round.stock(A, round.allTurns() / 2);
            round.race(caller -> {
                String id = caller.fresh();
                boolean held = caller.apply(hold(id, line(A, 1 + caller.draw(2))));
                switch (caller.draw(4)) {
                    case 0 -> caller.levels(A);
                    case 1 -> caller.reservation(id);
                    case 2 -> caller.apply(all(held ? RELEASE : CONFIRM, id, "s"));
                    default -> {}
                }
            });
        });
    }

    @Test
    final void rule_1_7_theLastUnit() {
        race("last unit", round -> {
            round.stock(A, 1);
            round.race(caller -> {
                String id = caller.fresh();
                if (caller.apply(hold(id, line(A, 1)))) {
                    caller.apply(all(RELEASE, id, "s"));
                }
            });
        });
    }

    @Test
    final void rule_1_4_oneIdTwiceAtOnce() {
        race("double click", round -> {
            round.stock(A, round.turns);
            round.race(caller -> {
                // All callers draw from the same few ids.
                String id = "click" + caller.draw(round.turns);
                caller.apply(hold(id, line(A, 1 + caller.draw(8) / 7, Charge.of("clicks", round.turns))));
                if (caller.draw(3) == 0) {
                    caller.apply(all(caller.oneOf(CONFIRM, RELEASE), id, caller.oneOf("s", "t")));
                }
            });
        });
    }

    @Test
    final void rule_1_1_twoOrdersOfOneBuyerUnderALimitOfOne() {
        race("same buyer", round -> {
            round.stock(A, round.allTurns());
            round.race(caller -> {
                Charge buyer = Charge.of("buyer" + caller.number / 2, 1);
                String id = caller.fresh();
                boolean held = caller.apply(
                        caller.draw(2) == 0 ? hold(id, line(A, 1, buyer)) : charging(buyer, hold(id, line(A, 1))));
                if (held && caller.draw(2) == 0) {
                    caller.apply(all(RELEASE, id, "s"));
                } else {
                    caller.used(buyer.counter());
                }
            });
        });
    }

    @Test
    final void rule_2_8_confirmAgainstExpire() {
        race("confirm against expire", round -> {
            holdAndLetExpire(round);
            round.race(caller -> {
                String id = "r" + caller.draw(round.turns);
                switch (caller.draw(5)) {
                    case 0, 1 -> caller.expire(1 + caller.draw(3));
                    case 2 -> caller.reservation(id);
                    default ->
                        caller.apply(
                                caller.draw(2) == 0 ? all(CONFIRM, id, "s") : oneReleasingRest(id, caller.fresh(), A));
                }
            });
        });
    }

    @Test
    final void rule_2_8_confirmAgainstRelease() {
        race("confirm against release", round -> {
            holdAndLetExpire(round);
            round.race(caller -> {
                String id = "r" + caller.draw(round.turns);
                String settlement = caller.oneOf("s", "t", caller.fresh());
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(one(CONFIRM, id, settlement, A));
                    case 1 -> caller.apply(all(CONFIRM, id, settlement));
                    case 2 -> caller.apply(all(RELEASE, id, settlement));
                    default -> caller.levels(A, B);
                }
            });
        });
    }

    private static void holdAndLetExpire(Round round) {
        round.stock(A, 3L * round.turns);
        round.stock(B, 3L * round.turns);
        for (int i = 0; i < round.turns; i++) {
            round.prepare(hold("r" + i, line(A, 2), line(B, 1, Charge.of("held", round.turns))));
        }
        round.turnClock(HOLD);
    }

    @Test
    final void rule_1_2_cartsInOppositeOrders() {
        race("carts in opposite orders", round -> {
            round.stock(A, round.allTurns() / 2);
            round.stock(B, round.allTurns() / 2);
            round.stock(C, round.allTurns() / 3);
            round.race(caller -> {
                StockKey first = caller.number % 2 == 0 ? A : C;
                StockKey last = caller.number % 2 == 0 ? C : A;
                String id = caller.fresh();
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(hold(id, line(first, 1), line(B, 1), line(last, 1)));
                    case 1 -> caller.apply(hold(id, line(first, 1), line(last, 1)));
                    case 2 -> caller.apply(hold(id, line(first, 1)), hold(caller.fresh(), line(last, 1)));
                    default ->
                        caller.apply(
                                hold(id, line(first, 1), line(B, 1)), all(RELEASE, id, "s"), all(RELEASE, id, "s"));
                }
            });
        });
    }

    @Test
    final void rule_2_4_cancelAndReleaseAgainstShip() {
        race("cancel and release against ship", round -> {
            holdAndLetExpire(round);
            for (int i = 0; i < round.turns; i++) {
                round.prepare(one(CONFIRM, "r" + i, "paid", A));
            }
            round.race(caller -> {
                String id = "r" + caller.draw(round.turns);
                switch (caller.draw(6)) {
                    case 0 -> caller.apply(all(RELEASE, id, caller.fresh()));
                    case 1 -> caller.apply(all(CANCEL, id, caller.oneOf("s", caller.fresh())));
                    case 2 -> caller.apply(one(RETURN, id, caller.fresh(), A));
                    case 3 -> caller.apply(all(CONFIRM, id, caller.fresh()), one(SHIP, id, caller.fresh(), B));
                    default -> caller.apply(all(SHIP, id, caller.oneOf("s", caller.fresh())));
                }
            });
        });
    }

    @Test
    final void rule_4_1_freezeAgainstReserve() {
        race("freeze against reserve", round -> {
            round.stock(A, round.allTurns());
            round.race(caller -> {
                String id = caller.fresh();
                switch (caller.draw(3)) {
                    case 0 ->
                        caller.apply(set(
                                id,
                                A,
                                caller.oneOf(SaleState.OPEN, SaleState.OPEN, SaleState.NO_NEW, SaleState.STOPPED)));
                    case 1 -> caller.apply(hold(id, line(A, 1)), all(CONFIRM, id, "s"));
                    default -> caller.apply(hold(id, line(A, 1)));
                }
            });
        });
    }

    @Test
    final void rule_1_8_replaceAgainstExpire() {
        race("replace against expire", round -> {
            holdAndLetExpire(round);
            round.race(caller -> {
                String old = "r" + caller.draw(round.turns);
                switch (caller.draw(4)) {
                    case 0 -> caller.expire(1 + caller.draw(2));
                    case 1 -> caller.apply(all(RELEASE, old, "s"));
                    default ->
                        caller.apply(
                                replacing(
                                        old,
                                        hold(caller.fresh(), line(A, 1 + caller.draw(4)), line(C, caller.draw(2) + 1))),
                                replacing(old, hold(caller.fresh(), line(B, 1 + caller.draw(3)))));
                }
            });
        });
    }

    @Test
    final void rule_2_6_extendAgainstExpire() {
        race("extend against expire", round -> {
            holdAndLetExpire(round);
            round.race(caller -> {
                String id = "r" + caller.draw(round.turns);
                switch (caller.draw(4)) {
                    case 0 -> caller.expire(1 + caller.draw(2));
                    case 1 -> caller.reservation(id);
                    default ->
                        caller.apply(
                                extend(id, caller.oneOf("s", caller.fresh()), Duration.ofMinutes(1 + caller.draw(9))));
                }
            });
        });
    }

    @Test
    final void rule_3_1_transferAgainstReserve() {
        race("transfer against reserve", round -> {
            round.stock(A, round.allTurns() / 2);
            round.race(caller -> {
                StockKey from = caller.oneOf(A, A, ROOM);
                Move move = transfer(caller.oneOf("m", caller.fresh()), from, from.equals(A) ? ROOM : A, 2);
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(move);
                    case 1 -> {
                        for (StockLevel level : caller.levels(from)) {
                            caller.apply(expecting(from, level.version(), move));
                        }
                    }
                    case 2 -> caller.levels(A, ROOM);
                    default -> caller.apply(hold(caller.fresh(), line(from, 1)));
                }
            });
        });
    }

    @Test
    final void rule_1_12_latePaymentsAgainstSweepsAndStrangers() {
        race("late payments", round -> {
            holdAndLetExpire(round);
            round.race(caller -> {
                String id = "r" + caller.draw(round.turns);
                Reserve again = hold(id, line(A, 2), line(B, 1, Charge.of("held", round.turns)))
                        .takingAgain();
                switch (caller.draw(8)) {
                    case 0 -> caller.expire(1 + caller.draw(3));
                    case 1 -> caller.apply(all(caller.oneOf(RELEASE, GIVE_BACK), id));
                    case 2 -> caller.apply(hold(caller.fresh(), line(A, 1 + caller.draw(2))));
                    case 3 -> caller.expireAllBut(id, 2);
                    case 4 -> caller.apply(again);
                    case 5 -> caller.apply(all(CONFIRM, id), again.selling(), all(CONFIRM, id));
                    case 6 -> caller.apply(all(caller.oneOf(CONFIRM, SHIP), id));
                    default -> caller.apply(again.selling());
                }
            });
        });
    }

    @Test
    final void rule_1_11_exchangesAgainstStrangers() {
        race("exchanges", round -> {
            round.stock(A, round.turns);
            round.stock(B, round.turns);
            for (int i = 0; i < round.turns; i++) {
                round.prepare(hold("r" + i, line(A, 1), line(B, 1)).selling());
            }
            round.race(caller -> {
                String old = "r" + caller.draw(round.turns);
                String id = caller.fresh();
                switch (caller.draw(6)) {
                    case 0 -> caller.apply(hold(id, line(caller.oneOf(A, B), 1)));
                    case 1 -> caller.apply(all(caller.oneOf(GIVE_BACK, SHIP), old));
                    case 2 -> caller.levels(A, B);
                    case 3 ->
                        caller.apply(
                                replacing(old, hold(id, line(A, 2)).selling()),
                                replacing(id, hold(id + "x", line(B, 1)).selling()));
                    default ->
                        caller.apply(replacing(
                                old, hold(id, line(A, 1), line(B, 1)).selling().ownedBy(id)));
                }
            });
        });
    }

    @Test
    final void rule_3_8_targetsAgainstReserves() {
        race("targets", round -> {
            round.stock(A, round.turns);
            round.race(caller -> {
                String id = caller.fresh();
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(setTo(caller.oneOf("m", id), A, Target.ON_HAND, round.turns));
                    case 1 -> caller.apply(setTo(caller.oneOf("n", id), A, caller.oneOf(Target.values()), 4));
                    case 2 -> caller.apply(hold(id, line(A, 1)), all(CONFIRM, id), all(SHIP, id));
                    default -> caller.apply(hold(id, line(A, 1)).selling());
                }
            });
        });
    }

    @Test
    final void rule_1_7_everythingAtOnce() {
        race("everything at once", round -> {
            round.stock(A, round.allTurns());
            round.stock(B, round.allTurns() / 2);
            MixedCalls mixed = new MixedCalls(round.allTurns() / 4);
            round.race(mixed::turn);
            round.turnClock(HOLD);
            round.race(mixed::turn);
        });
    }
}
