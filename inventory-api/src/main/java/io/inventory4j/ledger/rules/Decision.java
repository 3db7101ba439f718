package io.inventory4j.ledger.rules;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of a command: its outcome, and every row that has to be stored with it, in one step or not at
 * all. It has a draft of every row that the rules have read, in key order; a draft without a row to store only says
 * that the outcome rests on this row. Made by one thread; not changed any more once it is judged.
 */
public final class Decision {
    /**
     * A counter to store.
     *
     * @param name its name
     * @param after its new value
     */
    public record CounterChange(String name, CounterValue after) {
        /** Checks that both are there. */
        public CounterChange {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(after, "after");
        }
    }

    private final RowLookup source;

    /** The store's now. */
    final long nanos;

    private @Nullable Instant now;

    private @Nullable ReservationDraft reservations;
    private @Nullable RememberedDraft remembered;
    private @Nullable RowDraft counters;
    private @Nullable RowDraft lastCounter;
    private @Nullable RowDraft lines;
    private @Nullable RowDraft lastLine;
    private @Nullable Outcome outcome;

    /**
     * A decision that is still to be made.
     *
     * @param source where its rows come from
     * @param nanos the store's now, as {@link EpochNanos}
     */
    public Decision(RowLookup source, long nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    Decision(RowLookup source, Instant now) {
        this(source, EpochNanos.of(now));
        this.now = now;
    }

    /**
     * When it was decided.
     *
     * @return the store's now, as {@link EpochNanos}
     */
    public long nanos() {
        return nanos;
    }

    /** The store's now. */
    Instant now() {
        Instant at = now;
        if (at == null) {
            at = EpochNanos.instant(nanos);
            now = at;
        }
        return at;
    }

    ReservationDraft reservation(ReservationId id) {
        ReservationDraft draft = source.find(id);
        ReservationDraft first = reservations;
        if (first == null) {
            reservations = draft;
        } else if (first.compareToKey(id) < 0) {
            first.link(draft);
        } else {
            draft.linkBefore(first);
            reservations = draft;
        }
        return draft;
    }

    RememberedDraft remembered(String id, boolean move) {
        RememberedDraft draft = source.findRemembered(id, move);
        remembered = draft;
        return draft;
    }

    LineDraft line(StockKey key) {
        RowDraft at = RowDraft.upTo(key, lines, lastLine);
        if (at != null && at.compareToKey(key) == 0) {
            lastLine = at;
            return (LineDraft) at;
        }
        LineDraft draft = source.find(key);
        if (lines == null) {
            lines = draft;
            return draft;
        }
        if (at == null) {
            draft.linkBefore(lines);
            lines = draft;
        } else {
            at.link(draft);
        }
        lastLine = draft;
        return draft;
    }

    CounterDraft counter(String name) {
        RowDraft at = RowDraft.upTo(name, counters, lastCounter);
        if (at != null && at.compareToKey(name) == 0) {
            lastCounter = at;
            return (CounterDraft) at;
        }
        CounterDraft draft = source.findCounter(name);
        if (counters == null) {
            counters = draft;
            return draft;
        }
        if (at == null) {
            draft.linkBefore(counters);
            counters = draft;
        } else {
            at.link(draft);
        }
        lastCounter = draft;
        return draft;
    }

    Decision refuse(Reason reason, String id, long remaining) {
        return refuse(new Refusal(reason, id, remaining));
    }

    Decision refuse(Reason reason, StockKey key, long remaining) {
        return refuse(new Refusal(reason, key, remaining));
    }

    Decision refuse(Refusal refusal) {
        outcome = new Outcome.Refused(refusal);
        return this;
    }

    Decision replay(@Nullable ReservationRow stored) {
        outcome = Outcome.Applied.later(stored, null, true);
        return this;
    }

    boolean refused() {
        return outcome != null;
    }

    /** Stores what has been drafted; a tombstone is no answer. */
    Decision apply(@Nullable ReservationRow answer) {
        for (CounterDraft counter = counters(); counter != null; counter = counter.following()) {
            counter.finish();
        }
        outcome = Outcome.Applied.later(answer, (LineDraft) lines, false);
        return this;
    }

    /**
     * The answer.
     *
     * @return what became of the command
     */
    public Outcome outcome() {
        return Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * Whether there is anything to store.
     *
     * @return false for refusals and replays
     */
    public boolean stores() {
        return outcome instanceof Outcome.Applied applied && !applied.replayed();
    }

    /**
     * The reservations that were read.
     *
     * @return the first draft; the other follows it in id order
     */
    public @Nullable ReservationDraft reservationDrafts() {
        return reservations;
    }

    /**
     * All rows that were read so far: reservations, then what is remembered, counters, lines. Each kind is in key
     * order, so this is one order for all commands. To be called once the command is judged.
     *
     * @return the first draft; the others follow it
     */
    public @Nullable RowDraft drafts() {
        return RowDraft.chain(reservations, RowDraft.chain(remembered, RowDraft.chain(counters, lines)));
    }

    /**
     * The counters that were read.
     *
     * @return the first draft; the others follow it in name order
     */
    public @Nullable CounterDraft counters() {
        return (CounterDraft) counters;
    }

    /**
     * The lines that were read.
     *
     * @return the first draft; the others follow it in key order
     */
    public @Nullable LineDraft lines() {
        return (LineDraft) lines;
    }

    /**
     * The lines to store, with their levels before and after.
     *
     * @return the outcome's changes, in key order
     */
    public List<LevelChange> lineChanges() {
        return outcome() instanceof Outcome.Applied applied ? applied.changes() : List.of();
    }

    /**
     * The counters to store.
     *
     * @return names and new values, in name order
     */
    public List<CounterChange> counterChanges() {
        List<CounterChange> changes = new ArrayList<>();
        if (stores()) {
            for (CounterDraft counter = counters(); counter != null; counter = counter.following()) {
                if (counter.after() instanceof CountRow row) {
                    changes.add(new CounterChange(counter.key(), row.value()));
                }
            }
        }
        return changes;
    }

    /**
     * The reservations to store: none, the command's own, or also the one it replaces.
     *
     * @return the reservations in id order
     */
    public List<Reservation> reservations() {
        List<Reservation> changed = new ArrayList<>(2);
        if (stores()) {
            for (ReservationDraft draft = reservations; draft != null; draft = draft.following()) {
                if (draft.after() instanceof ReservationRow row) {
                    changed.add(row.told());
                }
            }
        }
        return changed;
    }

    /**
     * What to keep of a move or a sale state under its id.
     *
     * @return content and time; null for other commands and for replays
     */
    public @Nullable AppliedCommand remembered() {
        return stores() && remembered != null && remembered.after() instanceof RememberedDraft.Remembered row
                ? row.command()
                : null;
    }
}
