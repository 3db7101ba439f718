package io.inventory4j.examples.replay.audit;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stock line by the journal, replayed entry by entry: its level, what was done to it, and the alerts that should
 * have fired. It works all of that out from the differences, by code of its own.
 */
final class LineBook {
    private static final List<Integer> PERCENTAGES = List.of(20, 10);

    private final StockKey key;
    private final Map<Bucket, Long> level = new EnumMap<>(Bucket.class);
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Set<Crossing> crossings = new LinkedHashSet<>();
    private @Nullable Discrepancy broken;
    private @Nullable Instant soldOutAt;
    private SaleState state = SaleState.OPEN;
    private Window window = Window.NONE;
    private long version;
    private long lowest;

    LineBook(StockKey key) {
        this.key = key;
    }

    /**
     * Replays an entry.
     *
     * @return how many alerts it sets off
     */
    int enter(JournalEntry entry) {
        LevelChange change = entry.change();
        if (change.before().version() != version) {
            broken("version before " + entry.command(), version, change.before().version());
        }
        version = change.after().version();
        for (Bucket bucket : Bucket.values()) {
            long now = level.merge(bucket, change.delta(bucket), Long::sum);
            if (now != change.after().quantity(bucket)) {
                broken(bucket + " after " + entry.command(), now, change.after().quantity(bucket));
            }
        }
        lowest = Math.min(lowest, units(Bucket.AVAILABLE));
        open(entry);
        count(entry);
        int before = crossings.size();
        cross(entry);
        return crossings.size() - before;
    }

    /** Only the first break is kept: all that follow come from it. */
    private void broken(String what, Object expected, Object found) {
        if (broken == null) {
            broken = new Discrepancy(
                    key.toString(), "journal, " + what, String.valueOf(expected), String.valueOf(found));
        }
    }

    private void count(JournalEntry entry) {
        LevelChange change = entry.change();
        long available = change.delta(Bucket.AVAILABLE);
        long committed = change.delta(Bucket.COMMITTED);
        switch (entry.kind()) {
            case RESERVE -> add(Count.HELD, change.delta(Bucket.RESERVED));
            case SELL -> {
                add(Count.HELD, committed);
                add(Count.CONFIRMED, committed);
            }
            case CONFIRM -> {
                add(Count.CONFIRMED, committed);
                add(Count.RELEASED, available);
            }
            case RELEASE -> add(Count.RELEASED, available);
            case EXPIRE -> add(Count.EXPIRED, available);
            case CANCEL -> add(Count.CANCELLED, -committed);
            case GIVE_BACK -> {
                add(Count.RELEASED, -change.delta(Bucket.RESERVED));
                add(Count.CANCELLED, -committed);
            }
            case SHIP -> add(Count.SHIPPED, -committed);
            case RETURN -> add(Count.RETURNED, change.delta(Bucket.QUALITY_CONTROL));
            case MOVE -> move(entry.command(), change);
            case SALE_STATE -> {
                // It moves no unit, which the next entry shows.
            }
        }
    }

    private void move(String id, LevelChange change) {
        if (id.startsWith(JournalBook.OF_THE_SALE)) {
            // Safety stock that is set or released stays on the shelf.
            add(
                    id.contains("/open/") ? Count.ALLOTTED : Count.MOVED,
                    onShelf(change.after()) - onShelf(change.before()));
            return;
        }
        long available = change.delta(Bucket.AVAILABLE);
        add(Count.RETURNED_EARLIER, change.delta(Bucket.QUALITY_CONTROL));
        boolean opens = id.startsWith("opening/");
        add(opens ? Count.OPENING : available > 0 ? Count.RECEIVED : Count.WRITTEN_OFF, Math.abs(available));
    }

    private static long onShelf(StockLevel level) {
        return level.available() + level.safety();
    }

    /** Rules 4.1 and 4.6, by the time of the entry: only who sets them changes state and window. */
    private void open(JournalEntry entry) {
        StockLevel after = entry.change().after();
        switch (entry.kind()) {
            case SALE_STATE -> {
                state = after.saleState();
                window = after.window();
            }
            case RESERVE -> {
                if (state != SaleState.OPEN || !isIn(window, entry.at())) {
                    broken("reserved by " + entry.command() + " while it was closed, " + state, 0, units(entry));
                }
            }
            case CONFIRM, SELL -> {
                if (state == SaleState.STOPPED) {
                    broken("sold by " + entry.command() + " while it was stopped", 0, units(entry));
                }
            }
            default -> {
                // What settles or moves units does not look at them.
            }
        }
        if (after.saleState() != state || !after.window().equals(window)) {
            broken(
                    "state and window after " + entry.command(),
                    state + " " + window,
                    after.saleState() + " " + after.window());
        }
    }

    private static boolean isIn(Window window, Instant at) {
        Instant opensAt = window.opensAt();
        Instant closesAt = window.closesAt();
        return (opensAt == null || !at.isBefore(opensAt)) && (closesAt == null || at.isBefore(closesAt));
    }

    private static long units(JournalEntry entry) {
        return entry.change().delta(Bucket.RESERVED);
    }

    private void add(Count count, long units) {
        counts.merge(count, units, Long::sum);
    }

    private void cross(JournalEntry entry) {
        StockLevel before = entry.change().before();
        StockLevel after = entry.change().after();
        for (int percent : PERCENTAGES) {
            if (!low(before, percent) && low(after, percent)) {
                crossed(Crossing.low(percent));
            }
        }
        if (before.available() > 0 && after.available() <= 0) {
            crossed(Crossing.SOLD_OUT);
            boolean byOrder = entry.kind() == CommandKind.RESERVE || entry.kind() == CommandKind.SELL;
            soldOutAt = soldOutAt == null && byOrder ? entry.at() : soldOutAt;
        }
        if (before.available() >= 0 && after.available() < 0) {
            crossed(Crossing.SHORTFALL);
        }
        if (before.version() > 0 && before.available() <= 0 && after.available() > 0) {
            crossed(Crossing.BACK_IN_STOCK);
        }
    }

    private static boolean low(StockLevel level, int percent) {
        return level.opening() > 0 && level.available() * 100 <= level.opening() * percent;
    }

    private void crossed(String what) {
        crossings.add(new Crossing(key, version, what));
    }

    long units(Bucket bucket) {
        return level.getOrDefault(bucket, 0L);
    }

    long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    long version() {
        return version;
    }

    /** The lowest that AVAILABLE has ever been, or 0. */
    long lowest() {
        return lowest;
    }

    /** When an order took the last unit for the first time. */
    @Nullable
    Instant soldOutAt() {
        return soldOutAt;
    }

    /** Leaves out the crossings so far: their alerts were another run's. */
    void alertsHaveFired() {
        crossings.clear();
    }

    /** What should have fired. */
    Set<Crossing> crossings() {
        return crossings;
    }

    /** Where the journal contradicts itself, or null. */
    @Nullable
    Discrepancy broken() {
        return broken;
    }
}
