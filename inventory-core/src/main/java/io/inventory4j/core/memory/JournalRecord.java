package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.ledger.rules.LineDraft;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All journal entries of one command, as a node of the {@link JournalLog}. Entries are made when they are read. */
class JournalRecord {
    private static final CommandKind[] KINDS = CommandKind.values();
    private static final VarHandle NEXT;
    private static final VarHandle LAST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(JournalRecord.class, "next", JournalRecord.class);
            LAST = lookup.findVarHandle(JournalRecord.class, "last", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An ordinal of {@link CommandKind}, which takes less room. */
    private final byte kind;

    private final String command;

    /** A move's reason; the settlement's id for other commands. */
    private final @Nullable String detail;

    private final long nanos;
    private final @Nullable LineDraft lines;

    /** How many lines the command has changed: at most a few hundred. */
    private final short entries;

    /** The sequence of the last entry; 0 before the record is in the log. Every helper writes the same number. */
    @SuppressWarnings("UnusedVariable") // LAST reads and writes it
    private long last;

    private volatile @Nullable JournalRecord next;

    @SuppressWarnings("EnumOrdinal") // it never leaves this process
    JournalRecord(CommandKind kind, String command, @Nullable String detail, long nanos, @Nullable LineDraft lines) {
        this.kind = (byte) kind.ordinal();
        this.command = command;
        this.detail = detail;
        this.nanos = nanos;
        this.lines = lines;
        entries = entries(lines);
    }

    /** The node before the first record. */
    static JournalRecord none() {
        return new JournalRecord(CommandKind.RESERVE, "", null, 0, null);
    }

    private static short entries(@Nullable LineDraft lines) {
        short entries = 0;
        for (LineDraft line = lines; line != null; line = line.following()) {
            entries += (short) (line.changed() ? 1 : 0);
        }
        return entries;
    }

    final int entries() {
        return entries;
    }

    final long last() {
        return (long) LAST.getAcquire(this);
    }

    final boolean written() {
        return last() != 0;
    }

    final void follow(JournalRecord before) {
        LAST.setRelease(this, before.last() + entries());
    }

    @Nullable
    final JournalRecord next() {
        return next;
    }

    final boolean append(JournalRecord record) {
        return NEXT.compareAndSet(this, null, record);
    }

    /**
     * Cuts the record off, so that it keeps no later record alive. A reader at this record sees that its next is
     * itself.
     */
    final void drop() {
        next = this;
    }

    final void addEntries(long after, int max, List<JournalEntry> told) {
        long sequence = last() - entries();
        JournalHeading heading = null;
        for (LineDraft line = lines; line != null; line = line.following()) {
            if (line.changed()) {
                sequence++;
                if (sequence > after && told.size() < max) {
                    heading = heading == null ? heading() : heading;
                    told.add(heading.entry(sequence, EpochNanos.instant(nanos), line.change()));
                }
            }
        }
    }

    private JournalHeading heading() {
        boolean move = KINDS[kind] == CommandKind.MOVE;
        return new JournalHeading(KINDS[kind], command, move ? null : detail, move ? detail : null);
    }
}
