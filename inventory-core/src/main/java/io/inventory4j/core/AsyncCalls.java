package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.core.batching.Batching;
import io.inventory4j.core.gate.SoldOutGate;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands without waiting for their outcomes; and runs what has to wait, such as a sweep for a buyer who was
 * refused, on a few threads of its own, which end when they are idle. Thread-safe.
 */
final class AsyncCalls {
    private static final int THREADS = 8;
    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 10;

    private final Function<List<? extends Command>, CompletionStage<List<Outcome>>> ledger;
    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    private AsyncCalls(Function<List<? extends Command>, CompletionStage<List<Outcome>>> ledger) {
        this.ledger = ledger;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "inventory4j-async-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Over a store that others share: calls travel in batches, unless the gate refuses them. */
    static AsyncCalls over(Batching batching, @Nullable SoldOutGate gate) {
        return new AsyncCalls(gate == null ? batching::submit : batch -> gate.submit(batch, batching::submit));
    }

    /** Over a ledger that answers at once. */
    static AsyncCalls atOnce(StockLedger ledger) {
        return new AsyncCalls(batch -> {
            try {
                return CompletableFuture.completedStage(ledger.apply(batch));
            } catch (LedgerException e) {
                return CompletableFuture.failedStage(e);
            }
        });
    }

    private CompletionStage<List<Outcome>> apply(List<Command> commands) {
        return closed ? CompletableFuture.failedStage(Lifetime.ended()) : ledger.apply(commands);
    }

    CompletionStage<Outcome> apply(Command command) {
        return apply(List.of(command)).thenApply(outcomes -> outcomes.get(0));
    }

    /** Runs what may wait. Where no thread is free for it, it fails and has done nothing. */
    <T> CompletionStage<T> run(Supplier<T> work) {
        if (closed) {
            return CompletableFuture.failedStage(Lifetime.ended());
        }
        CompletionStage<T> begun = begin(work);
        return begun != null
                ? begun
                : CompletableFuture.failedStage(new LedgerException(
                        Effect.NONE, "too many calls are under way, or the inventory is closed", null));
    }

    /** Runs what may change an answer; where no thread is free for it, the answer is the one that there is already. */
    <T> CompletionStage<T> runOr(Supplier<T> work, T answer) {
        CompletionStage<T> begun = begin(work);
        return begun != null ? begun : CompletableFuture.completedStage(answer);
    }

    private <T> @Nullable CompletionStage<T> begin(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).minimalCompletionStage();
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            return null;
        }
    }

    void close() {
        closed = true;
        threads.shutdown();
    }
}
