package io.inventory4j.examples;

import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The layer that notes what the ledger below has acknowledged, so that it can be named when that ledger is lost: the
 * newest ones, as a copy is never far behind. What changes no line is not noted, as the journal has no entry of it.
 */
final class NotedLedger extends ForwardingLedger implements Journaled {
    /** More than any copy is behind that works. */
    static final int MOST_NOTES = 10_000;

    private static final int PAGE = 1_000;

    /** One line of a command, which the journal has once. */
    private record Change(String command, StockKey line, long version) {}

    /**
     * What was acknowledged.
     *
     * @param subject the order or move
     * @param what what was done with it
     * @param first one of its changes; a ledger has all of them or none
     */
    private record Note(String subject, String what, Change first) {}

    private final Journaled journal;
    private final Deque<Note> notes = new ArrayDeque<>();
    private boolean forgot;

    /**
     * A layer that has noted nothing.
     *
     * @param below keeps a journal
     */
    <L extends StockLedger & Journaled> NotedLedger(L below) {
        super(below);
        journal = below;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = below().apply(batch);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Applied applied) {
                note(batch.get(i), applied);
            }
        }
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max) {
        List<Outcome.Applied> ended = below().expire(max);
        for (Outcome.Applied applied : ended) {
            String id = Objects.requireNonNull(applied.reservation()).id().value();
            note("order " + id, "EXPIRE", id, applied);
        }
        return ended;
    }

    @Override
    public JournalPage journal(long after, int max) {
        return journal.journal(after, max);
    }

    private void note(Command command, Outcome.Applied applied) {
        if (command instanceof Reserve reserve) {
            note("order " + reserve.id(), "RESERVE", reserve.id().value(), applied);
        } else if (command instanceof Settle settle) {
            String id = settle.reservation().value();
            note("order " + id, settle.transition().name(), id, applied);
        } else if (command instanceof Move move) {
            note("move " + move.id(), "MOVE", move.id(), applied);
        } else if (command instanceof SetSaleState state) {
            note("sale state " + state.id(), state.state().name(), state.id(), applied);
        }
    }

    private synchronized void note(String subject, String what, String command, Outcome.Applied applied) {
        if (applied.changes().isEmpty()) {
            return;
        }
        LevelChange first = applied.changes().get(0);
        if (notes.size() == MOST_NOTES) {
            notes.remove();
            forgot = true;
        }
        notes.add(new Note(
                subject, what, new Change(command, first.key(), first.after().version())));
    }

    /**
     * What was acknowledged and is not in a copy of the journal, in the order in which it was acknowledged.
     *
     * @param copy of the journal of the ledger below
     * @param after the place in it up to which nothing was noted here
     * @return a line for each order or move, and one where there may be more
     */
    synchronized List<String> missingIn(Journaled copy, long after) {
        Set<Change> missing = new LinkedHashSet<>();
        notes.forEach(note -> missing.add(note.first));
        JournalPage page = copy.journal(after, PAGE);
        while (!page.entries().isEmpty()) {
            for (JournalEntry entry : page.entries()) {
                missing.remove(new Change(
                        entry.command(),
                        entry.change().key(),
                        entry.change().after().version()));
            }
            page = copy.journal(page.next(), PAGE);
        }
        Map<String, List<String>> bySubject = new LinkedHashMap<>();
        for (Note note : notes) {
            if (missing.contains(note.first)) {
                bySubject
                        .computeIfAbsent(note.subject, subject -> new ArrayList<>())
                        .add(note.what);
            }
        }
        List<String> lines = new ArrayList<>();
        if (forgot && missing.size() == notes.size()) {
            lines.add("older ones, which nobody has kept: the copy is more than " + MOST_NOTES + " calls behind");
        }
        bySubject.forEach((subject, what) -> lines.add(subject + ": " + String.join(", ", what)));
        return lines;
    }
}
