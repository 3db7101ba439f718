package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.history.RaceCommands.HOLD;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.charging;
import static io.inventory4j.testkit.history.RaceCommands.extend;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.replacing;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Races of large carts, of lines against counters, and of a clock that hardly moves. */
final class CrowdScenes {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    /** Rule 9.8: no cart has more lines. */
    private static final int MOST_LINES = 100;

    private static final int STEPS = 6;
    private static final int LOOKS = 4;

    private CrowdScenes() {}

    /** Rule 1.2: a cart of up to 100 lines is taken whole, or nothing of it is ever seen. */
    static void cartsOfManyLines(Round round) {
        List<StockKey> keys = IntStream.range(0, MOST_LINES)
                .mapToObj(i -> StockKey.of("L%02d".formatted(i)))
                .toList();
        keys.forEach(key -> round.stock(key, 3));
        // The last line sells out, so that large carts are refused for it after all others would do.
        StockKey last = keys.get(MOST_LINES - 1);
        round.prepare(hold("sold out", line(last, 3)).selling());
        round.prepare(large("whole", keys));
        round.prepare(all(RELEASE, "whole", "s"), large("kept", keys.subList(0, 60)));
        round.race(caller -> {
            String id = caller.fresh();
            int from = caller.draw(3) * 20;
            List<StockKey> some =
                    keys.subList(from, Math.min(MOST_LINES - caller.draw(2), from + 26 + caller.draw(75)));
            switch (caller.draw(5)) {
                case 0 -> lookAgain(caller, keys);
                case 1 -> caller.apply(hold(id, line(keys.get(caller.draw(MOST_LINES)), 1 + caller.draw(3))));
                case 2 -> caller.apply(large(id, some).selling(), all(GIVE_BACK, id, "s"));
                default -> {
                    if (caller.apply(large(id, some))) {
                        caller.apply(all(caller.oneOf(RELEASE, CONFIRM), id, "s"));
                    }
                }
            }
        });
    }

    /** One read is no snapshot: only what was read before shows that half a cart was seen. */
    private static void lookAgain(Caller caller, List<StockKey> keys) {
        StockKey[] some = IntStream.range(0, keys.size())
                .filter(i -> i % 5 == 0 || i == keys.size() - 1)
                .mapToObj(keys::get)
                .toArray(StockKey[]::new);
        for (int i = 0; i < LOOKS; i++) {
            caller.levels(some);
        }
    }

    private static Reserve large(String id, List<StockKey> keys) {
        List<ReserveLine> lines =
                new ArrayList<>(keys.stream().map(key -> line(key, 1)).toList());
        Collections.reverse(lines);
        return hold(id, lines.toArray(ReserveLine[]::new));
    }

    /** Whoever locks lines first in one verb and counters first in another, stands still here. */
    static void linesAgainstCounters(Round round) {
        round.stock(A, round.allTurns());
        round.stock(B, round.allTurns());
        Charge one = Charge.of("a counter", 10L * round.allTurns());
        Charge other = Charge.of("z counter", 10L * round.allTurns());
        for (int phase = 0; phase < 2; phase++) {
            round.race(caller -> {
                String id = caller.fresh();
                Reserve order = charging(
                        caller.oneOf(one, other),
                        caller.draw(2) == 0 ? hold(id, line(A, 1, one)) : hold(id, line(B, 1, other), line(A, 1, one)));
                switch (caller.draw(4)) {
                    case 0 -> caller.expire(3);
                    case 1 -> caller.apply(order.selling(), all(CANCEL, id, "s"));
                    default -> caller.apply(order);
                }
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(replacing(id, charging(other, hold(id + "x", line(B, 1, other)))));
                    case 1 -> caller.apply(all(GIVE_BACK, id, "t"));
                    default -> caller.apply(all(RELEASE, id, "t"));
                }
            });
            round.turnClock(HOLD);
        }
    }

    /** Rules 5.1 and 12: what ends now has ended, and what ends a nanosecond later has not. */
    static void clockInSmallSteps(Round round) {
        round.turnClock(Duration.ofNanos(1_234_567_891));
        Duration unit = round.measureUnit();
        Duration step = unit.toNanos() < 4 ? unit : unit.dividedBy(4);
        round.stock(A, 4L * STEPS);
        round.stock(B, 4L * STEPS);
        for (int i = 0; i < STEPS; i++) {
            Charge window = new Charge("window" + i, 9, round.now().plus(HOLD).plus(unit));
            round.prepare(hold("r" + i, line(A, 1, window), line(B, 1, Charge.of("held", 4L * STEPS))));
            round.turnClock(step);
        }
        round.turnClock(HOLD.minus(step.multipliedBy(STEPS)));
        for (int i = 0; i < STEPS; i++) {
            round.race(caller -> {
                String id = "r" + caller.draw(STEPS);
                switch (caller.draw(6)) {
                    case 0, 1 -> caller.expire(1 + caller.draw(3));
                    case 2 -> caller.apply(extend(id, caller.fresh(), Duration.ofMillis(1)));
                    case 3 -> caller.used("window" + caller.draw(STEPS));
                    case 4 -> caller.apply(all(caller.oneOf(CONFIRM, RELEASE), id));
                    default -> caller.reservation(id);
                }
            });
            round.turnClock(step);
        }
    }
}
