package io.inventory4j.core.batching;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that each make one call, and that come one after the other. */
final class Crowd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final StockLedger ledger;
    private final List<Thread> threads = new ArrayList<>();

    Crowd(StockLedger ledger) {
        this.ledger = ledger;
    }

    /** One who calls. */
    record Buyer(Thread thread, CompletableFuture<List<Outcome>> answer) {
        Outcome outcome() throws Exception {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).get(0);
        }

        <X extends Throwable> X failure(Class<X> type) throws InterruptedException, TimeoutException {
            try {
                throw new AssertionError("it did not fail: " + answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                return Objects.requireNonNull(type.cast(e.getCause()));
            }
        }

        /** Whether its thread waits: for its turn, or for an answer. */
        boolean waits() {
            Thread.State state = thread.getState();
            return state == Thread.State.TIMED_WAITING || state == Thread.State.WAITING;
        }
    }

    /** A thread that calls and may be waiting, or not have begun. */
    Buyer comes(Command... commands) {
        CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(ledger.apply(List.of(commands)));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return new Buyer(thread, answer);
    }

    /** A thread that has called and waits now. */
    Buyer waits(Command... commands) {
        Buyer buyer = comes(commands);
        while (!buyer.waits()) {
            if (buyer.answer.isDone()) {
                throw new AssertionError("it does not wait: " + buyer.answer);
            }
            Thread.onSpinWait();
        }
        return buyer;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
