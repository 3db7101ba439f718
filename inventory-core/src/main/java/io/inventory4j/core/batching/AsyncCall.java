package io.inventory4j.core.batching;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A call that nobody waits for: its answer completes a future. */
final class AsyncCall extends QueuedCall {
    private final Batches batches;
    private final CompletableFuture<List<Outcome>> future = new CompletableFuture<>();

    AsyncCall(List<Command> commands, int rows, long deadline, Batches batches) {
        super(commands, rows, deadline);
        this.batches = batches;
    }

    CompletableFuture<List<Outcome>> future() {
        return future;
    }

    @Override
    void turnMayBeFree() {
        batches.runLater();
    }

    @Override
    void answered() {
        switch (next()) {
            case DONE -> complete();
            case NOW -> batches.again(this);
            case LATER -> batches.againLater(this);
        }
    }

    private void complete() {
        List<Outcome> outcomes;
        try {
            outcomes = result();
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(outcomes);
    }

    /** Ends it where it will not be answered. */
    void giveUp(LedgerException why) {
        future.completeExceptionally(why);
    }
}
