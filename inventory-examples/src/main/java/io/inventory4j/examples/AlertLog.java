package io.inventory4j.examples;

import io.inventory4j.Alert;
import io.inventory4j.AlertListener;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Hears every alert, remembers it for the audit, and prints it. A listener that waits for a slow terminal would fall
 * behind and miss alerts, so it only takes note, and whoever calls {@link #print} prints. Thread-safe.
 */
final class AlertLog implements AlertListener {
    /** One command may cross several levels at once (the last unit of one): these alerts share a line. */
    private record Line(Instant at, StockLevel level, List<String> what) {}

    private final Screen screen;
    private final SaleClock clock;
    private final UnaryOperator<String> names;
    private final List<Crossing> crossings = new ArrayList<>();
    private final Deque<Line> unprinted = new ArrayDeque<>();
    private final Object printing = new Object();

    AlertLog(Screen screen, SaleClock clock, UnaryOperator<String> names) {
        this.screen = screen;
        this.clock = clock;
        this.names = names;
    }

    @Override
    public synchronized void onAlert(Alert alert) {
        StockLevel level = alert.level();
        String what = what(alert);
        Line last = unprinted.peekLast();
        if (last != null && last.level().equals(level)) {
            last.what().add(what);
        } else {
            unprinted.add(new Line(clock.instant(), level, new ArrayList<>(List.of(what))));
        }
        crossings.add(new Crossing(level.key().sku(), level.version(), what));
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
    void print() {
        print(1);
    }

    void printAll() {
        print(0);
    }

    private void print(int left) {
        synchronized (printing) {
            for (Line line : takeUnprinted(left)) {
                screen.line(text(line));
            }
        }
    }

    private synchronized List<Line> takeUnprinted(int left) {
        List<Line> lines = new ArrayList<>();
        while (unprinted.size() > left) {
            lines.add(unprinted.remove());
        }
        return lines;
    }

    private String text(Line line) {
        StockLevel level = line.level();
        return String.format(
                Locale.ROOT,
                "%s  %-20s  %-8s  %-35.35s  %,6d of %,d left",
                Screen.time(line.at()),
                String.join(", ", line.what()),
                level.key().sku(),
                names.apply(level.key().sku()),
                level.available(),
                level.opening());
    }

    /** Alerts come off the sale's path, so the last ones may be under way when the sale is over. */
    synchronized void await(int count, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = end - System.nanoTime();
                crossings.size() < count && left > 0;
                left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    synchronized List<Crossing> crossings() {
        return List.copyOf(crossings);
    }
}
