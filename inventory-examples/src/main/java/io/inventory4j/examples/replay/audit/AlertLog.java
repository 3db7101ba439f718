package io.inventory4j.examples.replay.audit;

import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertListener;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears every alert, remembers it for the audit, and has it printed. A listener that waits for a slow terminal would be
 * late and miss alerts: so this one only takes them down, and {@link #print} prints them on the caller's thread.
 * Thread-safe.
 */
public final class AlertLog implements AlertListener {
    /**
     * What was heard of one change. One command may cross several levels at once (the last unit of one).
     *
     * @param at when, by the sale's clock
     * @param level the level after it
     * @param what what was crossed
     */
    public record Heard(Instant at, StockLevel level, List<String> what) {
        /**
         * Whether it took the last unit.
         *
         * @return whether {@code what} says so
         */
        public boolean soldOut() {
            return what.contains(Crossing.SOLD_OUT);
        }

        /**
         * Whether there are units again.
         *
         * @return whether {@code what} says so
         */
        public boolean backInStock() {
            return what.contains(Crossing.BACK_IN_STOCK);
        }
    }

    private final InstantSource clock;
    private final Consumer<Heard> printer;
    private final List<Crossing> crossings = new ArrayList<>();
    private final Deque<Heard> unprinted = new ArrayDeque<>();
    private final Object printing = new Object();

    /**
     * A log that has heard nothing.
     *
     * @param clock the sale's
     * @param printer prints a line
     */
    public AlertLog(InstantSource clock, Consumer<Heard> printer) {
        this.clock = clock;
        this.printer = printer;
    }

    @Override
    public synchronized void onAlert(Alert alert) {
        StockLevel level = alert.level();
        String what = what(alert);
        Heard last = unprinted.peekLast();
        if (last != null && last.level().equals(level)) {
            last.what().add(what);
        } else {
            unprinted.add(new Heard(clock.instant(), level, new ArrayList<>(List.of(what))));
        }
        crossings.add(new Crossing(level.key(), level.version(), what));
        notifyAll();
    }

    private static String what(Alert alert) {
        if (alert instanceof Alert.Low low) {
            return Crossing.low(low.percent());
        }
        if (alert instanceof Alert.SoldOut) {
            return Crossing.SOLD_OUT;
        }
        return alert instanceof Alert.BackInStock ? Crossing.BACK_IN_STOCK : Crossing.SHORTFALL;
    }

    /** Prints what has come since the last time, but for the newest line, which may still grow. */
    public void print() {
        print(1);
    }

    /** Prints what has come since the last time. */
    public void printAll() {
        print(0);
    }

    private void print(int left) {
        synchronized (printing) {
            takeUnprinted(left).forEach(printer);
        }
    }

    private synchronized List<Heard> takeUnprinted(int left) {
        List<Heard> lines = new ArrayList<>();
        while (unprinted.size() > left) {
            lines.add(unprinted.remove());
        }
        return lines;
    }

    /**
     * Waits until {@code count} alerts were heard, or none was for a while.
     *
     * @return whether so many were heard
     */
    synchronized boolean await(int count, Duration silence) throws InterruptedException {
        long end = System.nanoTime() + silence.toNanos();
        int before = crossings.size();
        for (long left = silence.toNanos(); crossings.size() < count && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
            if (crossings.size() > before) {
                before = crossings.size();
                end = System.nanoTime() + silence.toNanos();
            }
        }
        return crossings.size() >= count;
    }

    synchronized List<Crossing> crossings() {
        return List.copyOf(crossings);
    }

    /**
     * What was heard so far.
     *
     * @return how many alerts
     */
    public synchronized int heard() {
        return crossings.size();
    }
}
