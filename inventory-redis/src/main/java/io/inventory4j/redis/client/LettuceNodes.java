package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** RedisNodes over Lettuce. */
final class LettuceNodes implements RedisNodes {
    private final LettuceOpening opening;
    private final Function<NodeAddress, RedisURI> uris;
    private final Map<NodeAddress, LettuceNode> nodes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Connects by a client whose options suit, as {@link LettuceConnections} makes it. */
    LettuceNodes(LettuceOpening opening, Function<NodeAddress, RedisURI> uris) {
        this.opening = opening;
        this.uris = uris;
    }

    @Override
    public List<@Nullable Object> send(NodeAddress node, List<List<byte[]>> commands, Deadline deadline) {
        return nodes.computeIfAbsent(node, address -> new LettuceNode(address, () -> connect(address)))
                .send(commands, deadline);
    }

    private CompletableFuture<LettuceLine> connect(NodeAddress node) {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
        try {
            return opening.open(uris.apply(node)).thenApply(connection -> line(node, connection));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private LettuceLine line(NodeAddress node, StatefulRedisConnection<byte[], byte[]> connection) {
        LettuceLine line = new LettuceLine(node, connection);
        if (closed) {
            line.close();
        }
        return line;
    }

    @Override
    public RedisConnection open(NodeAddress node, Deadline deadline) {
        CompletableFuture<LettuceLine> line = connect(node);
        try {
            return line.get(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            closeOnceOpen(line);
            throw ClientFailures.notSent(node, "no connection in time", e);
        } catch (ExecutionException e) {
            throw ClientFailures.notSent(node, "no connection", e.getCause());
        } catch (InterruptedException e) {
            closeOnceOpen(line);
            throw ClientFailures.interruptedBefore(node);
        }
    }

    private static void closeOnceOpen(CompletableFuture<LettuceLine> line) {
        CompletableFuture<Void> unused = line.thenAccept(LettuceLine::close);
    }

    @Override
    public void retain(Set<NodeAddress> kept) {
        nodes.forEach((address, node) -> {
            if (!kept.contains(address) && nodes.remove(address, node)) {
                node.retire();
            }
        });
    }

    @Override
    public int slot(byte[] key) {
        return SlotHash.getSlot(key);
    }

    /** Opens no more. What is open is closed with the client. */
    @Override
    public void close() {
        closed = true;
        nodes.clear();
    }
}
