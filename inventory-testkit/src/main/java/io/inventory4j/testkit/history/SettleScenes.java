package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.history.RaceCommands.HOLD;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.extend;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.one;
import static io.inventory4j.testkit.history.RaceCommands.oneReleasingRest;
import static io.inventory4j.testkit.history.RaceCommands.replacing;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.time.Duration;

/** Races for what is held: confirmations, releases, sweeps, exchanges and late payments. */
final class SettleScenes {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey C = StockKey.of("C");

    private SettleScenes() {}

    static void confirmAgainstExpire(Round round) {
        holdAndLetExpire(round);
        round.race(caller -> {
            String id = "r" + caller.draw(round.turns);
            switch (caller.draw(5)) {
                case 0, 1 -> caller.expire(1 + caller.draw(3));
                case 2 -> caller.reservation(id);
                default ->
                    caller.apply(caller.draw(2) == 0 ? all(CONFIRM, id, "s") : oneReleasingRest(id, caller.fresh(), A));
            }
        });
    }

    static void confirmAgainstRelease(Round round) {
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
    }

    static void cancelAndReleaseAgainstShip(Round round) {
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
    }

    static void replaceAgainstExpire(Round round) {
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
    }

    static void extendAgainstExpire(Round round) {
        holdAndLetExpire(round);
        round.race(caller -> {
            String id = "r" + caller.draw(round.turns);
            switch (caller.draw(4)) {
                case 0 -> caller.expire(1 + caller.draw(2));
                case 1 -> caller.reservation(id);
                default ->
                    caller.apply(extend(id, caller.oneOf("s", caller.fresh()), Duration.ofMinutes(1 + caller.draw(9))));
            }
        });
    }

    static void latePaymentsAgainstSweepsAndStrangers(Round round) {
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
    }

    static void exchangesAgainstStrangers(Round round) {
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
    }

    static void everythingAtOnce(Round round) {
        round.stock(A, round.allTurns());
        round.stock(B, round.allTurns() / 2);
        MixedCalls mixed = new MixedCalls(round.allTurns() / 4);
        round.race(mixed::turn);
        round.turnClock(HOLD);
        round.race(mixed::turn);
    }

    /** Holds that are all overdue. */
    static void holdAndLetExpire(Round round) {
        round.stock(A, 3L * round.turns);
        round.stock(B, 3L * round.turns);
        for (int i = 0; i < round.turns; i++) {
            round.prepare(hold("r" + i, line(A, 2), line(B, 1, Charge.of("held", round.turns))));
        }
        round.turnClock(HOLD);
    }
}
