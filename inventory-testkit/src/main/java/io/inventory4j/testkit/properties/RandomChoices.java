package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random lines that choose (rule 1.9), in a third of the reserves: kits with gifts, backups, the nearest warehouse. */
final class RandomChoices {
    private static final int MOST_LINES = 3;
    private static final int MOST_SOURCES = 4;

    /**
     * Some lines of one reserve.
     *
     * @param alone whether they stand without fixed lines
     * @param lines the lines
     */
    record Some(boolean alone, List<Wish> lines) {
        static final Some NONE = new Some(false, List.of());
    }

    /**
     * A line that chooses.
     *
     * @param from where from; the first has the wish
     * @param least what is enough; the wish at most
     * @param split whether several sources may give
     */
    record Wish(List<ReserveLine> from, long least, boolean split) {}

    private RandomChoices() {}

    static Arbitrary<Some> some() {
        Arbitrary<Long> least = Arbitraries.of(RandomCommands.often(List.of(Long.MAX_VALUE, 0L, 1L, 2L), 3, 4, 2, 1));
        Arbitrary<Wish> line = Combinators.combine(
                        RandomCommands.line().list().ofMinSize(2).ofMaxSize(MOST_SOURCES),
                        least,
                        RandomCommands.oneIn(2))
                .as(Wish::new);
        return Combinators.combine(
                        RandomCommands.oneIn(3),
                        RandomCommands.oneIn(3),
                        line.list().ofMinSize(1).ofMaxSize(MOST_LINES))
                .as((any, alone, lines) -> any ? new Some(alone, lines) : Some.NONE);
    }

    /** Rule 1.9.8: what one command says of one key agrees, so a key has what was said of it first. */
    static List<FlexibleLine> lines(List<ReserveLine> fixed, List<Wish> wishes) {
        Map<Object, Source> agreed = new LinkedHashMap<>();
        fixed.forEach(line -> agreed.put(line.key(), source(line)));
        List<FlexibleLine> lines = new ArrayList<>();
        for (Wish wish : wishes) {
            Map<Object, Source> sources = new LinkedHashMap<>();
            for (ReserveLine line : wish.from) {
                sources.put(line.key(), agreed.computeIfAbsent(line.key(), first -> source(line)));
            }
            long quantity = wish.from.get(0).quantity();
            if (wish.split && quantity < 100) {
                quantity *= 4; // more than most lines have
            }
            // What has no choice would be a fixed line, whose sum may be out of bounds.
            long least = Math.min(wish.least, sources.size() == 1 ? quantity - 1 : quantity);
            lines.add(
                    new FlexibleLine(List.copyOf(sources.values()), quantity, least, wish.split && sources.size() > 1));
        }
        return lines;
    }

    private static Source source(ReserveLine line) {
        return new Source(line.key(), line.floor(), line.unitCharges());
    }
}
