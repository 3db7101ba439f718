package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.charging;
import static io.inventory4j.testkit.history.RaceCommands.expecting;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.set;
import static io.inventory4j.testkit.history.RaceCommands.setTo;
import static io.inventory4j.testkit.history.RaceCommands.transfer;

import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.List;

/** Races for the units of a line: orders, limits, transfers, counts and stopped sales. */
final class ShelfScenes {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey C = StockKey.of("C");
    private static final StockKey ROOM = StockKey.of("A", "room");

    private ShelfScenes() {}

    static void moreBuyersThanUnits(Round round) {
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
    }

    static void theLastUnit(Round round) {
        round.stock(A, 1);
        round.race(caller -> {
            String id = caller.fresh();
            if (caller.apply(hold(id, line(A, 1)))) {
                caller.apply(all(RELEASE, id, "s"));
            }
        });
    }

    static void oneIdTwiceAtOnce(Round round) {
        round.stock(A, round.turns);
        round.race(caller -> {
            // All callers draw from the same few ids.
            String id = "click" + caller.draw(round.turns);
            // A node that has found nothing must look again when it is asked again.
            caller.reservation(id);
            caller.apply(hold(id, line(A, 1 + caller.draw(8) / 7, Charge.of("clicks", round.turns))));
            caller.reservation("click" + caller.draw(round.turns));
            if (caller.draw(3) == 0) {
                caller.apply(all(caller.oneOf(CONFIRM, RELEASE), id, caller.oneOf("s", "t")));
            }
        });
    }

    static void twoOrdersOfOneBuyerUnderALimitOfOne(Round round) {
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
    }

    static void cartsInOppositeOrders(Round round) {
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
                    caller.apply(hold(id, line(first, 1), line(B, 1)), all(RELEASE, id, "s"), all(RELEASE, id, "s"));
            }
        });
    }

    static void freezeAgainstReserve(Round round) {
        round.stock(A, round.allTurns());
        round.race(caller -> {
            String id = caller.fresh();
            switch (caller.draw(3)) {
                case 0 ->
                    caller.apply(set(
                            id, A, caller.oneOf(SaleState.OPEN, SaleState.OPEN, SaleState.NO_NEW, SaleState.STOPPED)));
                case 1 -> caller.apply(hold(id, line(A, 1)), all(CONFIRM, id, "s"));
                default -> caller.apply(hold(id, line(A, 1)));
            }
        });
    }

    /** A window opens and closes while a crowd knocks, by commands and by the clock. */
    static void windowAgainstReserve(Round round) {
        round.stock(A, round.allTurns());
        Duration later = Duration.ofMinutes(1);
        List<Window> windows = List.of(
                Window.NONE,
                Window.from(round.now()),
                Window.until(round.now()),
                Window.from(round.now().plus(later)),
                new Window(round.now(), round.now().plus(later)));
        for (int part = 0; part < 2; part++) {
            round.race(caller -> {
                String id = caller.fresh();
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(set(id, A, windows.get(caller.draw(windows.size()))));
                    case 1 -> caller.apply(hold(id, line(A, 1)), all(CONFIRM, id, "s"));
                    case 2 -> caller.apply(set(id, A, caller.oneOf(SaleState.OPEN, SaleState.NO_NEW)));
                    default -> caller.apply(hold(id, line(A, 1)));
                }
            });
            round.turnClock(later);
        }
    }

    static void transferAgainstReserve(Round round) {
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
    }

    static void targetsAgainstReserves(Round round) {
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
    }
}
