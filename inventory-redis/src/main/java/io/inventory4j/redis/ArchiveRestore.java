package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays the archive again into an empty namespace. Scripts are deterministic given what is stored, their time and the
 * request, so the same calls in the same order give the same state, and every answer is compared to prove it.
 */
final class ArchiveRestore {
    private static final int ATTEMPTS = 5;
    private static final long MOST_PAUSE_NANOS = 200_000_000;

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final ArchiveStore store;
    private final ArchiveStream stream;
    private final ArchiveReplay replay;
    private final Duration timeout;
    private final int pageSize;

    ArchiveRestore(
            RedisConnections connections,
            NamespaceKeys keys,
            ArchiveStore store,
            ArchiveStream stream,
            Duration timeout,
            int pageSize) {
        this.connections = connections;
        this.keys = keys;
        this.store = store;
        this.stream = stream;
        this.timeout = timeout;
        this.pageSize = pageSize;
        replay = new ArchiveReplay(keys);
    }

    private long calls;
    private long entries;
    private @Nullable Instant upTo;

    RestoreReport run() {
        long started = System.nanoTime();
        long goal = store.greatest();
        long first = stream.restoring();
        if (first < 0) {
            throw failure("the namespace is in use; only an empty one can be restored", null);
        }
        compare(0, first);
        long place = first;
        while (place < goal) {
            place = page(place, goal);
        }
        if (stream.place() != goal) {
            throw failure("somebody else writes to the namespace that is being restored", null);
        }
        stream.archived(goal);
        Instant last =
                upTo == null && goal > 0 ? store.calls(goal - 1, goal, 1).get(0).at() : upTo;
        return new RestoreReport(calls, entries, first, goal, last, Duration.ofNanos(System.nanoTime() - started));
    }

    /** Whether the stream holds exactly the archived calls between two places. */
    private void compare(long after, long upTo) {
        long place = after;
        while (place < upTo) {
            List<ArchivedCall> archived = store.calls(place, upTo, pageSize);
            List<ArchivedCall> there = stream.from(place + 1, pageSize);
            for (int i = 0; i < archived.size(); i++) {
                ArchivedCall call = archived.get(i);
                if (i >= there.size() || !there.get(i).same(call) || call.after() != place) {
                    throw failure("the namespace holds something else than the archive at " + call.sequence(), null);
                }
                place = call.sequence();
            }
            if (archived.isEmpty()) {
                throw failure("the namespace goes on at " + (place + 1) + ", where the archive ends", null);
            }
        }
    }

    /** Plays the next calls; the place that it has come to, though a failure was in between. */
    private long page(long place, long goal) {
        List<ArchivedCall> page = store.calls(place, goal, pageSize);
        checkGapless(page, place);
        for (int attempt = 1; ; attempt++) {
            LedgerException failure = played(page, place);
            long reached = page.get(page.size() - 1).sequence();
            if (failure != null) {
                reached = afterFailure(place, attempt, failure);
            }
            if (reached > place) {
                count(page, reached);
                return reached;
            }
        }
    }

    private static void checkGapless(List<ArchivedCall> page, long place) {
        long end = place;
        for (ArchivedCall call : page) {
            if (call.after() != end) {
                throw failure("the archive lacks what lies between " + end + " and " + call.sequence(), null);
            }
            end = call.sequence();
        }
    }

    /** Sends calls; null if all were played and answered as they were before, else why not. */
    private @Nullable LedgerException played(List<ArchivedCall> page, long place) {
        List<@Nullable Object> replies;
        try {
            replies = connections.send(keys.rows(), replay.commands(page, place), timeout);
        } catch (LedgerException e) {
            return e;
        }
        for (int i = 0; i < page.size(); i++) {
            if (replies.get(i) instanceof RedisError error) {
                return ServerErrors.failure(error);
            }
            if (!ArchiveReplay.sameAnswer(page.get(i), replies.get(i))) {
                throw ArchiveReplay.otherAnswer(page.get(i));
            }
        }
        return null;
    }

    /** What was sent may have been played in part, by this or another restorer: the stream says so, and how. */
    private long afterFailure(long place, int attempt, LedgerException failure) {
        if (attempt >= ATTEMPTS) {
            throw failure;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
        connections.refresh();
        long reached = stream.place();
        if (reached < place) {
            throw failure("Redis has lost what was restored, behind " + reached, failure);
        }
        compare(place, reached);
        return reached;
    }

    private void count(List<ArchivedCall> page, long reached) {
        for (ArchivedCall call : page) {
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
