package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Connections that lose some pages of a restore: before they are played, or their replies. */
final class LossyConnections extends ForwardingConnections {
    private final IntPredicate lost;
    private final boolean played;
    private final AtomicInteger replays = new AtomicInteger();
    private Runnable onLoss = () -> {};
    private boolean dead;

    /** Pages are counted from 1 on. */
    LossyConnections(RedisConnections below, IntPredicate lost, boolean played) {
        super(below);
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
            return super.send(key, commands, timeout);
        }
        onLoss.run();
        if (played) {
            super.send(key, commands, timeout);
        }
        throw new LedgerException(Effect.UNKNOWN, "lost", null);
    }
}
