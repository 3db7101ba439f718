package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * The search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) with the memory of Lowe (Testing for
 * linearizability, 2017). An order is built operation by operation. An operation may come next if no operation that is
 * left was over before it began, and if the model then gives the answer that was seen. If no operation may come next,
 * the last choice is undone. What was tried is remembered as (set of ordered operations, state of the model), and never
 * tried again.
 *
 * Operations that change nothing need no choice. Let p be one that fits now, and let there be an order of all
 * operations that are left. Move p to its front: the others see the same states as before, p sees the present state,
 * and the order still agrees with the intervals, because no operation that is left was over before p began. So p is
 * placed at once, and no order is missed.
 *
 * Operations that change lines say which versions they changed, and each version is changed only once. So at most one
 * answered operation fits next to a line, and it is found by its number (Lines). Without lost answers, and on one line,
 * the search hardly ever undoes a choice, and its cost grows with the number of operations.
 *
 * Operations whose answer was lost are tried last: at every place where they change something, at every now that the
 * clock may have had there, unless they use up a version that an answered operation needs. (Placing one where it
 * changes nothing is the same as leaving it out.) Those that are never placed have not happened. A lost batch may have
 * happened in part, in order. If a lost command was sent several times, one is tried: an id takes effect once (rule
 * 1.4). Only what takes swept units again, and a settlement without an id, may do so several times (rules 1.12, 2.10).
 *
 * If there is a journal, a search can follow it (JournalOrder): then an operation that changes lines has only one
 * place.
 *
 * Configurations are compared by hashes of 128 bits. With n of them, the chance that two different ones are taken for
 * one, so that an order may be missed, is below n * n / 2^128: less than 10^-24 at the bound of 4,000,000. LINEARIZABLE
 * is never wrong by it: then the order was found.
 */
final class LinearizationSearch {
    /** How a search can end. */
    enum End {
        FOUND,
        NONE,
        SPENT
    }

    private final Model model;
    private final Budget budget;
    private final Operation[] operations;
    /** Operations without an answer, in the order of their calls. */
    private final Operation[] lost;

    /** By operation: those that it has to come after because its node knew of them (rule 10.4). */
    private final int[][] known;

    private final boolean remembers;
    private final boolean[] placed;
    private final boolean[] lostPlaced;
    /** All times of the clock, in order. */
    private final List<Instant> times;

    private final Timeline timeline;

    /** What returned later may stay out of the order, although it began before. */
    private long until = Call.NEVER;

    private final Lines lines;
    private final JournalOrder journal;
    private final Configurations seen = new Configurations();
    private final Stalemate farthest = new Stalemate();
    private long high;
    private long low;

    /** The order so far: an operation's number, or for a lost one, -1 minus its number and time. */
    private final Ints order = new Ints();

    // One entry of each for every choice: the marks of the order, the model, the lines and the journal before it, and
    // what was chosen.
    private final Ints orderBefore = new Ints();
    private final Ints modelBefore = new Ints();
    private final Ints linesBefore = new Ints();
    private final Ints journalBefore = new Ints();
    private final Ints choices = new Ints();

    /**
     * A search.
     *
     * @param operations in the order of their calls
     * @param times what the clock has shown over the whole history, in order
     * @param model the state that they begin with
     * @param budget what may be spent
     * @param journal the only order to try
     */
    LinearizationSearch(
            List<Operation> operations, List<Instant> times, Model model, Budget budget, JournalOrder journal) {
        this.model = model;
        this.budget = budget;
        this.operations =
                operations.stream().filter(operation -> !operation.lost()).toArray(Operation[]::new);
        lost = Operations.lostThatMayHappen(operations).toArray(Operation[]::new);
        known = known(this.operations);
        remembers = Arrays.stream(known).anyMatch(numbers -> numbers.length > 0);
        placed = new boolean[this.operations.length];
        lostPlaced = new boolean[lost.length];
        this.times = times;
        timeline = new Timeline(this.operations);
        lines = new Lines(this.operations, model);
        this.journal = journal;
    }

    private static int[][] known(Operation[] operations) {
        IdentityHashMap<Operation, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < operations.length; i++) {
            numbers.put(operations[i], i);
        }
        int[][] known = new int[operations.length][];
        for (int i = 0; i < operations.length; i++) {
            Call.Remembered remembered = operations[i].call().remembered();
            List<Operation> after = remembered == null ? List.of() : remembered.after();
            known[i] = after.stream()
                    .mapToInt(one -> numbers.getOrDefault(one, -1))
                    .filter(number -> number >= 0)
                    .toArray();
        }
        return known;
    }

    /**
     * Asks only for an order of what has returned by a time, in which operations under way then may have happened or
     * not.
     */
    LinearizationSearch upTo(long time) {
        until = time;
        return this;
    }

    /** Looks for an order. If one is found, the model is in the state after it. */
    End run() {
        placePreserving();
        int from = timeline.first();
        while (timeline.left() > 0 && timeline.frontier() <= until) {
            if (budget.spent()) {
                farthest.see(this);
                return End.SPENT;
            }
            if (choose(from) && isNew()) {
                from = timeline.first();
                continue;
            }
            farthest.see(this);
            if (choices.isEmpty()) {
                return End.NONE;
            }
            from = undoChoice();
        }
        return End.FOUND;
    }

    Stalemate farthest() {
        return farthest;
    }

    private boolean isNew() {
        placePreserving();
        budget.configuration();
        long[] state = model.digest();
        return seen.add(mix(high) ^ state[0], mix(low) ^ state[1]);
    }

    /**
     * Places every operation that fits and changes nothing. One pass finds all, as the state stays the same, but for
     * those that may come only after another one.
     */
    private void placePreserving() {
        boolean again = true;
        while (again) {
            again = placePreservingOnce();
        }
    }

    /** Whether something was placed for which another operation may have waited. */
    private boolean placePreservingOnce() {
        boolean read = false;
        int entry = timeline.first();
        while (timeline.isCall(entry)) {
            int operation = timeline.operation(entry);
            if (operations[operation].preserving() && isNext(operation) && fits(operation)) {
                int before = timeline.before(entry);
                place(operation);
                entry = before;
                read |= operations[operation].action() instanceof AtomicAction.Level;
            }
            entry = timeline.after(entry);
        }
        return read && remembers;
    }

    private boolean isNext(int operation) {
        for (int before : known[operation]) {
            if (!placed[before]) {
                return false;
            }
        }
        return isNextOfBatch(operation);
    }

    /** Rule 6.4: a command comes after the one before it in its batch. */
    private boolean isNextOfBatch(int operation) {
        return operation == 0
                || !operations[operation].ordered()
                || !operations[operation - 1].sameCallAs(operations[operation])
                || placed[operation - 1];
    }

    private boolean fits(int operation) {
        if (!lines.mayFit(operation)
                || !journal.mayTake(operations[operation].action(), changes(operations[operation].seen()))) {
            return false;
        }
        int mark = model.mark();
        if (operations[operation].agrees(ask(operations[operation], operations[operation].now()))) {
            return true;
        }
        model.undo(mark);
        if (operations[operation].agreesIfIdIsNew(model)) {
            return true;
        }
        model.undo(mark);
        return false;
    }

    private @Nullable Object ask(Operation operation, Instant now) {
        budget.question();
        return operation.action().askOf(model, now);
    }

    /**
     * Places the next operation that fits and changes something.
     *
     * @param from where to begin: an entry of the timeline, or for a lost operation, -1 minus its number and time
     */
    private boolean choose(int from) {
        int at = from;
        while (at >= 0 && timeline.isCall(at)) {
            int operation = timeline.operation(at);
            if (!operations[operation].preserving() && isNext(operation)) {
                int mark = model.mark();
                if (fits(operation)) {
                    chosen(mark, at);
                    place(operation);
                    take(operations[operation].action(), changes(operations[operation].seen()));
                    return true;
                }
            }
            at = timeline.after(at);
        }
        return lost.length > 0 && chooseLost(at < 0 ? -1 - at : 0);
    }

    private boolean chooseLost(int from) {
        long frontier = timeline.frontier();
        Instant latest = operations[timeline.returnsFirst()].now();
        for (int at = from; at < lost.length * times.size(); at++) {
            int number = at / times.size();
            Instant now = times.get(at % times.size());
            Operation operation = lost[number];
            if (operation.from() > frontier) {
                return false;
            }
            if (lostPlaced[number] || now.isBefore(operation.now()) || now.isAfter(latest) || isTooLate(number)) {
                continue;
            }
            int mark = model.mark();
            Object answer = ask(operation, now);
            if (answer instanceof Outcome.Applied applied && mayHappen(operation, applied)) {
                chosen(mark, -1 - at);
                placeLost(number, at);
                take(operation.action(), applied.changes());
                return true;
            }
            model.undo(mark);
        }
        return false;
    }

    private boolean mayHappen(Operation operation, Outcome.Applied applied) {
        if (applied.replayed()
                || lines.claimed(applied.changes())
                || !journal.mayTake(operation.action(), applied.changes())) {
            return false;
        }
        // Rules 2.9 and 2.11: of all settlements, only that of an unknown id has no reservation.
        boolean tombstone = applied.reservation() == null
                && operation.action() instanceof AtomicAction.Execute execute
                && execute.command() instanceof Settle settle
                && !journal.mayStayUnknown(settle.reservation());
        return !tombstone;
    }

    private void take(AtomicAction action, List<LevelChange> changes) {
        lines.take(changes);
        journal.take(action, changes);
    }

    /** Whether a later command of the same batch has been placed already. */
    private boolean isTooLate(int number) {
        for (int i = number + 1; i < lost.length && lost[i].sameCallAs(lost[number]); i++) {
            if (lostPlaced[i] && lost[i].ordered()) {
                return true;
            }
        }
        return false;
    }

    private void chosen(int mark, int choice) {
        orderBefore.push(order.size());
        modelBefore.push(mark);
        linesBefore.push(lines.mark());
        journalBefore.push(journal.mark());
        choices.push(choice);
    }

    /** Undoes the last choice, and returns where to look for the next one. */
    private int undoChoice() {
        int size = orderBefore.pop();
        while (order.size() > size) {
            int operation = order.pop();
            if (operation >= 0) {
                timeline.unlift(operation);
                placed[operation] = false;
                flip(operation);
            } else {
                lostPlaced[(-1 - operation) / times.size()] = false;
                flip(operations.length - 1 - operation);
            }
        }
        model.undo(modelBefore.pop());
        lines.undo(linesBefore.pop());
        journal.undo(journalBefore.pop());
        int choice = choices.pop();
        return choice >= 0 ? timeline.after(choice) : choice - 1;
    }

    private void place(int operation) {
        timeline.lift(operation);
        placed[operation] = true;
        order.push(operation);
        flip(operation);
    }

    /** The now is a part of the ordered set, because the model's digest does not contain the times of commands. */
    private void placeLost(int number, int numberAndTime) {
        lostPlaced[number] = true;
        order.push(-1 - numberAndTime);
        flip(operations.length + numberAndTime);
    }

    /** Adds an operation to the hash of the ordered set, or takes it out. */
    private void flip(int operation) {
        high ^= mix(2L * operation + 1);
        low ^= mix(-2L * operation - 2);
    }

    /** The finalizer of SplitMix64, a bijection. */
    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static List<LevelChange> changes(@Nullable Object answer) {
        return answer instanceof Outcome.Applied applied ? applied.changes() : List.of();
    }

    /** When the first of the operations that are left returned. */
    long frontier() {
        return timeline.frontier();
    }

    int placedCount() {
        return order.size();
    }

    /** The last operations of the order. */
    List<Operation> lastPlaced(int most) {
        List<Operation> last = new ArrayList<>();
        for (int i = Math.max(0, order.size() - most); i < order.size(); i++) {
            int operation = order.get(i);
            last.add(operation >= 0 ? operations[operation] : lost[(-1 - operation) / times.size()]);
        }
        return last;
    }

    /** The operations that could come next by their times, each with the answer that the model gives. */
    List<Stalemate.Misfit> misfits() {
        List<Stalemate.Misfit> misfits = new ArrayList<>();
        for (int entry = timeline.first(); timeline.isCall(entry); entry = timeline.after(entry)) {
            Operation operation = operations[timeline.operation(entry)];
            if (isNext(timeline.operation(entry))) {
                int mark = model.mark();
                misfits.add(new Stalemate.Misfit(operation, operation.action().askOf(model, operation.now())));
                model.undo(mark);
            }
        }
        return misfits;
    }
}
