package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.limit.Limited;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a sequence on which a ledger and the model disagree, and shrinks it: steps are left out, many at once
 * and then one by one, and jqwik gives simpler values for the steps that stay. At last each step sends the very
 * commands that it has sent, whatever is left out before it, and steps and commands are left out again.
 */
final class CounterexampleSearch {
    /** Bounds the wait for a short counterexample if the ledger is slow. */
    private static final int MAX_SHRINKING_TRIES = 20_000;

    private final Function<InstantSource, StockLedger> open;
    private final long seed;
    private final int sequences;
    private int shrinkingTries;

    CounterexampleSearch(Function<InstantSource, StockLedger> open, long seed, int sequences) {
        this.open = open;
        this.seed = seed;
        this.sequences = sequences;
    }

    /** Runs all sequences. A finding is an AssertionError with the shrunk sequence. */
    Figures run() {
        Figures figures = new Figures();
        RandomGenerator<List<Shrinkable<Step>>> generator = Sequences.generator();
        Random random = new Random(seed);
        for (int i = 1; i <= sequences; i++) {
            List<Shrinkable<Step>> sequence = generator.next(random).value();
            Disagreement found = disagreement(sequence, figures);
            if (found != null) {
                throw finding(i, sequence, found);
            }
        }
        return figures;
    }

    private @Nullable Disagreement disagreement(List<Shrinkable<Step>> sequence, Figures figures) {
        Limited.goOn();
        TurnedClock clock = new TurnedClock();
        try (StockLedger ledger = open.apply(clock)) {
            figures.sequence();
            new Run(ledger, clock, figures)
                    .run(sequence.stream().map(Shrinkable::value).toList());
            return null;
        } catch (Disagreement found) {
            return found;
        }
    }

    private AssertionError finding(int number, List<Shrinkable<Step>> sequence, Disagreement found) {
        List<Shrinkable<Step>> shortest = literal(shortest(sequence));
        Disagreement last = disagreement(shortest, new Figures());
        String where = "sequence " + number + " of seed " + seed + ", shrunk from " + sequence.size() + " to "
                + shortest.size() + " steps";
        Disagreement shown = last == null ? found : last;
        return new AssertionError(
                "The ledger does not answer as the rules say (" + where + "):\n\n" + shown.code(), shown.getCause());
    }

    private List<Shrinkable<Step>> shortest(List<Shrinkable<Step>> sequence) {
        List<Shrinkable<Step>> best = sequence;
        List<Shrinkable<Step>> before;
        do {
            before = best;
            for (int gap = Math.max(1, best.size() / 2); gap > 0; gap /= 2) {
                best = without(gap, best);
            }
            for (int i = 0; i < best.size(); i++) {
                best = simpler(i, best);
            }
        } while (!best.equals(before));
        return best;
    }

    // An order that names what fits the state names something else when a step before it is left out. So a step may be
    // kept for its effect on a name alone.
    private List<Shrinkable<Step>> literal(List<Shrinkable<Step>> sequence) {
        Disagreement found = disagreement(sequence, new Figures());
        if (found == null) {
            return sequence;
        }
        List<Shrinkable<Step>> same = new ArrayList<>();
        found.literal().forEach(step -> same.add(Shrinkable.unshrinkable(step)));
        if (!stillFails(same)) {
            return sequence;
        }
        List<Shrinkable<Step>> best = without(1, same);
        for (int i = 0; i < best.size(); i++) {
            best = withFewerOrders(i, best);
        }
        return without(1, best);
    }

    private List<Shrinkable<Step>> withFewerOrders(int at, List<Shrinkable<Step>> sequence) {
        List<Shrinkable<Step>> best = sequence;
        if (sequence.get(at).value() instanceof Step.Send send) {
            List<Order> orders = send.orders();
            for (int i = orders.size() - 1; i >= 0 && orders.size() > 1; i--) {
                List<Order> fewer = new ArrayList<>(orders);
                fewer.remove(i);
                List<Shrinkable<Step>> other = with(Shrinkable.unshrinkable(new Step.Send(fewer)), at, best);
                if (stillFails(other)) {
                    best = other;
                    orders = fewer;
                }
            }
        }
        return best;
    }

    private List<Shrinkable<Step>> without(int gap, List<Shrinkable<Step>> sequence) {
        List<Shrinkable<Step>> best = sequence;
        // From the end, so that leaving steps out does not move those that are still to be tried.
        for (int from = best.size() - gap; from >= 0; from -= gap) {
            List<Shrinkable<Step>> shorter = new ArrayList<>(best);
            shorter.subList(from, from + gap).clear();
            best = stillFails(shorter) ? shorter : best;
        }
        return best;
    }

    private List<Shrinkable<Step>> simpler(int at, List<Shrinkable<Step>> sequence) {
        List<Shrinkable<Step>> best = sequence;
        Optional<List<Shrinkable<Step>>> better = Optional.of(best);
        while (better.isPresent()) {
            best = better.get();
            List<Shrinkable<Step>> now = best;
            better = now.get(at)
                    .shrink()
                    .map(step -> with(step, at, now))
                    .filter(this::stillFails)
                    .findFirst();
        }
        return best;
    }

    private static List<Shrinkable<Step>> with(Shrinkable<Step> step, int at, List<Shrinkable<Step>> sequence) {
        List<Shrinkable<Step>> other = new ArrayList<>(sequence);
        other.set(at, step);
        return other;
    }

    private boolean stillFails(List<Shrinkable<Step>> sequence) {
        return shrinkingTries++ < MAX_SHRINKING_TRIES && disagreement(sequence, new Figures()) != null;
    }
}
