package io.inventory4j.core.batching;

import io.inventory4j.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the calls that nobody waits for when they have waited for too long. While there are any, one alarm is set, for
 * the deadline of one of them: all calls may take equally long, so no other that was new then is due before it. A call
 * that is under way ends when the store answers.
 */
final class Deadlines {
    private final CallQueue queue;
    private final Runners runners;
    private final Runnable wakeNext;
    private final Duration allowed;
    private final AtomicBoolean set = new AtomicBoolean();

    Deadlines(CallQueue queue, Runners runners, Runnable wakeNext, Duration allowed) {
        this.queue = queue;
        this.runners = runners;
        this.wakeNext = wakeNext;
        this.allowed = allowed;
    }

    /** Sees to it that a call which was just added does not wait for ever. */
    void watch(AsyncCall call) {
        if (set.compareAndSet(false, true)) {
            after(call.left(), this::ring);
        }
    }

    /** The same of a call that has less time left than a new one. */
    void watchAgain(AsyncCall call) {
        after(call.left(), this::endOverdue);
    }

    /** Runs a task later, on a thread of the layer. */
    void after(long nanos, Runnable task) {
        CompletableFuture.delayedExecutor(Math.max(1, nanos), TimeUnit.NANOSECONDS, runners::execute)
                .execute(task);
    }

    private void ring() {
        // Before it looks: a call that is added from now on sets the next alarm, unless this one does.
        set.set(false);
        endOverdue();
        for (QueuedCall call : queue) {
            if (call instanceof AsyncCall waiting && waiting.waits()) {
                watch(waiting);
                return;
            }
        }
    }

    private void endOverdue() {
        for (QueuedCall call : queue) {
            if (call.left() <= 0) {
                end(call, "no turn at the store: not answered within " + allowed);
            }
        }
    }

    /** Ends all that nobody waits for. */
    void endAll(String why) {
        for (QueuedCall call : queue) {
            end(call, why);
        }
    }

    private void end(QueuedCall call, String why) {
        if (call instanceof AsyncCall waiting && waiting.leaveQueue()) {
            queue.left(waiting);
            LedgerException failure = waiting.gone(why, false);
            runners.execute(() -> waiting.giveUp(failure));
            wakeNext.run();
        }
    }
}
