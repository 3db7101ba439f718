package io.inventory4j.redis.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a node; each call has one for itself. Jedis' own pools are not used: they bound the wait for a
 * free connection, but not the wait for a new one to a server that hangs.
 */
final class JedisNode {
    /** How many calls go to a node at once; others wait. */
    static final int CONNECTIONS = 32;
    /** A connection that was idle for longer is tested first: the server may have gone away, or closed it. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final List<List<byte[]>> PING = List.of(List.of("PING".getBytes(StandardCharsets.US_ASCII)));

    private record Idle(JedisWire connection, long sinceNanos) {}

    private final NodeAddress node;
    private final Function<Deadline, JedisWire> opening;
    private final Semaphore free = new Semaphore(CONNECTIONS, true);
    /** The last used first; guarded by this. */
    private final Deque<Idle> idle = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean retired;

    JedisNode(NodeAddress node, Function<Deadline, JedisWire> opening) {
        this.node = node;
        this.opening = opening;
    }

    List<@Nullable Object> send(List<List<byte[]>> commands, Deadline deadline) {
        try {
            if (!free.tryAcquire(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS)) {
                throw ClientFailures.notSent(node, "no connection was free in time", null);
            }
        } catch (InterruptedException e) {
            throw ClientFailures.interruptedBefore(node);
        }
        try {
            return exchange(connection(deadline), commands, deadline);
        } finally {
            free.release();
        }
    }

    private List<@Nullable Object> exchange(JedisWire connection, List<List<byte[]>> commands, Deadline deadline) {
        boolean whole = false;
        try {
            List<@Nullable Object> replies = JedisCalls.send(connection, commands, deadline);
            whole = true;
            return replies;
        } catch (RuntimeException e) {
            // The idle ones may have broken too.
            closeIdle();
            throw ClientFailures.noReply(node, "no reply", e);
        } finally {
            giveBack(connection, whole);
        }
    }

    private JedisWire connection(Deadline deadline) {
        Idle candidate = poll();
        while (candidate != null) {
            if (System.nanoTime() - candidate.sinceNanos < FRESH.toNanos() || answers(candidate.connection, deadline)) {
                return candidate.connection;
            }
            candidate = poll();
        }
        if (deadline.over()) {
            throw ClientFailures.notSent(node, "no connection in time", null);
        }
        try {
            return opening.apply(deadline);
        } catch (RuntimeException e) {
            throw ClientFailures.notSent(node, "no connection", e);
        }
    }

    private boolean answers(JedisWire connection, Deadline deadline) {
        try {
            JedisCalls.send(connection, PING, deadline);
            return true;
        } catch (RuntimeException e) {
            connection.cut();
            closeIdle();
            return false;
        }
    }

    private synchronized @Nullable Idle poll() {
        return idle.pollFirst();
    }

    private void giveBack(JedisWire connection, boolean whole) {
        synchronized (this) {
            if (whole && !retired && !connection.isBroken()) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        connection.cut();
    }

    private void closeIdle() {
        List<Idle> all;
        synchronized (this) {
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(one -> one.connection.cut());
    }

    /** Keeps no connections any more. */
    void retire() {
        synchronized (this) {
            retired = true;
        }
        closeIdle();
    }
}
