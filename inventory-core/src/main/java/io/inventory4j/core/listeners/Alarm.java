package io.inventory4j.core.listeners;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs tasks later. A task is short: it hands what is long to another thread. */
@FunctionalInterface
public interface Alarm {
    /** The machine's clock, on the one daemon thread that Java has for such tasks. */
    Alarm SYSTEM =
            (delay, task) -> CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(task);

    void after(Duration delay, Runnable task);
}
