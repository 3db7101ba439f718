package io.inventory4j.ledger.store;

import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import java.util.List;

/**
 * About how many rows commands touch in a store, to cut a long batch into transactions (rule 10.3). Of each line: the
 * line, its entry of the journal and what is held of it; then counters and the row of the id itself. Pure.
 */
public final class RowCount {
    private static final int OF_LINE = 3;

    /** A settlement without quantities, and a replaced reservation: only the store knows how many lines it has. */
    private static final int OF_STORED = 8;

    private RowCount() {}

    /** How many of the commands touch about as many rows as wanted: the first ones, at least one. */
    static int enough(List<Command> commands, int wanted) {
        long rows = 0;
        for (int i = 0; i < commands.size(); i++) {
            rows += of(commands.get(i));
            if (rows > wanted && i > 0) {
                return i;
            }
        }
        return commands.size();
    }

    /**
     * About how many rows a command touches.
     *
     * @param command the command
     * @return at least 1; of a settlement without quantities an average, since only the store knows its lines
     */
    public static int of(Command command) {
        if (command instanceof Reserve reserve) {
            int rows = 1 + reserve.orderCharges().size() + (reserve.replaces() == null ? 0 : OF_STORED);
            for (ReserveLine line : reserve.lines()) {
                rows += OF_LINE + line.unitCharges().size();
            }
            for (FlexibleLine line : reserve.flexible()) {
                for (Source source : line.sources()) {
                    rows += OF_LINE + source.unitCharges().size();
                }
            }
            return rows;
        }
        if (command instanceof Settle settle) {
            return settle.quantities().isEmpty()
                    ? OF_STORED
                    : 1 + OF_LINE * settle.quantities().size();
        }
        if (command instanceof Move move) {
            return 1
                    + OF_LINE
                            * (move.postings().size()
                                    + move.targets().size()
                                    + move.openings().size());
        }
        return 1 + OF_LINE;
    }

    /** How many reservations a sweep ends in one transaction, at most. */
    static int swept(int wanted) {
        return Math.max(1, wanted / OF_STORED);
    }
}
