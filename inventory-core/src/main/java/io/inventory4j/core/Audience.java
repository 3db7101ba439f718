package io.inventory4j.core;

import io.inventory4j.AlertLevels;
import io.inventory4j.AlertListener;
import io.inventory4j.LevelChange;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of one inventory. As long as there are none, publishing costs one read. Thread-safe. */
final class Audience implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    /** How long close waits for callbacks to end by themselves, and then for interrupted ones. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final CallbackThreads threads;
    private final CopyOnWriteArrayList<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Audience(CallbackThreads threads) {
        this.threads = threads;
    }

    Subscription add(AlertLevels levels, AlertListener listener) {
        return add(new AlertMailbox(levels, Objects.requireNonNull(listener, "listener"), threads));
    }

    Subscription add(StockListener listener) {
        return add(new LevelMailbox(Objects.requireNonNull(listener, "listener"), threads));
    }

    private Subscription add(Mailbox mailbox) {
        mailboxes.add(mailbox);
        if (closed) {
            mailboxes.remove(mailbox);
            throw new IllegalStateException("the inventory is closed; its listeners are not called any more");
        }
        return () -> {
            mailboxes.remove(mailbox);
            mailbox.discard();
        };
    }

    boolean isEmpty() {
        return mailboxes.isEmpty();
    }

    /** Passes changes on to every listener; never throws, because the changes have happened. */
    void publish(List<LevelChange> changes) {
        if (closed) {
            return;
        }
        try {
            for (Mailbox mailbox : mailboxes) {
                for (int i = 0; i < changes.size(); i++) {
                    mailbox.offer(changes.get(i));
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Listeners may have missed a change", e);
        }
    }

    /** Waits a while for callbacks to end, then interrupts them. */
    @Override
    public void close() {
        closed = true;
        long deadline = System.nanoTime() + GRACE.toNanos();
        boolean inCallback = mailboxes.stream().anyMatch(Mailbox::runsHere);
        try {
            for (Mailbox mailbox : mailboxes) {
                mailbox.awaitDrained(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mailboxes.forEach(Mailbox::discard);
        mailboxes.clear();
        if (inCallback) {
            threads.closeFromCallback();
            return;
        }
        try {
            threads.close(System.nanoTime() + GRACE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
