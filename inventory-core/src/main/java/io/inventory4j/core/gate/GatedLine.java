package io.inventory4j.core.gate;

import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one line: its newest level, since when that is so, and the ids of all orders that ever held
 * units of it.
 *
 * <p><b>Why it is certain.</b> Every command that touches a line raises its version by exactly 1 (rule 8.10), and each
 * change that a node hears of names the versions before and after. A node that has heard of all versions from 1 to n
 * has heard of all commands that made the level of version n, whoever sent them and by whatever way each was heard of:
 * so it knows all orders of the line as of that version. The line is {@link Seen#whole} while its newest known level is
 * of such a version. Nothing has to be assumed of the feed: an entry that is lost or late leaves a gap, and so does a
 * change whose reply was lost.
 *
 * <p><b>Why a late answer changes nothing.</b> Of two levels, the one with the higher version is the newer. {@link
 * Seen#since} is a time at which the level was not yet older: the start of a call whose answer showed it, or showed an
 * older one.
 */
final class GatedLine {
    /** How many changes may be heard of before those that came earlier. */
    private static final int MOST_EARLY = 1_000;

    /**
     * How many changes are kept of a line before its first one is heard of. Two callers may be told of two changes in
     * any order; but most lines of which somebody hears in the middle were created long ago.
     */
    private static final int BEFORE_THE_FIRST = 16;

    /** A version that waits takes about 64 bytes. The weight is told anew after so many. */
    private static final int STEP = 16;

    /** How many orders of one line are known. */
    static final int MOST_IDS = 1 << 21;

    /**
     * What is known at one time.
     *
     * @param level the newest level
     * @param whole whether every command up to this level was heard of
     * @param since a time, of the node, at which the store had this level or an older one
     * @param at when the level was heard of
     */
    record Seen(StockLevel level, boolean whole, long since, long at) {}

    /**
     * A reading of the level, by one caller for all.
     *
     * @param at when it began
     * @param ended whether it has ended
     */
    record Probe(long at, CountDownLatch ended) {
        /** Waits for the end of the reading; false if that takes too long, or the caller is interrupted. */
        boolean await(long nanos) {
            try {
                return ended.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** How the line is called in refusals. */
    final String subject;

    private final IdSet ids = new IdSet(MOST_IDS);
    private final Set<Long> early = new HashSet<>();
    private final long never;
    private long heard;
    private boolean overflown;

    /** Whether so much was heard before the first change that nothing of it is kept but the newest level. */
    private boolean lost;

    private volatile @Nullable Seen seen;

    private final AtomicReference<Probe> probe;
    private final AtomicBoolean sweepOwed = new AtomicBoolean();
    private volatile boolean crowd;

    /**
     * A line of which nothing was heard yet.
     *
     * @param now the node's time
     * @param longAgo how much earlier is too early for anything to be believed
     */
    GatedLine(StockKey key, long now, long longAgo) {
        subject = key.toString();
        never = now - longAgo;
        probe = new AtomicReference<>(new Probe(never, new CountDownLatch(0)));
    }

    @Nullable
    Seen seen() {
        return seen;
    }

    /** Whether an order may have held units of this line. To be asked after {@link #seen}. */
    boolean knows(long id) {
        return ids.contains(id);
    }

    /** Hears of a change from the journal, which may be of any age. */
    void heard(LevelChange change, boolean order, long id, long now) {
        heard(change, order, id, never, now);
    }

    /**
     * Hears of a change.
     *
     * @param order whether an order took units
     * @param id the order's
     * @param since a time before the change
     * @param now the node's time
     */
    synchronized void heard(LevelChange change, boolean order, long id, long since, long now) {
        long version = change.after().version();
        lost &= version != 1;
        if (!lost) {
            keep(version, order, id);
        }
        learn(change.after(), since, now, false);
    }

    private void keep(long version, boolean order, long id) {
        if (order && !ids.add(id)) {
            overflown = true;
        }
        if (version == heard + 1) {
            heard = version;
            while (!early.isEmpty() && early.remove(heard + 1)) {
                heard++;
            }
        } else if (version > heard && early.size() < (heard == 0 ? BEFORE_THE_FIRST : MOST_EARLY)) {
            early.add(version);
        } else if (heard == 0 && !early.contains(version)) {
            // Nobody relies on the ids: the line was never whole.
            lost = true;
            early.clear();
            ids.clear();
        }
    }

    /**
     * Learns of a level that was read.
     *
     * @param since when the reading began
     * @param now the node's time
     * @return false if the store has forgotten what it knew before the reading began
     */
    synchronized boolean read(StockLevel level, long since, long now) {
        Seen known = seen;
        if (known != null && level.version() < known.level.version() && known.at - since <= 0) {
            return false;
        }
        learn(level, since, now, true);
        return true;
    }

    private void learn(StockLevel level, long since, long now, boolean current) {
        Seen known = seen;
        if (known == null) {
            seen = new Seen(level, isWhole(level), since, now);
            return;
        }
        long version = known.level.version();
        boolean newer = level.version() > version || (current && level.version() == version);
        StockLevel newest = newer ? level : known.level;
        // The newest level is at least as new as the one heard of now: so it was not yet older at that time either.
        long latest = since - known.since > 0 ? since : known.since;
        seen = new Seen(newest, isWhole(newest), latest, level.version() > version ? now : known.at);
    }

    private boolean isWhole(StockLevel level) {
        return level.version() == heard && !overflown;
    }

    /** Believes nothing until the next reading, because one has failed. */
    synchronized void doubt() {
        Seen known = seen;
        if (known != null) {
            seen = new Seen(known.level, known.whole, never, known.at);
        }
    }

    /** The memory that it takes, in units of 64 bytes. */
    synchronized int weight() {
        return 8 + ids.capacity() / 8 + early.size() / STEP * STEP;
    }

    /** The reading that this caller makes, for all callers within the bound; null for every other caller. */
    @Nullable
    Probe beginProbe(long now, long bound) {
        Probe last = lastProbe();
        if (now - last.at() < bound) {
            return null;
        }
        Probe mine = new Probe(now, new CountDownLatch(1));
        return probe.compareAndSet(last, mine) ? mine : null;
    }

    /** The reading that was begun last. */
    Probe lastProbe() {
        return Objects.requireNonNull(probe.get());
    }

    /** Notes that an order was refused which did not ask the store. */
    void refusedInMemory() {
        if (!crowd) {
            crowd = true;
        }
    }

    /** Whether orders were refused in memory since this was asked last. */
    boolean hadCrowd() {
        boolean had = crowd;
        crowd = false;
        return had;
    }

    void oweSweep() {
        sweepOwed.set(true);
    }

    /** True for one caller, if a sweep is owed. */
    boolean takeSweep() {
        return sweepOwed.get() && sweepOwed.compareAndSet(true, false);
    }
}
