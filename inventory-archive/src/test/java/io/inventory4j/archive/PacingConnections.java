package io.inventory4j.archive;

import io.inventory4j.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Connections that give others some turns with each of their exchanges: who waits for a turn is never faster than who
 * uses them, however slow the machine is.
 */
final class PacingConnections extends ForwardingConnections {
    private final Semaphore turns = new Semaphore(0);
    private final int turnsAnExchange;
    private volatile boolean closed;

    PacingConnections(RedisConnections below, int turnsAnExchange) {
        super(below);
        this.turnsAnExchange = turnsAnExchange;
    }

    @Override
    public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
        turns.release(turnsAnExchange);
        return super.send(key, commands, timeout);
    }

    /** Waits until it is one's turn; false after the end. */
    boolean awaitTurn() throws InterruptedException {
        turns.acquire();
        if (closed) {
            turns.release();
        }
        return !closed;
    }

    /** The connections below belong to the test. */
    @Override
    public void close() {
        closed = true;
        turns.release();
    }
}
