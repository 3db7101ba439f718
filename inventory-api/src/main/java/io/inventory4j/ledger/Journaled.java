package io.inventory4j.ledger;

import io.inventory4j.stock.JournalPage;

/** A ledger that remembers what was done (rule 7): for audit, replay, and listeners that catch up. */
public interface Journaled {
    /**
     * Reads the journal, oldest entries first. An entry, once read, never moves, and none appears before it later.
     *
     * @param after the sequence to go on after; 0 for the oldest kept
     * @param max the most entries to return, at least 1
     * @return the entries, where to go on ({@code after} again where nothing follows), and how many were lost in
     *     between
     * @throws IllegalArgumentException if {@code after} is negative or {@code max} is below 1
     */
    JournalPage journal(long after, int max);
}
