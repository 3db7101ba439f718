package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.archive.ArchivedRows.Snapshot;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.LedgerRows;
import io.inventory4j.redis.LedgerRows.Copied;
import io.inventory4j.redis.LedgerRows.Copies;
import io.inventory4j.redis.StoredRow;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot: copies all rows while the shop goes on, checks the copies, archives the calls up to their place,
 * makes the snapshot complete, and removes older ones. If it does not come to that, its copies are of no use, and are
 * removed now or with the next snapshot. Used once, by one thread.
 */
final class ArchiveSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveSnapshot.class);

    private final ArchiveStore store;
    private final ArchivedRows archived;
    private final CallLog log;
    private final LedgerRows rows;
    private final ArchiveDrain drain;
    private final int pageSize;

    ArchiveSnapshot(ArchiveStore store, CallLog log, LedgerRows rows, ArchiveDrain drain, int pageSize) {
        this.store = store;
        this.log = log;
        this.rows = rows;
        this.drain = drain;
        this.pageSize = pageSize;
        archived = store.rows();
    }

    SnapshotReport run() {
        long started = System.nanoTime();
        boolean gap = !archivedSoFar();
        if (gap) {
            // From now on a purge deletes nothing of what comes after, so that the snapshot can be followed.
            log.markArchived(log.place());
        }
        long id = archived.begin();
        try {
            return taken(id, gap, started);
        } catch (RuntimeException e) {
            abandon(id, e);
            throw e;
        }
    }

    /** Archives what there is; false if there is a gap. It throws if Redis has lost data, or is being restored. */
    private boolean archivedSoFar() {
        if (drain.hasGap()) {
            return false;
        }
        try {
            drain.drain(1);
            drain.drainTo(log.place());
            return true;
        } catch (LedgerException e) {
            // Before the first page is archived, a purge may still make a gap.
            if (drain.hasGap()) {
                return false;
            }
            throw e;
        }
    }

    private SnapshotReport taken(long id, boolean gap, long started) {
        Copied copied = rows.copy(pageSize, into(id));
        long missing = gap ? copied.place() - store.greatest() : 0;
        if (copied.place() == 0) {
            // Nothing has happened yet. A restore without a snapshot is as fast.
            archived.abandon(id);
        } else {
            check(id, copied);
            complete(id, copied, gap);
        }
        if (missing > 0) {
            LOG.warn("The archive lacks {} entries of the journal before the snapshot at {}", missing, copied.place());
        }
        return new SnapshotReport(
                copied.place(), copied.rows(), missing, Duration.ofNanos(System.nanoTime() - started));
    }

    private void complete(long id, Copied copied, boolean gap) {
        if (!gap) {
            drain.drainTo(copied.place());
        }
        long beginning = gap
                ? copied.place()
                : archived.newest(Long.MAX_VALUE).map(Snapshot::beginning).orElse(0L);
        Snapshot snapshot = new Snapshot(id, beginning, copied);
        archived.complete(snapshot);
        archived.removeBefore(snapshot);
        log.markArchived(copied.place());
    }

    private void abandon(long id, RuntimeException why) {
        try {
            archived.abandon(id);
        } catch (LedgerException e) {
            why.addSuppressed(e);
        }
    }

    private Copies into(long id) {
        AtomicLong parts = new AtomicLong();
        return copies -> archived.add(id, parts.getAndIncrement(), copies);
    }

    /** Rule 8.2: what lines have reserved and committed is what their reservations have. */
    private void check(long id, Copied copied) {
        Map<StockKey, long[]> balance = new HashMap<>();
        long count = 0;
        String last = "";
        List<StoredRow> page = archived.page(id, last, pageSize);
        while (!page.isEmpty()) {
            for (StoredRow row : page) {
                row.level().ifPresent(level -> add(balance, level));
                row.reservation().ifPresent(reservation -> subtract(balance, reservation));
                last = row.field();
            }
            count += page.size();
            page = archived.page(id, last, pageSize);
        }
        boolean balanced = balance.values().stream().allMatch(left -> left[0] == 0 && left[1] == 0);
        if (count != copied.rows() || !balanced) {
            throw new LedgerException(
                    Effect.NONE,
                    "the copies of the rows do not add up: " + count + " of " + copied.rows()
                            + " rows, reservations and lines " + (balanced ? "agree" : "differ")
                            + "; take the snapshot again",
                    null);
        }
    }

    private static void add(Map<StockKey, long[]> balance, StockLevel level) {
        long[] left = balance.computeIfAbsent(level.key(), key -> new long[2]);
        left[0] += level.reserved();
        left[1] += level.committed();
    }

    private static void subtract(Map<StockKey, long[]> balance, Reservation reservation) {
        for (ReservedLine line : reservation.lines()) {
            long[] left = balance.computeIfAbsent(line.key(), key -> new long[2]);
            left[0] -= line.reserved();
            left[1] -= line.committed();
        }
    }
}
