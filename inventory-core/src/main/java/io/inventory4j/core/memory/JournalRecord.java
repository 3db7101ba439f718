package io.inventory4j.core.memory;

import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.ledger.JournalHeading;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All journal entries of one command, as a node of the {@link JournalLog}. */
final class JournalRecord {
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(JournalRecord.class, "next", JournalRecord.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable JournalHeading heading;
    private final Instant at;
    private final List<LevelChange> changes;

    /** The sequence of the last entry; 0 before the record is in the log. Every helper writes the same number. */
    private volatile long last;

    private volatile @Nullable JournalRecord next;

    JournalRecord(@Nullable JournalHeading heading, Instant at, List<LevelChange> changes) {
        this.heading = heading;
        this.at = at;
        this.changes = changes;
    }

    /** The node before the first record. */
    static JournalRecord none() {
        return new JournalRecord(null, Instant.EPOCH, List.of());
    }

    long last() {
        return last;
    }

    boolean written() {
        return last != 0;
    }

    void follow(JournalRecord before) {
        last = before.last + changes.size();
    }

    @Nullable
    JournalRecord next() {
        return next;
    }

    boolean append(JournalRecord record) {
        return NEXT.compareAndSet(this, null, record);
    }

    /**
     * Cuts the record off, so that it keeps no later record alive. A reader at this record sees that its next is
     * itself.
     */
    void drop() {
        next = this;
    }

    void addEntries(long after, int max, List<JournalEntry> entries) {
        long sequence = last - changes.size();
        for (LevelChange change : changes) {
            sequence++;
            if (sequence > after && entries.size() < max && heading != null) {
                entries.add(heading.entry(sequence, at, change));
            }
        }
    }
}
