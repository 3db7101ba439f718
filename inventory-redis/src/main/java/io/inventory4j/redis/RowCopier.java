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
 * <p>A shop that makes calls faster than their rows are written elsewhere is caught up with all the same: what it has
 * done meanwhile is read together, and a row that many of the calls have changed is copied once.
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

    /** From how many rows on it copies those of the calls that were read: a transaction of some megabytes. */
    private static final int ROWS = 5_000;

    /** How much faster than the shop it has to be, at least: it may read so many times as much as there is then. */
    private static final int FASTER = 4;

    private final LedgerRows rows;
    private final CallLog log;
    private final int pageSize;
    private final int lastRows;
    private final Copies copies;

    /** Up to where calls have been read. */
    private long place;

    private long pages;

    /** How many pages of calls it reads at most. */
    private long most;

    RowCopier(LedgerRows rows, CallLog log, int pageSize, int lastRows, Copies copies) {
        this.rows = rows;
        this.log = log;
        this.pageSize = pageSize;
        this.lastRows = lastRows;
        this.copies = copies;
    }

    Copied run() {
        String server = rows.server();
        place = log.place();
        long before = place;
        rows.scan(pageSize, copies);
        most = MOST_PAGES + FASTER * (log.place() - before) / CALLS;
        while (pages < most) {
            Optional<CaughtUp> last = lastStep();
            if (last.isPresent()) {
                checkFollows(last.get().after());
                copies.add(last.get().changed());
                if (!rows.server().equals(server)) {
                    throw failure("another server has become the master");
                }
                return last.get().copied();
            }
            readOn();
        }
        throw failure("calls come faster than their rows can be copied");
    }

    /** Empty if there is too much left: an entry of the journal has a row of its own, or nearly so. */
    private Optional<CaughtUp> lastStep() {
        return log.place() - place > lastRows ? Optional.empty() : rows.catchUp(place, lastRows);
    }

    /** Copies what the next calls have changed, all that there are now or as many as one part of the copies takes. */
    private void readOn() {
        Set<String> touched = new LinkedHashSet<>();
        List<RecordedCall> calls = log.calls(place + 1, CALLS);
        if (calls.isEmpty()) {
            throw lacksCalls();
        }
        while (!calls.isEmpty()) {
            pages++;
            checkFollows(calls.get(0).after());
            calls.forEach(call -> touched.addAll(call.touched()));
            place = calls.get(calls.size() - 1).sequence();
            boolean more = calls.size() == CALLS && touched.size() < ROWS && pages < most;
            calls = more ? log.calls(place + 1, CALLS) : List.of();
        }
        copies.add(rows.read(touched));
    }

    private void checkFollows(long after) {
        if (after != place) {
            throw lacksCalls();
        }
    }

    private LedgerException lacksCalls() {
        return failure("the journal lacks calls after " + place + ", which were not read yet");
    }

    private static LedgerException failure(String why) {
        return new LedgerException(Effect.NONE, why + "; take the copy again", null);
    }
}
