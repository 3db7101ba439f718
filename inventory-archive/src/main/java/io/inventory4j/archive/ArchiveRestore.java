package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.archive.ArchivedRows.Snapshot;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.LedgerRows;
import io.inventory4j.redis.RecordedCall;
import io.inventory4j.redis.StoredRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Restores an empty namespace: puts the rows of the newest snapshot there, if there is one, and plays again what came
 * after it. The same calls in the same order give the same ledger, and every answer is compared with the archived one
 * to prove it. Used once, by one thread.
 */
final class ArchiveRestore {
    private static final int ATTEMPTS = 5;
    private static final long MOST_PAUSE_NANOS = 200_000_000;

    private final ArchiveStore store;
    private final CallLog log;
    private final LedgerRows rows;
    private final int pageSize;

    private long calls;
    private long entries;
    private @Nullable Instant upTo;

    ArchiveRestore(ArchiveStore store, CallLog log, LedgerRows rows, int pageSize) {
        this.store = store;
        this.log = log;
        this.rows = rows;
        this.pageSize = pageSize;
    }

    RestoreReport run() {
        long started = System.nanoTime();
        Optional<Snapshot> snapshot = store.rows().newest(Long.MAX_VALUE);
        long base = snapshot.map(Snapshot::sequence).orElse(0L);
        long goal = store.greatest();
        long first = log.beginRestore()
                .orElseThrow(() -> failure("the namespace is in use; only an empty one can be restored", null));
        long copied = 0;
        if (first == 0 && snapshot.isPresent()) {
            put(snapshot.get());
            copied = snapshot.get().what().rows();
            first = base;
        }
        compare(journalBegins(first), first);
        long place = first;
        while (place < goal) {
            place = page(place, goal);
        }
        if (log.place() != goal) {
            throw failure("somebody else writes to the namespace that is being restored", null);
        }
        log.markArchived(goal);
        if (upTo == null) {
            store.calls(goal - 1, goal, 1).forEach(call -> upTo = call.at());
        }
        return new RestoreReport(
                copied, calls, entries, first, goal, upTo, Duration.ofNanos(System.nanoTime() - started));
    }

    /** The place after which the journal has calls, if an interrupted restore has played some. */
    private long journalBegins(long place) {
        List<RecordedCall> there = log.calls(0, 1);
        return there.isEmpty() ? place : Math.max(there.get(0).after(), store.beginning());
    }

    /** Puts the rows of a snapshot back. If it is interrupted, the next restore begins with them again. */
    private void put(Snapshot snapshot) {
        long place = snapshot.sequence();
        List<StoredRow> page = store.rows().page(snapshot.id(), "", pageSize);
        while (!page.isEmpty()) {
            List<StoredRow> some = page;
            tryAgain(place, () -> rows.put(some));
            page = store.rows().page(snapshot.id(), page.get(page.size() - 1).field(), pageSize);
        }
        tryAgain(place, () -> rows.finish(snapshot.what()));
    }

    /** Rows that are put twice are the same. When the journal has its place, another restorer has put the rest. */
    private void tryAgain(long place, Runnable step) {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (LedgerException e) {
                if (log.place() >= place) {
                    return;
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
            }
        }
    }

    /** Checks that the journal has exactly the archived calls between two places. */
    private void compare(long after, long upTo) {
        long place = after;
        while (place < upTo) {
            List<RecordedCall> archived = store.calls(place, upTo, pageSize);
            List<RecordedCall> there = log.calls(place + 1, pageSize);
            for (int i = 0; i < archived.size(); i++) {
                RecordedCall call = archived.get(i);
                if (i >= there.size() || !there.get(i).equals(call) || call.after() != place) {
                    throw failure("the namespace holds something else than the archive at " + call.sequence(), null);
                }
                place = call.sequence();
            }
            if (archived.isEmpty()) {
                throw failure("the namespace goes on at " + (place + 1) + ", where the archive ends", null);
            }
        }
    }

    /** Plays the next calls and returns the place that was reached. */
    private long page(long place, long goal) {
        List<RecordedCall> page = store.calls(place, goal, pageSize);
        checkGapless(page, place);
        long reached = place;
        for (int attempt = 1; reached == place; attempt++) {
            reached = played(page, place, attempt);
        }
        count(page, reached);
        return reached;
    }

    private static void checkGapless(List<RecordedCall> page, long place) {
        long end = place;
        for (RecordedCall call : page) {
            if (call.after() != end) {
                throw failure("the archive lacks what is between " + end + " and " + call.sequence(), null);
            }
            end = call.sequence();
        }
    }

    /** Sends calls once and returns the place that was reached, which is where it began if nothing was played. */
    private long played(List<RecordedCall> page, long place, int attempt) {
        Optional<RecordedCall> other;
        try {
            other = log.play(place, page);
        } catch (LedgerException e) {
            return afterFailure(place, attempt, e);
        }
        if (other.isPresent()) {
            throw new LedgerException(
                    Effect.UNKNOWN,
                    "played again, the call at " + other.get().sequence()
                            + " is answered otherwise than the archive holds; nothing after it counts",
                    null);
        }
        return page.get(page.size() - 1).sequence();
    }

    /** Looks how far the journal is: a part of what was sent may have been played, by this or another restorer. */
    private long afterFailure(long place, int attempt, LedgerException failure) {
        if (attempt >= ATTEMPTS) {
            throw failure;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
        long reached = log.place();
        if (reached < place) {
            throw failure("Redis has lost what was restored, after " + reached, failure);
        }
        compare(place, reached);
        return reached;
    }

    private void count(List<RecordedCall> page, long reached) {
        for (RecordedCall call : page) {
            if (call.sequence() <= reached) {
                calls++;
                entries += call.entries().size();
                upTo = call.at();
            }
        }
    }

    private static LedgerException failure(String message, @Nullable Throwable cause) {
        return new LedgerException(Effect.NONE, message, cause);
    }
}
