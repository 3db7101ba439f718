package io.inventory4j.benchmarks.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects rows. Each is printed for machines at once, so that a run that is cut off was not in vain. */
public final class Results {
    private final PrintStream machine;
    private final PrintStream people;
    private final List<Row> rows = new ArrayList<>();
    private final List<TurnTaken> turns = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /**
     * One turn of a contest: whether rates still rise shows whether the warm-up was long enough.
     *
     * @param round negative for rounds that warm up
     * @param rate orders a second
     */
    public record TurnTaken(String bench, String subject, int callers, int round, double rate) {}

    /**
     * Empty results.
     *
     * @param machine where the lines for machines go
     * @param people where notes for people go
     */
    public Results(PrintStream machine, PrintStream people) {
        this.machine = machine;
        this.people = people;
    }

    public void add(Row row) {
        rows.add(row);
        machine.println(row.line());
    }

    void add(TurnTaken turn) {
        turns.add(turn);
    }

    /** Notes what does not run, so that nothing is left out silently. */
    public void skip(String what, String why) {
        String note = "skipped: " + what + ": " + why;
        skipped.add(note);
        people.println(note);
    }

    public void note(String text) {
        people.println(text);
    }

    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** All turns of contests, in the order in which they were taken. */
    public List<TurnTaken> turns() {
        return Collections.unmodifiableList(turns);
    }

    public List<String> skipped() {
        return Collections.unmodifiableList(skipped);
    }
}
