package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.choose;
import static io.inventory4j.testkit.history.RaceCommands.either;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.spread;
import static io.inventory4j.testkit.history.RaceCommands.with;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;

/** Races of lines that choose (rule 1.9): gifts, kits that share a part, and sources that are nearly empty. */
final class ChoiceScenes {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey C = StockKey.of("C");
    private static final StockKey GIFT = StockKey.of("gift");

    private ChoiceScenes() {}

    /** What is given away is also sold, so its last unit goes to one of them. */
    static void theGiftsLastUnit(Round round) {
        round.stock(A, round.allTurns());
        round.stock(GIFT, 1);
        round.race(caller -> {
            String id = caller.fresh();
            boolean got = switch (caller.draw(3)) {
                case 0 -> caller.apply(hold(id, line(GIFT, 1)));
                case 1 -> caller.apply(choose(id, either(1, 0, GIFT)));
                default -> caller.apply(with(hold(id, line(A, 1)), either(1, 0, GIFT)));
            };
            if (got && caller.draw(3) > 0) {
                caller.apply(all(RELEASE, id, "s"));
            }
        });
    }

    /** Two kits, each with a part of its own and a gift, and a part of both that is sold singly, too. */
    static void kitsThatShareAPart(Round round) {
        round.stock(A, round.allTurns() / 4);
        round.stock(B, round.allTurns());
        round.stock(C, round.allTurns());
        round.stock(GIFT, round.turns / 2);
        round.race(caller -> {
            String id = caller.fresh();
            StockKey own = caller.oneOf(B, C);
            Reserve kit = with(hold(id, line(A, 1), line(own, 2)), either(1, 0, GIFT));
            switch (caller.draw(5)) {
                case 0, 1 -> caller.apply(kit, all(CONFIRM, id, "s"));
                case 2 -> caller.apply(kit.selling(), all(GIVE_BACK, id));
                case 3 -> caller.apply(kit);
                default -> caller.apply(hold(id, line(A, 1)));
            }
        });
    }

    /** A backup: whoever does not get the one gets the other, unless both are gone. */
    static void nearlyEmptySources(Round round) {
        round.stock(A, 2);
        round.stock(B, 2);
        Charge buyers = Charge.of("buyers", 3);
        round.race(caller -> {
            String id = caller.fresh();
            boolean got = switch (caller.draw(6)) {
                case 0 -> caller.apply(choose(id, either(2, 1, A, B)));
                case 1 -> caller.apply(choose(id, spread(2, 1, B, A)));
                case 2 -> caller.apply(hold(id, line(caller.oneOf(A, B), 1)));
                case 3 -> caller.apply(RaceCommands.charging(buyers, choose(id, either(1, 1, A, B))));
                default -> caller.apply(choose(id, either(1, 1, A, B)));
            };
            if (got) {
                caller.apply(all(caller.oneOf(RELEASE, GIVE_BACK), id, "s"));
            } else {
                caller.levels(A, B);
            }
        });
    }
}
