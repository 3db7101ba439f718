package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Connections that lose some pages of a restore: before they are played, or their replies. */
final class LossyConnections implements RedisConnections {
    private final RedisConnections below;
    private final IntPredicate lost;
    private final boolean played;
    private final AtomicInteger replays = new AtomicInteger();
    private Runnable onLoss = () -> {};
    private boolean dead;

    /** Pages are counted from 1 on. */
    LossyConnections(RedisConnections below, IntPredicate lost, boolean played) {
        this.below = below;
        this.lost = lost;
        this.played = played;
    }

    /** Loses everything from now on. */
    void die() {
        dead = true;
    }

    void onLoss(Runnable then) {
        onLoss = then;
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        if (dead) {
            throw new LedgerException(Effect.NONE, "dead", null);
        }
        List<byte[]> first = commands.get(0);
        boolean replay = first.size() > 1 && new String(first.get(1), StandardCharsets.UTF_8).contains("ELSEWHERE");
        if (!replay || !lost.test(replays.incrementAndGet())) {
            return below.send(key, commands, timeout);
        }
        onLoss.run();
        if (played) {
            below.send(key, commands, timeout);
        }
        throw new LedgerException(Effect.UNKNOWN, "lost", null);
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
