package io.inventory4j.examples.replay.lease;

import io.inventory4j.LedgerException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A key with this process's token, which lives for a while and is renewed in the background. A process that ends
 * without a word leaves it until it has run out. Thread-safe.
 */
public final class RedisLease implements StoreLease {
    static final String KEY = "live-sale:lease";

    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A key that has run out may be taken again, as long as nobody else has. */
    private static final String RENEW = """
            local owner = redis.call('GET', KEYS[1])
            if owner and owner ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1""";

    private static final String GIVE_BACK = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
            return 0""";

    private final StatefulRedisConnection<String, String> connection;
    private final String token;
    private final Duration life;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "live-sale-lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long renewed = System.nanoTime();
    private volatile boolean lost;

    private RedisLease(StatefulRedisConnection<String, String> connection, String token, Duration life) {
        this.connection = connection;
        this.token = token;
        this.life = life;
    }

    /**
     * Takes the lease of a Redis. A key that is not renewed is waited for until it has run out.
     *
     * @param client opens its connection; stays the caller's to shut down, after the lease
     * @param uri where Redis is
     * @param waiting is told once that this has to wait
     * @return the lease
     * @throws StoreInUseException if another process renews it
     * @throws LedgerException if Redis does not answer
     */
    public static StoreLease take(RedisClient client, RedisURI uri, Consumer<String> waiting)
            throws StoreInUseException {
        return take(client, uri, waiting, LIFE);
    }

    static RedisLease take(RedisClient client, RedisURI uri, Consumer<String> waiting, Duration life)
            throws StoreInUseException {
        StatefulRedisConnection<String, String> connection = connect(client, uri, life);
        RedisLease lease = new RedisLease(connection, ProcessHandle.current().pid() + "-" + UUID.randomUUID(), life);
        boolean taken = false;
        try {
            lease.await(waiting);
            taken = true;
            lease.renewRegularly();
            return lease;
        } catch (RedisException e) {
            throw failed(e);
        } finally {
            if (!taken) {
                lease.renewals.shutdownNow();
                connection.close();
            }
        }
    }

    private static StatefulRedisConnection<String, String> connect(RedisClient client, RedisURI uri, Duration life) {
        try {
            StatefulRedisConnection<String, String> connection = client.connect(uri);
            connection.setTimeout(life.dividedBy(4));
            return connection;
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    private static LedgerException failed(RedisException e) {
        return new LedgerException(LedgerException.Effect.NONE, "the lease cannot be taken", e);
    }

    /** Tells by the key's life whether somebody renews it. */
    private void await(Consumer<String> waiting) throws StoreInUseException {
        long left = Long.MAX_VALUE;
        String owner = "";
        while (!tryOnce()) {
            String now = connection.sync().get(KEY);
            long leftNow = connection.sync().pttl(KEY);
            boolean first = left == Long.MAX_VALUE;
            boolean renewed = now != null && !first && (leftNow > left || !now.equals(owner));
            if (leftNow == -1 || renewed) {
                throw new StoreInUseException("it renews the key " + KEY);
            }
            if (first) {
                waiting.accept("Another process has sold here; waiting up to " + Math.max(1, leftNow / 1_000)
                        + " seconds to see whether it still does");
            }
            left = leftNow;
            owner = now == null ? owner : now;
            pause();
        }
    }

    private boolean tryOnce() {
        return "OK"
                .equals(connection.sync().set(KEY, token, SetArgs.Builder.nx().px(life.toMillis())));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void renewRegularly() {
        long every = life.dividedBy(10).toMillis();
        var unused = renewals.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        long before = System.nanoTime();
        try {
            Long mine = connection
                    .sync()
                    .eval(RENEW, ScriptOutputType.INTEGER, new String[] {KEY}, token, Long.toString(life.toMillis()));
            if (mine == 1) {
                renewed = before;
            } else {
                lost = true;
            }
        } catch (RedisException e) {
            // It is tried again; check finds out when that has taken too long.
            return;
        }
    }

    @Override
    public void check() {
        if (lost || System.nanoTime() - renewed > life.toNanos()) {
            throw new LedgerException(
                    LedgerException.Effect.NONE, "the lease has run out, and another process may sell by it", null);
        }
    }

    @Override
    public void close() {
        renewals.shutdownNow();
        try {
            connection.sync().eval(GIVE_BACK, ScriptOutputType.INTEGER, new String[] {KEY}, token);
        } catch (RedisException e) {
            // It runs out by itself.
            return;
        } finally {
            connection.close();
        }
    }
}
