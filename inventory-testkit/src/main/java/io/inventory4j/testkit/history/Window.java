package io.inventory4j.testkit.history;

import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fewest steps around a fault that are still without an order, so that a person can follow them: what began after the
 * fault was certain goes, then what was over before all the rest began, then each step that the fault does not need. Every
 * smaller window is searched again before it is believed.
 */
final class Window {
    /** Windows of more steps are not thinned out one by one. */
    private static final int THIN = 400;

    private static final int PRINTED = 60;

    private final Model model = new Model();
    private final List<Instant> times;
    private final int size;
    private final int before;
    private List<Step> steps;
    private Stalemate stalemate;

    /** Shrinks a part of a history that is not linearizable. */
    Window(List<Step> part, List<Instant> times, Stalemate found) {
        this.times = times;
        size = part.size();
        stalemate = found;
        steps = part.stream().filter(step -> step.from() < found.frontier()).toList();
        before = dropPast();
        if (steps.size() <= THIN) {
            thin();
        }
    }

    /**
     * Drops what came before the last moment at which nobody was calling, unless it is to blame itself.
     *
     * @return how many steps were dropped; the model is in the state after them
     */
    private int dropPast() {
        int cut = lastCut(steps);
        if (cut == 0) {
            return 0;
        }
        int empty = model.mark();
        if (new Search(steps.subList(0, cut), times, model, budget(), JournalOrder.none()).run() == Search.End.FOUND
                && drop(steps.subList(cut, steps.size()))) {
            return cut;
        }
        model.undo(empty);
        return 0;
    }

    private static int lastCut(List<Step> steps) {
        int cut = 0;
        long latest = Call.NEVER;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (latest < step.from()) {
                cut = i;
            }
            latest = i == 0 ? step.to() : Math.max(latest, step.to());
        }
        return cut;
    }

    /** Without a lost step, or one that changes nothing, an order would still be one: so the rest is no less to blame. */
    private void thin() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).lost() || steps.get(i).preserving()) {
                List<Step> fewer = new ArrayList<>(steps);
                fewer.remove(i);
                drop(fewer);
            }
        }
    }

    private boolean drop(List<Step> fewer) {
        int start = model.mark();
        Search search = new Search(fewer, times, model, budget(), JournalOrder.none());
        boolean none = search.run() == Search.End.NONE;
        model.undo(start);
        if (none) {
            steps = fewer;
            stalemate = search.farthest();
        }
        return none;
    }

    private static Budget budget() {
        return new Budget(50_000, 5_000_000);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("no order of these ")
                .append(steps.size())
                .append(" operations obeys the rules (")
                .append(before)
                .append(" before them do; ")
                .append(size - before - steps.size())
                .append(" others are left out):\n");
        steps.stream().skip(Math.max(0, steps.size() - PRINTED)).forEach(step -> line(text, step));
        return text.append(farthest(stalemate)).toString();
    }

    /** Where a search stood still. */
    static String farthest(Stalemate stalemate) {
        StringBuilder text = new StringBuilder("the longest order that was found has ")
                .append(stalemate.placed())
                .append(" operations, the last of them:\n");
        stalemate.last().forEach(step -> line(text, step));
        text.append("  then none of these fits:\n");
        for (Stalemate.Misfit misfit : stalemate.misfits()) {
            text.append("  ").append(misfit.step().against(misfit.expected())).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Step step) {
        text.append("  ").append(step).append('\n');
    }
}
