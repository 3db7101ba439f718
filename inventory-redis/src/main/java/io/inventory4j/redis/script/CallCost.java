package io.inventory4j.redis.script;

import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import java.util.List;

/**
 * Where a long batch is cut into calls, because Redis does nothing else while a script runs (rule 10.3). A call takes
 * at most {@link Request#ENOUGH_STEPS}, so about 5 ms. How many lines a reservation has that is to be settled or
 * replaced, only the script sees: it ends by itself after as many.
 */
public final class CallCost {
    private CallCost() {}

    /** How many of the commands make a call: the first ones, at least one. */
    public static int enough(List<Command> commands) {
        int steps = 0;
        for (int i = 0; i < commands.size(); i++) {
            steps += steps(commands.get(i));
            if (steps > Request.ENOUGH_STEPS && i > 0) {
                return i;
            }
        }
        return commands.size();
    }

    private static int steps(Command command) {
        if (command instanceof Reserve reserve) {
            int steps = 1 + reserve.lines().size() + reserve.orderCharges().size();
            for (ReserveLine line : reserve.lines()) {
                steps += line.unitCharges().size();
            }
            for (FlexibleLine line : reserve.flexible()) {
                for (Source source : line.sources()) {
                    steps += 1 + source.unitCharges().size();
                }
            }
            return steps;
        }
        if (command instanceof Settle settle) {
            return 1 + Math.max(1, settle.quantities().size());
        }
        return command instanceof Move move
                ? 1
                        + move.postings().size()
                        + move.targets().size()
                        + move.openings().size()
                : 2;
    }
}
