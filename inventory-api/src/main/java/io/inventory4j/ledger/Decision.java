package io.inventory4j.ledger;

import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of a command: its outcome, and every row that has to be stored with it, in one step or not at
 * all.
 *
 * @param outcome the answer; an {@link Outcome.Applied} carries the lines to store in its changes
 * @param counters the counters to store, in name order
 * @param reservations the reservations to store: none, the command's own, or also the one it replaces
 * @param remembered what to keep of a move or a sale state under its id; null for other commands and for replays
 */
public record Decision(
        Outcome outcome,
        List<CounterChange> counters,
        List<Reservation> reservations,
        @Nullable AppliedCommand remembered) {

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

    /** Copies the lists. */
    public Decision {
        Objects.requireNonNull(outcome, "outcome");
        counters = List.copyOf(counters);
        reservations = List.copyOf(reservations);
    }

    /** An answer that leaves everything as it is: a refusal or a replay. */
    static Decision answer(Outcome outcome) {
        return new Decision(outcome, List.of(), List.of(), null);
    }

    /**
     * The lines to store, with their levels before and after.
     *
     * @return the outcome's changes, in key order
     */
    public List<LevelChange> lines() {
        return outcome instanceof Outcome.Applied applied ? applied.changes() : List.of();
    }

    /**
     * Whether there is anything to store.
     *
     * @return false for refusals and replays
     */
    public boolean stores() {
        return remembered != null || !reservations.isEmpty();
    }
}
