package io.inventory4j.live.plan;

import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a value, so that it is said all at once. For one thread. */
final class Faults {
    /** The longest SKU and place of a plan: they become parts of ids, which have 200 code points (rule 9.1). */
    static final int MAX_NAME = 100;

    /** The most names in a list, such that it fits into a cell. */
    static final int MAX_LISTED = 100;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final List<PlanProblem> problems = new ArrayList<>();

    void add(PlanColumn column, String message) {
        problems.add(PlanProblem.inCode(column, message));
    }

    List<PlanProblem> found() {
        return Collections.unmodifiableList(problems);
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new PlanException(
                    problems.subList(0, Math.min(problems.size(), PlanException.MAX_PROBLEMS)), problems.size());
        }
    }

    /** What the supplier makes; null, and a fault in the column, where it refuses. */
    <T> @Nullable T attempt(PlanColumn column, String about, Supplier<T> make) {
        try {
            return make.get();
        } catch (PlanException e) {
            e.problems()
                    .forEach(problem -> problems.add(
                            new PlanProblem(0, 0, problem.header(), problem.value(), about + problem.message())));
        } catch (IllegalArgumentException e) {
            add(column, about + e.getMessage());
        }
        return null;
    }

    void within(PlanColumn column, String name, @Nullable Long value, long least, long most) {
        if (value != null) {
            attempt(column, "", () -> Bounds.within(name, value, least, most));
        }
    }

    void instant(PlanColumn column, String name, @Nullable Instant at) {
        if (at != null && (at.isBefore(FIRST) || at.isAfter(LAST))) {
            add(column, name + " is " + at + "; it has to be of the years 1970 to 9999");
        }
    }

    /** A text that only people read: may be empty. */
    void text(PlanColumn column, String name, String text) {
        if (!text.isEmpty()) {
            attempt(column, "", () -> Bounds.text(name, text));
            noEdges(column, name, text);
        }
    }

    private void noEdges(PlanColumn column, String name, String text) {
        if (!Texts.strip(text).equals(text)) {
            add(column, name + " '" + PlanProblem.shown(text) + "' has a blank at an end, which nobody would see");
        }
    }

    /** A name that becomes part of ids. */
    void name(PlanColumn column, String name, String text) {
        int before = problems.size();
        attempt(column, "", () -> Bounds.text(name, text));
        if (problems.size() > before) {
            return;
        }
        noEdges(column, name, text);
        int length = text.codePointCount(0, text.length());
        if (length > MAX_NAME) {
            add(
                    column,
                    name + " '" + PlanProblem.shown(text) + "' has " + length + " code points; a plan allows "
                            + MAX_NAME + ", since it becomes part of ids");
        }
        if (text.startsWith(SaleNames.MARK)) {
            add(column, name + " '" + PlanProblem.shown(text) + "' begins with live/, as only the sale's own do");
        }
    }

    /** A name that stands in a list in a cell. */
    void listed(PlanColumn column, String name, String text) {
        name(column, name, text);
        if (text.codePoints().anyMatch(Texts::separatesLists)) {
            add(
                    column,
                    name + " '" + PlanProblem.shown(text) + "' has a semicolon or an equals sign, which separate"
                            + " the names of a list");
        }
    }

    /** A list of names with units: each name as a list allows it, each number in its bounds. */
    void listed(PlanColumn column, String name, Map<String, Long> units, long least) {
        size(column, name, units.size());
        units.forEach((key, value) -> {
            listed(column, name, key);
            within(column, name + " " + PlanProblem.shown(key), value, least, Bounds.MAX_QUANTITY);
        });
    }

    void size(PlanColumn column, String name, int size) {
        if (size > MAX_LISTED) {
            add(column, name + " has " + size + " names; at most " + MAX_LISTED + " are allowed");
        }
    }

    /** A copy that keeps the order. */
    static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
