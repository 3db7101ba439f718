package io.inventory4j.examples.replay;

import io.inventory4j.LedgerException;
import io.inventory4j.examples.replay.orders.Event;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The threads that work off an agenda. */
final class Crew {
    private static final long POLL_MILLIS = 20;

    private Crew() {}

    /**
     * Works off the agenda.
     *
     * @param events what to do with an event of the files
     * @param meanwhile called again and again on the caller's thread until all is done, and once after; if it fails,
     *     the workers stop
     * @throws IllegalStateException if a worker fails; the others then stop too
     * @throws LedgerException if a worker fails because the store does
     * @throws UncheckedIOException if a worker fails because the order table cannot be written
     * @throws Error if a worker fails by one, such as too little memory
     */
    static void run(Agenda agenda, int threads, Consumer<Event> events, Runnable meanwhile)
            throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> work(agenda, events, failure, done), "buyer-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
        try {
            while (!done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                meanwhile.run();
            }
            meanwhile.run();
        } finally {
            agenda.stop();
            done.await();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof LedgerException store) {
            throw store;
        }
        if (thrown instanceof UncheckedIOException table) {
            throw table;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw new IllegalStateException("a buyer's thread failed: " + thrown, thrown);
        }
    }

    private static void work(
            Agenda agenda, Consumer<Event> events, AtomicReference<Throwable> failure, CountDownLatch done) {
        try {
            boolean more = true;
            while (more) {
                more = agenda.step(events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            agenda.stop();
        } finally {
            done.countDown();
        }
    }
}
