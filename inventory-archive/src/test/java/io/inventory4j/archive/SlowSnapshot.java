package io.inventory4j.archive;

import io.inventory4j.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that is taken step by step, so that a test decides what happens between two of its exchanges with Redis.
 * Used by one thread.
 */
final class SlowSnapshot {
    private static final int ENOUGH = 1 << 20;
    private static final int PATIENCE_SECONDS = 120;

    private final Semaphore allowed = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private final CompletableFuture<SnapshotReport> report = new CompletableFuture<>();

    /**
     * Begins one; it does nothing yet.
     *
     * @param connections how to reach Redis
     * @param archives makes the archive, which belongs to the snapshot
     */
    SlowSnapshot(RedisConnections connections, Function<RedisConnections, RedisArchive> archives) {
        RedisArchive archive = archives.apply(new Slow(connections));
        Thread thread = new Thread(() -> run(archive), "slow-snapshot");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(RedisArchive archive) {
        try {
            report.complete(archive.snapshot());
        } catch (Throwable e) {
            // Any: the test gets it.
            report.completeExceptionally(e);
        } finally {
            done.release(ENOUGH);
        }
    }

    /** Lets it make its next exchange with Redis; false if it has ended. */
    boolean step() {
        allowed.release();
        try {
            if (!done.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the snapshot stands still");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return !report.isDone();
    }

    /** Lets it go on to its end. */
    SnapshotReport end() {
        allowed.release(ENOUGH);
        try {
            return report.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the snapshot failed", e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private final class Slow extends ForwardingConnections {
        private Slow(RedisConnections below) {
            super(below);
        }

        @Override
        public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
            allowed.acquireUninterruptibly();
            try {
                return super.send(key, commands, timeout);
            } finally {
                done.release();
            }
        }

        @Override
        public void close() {
            // The connections belong to the test.
        }
    }
}
