package io.inventory4j.core;

import io.inventory4j.Alert;
import io.inventory4j.AlertLevels;
import io.inventory4j.AlertListener;
import io.inventory4j.LevelChange;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that wait for one listener, in the order in which they were found. Those that do not fit are dropped and
 * counted.
 */
final class AlertMailbox extends Mailbox {
    static final int CAPACITY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(AlertMailbox.class);

    private final AlertLevels levels;
    private final AlertListener listener;
    private final Queue<Alert> alerts = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    AlertMailbox(AlertLevels levels, AlertListener listener, CallbackThreads threads) {
        super(threads);
        this.levels = levels;
        this.listener = listener;
    }

    @Override
    void offer(LevelChange change) {
        for (Alert alert : levels.crossedBy(change)) {
            if (alerts.offer(alert)) {
                wake();
            } else if (dropped.getAndIncrement() == 0) {
                LOG.warn(
                        "{} alerts wait for an alert listener; further ones are dropped until it catches up", CAPACITY);
            }
        }
    }

    @Override
    boolean deliverNext() {
        Alert alert = alerts.poll();
        if (alert == null) {
            return false;
        }
        if (alerts.isEmpty() && dropped.get() > 0) {
            LOG.warn("An alert listener has caught up; it has missed {} alerts", dropped.getAndSet(0));
        }
        listener.onAlert(alert);
        return true;
    }

    @Override
    boolean isEmpty() {
        return alerts.isEmpty();
    }

    /** Alerts dropped since the listener last had none waiting. */
    long dropped() {
        return dropped.get();
    }
}
