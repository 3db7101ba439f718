package io.inventory4j.core.listeners;

import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.alert.AlertListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The alerts for one listener. It knows the newest level that it has heard of for each line, so each crossing is
 * reported once, and one whose change was not seen is found in the next level.
 */
final class AlertMailbox extends EventMailbox<Alert> implements LineAlerts.Listener {
    private final AlertListener listener;
    private final AlertLevels levels;
    private final Duration returnsAfter;
    private final CallbackThreads threads;
    private final Map<StockKey, LineAlerts> lines = new HashMap<>();

    /**
     * An empty mailbox.
     *
     * @param returnsAfter how long a line has to stay above a threshold for that to count
     */
    AlertMailbox(
            AlertLevels levels,
            AlertListener listener,
            Duration returnsAfter,
            @Nullable Journaled journal,
            Consumer<Set<StockKey>> doubts,
            CallbackThreads threads,
            WorkRecord record) {
        super(journal, doubts, threads, record);
        this.levels = levels;
        this.listener = listener;
        this.returnsAfter = returnsAfter;
        this.threads = threads;
    }

    @Override
    void take(JournalEntry entry) {
        line(entry.change().key()).changed(entry.change(), entry.at());
    }

    @Override
    void offer(StockLevel level, Instant at) {
        synchronized (this) {
            line(level.key()).found(level, at);
        }
        wakeIfBusy();
    }

    private LineAlerts line(StockKey key) {
        return lines.computeIfAbsent(key, any -> new LineAlerts(levels, returnsAfter, this));
    }

    @Override
    public void tell(Alert alert) {
        add(alert);
    }

    @Override
    public void await(LineAlerts line, LineAlerts.Return from, Duration time) {
        threads.after(time, () -> {
            synchronized (this) {
                if (behind()) {
                    // The change that ends the return may not be read yet.
                    await(line, from, returnsAfter);
                } else {
                    line.returned(from);
                }
            }
            wakeIfBusy();
        });
    }

    @Override
    Set<StockKey> lostHistory() {
        lines.values().forEach(LineAlerts::lostHistory);
        return new HashSet<>(lines.keySet());
    }

    @Override
    synchronized Set<StockKey> lines() {
        return new HashSet<>(lines.keySet());
    }

    @Override
    Runnable call(Alert alert) {
        return () -> listener.onAlert(alert);
    }
}
