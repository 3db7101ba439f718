package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.LedgerRows.CaughtUp;
import io.inventory4j.redis.LedgerRows.Copied;
import io.inventory4j.redis.LedgerRows.Copies;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies all rows at one place of the journal while they change: a walk over all of them, then again those that the
 * calls since have changed. A row that is copied at some moment is right at the end, or a call has changed it after
 * that moment; that call is in the journal, so the row is copied once more. The calls say which rows they may have
 * changed. The rows of the last few calls are read by catch_up.lua, in one step with the place. Used once, by one
 * thread.
 *
 * <p>All of it holds for one server that has lost nothing. A walk that goes on at another one misses rows, and a master
 * that lacks the last calls has other ones at their places. So the server has to be the same at the end.
 */
final class RowCopier {
    /** How many calls are read in one exchange: together they may have some megabytes. */
    private static final int CALLS = 100;

    /** How many rows the last step reads at most: it takes some milliseconds. */
    static final int LAST_ROWS = 2_000;

    /**
     * How many pages of calls it reads at most, besides what there is when it has walked over all rows. When a shop is
     * as busy as its Redis can be, there is no last step.
     */
    private static final int MOST_PAGES = 1_000;

    /** How much faster than the shop it has to be, at least: it may read so many times as much as there is then. */
    private static final int FASTER = 4;

    private final LedgerRows rows;
    private final CallLog log;
    private final int pageSize;
    private final int lastRows;
    private final Copies copies;

    RowCopier(LedgerRows rows, CallLog log, int pageSize, int lastRows, Copies copies) {
        this.rows = rows;
        this.log = log;
        this.pageSize = pageSize;
        this.lastRows = lastRows;
        this.copies = copies;
    }

    Copied run() {
        String server = rows.server();
        long place = log.place();
        rows.scan(pageSize, copies);
        long most = MOST_PAGES + FASTER * (log.place() - place) / CALLS;
        boolean behind = false;
        for (long page = 0; page < most; page++) {
            Optional<CaughtUp> last = behind ? Optional.empty() : rows.catchUp(place, lastRows);
            if (last.isPresent()) {
                checkFollows(place, last.get().after());
                copies.add(last.get().changed());
                if (!rows.server().equals(server)) {
                    throw failure("another server has become the master");
                }
                return last.get().copied();
            }
            List<RecordedCall> calls = readOn(place);
            place = calls.get(calls.size() - 1).sequence();
            behind = calls.size() == CALLS;
        }
        throw failure("calls come faster than their rows can be copied");
    }

    /** Copies what the next calls have changed. */
    private List<RecordedCall> readOn(long place) {
        List<RecordedCall> calls = log.calls(place + 1, CALLS);
        checkFollows(place, calls.isEmpty() ? Long.MAX_VALUE : calls.get(0).after());
        Set<String> touched = new LinkedHashSet<>();
        calls.forEach(call -> touched.addAll(call.touched()));
        copies.add(rows.read(touched));
        return calls;
    }

    private static void checkFollows(long place, long after) {
        if (after != place) {
            throw failure("the journal lacks calls after " + place + ", which were not read yet");
        }
    }

    private static LedgerException failure(String why) {
        return new LedgerException(Effect.NONE, why + "; take the copy again", null);
    }
}
