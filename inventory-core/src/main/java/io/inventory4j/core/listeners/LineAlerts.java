package io.inventory4j.core.listeners;

import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one listener was told of one line, and so what it is to be told next.
 *
 * <p><b>Once.</b> A level is looked at once, by its version. Where versions are missing in between, the line has
 * crossed what lies between the last level and the next one.
 *
 * <p><b>No flapping</b> (rule 11.5). A line that reaches a threshold is reported at once. If it rises above it again,
 * that is a return, which counts only once it has lasted: then the threshold is armed again, and at zero the listener
 * hears that the line is back in stock. A line that reaches the threshold again before that ends the return, and nobody
 * hears of either. Time passes by the store's clock as far as changes come, and by an {@link Alarm} where none comes.
 *
 * <p>Used with the lock of its mailbox.
 */
final class LineAlerts {
    private static final int SHORTFALL = -1;

    /** The line is above a threshold that it was reported to have reached, but maybe not for long. */
    static final class Return {
        private final int threshold;
        private final Instant since;
        private final @Nullable Alert news;

        private Return(int threshold, Instant since, @Nullable Alert news) {
            this.threshold = threshold;
            this.since = since;
            this.news = news;
        }
    }

    /** Who hears of alerts, and who waits. */
    interface Listener {
        void tell(Alert alert);

        /** Calls {@link #returned} with this return, once this time has passed. */
        void await(LineAlerts line, Return from, Duration time);
    }

    private final AlertLevels levels;
    private final Duration lasting;
    private final Listener listener;
    private final List<Return> returns = new ArrayList<>(1);

    /** The thresholds for which an alarm is set: one at a time, however often a line comes and goes. */
    private final Set<Integer> awaited = new HashSet<>(2);

    private @Nullable StockLevel last;

    /** Whether the store has lost changes, so that the line may have any version next. */
    private boolean lost;

    LineAlerts(AlertLevels levels, Duration lasting, Listener listener) {
        this.levels = levels;
        this.lasting = lasting;
        this.listener = listener;
    }

    /** The line has changed. */
    void changed(LevelChange change, Instant at) {
        StockLevel known = last;
        if (!lost && known != null && older(change.after(), known)) {
            return;
        }
        StockLevel before = change.before();
        if (known != null && (lost || known.version() != before.version())) {
            step(known, before, at);
        }
        step(before, change.after(), at);
        lost = false;
    }

    /** The line was read, and has this level now. */
    void found(StockLevel level, Instant at) {
        StockLevel known = last;
        if (!lost && known != null && older(level, known)) {
            return;
        }
        step(known == null ? full(level) : known, level, at);
        lost = false;
    }

    private static boolean older(StockLevel level, StockLevel known) {
        return level.version() <= known.version();
    }

    /** A level above all thresholds, for a line of which the listener has not heard anything. */
    private static StockLevel full(StockLevel level) {
        long units = Math.max(1, level.opening());
        return new StockLevel(
                level.key(),
                units,
                0,
                0,
                0,
                0,
                0,
                0,
                level.version(),
                level.saleState(),
                level.window(),
                level.opening(),
                level.openingPinned());
    }

    /** The store has lost its newest changes. */
    void lostHistory() {
        lost = true;
    }

    private void step(StockLevel before, StockLevel after, Instant at) {
        last = after;
        endLastingReturns(at);
        List<Integer> stillReached = endReturns(after);
        for (Alert alert : levels.crossedBetween(before, after, at)) {
            if (alert instanceof Alert.BackInStock) {
                begin(new Return(0, at, alert));
            } else if (!stillReached.contains(threshold(alert))) {
                listener.tell(alert);
            }
        }
        for (int percent : levels.percentages()) {
            if (percent > 0 && reached(before, percent) && !reached(after, percent)) {
                begin(new Return(percent, at, null));
            }
        }
        if (reached(before, SHORTFALL) && !reached(after, SHORTFALL)) {
            begin(new Return(SHORTFALL, at, null));
        }
    }

    private static int threshold(Alert alert) {
        if (alert instanceof Alert.Low low) {
            return low.percent();
        }
        return alert instanceof Alert.Shortfall ? SHORTFALL : 0;
    }

    private static boolean reached(StockLevel level, int threshold) {
        return threshold == SHORTFALL ? level.available() < 0 : AlertLevels.reached(level, threshold);
    }

    private void begin(Return begun) {
        if (lasting.isZero()) {
            tell(begun);
        } else {
            returns.add(begun);
            await(begun, lasting);
        }
    }

    private void await(Return begun, Duration time) {
        if (awaited.add(begun.threshold)) {
            listener.await(this, begun, time);
        }
    }

    /** The time of a return has passed. If it has ended before, another may have begun, which is awaited now. */
    void returned(Return from) {
        awaited.remove(from.threshold);
        if (returns.remove(from)) {
            tell(from);
            return;
        }
        for (Return other : returns) {
            if (other.threshold == from.threshold) {
                Duration later = Duration.between(from.since, other.since);
                await(other, later.compareTo(lasting) < 0 ? later : lasting);
            }
        }
    }

    private void tell(Return lasted) {
        if (lasted.news != null) {
            listener.tell(lasted.news);
        }
    }

    private void endLastingReturns(Instant now) {
        while (!returns.isEmpty() && !now.isBefore(returns.get(0).since.plus(lasting))) {
            tell(returns.remove(0));
        }
    }

    /** Ends the returns that did not last; returns their thresholds. */
    private List<Integer> endReturns(StockLevel now) {
        if (returns.isEmpty()) {
            return List.of();
        }
        List<Integer> thresholds = new ArrayList<>();
        for (Iterator<Return> each = returns.iterator(); each.hasNext(); ) {
            int threshold = each.next().threshold;
            if (reached(now, threshold)) {
                thresholds.add(threshold);
                each.remove();
            }
        }
        return thresholds;
    }
}
