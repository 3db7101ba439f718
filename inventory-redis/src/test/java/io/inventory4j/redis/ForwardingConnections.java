package io.inventory4j.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The base of connections that do something to some calls, and pass on all others. */
public abstract class ForwardingConnections implements RedisConnections {
    private final RedisConnections below;

    protected ForwardingConnections(RedisConnections below) {
        this.below = below;
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        return below.send(key, commands, timeout);
    }

    @Override
    public List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout) {
        return below.ask(node, commands, timeout);
    }

    @Override
    public void refresh() {
        below.refresh();
    }

    @Override
    public RedisConnection open(byte[] key, Duration timeout) {
        return below.open(key, timeout);
    }

    @Override
    public RedisConnection openAsked(String node, Duration timeout) {
        return below.openAsked(node, timeout);
    }

    @Override
    public void close() {
        below.close();
    }
}
