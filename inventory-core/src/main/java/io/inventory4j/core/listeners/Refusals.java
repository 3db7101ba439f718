package io.inventory4j.core.listeners;

import io.inventory4j.Health;
import io.inventory4j.Refusal;
import io.inventory4j.RefusalListener;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners for refusals of each final one. Thread-safe. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long MINUTE_MILLIS = 60_000;

    private final RefusalMailbox[] mailboxes;

    Refusals(List<RefusalListener> listeners, CallbackThreads threads, InstantSource clock) {
        mailboxes = listeners.stream()
                .map(listener -> new RefusalMailbox(listener, threads, new WorkRecord(Health.REFUSAL_LISTENERS, clock)))
                .toArray(RefusalMailbox[]::new);
    }

    /**
     * Counts a refused request. Never throws, because its caller is owed the answer.
     *
     * @param request what was asked for, with one fixed line per key
     * @param refusal why it was refused
     * @param millis the store's time, as well as this node knows it, in milliseconds since 1970
     */
    public void count(ReserveRequest request, Refusal refusal, long millis) {
        count(request, refusal, millis, named(request.lines(), refusal.key()));
    }

    /** Counts the units of a request that was given back, because another one with it was refused. */
    public void countBeside(ReserveRequest request, Refusal refusal, long millis) {
        count(request, refusal, millis, -1);
    }

    private void count(ReserveRequest request, Refusal refusal, long millis, int named) {
        try {
            long minute = Math.floorDiv(millis, MINUTE_MILLIS);
            for (RefusalMailbox mailbox : mailboxes) {
                List<RequestLine> lines = request.lines();
                for (int i = 0; i < lines.size(); i++) {
                    RequestLine line = lines.get(i);
                    boolean here = i == named;
                    mailbox.tally()
                            .add(
                                    minute,
                                    line.fixed() ? line.key() : line.sources().get(0),
                                    refusal.reason(),
                                    refusal.rule(),
                                    request.channel(),
                                    request.region(),
                                    here ? 1 : 0,
                                    here ? line.quantity() : 0,
                                    here ? 0 : line.quantity());
                }
                mailbox.counted();
            }
        } catch (RuntimeException e) {
            LOG.error("Listeners may have missed a refusal", e);
        }
    }

    /** Which line a refusal is about: one that is fixed before one that chooses; the first where it names none. */
    private static int named(List<RequestLine> lines, @Nullable StockKey key) {
        int chooses = 0;
        if (lines.size() == 1 || key == null) {
            return 0;
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            RequestLine line = lines.get(i);
            if (line.fixed() && line.key().equals(key)) {
                return i;
            }
            if (!line.fixed() && line.sources().contains(key)) {
                chooses = i;
            }
        }
        return chooses;
    }

    List<Health.Worker> health() {
        return Arrays.stream(mailboxes).map(RefusalMailbox::health).toList();
    }

    boolean runsHere() {
        return Arrays.stream(mailboxes).anyMatch(RefusalMailbox::runsHere);
    }

    /** Tells what was counted, and waits for that. */
    void awaitTold(long deadlineNanos) throws InterruptedException {
        for (RefusalMailbox mailbox : mailboxes) {
            mailbox.ring();
        }
        for (RefusalMailbox mailbox : mailboxes) {
            mailbox.awaitDrained(deadlineNanos);
        }
    }

    void discard() {
        for (RefusalMailbox mailbox : mailboxes) {
            mailbox.discard();
        }
    }
}
