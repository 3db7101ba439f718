package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.redis.RedisConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection, and the calls that are under way on it. It lives until it breaks: nothing reconnects, so no command can
 * be written a second time.
 */
final class LettuceLine implements RedisConnection {
    /** How to wait for a reply. */
    @FunctionalInterface
    private interface Wait {
        @Nullable
        Object reply(LettuceCall call, Deadline deadline)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    private final NodeAddress node;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Object writing = new Object();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long repliedNanos = System.nanoTime();
    /**
     * When the first call began that has waited in vain since the last reply; guarded by this, like the next two
     * fields.
     */
    private @Nullable Long silentNanos;

    private int underWay;
    private boolean retired;

    LettuceLine(NodeAddress node, StatefulRedisConnection<byte[], byte[]> connection) {
        this.node = node;
        this.connection = connection;
    }

    /** Begins a call; false if this line takes no more. */
    synchronized boolean enter() {
        if (retired || !connection.isOpen()) {
            return false;
        }
        underWay++;
        return true;
    }

    /** Ends a call. */
    synchronized void leave() {
        underWay--;
        closeIfIdle();
    }

    /** Takes no more calls, and closes after the last. */
    synchronized void retire() {
        retired = true;
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (retired && underWay == 0) {
            close();
        }
    }

    @Override
    public List<@Nullable Object> sendAll(List<List<byte[]>> commands, Duration timeout) {
        try {
            return send(commands, Deadline.in(timeout), LettuceCall::replyInAnyCase);
        } catch (LedgerException e) {
            close();
            throw e;
        }
    }

    /** Sends a batch; an interrupt ends the wait. */
    List<@Nullable Object> send(List<List<byte[]>> commands, Deadline deadline) {
        return send(commands, deadline, LettuceCall::reply);
    }

    private List<@Nullable Object> send(List<List<byte[]>> commands, Deadline deadline, Wait wait) {
        List<LettuceCall> calls = commands.stream().map(LettuceCall::new).toList();
        long startNanos = System.nanoTime();
        try {
            dispatch(calls.stream().map(LettuceCall::command).toList());
            List<@Nullable Object> replies = new ArrayList<>(calls.size());
            for (LettuceCall call : calls) {
                replies.add(wait.reply(call, deadline));
                repliedNanos = System.nanoTime();
            }
            return replies;
        } catch (TimeoutException e) {
            // Nothing is cancelled: that could leave out a part of a batch, such as the command after an ASKING.
            closeIfSilent(startNanos);
            throw ClientFailures.noReply(node, "no reply in time", e);
        } catch (InterruptedException e) {
            throw ClientFailures.interruptedWaiting(node);
        } catch (ExecutionException e) {
            throw failure(calls, "the connection broke", e.getCause());
        } catch (CancellationException e) {
            throw failure(calls, "the connection was closed", e);
        } catch (RuntimeException e) {
            throw failure(calls, "the client failed", e);
        }
    }

    /** Lettuce queues the commands of a batch one by one. The lock keeps those of other threads out of it. */
    private void dispatch(List<AsyncCommand<byte[], byte[], @Nullable Object>> commands) {
        synchronized (writing) {
            if (commands.size() == 1) {
                connection.dispatch(commands.get(0));
            } else {
                connection.dispatch(commands);
            }
        }
    }

    private LedgerException failure(List<LettuceCall> calls, String what, @Nullable Throwable cause) {
        return calls.stream().allMatch(LettuceCall::isLeftOut)
                ? ClientFailures.notSent(node, what, cause)
                : ClientFailures.noReply(node, what, cause);
    }

    /**
     * Closes a connection on which no reply has come for long: the network may have lost it, though it never breaks.
     */
    private synchronized void closeIfSilent(long startNanos) {
        Long since = silentNanos;
        if (since == null || repliedNanos - since > 0) {
            since = startNanos;
        }
        silentNanos = since;
        if (repliedNanos - since <= 0 && System.nanoTime() - since >= LettuceNode.PATIENCE.toNanos()) {
            close();
        }
    }

    /** Does not wait: what is under way fails as soon as the connection is gone. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = connection.closeAsync();
        }
    }
}
