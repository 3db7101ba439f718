package io.inventory4j.testkit.history;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a history is linearizable (rule 1.7): whether all operations can be put into one order, each at an
 * instant between its call and its return, in which the rules, as {@link Model} has them, give every answer that was
 * seen. The search is that of Wing and Gong (1993) with Lowe's memory (2017). It is bounded; if a bound ends it, the
 * verdict says so. It tries the order of the journal first, if there is one; the verdict does not depend on that.
 * Immutable, thread-safe.
 *
 * <p>One operation is one command (those of a batch in their order), the end of one reservation by a sweep, or the read
 * of one row. A sweep that ended fewer than it was allowed to has one operation more: the claim that nothing else was
 * overdue. It is not checked here that a sweep takes the oldest first: others may end reservations meanwhile, so its
 * operations may come in any order.
 */
public final class HistoryChecker {
    private static final long CONFIGURATIONS = 4_000_000;
    private static final long QUESTIONS = 100_000_000;
    /** The order of the journal, which is tried first, may use one part in 20 of the bounds. */
    private static final int ALONG = 20;

    private final long configurations;
    private final long questions;

    /** A checker that tries at most four million configurations, in about 400 MB and a few minutes. */
    public HistoryChecker() {
        this(CONFIGURATIONS, QUESTIONS);
    }

    /**
     * A checker with bounds of its own. They apply to each part of a history that has no row in common with the rest.
     *
     * @param configurations the most pairs of ordered operations and state to try, 1 or more; each takes up to 32 bytes
     * @param questions the most questions to the model, 1 or more
     * @throws IllegalArgumentException if a bound is below 1
     */
    public HistoryChecker(long configurations, long questions) {
        if (configurations < 1 || questions < 1) {
            throw new IllegalArgumentException(
                    "configurations is " + configurations + ", questions " + questions + "; both must be 1 or more");
        }
        this.configurations = configurations;
        this.questions = questions;
    }

    /**
     * Decides a history, when no call is under way. The ledger must still be open if it has a journal: the order of the
     * journal is tried first.
     *
     * @param history what was recorded, from the ledger's first command on
     * @return the verdict; a history with a purge in it is undecided
     */
    public Verdict check(CallHistory history) {
        List<Call> calls = history.calls();
        if (!history.findings().isEmpty()) {
            return new Verdict(
                    Verdict.Finding.NOT_LINEARIZABLE,
                    calls.size(),
                    HistoryFormat.printable(String.join("\n", history.findings())));
        }
        if (history.purged()) {
            return new Verdict(
                    Verdict.Finding.UNDECIDED,
                    calls.size(),
                    "the history has a purge, which the checker does not model");
        }
        return check(calls, history.journaled(), history.without());
    }

    /** Decides calls, in the order in which they began. The journal is complete, or empty. */
    Verdict check(List<Call> calls, List<JournalEntry> journal) {
        return check(calls, journal, List.of());
    }

    private Verdict check(List<Call> calls, List<JournalEntry> journal, List<Call> without) {
        Operations operations = new Operations(calls);
        int count = operations.all.size();
        if (!operations.findings.isEmpty()) {
            return new Verdict(
                    Verdict.Finding.NOT_LINEARIZABLE,
                    count,
                    HistoryFormat.printable(String.join("\n", operations.findings)));
        }
        List<Instant> times = calls.stream().map(Call::now).distinct().sorted().toList();
        Verdict undecided = null;
        long spent = 0;
        int followed = 0;
        List<Partitions.Part> parts = Partitions.of(operations, journal);
        for (Partitions.Part part : parts) {
            Budget along = new Budget(configurations / ALONG, questions / ALONG);
            Budget budget = new Budget(configurations, questions);
            boolean found = !part.journal().isEmpty() && hasOrderOfJournal(part, times, along);
            Verdict verdict = found ? null : check(part.operations(), times, count, budget, without);
            if (verdict != null && verdict.finding() == Verdict.Finding.NOT_LINEARIZABLE) {
                return verdict;
            }
            undecided = undecided == null ? verdict : undecided;
            spent += along.questions() + budget.questions();
            followed += found ? 1 : 0;
        }
        if (undecided != null) {
            return undecided;
        }
        String report = count + " operations in " + parts.size() + " parts, " + followed
                + " of them along the journal, " + spent + " questions to the model";
        return new Verdict(Verdict.Finding.LINEARIZABLE, count, report);
    }

    private static boolean hasOrderOfJournal(Partitions.Part part, List<Instant> times, Budget budget) {
        JournalOrder order = JournalOrder.of(part.journal());
        return new LinearizationSearch(part.operations(), times, new Model(), budget, order).run()
                == LinearizationSearch.End.FOUND;
    }

    private static @Nullable Verdict check(
            List<Operation> part, List<Instant> times, int count, Budget budget, List<Call> without) {
        LinearizationSearch search = new LinearizationSearch(part, times, new Model(), budget, JournalOrder.none());
        return switch (search.run()) {
            case FOUND -> null;
            case NONE ->
                new Verdict(
                        Verdict.Finding.NOT_LINEARIZABLE,
                        count,
                        HistoryFormat.printable(new Excerpt(part, times, search.farthest(), without).toString()));
            case SPENT ->
                new Verdict(
                        Verdict.Finding.UNDECIDED,
                        count,
                        HistoryFormat.printable("the search ended at its bounds after " + budget + ", with "
                                + part.size() + " operations to order; " + Excerpt.farthest(search.farthest())));
        };
    }
}
