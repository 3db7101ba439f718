package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Expires overdue reservations for a buyer who was refused, so that a buyer who has left does not keep the last unit
 * until the sweeper's next tick (rule 5.1). One thread looks at a time, and not more often than ten times a second, so
 * that ten thousand refusals do not make ten thousand sweeps. Thread-safe.
 */
final class OverdueHolds {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueHolds.class);

    /** The most reservations that one look ends. */
    static final int AT_ONCE = 100;

    /** How long it is believed that nothing is overdue. */
    private static final Duration BELIEVED = Duration.ofMillis(100);

    /** A time of the store's clock, which may be turned back. */
    private record Span(Instant from, Instant until) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    private final StockLedger ledger;
    private final StoreClock clock;
    private final ReentrantLock looking = new ReentrantLock();

    /** How long it is believed that nothing is overdue; null where something may be. */
    private volatile @Nullable Span nothingLeft;

    /** How many looks have begun. */
    private volatile long begun;

    /** The number of the last look that has seen all there was for everybody, or has failed. */
    private long answered;

    private final AtomicLong ended = new AtomicLong();

    OverdueHolds(StockLedger ledger, StoreClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How many reservations were ended here so far. */
    long ended() {
        return ended.get();
    }

    /**
     * Whether more were ended here than {@code before}, by this look or by that of another thread: then what was
     * refused is worth a new try.
     *
     * @param before what {@link #ended} said before the refused call was made
     * @param except a reservation that is left alone; null for none
     */
    boolean endedSince(long before, @Nullable ReservationId except) {
        if (ended.get() != before) {
            return true;
        }
        if (!isTime()) {
            // The crowd of a sold-out line goes this way: it must not queue for a lock.
            return ended.get() != before;
        }
        long seen = begun;
        looking.lock();
        try {
            // A look that began while this thread waited has found all that was overdue when it came, however long the
            // look took. So nobody waits for more than two, even where the store is slow.
            if (ended.get() == before && answered <= seen && isTime()) {
                look(except);
            }
            return ended.get() != before;
        } finally {
            looking.unlock();
        }
    }

    /** Whether {@link #endedSince} would look, or knows of a look that has ended some. Takes no call to the store. */
    boolean worthALook(long before) {
        return ended.get() != before || isTime();
    }

    private boolean isTime() {
        Span believed = nothingLeft;
        return believed == null || !believed.contains(clock.now());
    }

    private void look(@Nullable ReservationId except) {
        Instant start = clock.now();
        long number = begun + 1;
        begun = number;
        boolean all;
        try {
            int here = ledger.expire(AT_ONCE, except).size();
            ended.addAndGet(here);
            all = here < AT_ONCE && (except == null || !isOverdue(except));
        } catch (LedgerException e) {
            // The refusal is valid without the sweep; an exception would say that the effect of the reserve is unknown.
            LOG.debug("No sweep for a buyer who was refused", e);
            all = true;
        }
        nothingLeft = all ? new Span(start, start.plus(BELIEVED)) : null;
        answered = all ? number : answered;
    }

    /** Whether what a look has left alone would be something for other buyers. */
    private boolean isOverdue(ReservationId leftAlone) {
        Reservation found = ledger.reservation(leftAlone).orElse(null);
        return found != null && found.pending() && !found.expiresAt().isAfter(clock.now());
    }
}
