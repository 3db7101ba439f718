package io.inventory4j.core.memory;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.Row;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds overdue reservations, at a cost that grows with their number and not with what is stored (rule 5). Lock-free.
 *
 * <pre>{@code
 *   buckets    8 ms, stripe -> entry, ...   for each 8 ms a bucket a stripe; its entries are not sorted
 *              8 ms, stripe -> entry, ...
 *   overdue    (expiry, id), ...            sorted; the entries of all buckets whose time has come
 * }</pre>
 *
 * <ol>
 *   <li><i>Add.</i> An entry is added to the bucket of its expiry before its reservation is stored or extended, so no
 *       overdue reservation is ever missed. If the bucket is closed, the entry goes to the overdue ones at once. A
 *       reservation that held nothing any more is added once more after it holds something again, because until then
 *       its entry counts as one to be dropped.
 *   <li><i>Promote.</i> When a bucket's time has come, its entries are added to the overdue ones; then the bucket is
 *       closed and removed. So a sweep finds an entry in at least one of the two places.
 *   <li><i>Stripes.</i> A thread adds to the buckets of its own stripe, so that threads which sell at once do not meet
 *       in one bucket. Buckets are in the order of their time first, so all that is said here of one time holds for its
 *       stripes.
 *   <li><i>Visit.</i> A sweep walks through the overdue ones, oldest first. An entry whose reservation was settled is
 *       dropped. One whose reservation was extended is filed under its new expiry. The others are candidates.
 * </ol>
 */
final class ExpiryIndex {
    private static final long BUCKET_NANOS = 8_000_000;

    /** A power of two; more than there are threads that sell at once, mostly. */
    private static final int STRIPES = 64;

    private static final int STRIPE_BITS = Integer.numberOfTrailingZeros(STRIPES);

    /** How many references lie in a cache line, so that stripes are not in one. */
    private static final int APART = 16;

    /** An entry: a reservation's cell itself, or another one for a cell that is filed already. */
    interface Filed {
        ReservationCell cell();

        @Nullable
        Filed next();

        /** Sets what follows, before the entry is filed. */
        void next(@Nullable Filed filed);
    }

    private static final class Entry implements Filed {
        private final ReservationCell cell;
        private @Nullable Filed next;

        private Entry(ReservationCell cell) {
            this.cell = cell;
        }

        @Override
        public ReservationCell cell() {
            return cell;
        }

        @Override
        public @Nullable Filed next() {
            return next;
        }

        @Override
        public void next(@Nullable Filed filed) {
            next = filed;
        }
    }

    /** A stack of entries. It is closed once all of them are among the overdue ones. */
    private static final class Bucket extends AtomicReference<@Nullable Filed> {
        private static final long serialVersionUID = 1L;
        private final transient long key;

        private Bucket(long key) {
            this.key = key;
        }

        private long slot() {
            return key >> STRIPE_BITS;
        }
    }

    /** Sorted by expiry, then by id (rule 5). */
    private record Overdue(long expiryNanos, ReservationId id) implements Comparable<Overdue> {
        @Override
        public int compareTo(Overdue other) {
            int byExpiry = Long.compare(expiryNanos, other.expiryNanos);
            return byExpiry != 0 ? byExpiry : id.compareTo(other.id);
        }
    }

    private static final Filed CLOSED = new Entry(new ReservationCell("closed", 0));

    private final Table reservations;

    /** By slot and stripe. */
    private final ConcurrentSkipListMap<Long, Bucket> buckets = new ConcurrentSkipListMap<>();

    private final NavigableSet<Overdue> overdue = new ConcurrentSkipListSet<>();

    /** Of each stripe: reservations with one timeout mostly fall into the same bucket as the reservation before. */
    private final @Nullable Bucket[] newest = new Bucket[STRIPES * APART];

    ExpiryIndex(Table reservations) {
        this.reservations = reservations;
    }

    /** Files a reservation that is about to be stored in a cell. */
    void add(ReservationRow reservation, ReservationCell cell) {
        add(reservation, (Filed) new Entry(cell));
    }

    /** Files a reservation with the cell itself as the entry: once, and before other threads can see the cell. */
    void addFirst(ReservationRow reservation, ReservationCell cell) {
        add(reservation, (Filed) cell);
    }

    private void add(ReservationRow reservation, Filed entry) {
        Bucket bucket = bucket(slot(reservation.expiryNanos()));
        while (true) {
            Filed head = bucket.get();
            if (head == CLOSED) {
                overdue.add(new Overdue(reservation.expiryNanos(), reservation.id()));
                return;
            }
            entry.next(head);
            if (bucket.compareAndSet(head, entry)) {
                return;
            }
        }
    }

    private Bucket bucket(long slot) {
        int stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
        long key = slot << STRIPE_BITS | stripe;
        Bucket bucket = newest[stripe * APART];
        if (bucket == null || bucket.key != key) {
            bucket = buckets.get(key);
            if (bucket == null) {
                bucket = buckets.computeIfAbsent(key, Bucket::new);
            }
            newest[stripe * APART] = bucket;
        }
        return bucket;
    }

    private static long slot(long nanos) {
        return Math.floorDiv(nanos, BUCKET_NANOS);
    }

    /** Receives overdue candidates one by one, oldest expiry first, then by id. */
    interface Candidates {
        /** Whether it takes more candidates. */
        boolean more();

        /** Whether it leaves a reservation alone, so that a later visit finds it again. */
        boolean leaves(ReservationId id);

        /** Ends a reservation if it is still overdue. */
        void expire(ReservationId id);
    }

    // Promotes one bucket at a time, so that the first sweep after a rush does not promote all of them.
    void visit(long now, Candidates candidates) {
        while (candidates.more()) {
            Map.Entry<Long, Bucket> entry = buckets.firstEntry();
            Bucket first = entry == null ? null : entry.getValue();
            if (first == null || first.slot() > slot(now)) {
                visitOverdue(now, candidates);
                return;
            }
            visitOverdue(start(first.slot()) - 1, candidates);
            if (candidates.more()) {
                promote(first);
            }
        }
    }

    private void visitOverdue(long until, Candidates candidates) {
        Iterator<Overdue> oldest = overdue.iterator();
        while (candidates.more() && oldest.hasNext()) {
            Overdue next = oldest.next();
            if (next.expiryNanos > until) {
                return;
            }
            if (candidates.leaves(next.id)) {
                continue;
            }
            Cell cell = reservations.find(next.id);
            Row row = cell == null ? Cell.DEAD : cell.rowAfterHelping();
            if (Cell.isAbsent(row)) {
                continue; // its reserve is under way and has not happened yet
            }
            if (row instanceof ReservationRow reservation && reservation.pending()) {
                if (reservation.expiryNanos() > next.expiryNanos) {
                    overdue.add(new Overdue(reservation.expiryNanos(), next.id));
                } else {
                    candidates.expire(next.id);
                }
            }
            overdue.remove(next);
        }
    }

    // Entries are among the overdue ones before their bucket is closed. So another sweep finds each of them in one of
    // the two places.
    private void promote(Bucket bucket) {
        Filed head = bucket.get();
        Filed done = null;
        while (head != CLOSED) {
            for (Filed entry = head; entry != done && entry != null; entry = entry.next()) {
                promote(entry.cell(), bucket.slot());
            }
            done = head;
            bucket.compareAndSet(head, CLOSED);
            head = bucket.get();
        }
        buckets.remove(bucket.key, bucket);
    }

    private static long start(long slot) {
        return slot * BUCKET_NANOS;
    }

    private void promote(Cell cell, long slot) {
        Row row = cell.row();
        if (row instanceof ReservationRow reservation && reservation.pending()) {
            overdue.add(new Overdue(reservation.expiryNanos(), reservation.id()));
        } else if (Cell.isAbsent(row)) {
            // Its reserve is under way. When it has happened, a visit files it under its own expiry.
            overdue.add(new Overdue(start(slot), (ReservationId) cell.key));
        }
    }

    /** How many entries there are, including those of reservations that are no longer pending. */
    int waiting() {
        int waiting = overdue.size();
        for (Bucket bucket : buckets.values()) {
            for (Filed entry = bucket.get(); entry != null && entry != CLOSED; entry = entry.next()) {
                waiting++;
            }
        }
        return waiting;
    }

    /**
     * Drops the entries of reservations that are no longer pending, so that a bucket far in the future does not keep
     * settled ones in memory.
     */
    void compact() {
        for (Bucket bucket : buckets.values()) {
            Filed head = bucket.get();
            Filed kept = null;
            int dropped = 0;
            for (Filed entry = head; entry != null && entry != CLOSED; entry = entry.next()) {
                Row row = entry.cell().row();
                if (Cell.isAbsent(row) || (row instanceof ReservationRow reservation && reservation.pending())) {
                    Filed again = new Entry(entry.cell());
                    again.next(kept);
                    kept = again;
                } else {
                    dropped++;
                }
            }
            if (dropped > 0) {
                bucket.compareAndSet(head, kept);
            }
        }
    }
}
