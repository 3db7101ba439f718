package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays the archive again into an empty namespace. The same calls in the same order give the same ledger, and every
 * answer is compared with the archived one to prove it. Used once, by one thread.
 */
final class ArchiveRestore {
    private static final int ATTEMPTS = 5;
    private static final long MOST_PAUSE_NANOS = 200_000_000;

    private final ArchiveStore store;
    private final CallLog log;
    private final int pageSize;

    private long calls;
    private long entries;
    private @Nullable Instant upTo;

    ArchiveRestore(ArchiveStore store, CallLog log, int pageSize) {
        this.store = store;
        this.log = log;
        this.pageSize = pageSize;
    }

    RestoreReport run() {
        long started = System.nanoTime();
        long goal = store.greatest();
        long first = log.beginRestore()
                .orElseThrow(() -> failure("the namespace is in use; only an empty one can be restored", null));
        compare(0, first);
        long place = first;
        while (place < goal) {
            place = page(place, goal);
        }
        if (log.place() != goal) {
            throw failure("somebody else writes to the namespace that is being restored", null);
        }
        log.markArchived(goal);
        Instant last =
                upTo == null && goal > 0 ? store.calls(goal - 1, goal, 1).get(0).at() : upTo;
        return new RestoreReport(calls, entries, first, goal, last, Duration.ofNanos(System.nanoTime() - started));
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
