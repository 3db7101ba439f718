package io.inventory4j.core.memory;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The journal in memory: a linked list of the newest records. It keeps at least {@code capacity} entries once that many
 * were appended, and no record more than needed for that.
 *
 * <pre>{@code
 *   oldest    -> record -> record -> ... -> tail
 *   not shown    the entries that pages show
 * }</pre>
 *
 * <p>Appending is lock-free. Several helpers may append the same record at once, and it goes in once. It is the queue
 * of Michael and Scott (PODC 1996) with one addition: the record's number, which is the sequence of its last entry. It
 * is 0 until step 4, and every helper writes the same.
 *
 * <ol>
 *   <li>Read the tail.
 *   <li>If the record has a number, it is in the list: done.
 *   <li>If the tail has no next, link the record there by a CAS from null. If the CAS fails, or if the tail had a next,
 *       go on with the record that is there, which may be another one.
 *       If the tail that was read has been dropped meanwhile, it is its own next: begin again.
 *   <li>Give that record its number, counted from the tail's.
 *   <li>Move the tail on to it by a CAS. Begin again with step 1.
 * </ol>
 *
 * <p><b>Why a record goes in once.</b> A record gets its number after it was linked and before the tail moves on to it.
 * An appender reads the tail, and after that sees that the record has no number. So when it read the tail, the tail had
 * not yet passed the record: the record is either not in the list, or right after that tail. The CAS of the tail's next
 * from null can then link it only if it is not in the list, because no next ever becomes null again.
 */
final class JournalLog {
    private static final VarHandle TAIL;
    private static final VarHandle OLDEST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(JournalLog.class, "tail", JournalRecord.class);
            OLDEST = lookup.findVarHandle(JournalLog.class, "oldest", JournalRecord.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int READERS = 4;

    private final int capacity;
    private volatile JournalRecord tail;
    private volatile JournalRecord oldest;

    /** Where readers stopped, which usually go on there. There are mostly few of them, each at a place of its own. */
    private final AtomicReferenceArray<JournalRecord> readTo = new AtomicReferenceArray<>(READERS);

    JournalLog(int capacity) {
        this.capacity = capacity;
        JournalRecord none = JournalRecord.none();
        tail = none;
        oldest = none;
        for (int i = 0; i < READERS; i++) {
            readTo.set(i, none);
        }
    }

    void append(JournalRecord record) {
        while (!record.written()) {
            JournalRecord last = tail;
            if (record.written()) {
                return;
            }
            JournalRecord next = last.next();
            if (next == null) {
                next = last.append(record) ? record : Objects.requireNonNull(last.next());
            }
            if (next != last) {
                next.follow(last);
                if (TAIL.compareAndSet(this, last, next)) {
                    trim(next.last());
                }
            }
        }
    }

    /** The sequence of the newest entry; 0 before the first. An entry that is being appended may not count yet. */
    long end() {
        return tail.last();
    }

    // Drops a record only if at least the capacity is left without it, since pages do not show the record in oldest.
    private void trim(long newest) {
        JournalRecord first = oldest;
        JournalRecord next = first.next();
        while (next != null && next != first && next.written() && newest - next.last() >= capacity) {
            if (OLDEST.compareAndSet(this, first, next)) {
                first.drop();
            }
            first = oldest;
            next = first.next();
        }
    }

    /** Entries after a sequence, oldest first. The record in {@code oldest} counts as dropped and is not shown. */
    JournalPage page(long after, int max) {
        while (true) {
            JournalRecord at = start(after);
            JournalRecord next = at.next();
            if (next == at) {
                continue;
            }
            if (next == null || !next.written()) {
                return new JournalPage(List.of(), after, 0);
            }
            JournalPage page = walk(at, next, after, max);
            if (page != null) {
                return page;
            }
        }
    }

    /** The last record up to this sequence where a reader has stopped; if there is none, the oldest. */
    private JournalRecord start(long after) {
        JournalRecord start = oldest;
        for (int i = 0; i < READERS; i++) {
            JournalRecord hint = readTo.get(i);
            if (hint.last() > start.last() && hint.last() <= after && hint.next() != hint) {
                start = hint;
            }
        }
        return start;
    }

    /** How many records a reader walks through before it comes to those after a sequence, for tests that count them. */
    int stepsTo(long after) {
        int steps = 0;
        for (JournalRecord at = start(after); at != null && at.last() < after; at = at.next()) {
            steps++;
        }
        return steps;
    }

    /** Notes where a reader has stopped: in place of where it began, or of what lies furthest behind. */
    private void readTo(JournalRecord from, JournalRecord to) {
        int furthest = 0;
        for (int i = 0; i < READERS; i++) {
            JournalRecord hint = readTo.get(i);
            if (hint == from) {
                furthest = i;
                break;
            }
            furthest = hint.last() < readTo.get(furthest).last() ? i : furthest;
        }
        readTo.set(furthest, to);
    }

    private @Nullable JournalPage walk(JournalRecord from, JournalRecord first, long after, int max) {
        List<JournalEntry> entries = new ArrayList<>(Math.min(max, 256));
        JournalRecord at = from;
        JournalRecord next = first;
        while (next != null && next.written() && entries.size() < max) {
            if (next == at) {
                return null;
            }
            at = next;
            at.addEntries(after, max, entries);
            next = at.next();
        }
        if (entries.isEmpty()) {
            return new JournalPage(List.of(), after, 0);
        }
        long reached = entries.get(entries.size() - 1).sequence();
        if (reached == at.last()) {
            readTo(from, at);
        }
        return new JournalPage(entries, reached, Math.max(0, entries.get(0).sequence() - 1 - after));
    }
}
