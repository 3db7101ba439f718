package io.inventory4j.redis.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection to a node, which all threads share. The next call opens another when it is gone. */
final class LettuceNode {
    /**
     * If a connection or a reply has not come for so long, the next call that waits in vain gives the connection up.
     */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * A connection that is opening, or open.
     *
     * @param line completes when it is open
     * @param startNanos when the attempt began
     */
    private record Attempt(CompletableFuture<LettuceLine> line, long startNanos) {}

    private final NodeAddress node;
    private final Supplier<CompletableFuture<LettuceLine>> opening;
    /** Guarded by this. */
    private @Nullable Attempt attempt;
    /** Guarded by this. */
    private boolean retired;

    LettuceNode(NodeAddress node, Supplier<CompletableFuture<LettuceLine>> opening) {
        this.node = node;
        this.opening = opening;
    }

    List<@Nullable Object> send(List<List<byte[]>> commands, Deadline deadline) {
        LettuceLine line = enter(deadline);
        try {
            return line.send(commands, deadline);
        } finally {
            line.leave();
        }
    }

    private LettuceLine enter(Deadline deadline) {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw ClientFailures.interruptedBefore(node);
            }
            Attempt current = current();
            try {
                LettuceLine line = current.line.get(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS);
                if (line.enter()) {
                    return line;
                }
                forget(current);
                if (deadline.over()) {
                    throw ClientFailures.notSent(node, "not connected", null);
                }
            } catch (TimeoutException e) {
                if (System.nanoTime() - current.startNanos > PATIENCE.toNanos()) {
                    forget(current);
                }
                throw ClientFailures.notSent(node, "no connection in time", e);
            } catch (ExecutionException e) {
                forget(current);
                throw ClientFailures.notSent(node, "no connection", e.getCause());
            } catch (InterruptedException e) {
                throw ClientFailures.interruptedBefore(node);
            }
        }
    }

    private synchronized Attempt current() {
        Attempt current = attempt;
        if (current == null) {
            if (retired) {
                throw ClientFailures.notSent(node, "closed", null);
            }
            current = new Attempt(opening.get(), System.nanoTime());
            attempt = current;
        }
        return current;
    }

    private synchronized void forget(Attempt gone) {
        if (gone.equals(attempt)) {
            attempt = null;
        }
        CompletableFuture<Void> unused = gone.line.thenAccept(LettuceLine::retire);
    }

    /** Takes no more calls. */
    synchronized void retire() {
        retired = true;
        if (attempt != null) {
            forget(attempt);
        }
    }
}
