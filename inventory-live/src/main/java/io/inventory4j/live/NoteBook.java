package io.inventory4j.live;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operations and planned steps, from notes in the order of the journal. Not thread-safe.
 *
 * <p>Each has notes under one id: {@code who}, {@code why}, then {@code do}, which makes it valid, and at last
 * {@code end}. A node that dies between them leaves an operation without an end, which another one goes on with. Their
 * order is that of {@code do}.
 */
final class NoteBook {
    static final String WHO = "/who";
    static final String WHY = "/why";
    static final String DO = "/do";
    static final String END = "/end";

    /** The id of what an operation does, as that of a note: a move that was refused. */
    static final String RUN = "/run";

    static final String OPERATION = "op/";
    static final String STEP = "step/";
    static final String TAKEN = "taken";
    static final String CANCELLED = "cancelled";

    private static final class Notes {
        private String who = "";
        private String why = "";
        private @Nullable String what;
        private @Nullable Instant at;
        private @Nullable String end;
        private @Nullable String refused;

        By by() {
            return new By(who, why);
        }
    }

    private final ActionText actions;
    private final SaleLines lines;
    private final Map<String, Notes> operations = new LinkedHashMap<>();
    private final Map<String, Notes> steps = new LinkedHashMap<>();

    NoteBook(SaleLines lines) {
        this.lines = lines;
        actions = new ActionText(lines);
    }

    /** Adds a note; what it is about is its id without the sale's own part. */
    void add(String about, String text, Instant at) {
        Map<String, Notes> book;
        String rest;
        if (about.startsWith(OPERATION)) {
            book = operations;
            rest = about.substring(OPERATION.length());
        } else if (about.startsWith(STEP)) {
            book = steps;
            rest = about.substring(STEP.length());
        } else {
            return;
        }
        int slash = rest.lastIndexOf('/');
        if (slash > 0) {
            String id = rest.substring(0, slash);
            Notes notes = book.computeIfAbsent(id, key -> new Notes());
            if (rest.substring(slash).equals(DO)) {
                // It is valid from here on, so this is its place.
                book.remove(id);
                book.put(id, notes);
            }
            put(notes, rest.substring(slash), text, at);
        }
    }

    private static void put(Notes notes, String part, String text, Instant at) {
        switch (part) {
            case WHO -> notes.who = text;
            case WHY -> notes.why = text;
            case DO -> {
                notes.what = text;
                notes.at = at;
            }
            case END -> notes.end = text;
            case RUN -> notes.refused = text;
            default -> {
                // A note of a later version.
            }
        }
    }

    /** Operations, oldest first. */
    List<SaleOperation> operations() {
        List<SaleOperation> all = new ArrayList<>();
        operations.forEach((id, notes) -> {
            if (notes.what != null && notes.at != null) {
                all.add(new SaleOperation(id, notes.at, notes.by(), actions.read(words(notes.what)), notes.end));
            }
        });
        return all;
    }

    /** Why a move was refused by the node that tried it first; empty if none has said so. */
    Optional<String> refusal(String id) {
        Notes notes = operations.get(id);
        return notes == null ? Optional.empty() : Optional.ofNullable(notes.refused);
    }

    /** Planned steps, oldest first. */
    List<PlannedStep> steps() {
        List<PlannedStep> all = new ArrayList<>();
        steps.forEach((id, notes) -> {
            if (notes.what != null) {
                List<String> words = words(notes.what);
                all.add(new PlannedStep(
                        id,
                        notes.by(),
                        trigger(words),
                        actions.read(words.subList(words.indexOf(":") + 1, words.size())),
                        state(notes.end)));
            }
        });
        return all;
    }

    /** The text of a step. */
    String step(Trigger trigger, Action action) {
        String when = trigger instanceof Trigger.Sold sold
                ? "sold " + lines.number(sold.sku()) + " " + sold.units()
                : "at " + ((Trigger.At) trigger).when().getEpochSecond();
        return when + " : " + actions.write(action);
    }

    private Trigger trigger(List<String> words) {
        return words.get(0).equals("sold")
                ? new Trigger.Sold(lines.get(Integer.parseInt(words.get(1))).sku(), Long.parseLong(words.get(2)))
                : new Trigger.At(Instant.ofEpochSecond(Long.parseLong(words.get(1))));
    }

    private static PlannedStep.State state(@Nullable String end) {
        if (end == null) {
            return PlannedStep.State.WAITING;
        }
        return end.equals(TAKEN) ? PlannedStep.State.TAKEN : PlannedStep.State.CANCELLED;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
