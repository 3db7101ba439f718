package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import io.inventory4j.RefusalListener;
import io.inventory4j.RefusedDemand;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What buyers wanted and could not get, by SKU, reason, purchase rule, channel and minute: a sold-out day is not a day
 * without demand. It listens to an inventory ({@code InventoryBuilder.onRefused}), or to several.
 *
 * <p>Counts are exact: as many requests as the inventory refused, of whatever reason. They are of requests and not of
 * buyers: who tries ten times is counted ten times, and nothing here guesses how many people waited. Lines whose SKU
 * begins with {@code live/}, which a sale keeps for itself, are left out.
 *
 * <p>Memory is bounded: at most a number of keys, which are SKU, reason, rule and channel; a number of minutes; and
 * {@value #MOST_ROWS} rows. A key too many is counted among others, by reason and minute. A minute too many makes the oldest
 * one a part of the minutes before, by key. {@link #totals} tells how much that was.
 *
 * <p>Thread-safe, by a lock: an inventory counts refusals itself and tells sums, so few calls come here.
 */
public final class LostDemand implements RefusalListener {
    /** How many keys are kept apart unless set otherwise. */
    public static final int KEYS = 5_000;

    /** How many minutes are kept apart unless set otherwise: 12 hours. */
    public static final int MINUTES = 720;

    /** The most rows, whatever the other bounds: one for each key in each minute that has any. */
    public static final int MOST_ROWS = 200_000;

    private static final int MOST_KEYS = 100_000;
    private static final int MOST_MINUTES = 10_080;

    /** How long after its end a minute is complete: an inventory tells of it within a tenth of a second. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final long SECONDS = 60;

    /** What is counted apart in a minute; without a SKU it is others. */
    private record Key(
            @Nullable String sku,
            Reason reason,
            @Nullable String rule,
            @Nullable String channel) {}

    /** Counts, and the part of them that needs no note any more. */
    private record Counted(DemandSum all, DemandSum noted) {
        Counted() {
            this(new DemandSum(), new DemandSum());
        }
    }

    private final int mostKeys;
    private final int mostMinutes;
    private final int mostRows;
    /** What no two of these share, of whatever node: batches have their ids by it. */
    private final String run = UUID.randomUUID().toString();

    private final Set<Key> keys = new HashSet<>();
    private final TreeMap<Long, Map<Key, Counted>> minutes = new TreeMap<>();
    private final Map<Key, Counted> earlier = new HashMap<>();
    private int rows;

    /** The newest minute that is not kept apart any more. */
    private long forgotten = Long.MIN_VALUE;

    private long batches;
    private @Nullable Long lastBatchIn;
    private @Nullable DemandBatch unwritten;

    LostDemand(int mostKeys, int mostMinutes, int mostRows) {
        this.mostKeys = mostKeys;
        this.mostMinutes = mostMinutes;
        this.mostRows = mostRows;
    }

    /**
     * No demand yet, within {@link #KEYS} and {@link #MINUTES}.
     *
     * @return a counter
     */
    public static LostDemand create() {
        return create(KEYS, MINUTES);
    }

    /**
     * No demand yet, within bounds.
     *
     * @param keys how many SKUs by reason, rule and channel are kept apart, 1 to 100,000
     * @param minutes how many minutes are kept apart, 1 to 10,080
     * @return a counter
     * @throws IllegalArgumentException if a bound is out of bounds
     */
    public static LostDemand create(int keys, int minutes) {
        return new LostDemand(
                (int) Bounds.within("keys", keys, 1, MOST_KEYS),
                (int) Bounds.within("minutes", minutes, 1, MOST_MINUTES),
                MOST_ROWS);
    }

    @Override
    public synchronized void onRefused(RefusedDemand refused) {
        String sku = refused.key() == null ? null : refused.key().sku();
        if (sku != null && sku.startsWith(SaleNames.MARK)) {
            return;
        }
        DemandRow row = new DemandRow(
                refused.minute(),
                sku,
                refused.reason(),
                sku == null ? null : refused.rule(),
                sku == null ? null : refused.channel(),
                refused.requests(),
                refused.units(),
                refused.unitsBeside());
        at(row).all.add(row);
    }

    /**
     * Adds what was counted elsewhere: the {@link #snapshot} of another node, or rows of notes. They are not noted
     * again. Whoever adds takes care that nothing is added twice, such as a node's snapshot and its notes.
     *
     * @param counted the rows
     */
    public synchronized void addAll(Collection<DemandRow> counted) {
        for (DemandRow row : List.copyOf(counted)) {
            Counted sum = at(row);
            sum.all.add(row);
            sum.noted.add(row);
        }
    }

    private Counted at(DemandRow row) {
        Key key = new Key(row.sku(), row.reason(), row.rule(), row.channel());
        if (row.sku() != null && !keys.contains(key)) {
            if (keys.size() < mostKeys) {
                keys.add(key);
            } else {
                key = new Key(null, row.reason(), null, null);
            }
        }
        Map<Key, Counted> minute = minute(row.minute());
        Counted known = minute.get(key);
        if (known != null) {
            return known;
        }
        Counted made = new Counted();
        minute.put(key, made);
        if (minute == earlier) {
            return made;
        }
        rows++;
        while (rows > mostRows && minutes.size() > 1) {
            forgetOldest();
        }
        // The row's own minute may have been the oldest one.
        return row.minute() != null && number(row.minute()) > forgotten
                ? made
                : earlier.computeIfAbsent(key, any -> new Counted());
    }

    private Map<Key, Counted> minute(@Nullable Instant begins) {
        if (begins == null) {
            return earlier;
        }
        long number = number(begins);
        Map<Key, Counted> known = minutes.get(number);
        if (known != null) {
            return known;
        }
        boolean full = minutes.size() >= mostMinutes;
        if (number <= forgotten || (full && number < minutes.firstKey())) {
            return earlier;
        }
        if (full) {
            forgetOldest();
        }
        Map<Key, Counted> made = new HashMap<>();
        minutes.put(number, made);
        return made;
    }

    private void forgetOldest() {
        Map.Entry<Long, Map<Key, Counted>> first = minutes.firstEntry();
        forgotten = first.getKey();
        minutes.remove(forgotten);
        Map<Key, Counted> oldest = first.getValue();
        rows -= oldest.size();
        oldest.forEach((key, counted) -> {
            Counted sum = earlier.computeIfAbsent(key, any -> new Counted());
            sum.all.add(counted.all);
            sum.noted.add(counted.noted);
        });
    }

    private static long number(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    /**
     * All that was counted or added.
     *
     * @return the rows, sorted
     */
    public synchronized List<DemandRow> snapshot() {
        List<DemandRow> all = new ArrayList<>(rows + earlier.size());
        earlier.forEach((key, counted) -> all.add(row(null, key, counted.all)));
        minutes.forEach((number, counts) -> counts.forEach((key, counted) -> all.add(row(number, key, counted.all))));
        all.sort(null);
        return List.copyOf(all);
    }

    private static DemandRow row(@Nullable Long number, Key key, DemandSum sum) {
        @Nullable Instant minute = number == null ? null : Instant.ofEpochSecond(number * SECONDS);
        return sum.row(minute, key.sku, key.reason, key.rule, key.channel);
    }

    /**
     * The sums of all that was counted or added.
     *
     * @return the sums
     */
    public synchronized DemandTotals totals() {
        DemandSum all = new DemandSum();
        DemandSum others = new DemandSum();
        DemandSum before = new DemandSum();
        for (DemandRow row : snapshot()) {
            all.add(row);
            if (row.sku() == null) {
                others.add(row);
            }
            if (row.minute() == null) {
                before.add(row);
            }
        }
        DemandRow sums = all.row(null, null, Reason.OUT_OF_STOCK, null, null);
        return new DemandTotals(
                sums.requests(), sums.units(), sums.unitsBeside(), others.requests(), before.requests());
    }

    /**
     * The next notes to write: of minutes that were complete 5 seconds ago, and have counts that are in no note yet.
     * There is at most one batch in each minute of {@code now}, so that notes stay few however many are refused. What
     * comes late for a minute that was noted is noted in a later batch. Minutes that do not fit wait for the next one;
     * of a minute that does not fit a whole batch, the SKUs with fewest requests are noted as others.
     *
     * @param now the time
     * @return the batch, the same one until it is {@link #written}; empty where there is nothing to write
     */
    public synchronized Optional<DemandBatch> batch(Instant now) {
        if (unwritten == null && (lastBatchIn == null || lastBatchIn != number(now))) {
            next(number(now.minus(SETTLED)));
            if (unwritten != null) {
                lastBatchIn = number(now);
            }
        }
        return Optional.ofNullable(unwritten);
    }

    /**
     * The next notes to write at the end of a sale, of all minutes, complete or not. To be called until it is empty.
     *
     * @return the batch, the same one until it is {@link #written}; empty where all is noted
     */
    public synchronized Optional<DemandBatch> rest() {
        if (unwritten == null) {
            next(Long.MAX_VALUE);
        }
        return Optional.ofNullable(unwritten);
    }

    /**
     * Says that all notes of a batch are in the ledger.
     *
     * @param batch the batch; an older one changes nothing
     */
    public synchronized void written(DemandBatch batch) {
        if (unwritten != null && unwritten.number() == batch.number()) {
            unwritten = null;
        }
    }

    /** Makes the next batch, if there is anything to note before a minute. */
    private void next(long before) {
        List<String> notes = new ArrayList<>();
        boolean room = note(null, earlier, notes);
        for (Map.Entry<Long, Map<Key, Counted>> minute : minutes.headMap(before).entrySet()) {
            if (!room) {
                break;
            }
            room = note(minute.getKey(), minute.getValue(), notes);
        }
        if (!notes.isEmpty()) {
            batches++;
            unwritten = new DemandBatch(run + "/" + batches, batches, notes);
        }
    }

    /** Notes what is new in a minute; false if its notes do not fit any more. */
    private static boolean note(@Nullable Long number, Map<Key, Counted> counts, List<String> notes) {
        List<DemandRow> news = new ArrayList<>();
        counts.forEach((key, counted) -> {
            DemandSum more = counted.all.since(counted.noted);
            if (!more.isNone()) {
                news.add(row(number, key, more));
            }
        });
        List<String> these = news.isEmpty() ? List.of() : NotePacker.pack(news);
        if (notes.size() + these.size() > DemandBatch.MOST_NOTES) {
            return false;
        }
        notes.addAll(these);
        counts.values().forEach(counted -> counted.noted.add(counted.all.since(counted.noted)));
        return true;
    }
}
