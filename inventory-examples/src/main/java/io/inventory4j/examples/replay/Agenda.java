package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is still to happen: the events of the files, in file order, and what buyers have put off (to pay in five
 * minutes, to ship in an hour). Workers take what is due first, which turns the clock; with one worker, the sale
 * always runs the same way.
 *
 * <p>Workers run at full speed and share one clock, so a slow one must not find that an hour has passed while it was
 * reserving: nothing begins more than {@code atMost} of the sale's time ahead of what is still under way. And nobody
 * brings goods back while still at the till with them. Where the day takes its time, nothing begins before it is due.
 * Thread-safe.
 */
final class Agenda {
    private record Due(Instant at, long order, String buyer, Runnable work) {}

    private final SaleClock clock;
    private final Duration atMost;
    private final Tempo tempo;
    private final Deque<Event> files;
    private final Instant lastEvent;
    private final PriorityQueue<Due> putOff = queue();
    private final PriorityQueue<Due> underWay = queue();
    private long order;
    private boolean stopped;

    /**
     * An agenda with nothing put off yet.
     *
     * @param files in file order, none before its predecessor
     * @param atMost how far ahead of what is under way the sale may run
     * @param tempo how fast the day passes
     */
    Agenda(SaleClock clock, List<Event> files, Duration atMost, Tempo tempo) {
        this.clock = clock;
        this.atMost = atMost;
        this.tempo = tempo;
        this.files = new ArrayDeque<>(files);
        lastEvent = files.isEmpty() ? clock.instant() : this.files.getLast().at();
    }

    /** When the last event of the files happens: after it, the shop is closed. */
    Instant lastEvent() {
        return lastEvent;
    }

    synchronized void at(Instant due, Runnable work) {
        putOff.add(new Due(due, order++, "", work));
        notifyAll();
    }

    /** Ends the waiting of all workers; what is left never happens. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * Does the next thing that is due.
     *
     * @param events what to do with an event of the files when its time has come
     * @return false if nothing is left, and nothing under way could add more
     */
    boolean step(Consumer<Event> events) throws InterruptedException {
        Due next = take(events);
        if (next == null) {
            return false;
        }
        try {
            next.work().run();
            return true;
        } finally {
            finished(next);
        }
    }

    private synchronized @Nullable Due take(Consumer<Event> events) throws InterruptedException {
        while (!stopped) {
            Event event = files.peek();
            Due due = putOff.peek();
            boolean fromFile = event != null && (due == null || due.at().isAfter(event.at()));
            Due next = fromFile ? new Due(event.at(), order++, event.buyer(), () -> events.accept(event)) : due;
            if (next == null && underWay.isEmpty()) {
                return null;
            }
            if (next != null && mayBegin(next, fromFile && event instanceof Event.TakeBack)) {
                Duration early = tempo.until(next.at(), clock);
                if (early.compareTo(Duration.ZERO) > 0) {
                    tempo.await(this, early);
                    continue;
                }
                (fromFile ? files : putOff).remove();
                clock.turnTo(next.at());
                underWay.add(next);
                return next;
            }
            wait();
        }
        return null;
    }

    private boolean mayBegin(Due next, boolean takesBack) {
        Due slowest = underWay.peek();
        if (slowest == null) {
            return true;
        }
        boolean atTheTill =
                takesBack && underWay.stream().anyMatch(due -> due.buyer().equals(next.buyer()));
        return !atTheTill && !next.at().isAfter(slowest.at().plus(atMost));
    }

    private synchronized void finished(Due done) {
        underWay.remove(done);
        notifyAll();
    }

    private static PriorityQueue<Due> queue() {
        return new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    }
}
