package io.inventory4j.core.memory;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import java.time.Instant;
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
 *   buckets    8 ms -> entry, entry, ...    one bucket for each 8 ms; its entries are not sorted
 *              8 ms -> entry, ...
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
 *   <li><i>Visit.</i> A sweep walks through the overdue ones, oldest first. An entry whose reservation was settled is
 *       dropped. One whose reservation was extended is filed under its new expiry. The others are candidates.
 * </ol>
 */
final class ExpiryIndex {
    private static final int BUCKET_MILLIS = 8;

    private static final class Entry {
        private final Cell cell;
        private final @Nullable Entry next;

        private Entry(Cell cell, @Nullable Entry next) {
            this.cell = cell;
            this.next = next;
        }
    }

    /** A stack of entries. It is closed once all of them are among the overdue ones. */
    private static final class Bucket extends AtomicReference<@Nullable Entry> {
        private static final long serialVersionUID = 1L;
        private final transient long slot;

        private Bucket(long slot) {
            this.slot = slot;
        }
    }

    /** Sorted by expiry, then by id (rule 5). */
    private record Overdue(Instant expiresAt, ReservationId id) implements Comparable<Overdue> {
        @Override
        public int compareTo(Overdue other) {
            int byExpiry = expiresAt.compareTo(other.expiresAt);
            return byExpiry != 0 ? byExpiry : id.compareTo(other.id);
        }
    }

    private static final Entry CLOSED = new Entry(new Cell("closed", 0, null), null);

    private final Table reservations;
    private final ConcurrentSkipListMap<Long, Bucket> buckets = new ConcurrentSkipListMap<>();
    private final NavigableSet<Overdue> overdue = new ConcurrentSkipListSet<>();

    /** Reservations with one timeout mostly fall into the same bucket as the reservation before. */
    private volatile @Nullable Bucket newest;

    ExpiryIndex(Table reservations) {
        this.reservations = reservations;
    }

    /** Files a reservation that is about to be stored in {@code cell} with this expiry. */
    void add(Reservation reservation, Cell cell) {
        Bucket bucket = bucket(slot(reservation.expiresAt()));
        while (true) {
            Entry head = bucket.get();
            if (head == CLOSED) {
                overdue.add(new Overdue(reservation.expiresAt(), reservation.id()));
                return;
            }
            if (bucket.compareAndSet(head, new Entry(cell, head))) {
                return;
            }
        }
    }

    private Bucket bucket(long slot) {
        Bucket bucket = newest;
        if (bucket == null || bucket.slot != slot) {
            bucket = buckets.get(slot);
            if (bucket == null) {
                bucket = buckets.computeIfAbsent(slot, Bucket::new);
            }
            newest = bucket;
        }
        return bucket;
    }

    private static long slot(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), BUCKET_MILLIS);
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
    void visit(Instant now, Candidates candidates) {
        while (candidates.more()) {
            Map.Entry<Long, Bucket> first = buckets.firstEntry();
            boolean due = first != null && first.getKey() <= slot(now);
            visitOverdue(due ? start(first.getKey()).minusNanos(1) : now, candidates);
            if (!due) {
                return;
            }
            if (candidates.more()) {
                promote(first.getValue());
            }
        }
    }

    private void visitOverdue(Instant until, Candidates candidates) {
        Iterator<Overdue> oldest = overdue.iterator();
        while (candidates.more() && oldest.hasNext()) {
            Overdue next = oldest.next();
            if (next.expiresAt.isAfter(until)) {
                return;
            }
            if (candidates.leaves(next.id)) {
                continue;
            }
            Cell cell = reservations.find(next.id);
            Object row = cell == null ? Cell.DEAD : cell.rowAfterHelping();
            if (row == Cell.ABSENT) {
                continue; // its reserve is under way and has not happened yet
            }
            Reservation reservation = PackedReservation.unpack(row);
            if (reservation != null && reservation.pending()) {
                if (reservation.expiresAt().isAfter(next.expiresAt)) {
                    overdue.add(new Overdue(reservation.expiresAt(), next.id));
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
        Entry head = bucket.get();
        Entry done = null;
        while (head != CLOSED) {
            for (Entry entry = head; entry != done && entry != null; entry = entry.next) {
                promote(entry.cell, bucket.slot);
            }
            done = head;
            bucket.compareAndSet(head, CLOSED);
            head = bucket.get();
        }
        buckets.remove(bucket.slot, bucket);
    }

    private static Instant start(long slot) {
        return Instant.ofEpochMilli(slot * BUCKET_MILLIS);
    }

    private void promote(Cell cell, long slot) {
        Object row = cell.row();
        Reservation reservation = PackedReservation.unpack(row);
        if (reservation != null && reservation.pending()) {
            overdue.add(new Overdue(reservation.expiresAt(), reservation.id()));
        } else if (row == Cell.ABSENT) {
            // Its reserve is under way. When it has happened, a visit files it under its own expiry.
            overdue.add(new Overdue(start(slot), (ReservationId) cell.key));
        }
    }

    /** How many entries there are, including those of reservations that are no longer pending. */
    int waiting() {
        int waiting = overdue.size();
        for (Bucket bucket : buckets.values()) {
            for (Entry entry = bucket.get(); entry != null && entry != CLOSED; entry = entry.next) {
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
            Entry head = bucket.get();
            Entry kept = null;
            int dropped = 0;
            for (Entry entry = head; entry != null && entry != CLOSED; entry = entry.next) {
                Object row = entry.cell.row();
                if (row == Cell.ABSENT || PackedReservation.pending(row)) {
                    kept = new Entry(entry.cell, kept);
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
