package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;

import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Random calls of every kind, on a few lines, with ids from a pool so small that callers keep using each other's. */
final class MixedCalls {
    private static final StockKey[] LINES = {
        StockKey.of("A"), StockKey.of("B"), StockKey.of("C"), StockKey.of("A", "room")
    };

    private final int ids;

    MixedCalls(int ids) {
        this.ids = ids;
    }

    void turn(Caller caller) {
        switch (caller.draw(17)) {
            case 0 -> caller.expire(1 + caller.draw(4));
            case 16 -> {
                if (caller.draw(2) == 0) {
                    caller.expireAllBut(id(caller), 1 + caller.draw(4));
                } else {
                    caller.shipConfirmed(Duration.ofMinutes(caller.draw(20)), 1 + caller.draw(4));
                }
            }
            case 1 -> caller.reservation(id(caller));
            case 2 -> caller.used(counter(caller));
            case 3 -> caller.levels(LINES);
            case 4, 5 -> {
                List<Command> batch = new ArrayList<>();
                for (int i = 2 + caller.draw(3); i > 0; i--) {
                    batch.add(command(caller));
                }
                caller.apply(batch.toArray(Command[]::new));
            }
            default -> caller.apply(command(caller));
        }
    }

    private Command command(Caller caller) {
        StockKey line = key(caller);
        String id = id(caller);
        String settlement = caller.oneOf("s", "t", caller.fresh());
        return switch (caller.draw(20)) {
            case 0 -> RaceCommands.receive(caller.oneOf("m", caller.fresh()), line, 1 + caller.draw(3));
            case 1 -> RaceCommands.transfer(caller.fresh(), LINES[caller.draw(2)], LINES[2 + caller.draw(2)], 1);
            case 2 ->
                RaceCommands.set(
                        caller.oneOf("f", caller.fresh()),
                        line,
                        caller.oneOf(
                                SaleState.OPEN, SaleState.OPEN, SaleState.OPEN, SaleState.NO_NEW, SaleState.STOPPED));
            case 3 -> RaceCommands.extend(id, settlement, Duration.ofMinutes(1 + caller.draw(20)));
            case 4, 5 -> RaceCommands.all(caller.oneOf(CONFIRM, CANCEL, SHIP, RETURN), id, settlement);
            case 6 -> RaceCommands.one(caller.oneOf(CONFIRM, RELEASE, CANCEL, SHIP, RETURN), id, settlement, line);
            case 7 -> RaceCommands.oneReleasingRest(id, settlement, line);
            case 8 -> RaceCommands.all(RELEASE, id, settlement);
            case 9 -> RaceCommands.replacing(id(caller), sometimesSold(caller, reserve(caller, caller.fresh())));
            case 10 -> RaceCommands.all(caller.oneOf(CONFIRM, RELEASE, CANCEL, SHIP, RETURN), id);
            case 11 -> RaceCommands.all(GIVE_BACK, id, settlement);
            case 12 -> RaceCommands.setTo(caller.oneOf("t", caller.fresh()), line, caller.oneOf(Target.values()), 9);
            case 13, 14 -> sometimesSold(caller, known(id)).takingAgain();
            case 15 -> reserve(caller, id);
            default -> sometimesSold(caller, known(id));
        };
    }

    private static Reserve sometimesSold(Caller caller, Reserve reserve) {
        return caller.draw(3) == 0 ? reserve.selling() : reserve;
    }

    /** The same content for the same id, so that what is swept can be taken again (rule 1.12). */
    private static Reserve known(String id) {
        int number = Integer.parseInt(id.substring(1));
        StockKey first = LINES[number % LINES.length];
        StockKey second = LINES[(number + 1) % LINES.length];
        Charge charge = Charge.of("counter" + number % 2, 2 + number % 8);
        Reserve reserve = number % 3 == 0
                ? RaceCommands.hold(id, RaceCommands.line(first, 1, charge), RaceCommands.line(second, 1))
                : RaceCommands.hold(id, RaceCommands.line(first, 1 + number % 2, charge));
        return number % 3 == 1 ? RaceCommands.charging(Charge.of("orders", 12), reserve) : reserve;
    }

    private Reserve reserve(Caller caller, String id) {
        Charge charge = Charge.of(counter(caller), 2 + caller.draw(8));
        StockKey first = key(caller);
        StockKey second = key(caller);
        Reserve reserve = first.equals(second)
                ? RaceCommands.hold(id, RaceCommands.line(first, 1 + caller.draw(2), charge))
                : RaceCommands.hold(
                        id, RaceCommands.line(first, 1, charge), RaceCommands.line(second, 1 + caller.draw(2)));
        if (caller.draw(3) == 0) {
            return RaceCommands.charging(Charge.of("orders", 12), reserve);
        }
        StockKey gift = key(caller);
        boolean gives = caller.draw(3) == 0 && !gift.equals(first) && !gift.equals(second);
        return gives ? RaceCommands.with(reserve, RaceCommands.either(1, 0, gift)) : reserve;
    }

    private String id(Caller caller) {
        return "r" + caller.draw(ids);
    }

    private static StockKey key(Caller caller) {
        return caller.oneOf(LINES);
    }

    private static String counter(Caller caller) {
        return "counter" + caller.draw(2);
    }
}
