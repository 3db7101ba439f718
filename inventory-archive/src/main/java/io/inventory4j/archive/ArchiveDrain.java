package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.RecordedCall;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies what is new in the journal, page by page. Only the archive says how far the copy is: by its greatest sequence.
 * A page is added whole or not at all, so a copier that dies leaves no half of one. Of two copiers that add the same
 * page, the primary key lets one through.
 */
final class ArchiveDrain {
    private static final int AT_ONCE = 1_000;
    private static final int ATTEMPTS = 200;
    private static final long MOST_PAUSE_NANOS = 20_000_000;

    private final ArchiveStore store;
    private final CallLog log;
    private final int pageSize;

    ArchiveDrain(ArchiveStore store, CallLog log, int pageSize) {
        this.store = store;
        this.log = log;
        this.pageSize = pageSize;
    }

    /** Copies at most {@code max} calls; returns how many. */
    int drain(int max) {
        int drained = 0;
        int lost = 0;
        while (drained < max) {
            long after = store.greatest();
            List<RecordedCall> calls = next(after, Math.min(pageSize, max - drained));
            // Marked for the pages of others too: a copier that died after its page did not mark it.
            log.markArchived(after);
            if (calls.isEmpty()) {
                break;
            }
            if (store.add(calls)) {
                drained += calls.size();
                lost = 0;
            } else if (++lost < ATTEMPTS) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
            } else {
                throw failure(
                        "other transactions were in the way of the archive " + lost + " times in a row, at " + after);
            }
        }
        if (drained == max) {
            log.markArchived(store.greatest());
        }
        return drained;
    }

    /** Copies until the archive has reached a place of the journal. */
    void drainTo(long place) {
        while (store.greatest() < place) {
            if (drain(AT_ONCE) == 0 && store.greatest() < place) {
                throw failure("Redis has lost data: its journal ended at " + place + " before");
            }
        }
    }

    /** Whether calls were deleted from the journal before they were archived. */
    boolean hasGap() {
        long archived = store.greatest();
        List<RecordedCall> calls = log.calls(archived, 1);
        if (!calls.isEmpty()) {
            return calls.get(0).after() > archived;
        }
        long place = log.place();
        return place > archived && log.calls(archived, 1).isEmpty();
    }

    /** The calls that come next in the journal, which are checked to follow what is archived. */
    private List<RecordedCall> next(long after, int max) {
        List<RecordedCall> calls = log.calls(after, max + 1);
        if (calls.isEmpty()) {
            long place = log.place();
            checkNotLost(after, place);
            // What came in between can be read now. If nothing can, it was deleted.
            calls = place == after ? calls : log.calls(after, max + 1);
            if (calls.isEmpty() && place > after) {
                throw gap(after, place);
            }
        }
        if (!calls.isEmpty() && calls.get(0).sequence() == after) {
            checkLast(calls.get(0));
            calls = calls.subList(1, calls.size());
        }
        List<RecordedCall> page = calls.subList(0, Math.min(max, calls.size()));
        long end = after;
        for (RecordedCall call : page) {
            checkFollows(end, call);
            end = call.sequence();
        }
        return page;
    }

    private static void checkNotLost(long after, long place) {
        if (place < after) {
            throw failure("Redis has lost data: its journal ends at " + place + ", and the archive at " + after
                    + "; see RedisArchive.verify and restore");
        }
    }

    private void checkLast(RecordedCall call) {
        List<RecordedCall> archived = store.calls(call.sequence() - 1, call.sequence(), 1);
        boolean sameAsSnapshot = archived.isEmpty()
                && store.rows()
                        .newest(call.sequence())
                        .filter(snapshot -> snapshot.sequence() == call.sequence())
                        .isPresent();
        if (!sameAsSnapshot && (archived.isEmpty() || !archived.get(0).equals(call))) {
            throw another(call);
        }
    }

    private static void checkFollows(long end, RecordedCall call) {
        long after = call.after();
        if (after > end) {
            throw gap(end, after);
        }
        if (after < end) {
            throw another(call);
        }
    }

    private static LedgerException gap(long end, long next) {
        return failure((next - end) + " entries of the journal, from " + (end + 1) + " to " + next
                + ", were deleted before they were archived; with RedisArchive.snapshot, the archive goes on");
    }

    private static LedgerException another(RecordedCall call) {
        return failure("the journal is another than the archived one, at " + call.sequence()
                + " or before; see RedisArchive.verify");
    }

    private static LedgerException failure(String message) {
        return new LedgerException(Effect.NONE, message, null);
    }
}
