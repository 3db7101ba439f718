package io.inventory4j.testkit.words;

import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import java.util.ArrayList;
import java.util.List;

/** What a command names. */
public final class Named {
    private Named() {}

    /**
     * Where a reserve may take units from.
     *
     * @param reserve the command
     * @return a source for each fixed line, then those of the flexible lines (rule 1.9)
     */
    public static List<Source> sources(Reserve reserve) {
        List<Source> sources = new ArrayList<>();
        for (ReserveLine line : reserve.lines()) {
            sources.add(new Source(line.key(), line.floor(), line.unitCharges()));
        }
        for (FlexibleLine line : reserve.flexible()) {
            sources.addAll(line.sources());
        }
        return sources;
    }
}
