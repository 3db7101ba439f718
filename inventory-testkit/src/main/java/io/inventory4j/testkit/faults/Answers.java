package io.inventory4j.testkit.faults;

import java.time.Duration;

/** Counts the answers that reached callers, so that a fault can wait for some. Thread-safe. */
final class Answers {
    private long count;

    synchronized void increment() {
        count++;
        notifyAll();
    }

    /** Waits for a number of further answers; false if they do not come in time. */
    synchronized boolean awaitMore(long more, Duration within) throws InterruptedException {
        long enough = count + more;
        long deadline = System.nanoTime() + within.toNanos();
        long left = within.toMillis();
        while (count < enough && left > 0) {
            wait(left);
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        return count >= enough;
    }
}
