package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.redis.RedisConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection, and the calls that are under way on it. It lives until it breaks: nothing reconnects, so no command can
 * be written a second time.
 */
final class LettuceLine implements RedisConnection {
    /** The name of a command. */
    private static final class Name implements ProtocolKeyword {
        private final byte[] bytes;

        Name(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] getBytes() {
            return bytes;
        }

        /** In lower case, so that Lettuce does not recognize MULTI and EXEC and handle them in its own way. */
        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        }
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
    public @Nullable Object send(List<byte[]> command, Duration timeout) {
        try {
            return send(List.of(command), Deadline.in(timeout)).get(0);
        } catch (LedgerException e) {
            close();
            throw e;
        }
    }

    List<@Nullable Object> send(List<List<byte[]>> commands, Deadline deadline) {
        List<AsyncCommand<byte[], byte[], @Nullable Object>> calls = new ArrayList<>(commands.size());
        for (List<byte[]> command : commands) {
            calls.add(call(command));
        }
        long startNanos = System.nanoTime();
        try {
            // Lettuce queues the commands of a batch one by one. The lock keeps those of other threads out of it.
            synchronized (writing) {
                if (calls.size() == 1) {
                    connection.dispatch(calls.get(0));
                } else {
                    connection.dispatch(calls);
                }
            }
            return await(calls, deadline);
        } catch (TimeoutException e) {
            // Nothing is cancelled: that could leave out a part of a batch, such as the command after an ASKING.
            closeIfSilent(startNanos);
            throw ClientFailures.noReply(node, "no reply in time", e);
        } catch (InterruptedException e) {
            throw ClientFailures.interruptedWaiting(node);
        } catch (ExecutionException e) {
            throw ClientFailures.noReply(node, "the connection broke", e.getCause());
        } catch (CancellationException e) {
            throw ClientFailures.noReply(node, "the connection was closed", e);
        } catch (RuntimeException e) {
            throw ClientFailures.noReply(node, "the client failed", e);
        }
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

    private List<@Nullable Object> await(List<AsyncCommand<byte[], byte[], @Nullable Object>> calls, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<@Nullable Object> replies = new ArrayList<>(calls.size());
        for (AsyncCommand<byte[], byte[], @Nullable Object> call : calls) {
            replies.add(call.get(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS));
            repliedNanos = System.nanoTime();
        }
        return replies;
    }

    private static AsyncCommand<byte[], byte[], @Nullable Object> call(List<byte[]> command) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (byte[] word : command.subList(1, command.size())) {
            args.add(word);
        }
        return new AsyncCommand<>(new Command<>(new Name(command.get(0)), new LettuceReply(), args));
    }

    /** Does not wait: what is under way fails as soon as the connection is gone. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = connection.closeAsync();
        }
    }
}
