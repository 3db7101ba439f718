package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.command;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.NamespaceKeys;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends scripts of strict mode, each of which is answered when replicas have its change. WAIT holds up its connection,
 * so it runs on a few connections that nothing else uses. A script and its WAIT are on one connection, because WAIT
 * waits for what its own connection has written.
 *
 * <p>Calls that come while all connections wait are sent together when the next one is free, and share one WAIT (a
 * group commit). One of the callers sends for the others, which wait for its result. A call whose time is over before
 * it is sent is not sent. Thread-safe.
 */
final class StrictWrites implements AutoCloseable {
    /** How many groups of calls can wait for replicas at a time. */
    static final int CONNECTIONS = 4;
    /** How many calls are sent together at most. */
    static final int TOGETHER = 64;
    /** A connection that was idle for longer is tested first: the server may have gone away, or closed it. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final List<byte[]> ASKING = command("ASKING");

    /** A call whose caller waits in its own thread. */
    private static final class Call {
        private final Thread caller = Thread.currentThread();
        private final List<byte[]> script;
        private final long deadlineNanos;
        /** The calls that the caller has to send, its own among them. */
        private volatile @Nullable List<Call> group;

        private volatile @Nullable List<@Nullable Object> replies;
        private volatile @Nullable LedgerException failure;

        Call(List<byte[]> script, long deadlineNanos) {
            this.script = script;
            this.deadlineNanos = deadlineNanos;
        }

        long nanos() {
            return deadlineNanos - System.nanoTime();
        }

        boolean hasEnded() {
            return replies != null || failure != null;
        }

        boolean waits() {
            return group == null && !hasEnded();
        }

        void end(List<@Nullable Object> all) {
            replies = all;
            LockSupport.unpark(caller);
        }

        /** Each caller gets an exception of its own. */
        void fail(LedgerException why) {
            failure = new LedgerException(why.effect(), "Redis, strict mode: the call failed", why);
            LockSupport.unpark(caller);
        }
    }

    /**
     * A connection that no call uses.
     *
     * @param connection the connection
     * @param sinceNanos since when
     * @param view the count of refreshes when it was opened
     */
    private record Idle(RedisConnection connection, long sinceNanos, int view) {}

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final Replicas replicas;
    /** The oldest first; guarded by this, like all that follow. It is empty unless all connections are in use. */
    private final Deque<Call> waiting = new ArrayDeque<>();
    /** The last used first. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private int inUse;
    private int view;
    private boolean closed;

    StrictWrites(RedisConnections connections, NamespaceKeys keys, Replicas replicas) {
        this.connections = connections;
        this.keys = keys;
        this.replicas = replicas;
    }

    private static LedgerException notSent(String why) {
        return new LedgerException(Effect.NONE, "Redis, strict mode: " + why, null);
    }

    /** Sends a script; the result is its reply, or an error of the server as a value. */
    @Nullable
    Object send(List<byte[]> script, long deadlineNanos) {
        if (Thread.currentThread().isInterrupted()) {
            throw notSent("interrupted before anything was sent");
        }
        Call call = new Call(script, deadlineNanos);
        List<Call> group = enter(call);
        if (group == null) {
            group = await(call);
        }
        if (group != null) {
            lead(group);
        }
        return result(call);
    }

    private @Nullable Object result(Call call) {
        LedgerException failure = call.failure;
        if (failure != null) {
            throw failure;
        }
        List<@Nullable Object> replies = call.replies;
        if (replies == null) {
            throw new IllegalStateException("a call has ended without result");
        }
        return replicas.checked(replies);
    }

    /** The calls to send now; null if the call has to wait. */
    private synchronized @Nullable List<Call> enter(Call call) {
        if (closed) {
            throw notSent("the ledger is closed");
        }
        if (inUse == CONNECTIONS) {
            waiting.addLast(call);
            return null;
        }
        inUse++;
        return List.of(call);
    }

    /** Waits until the call has ended or is to send others; null if it has ended. */
    private @Nullable List<Call> await(Call call) {
        while (call.waits()) {
            long nanos = call.nanos();
            if (nanos <= 0 || Thread.currentThread().isInterrupted()) {
                giveUp(call);
                break;
            }
            LockSupport.parkNanos(this, nanos);
        }
        return call.group;
    }

    private void giveUp(Call call) {
        String why = call.nanos() <= 0 ? "no connection was free in time" : "interrupted before anything was sent";
        synchronized (this) {
            if (waiting.remove(call)) {
                throw notSent(why);
            }
        }
        if (call.waits()) {
            throw new LedgerException(Effect.UNKNOWN, "Redis, strict mode: no reply in time, or interrupted", null);
        }
    }

    /** Sends calls, and passes the connection on to those that wait. An interrupt has to wait, because others do. */
    private void lead(List<Call> group) {
        boolean interrupted = Thread.interrupted();
        try {
            exchange(group);
        } catch (RuntimeException e) {
            LedgerException failure = e instanceof LedgerException known
                    ? known
                    : new LedgerException(Effect.UNKNOWN, "Redis, strict mode: the client failed", e);
            group.stream().filter(call -> !call.hasEnded()).forEach(call -> call.fail(failure));
        } finally {
            passOn();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void exchange(List<Call> group) {
        long deadlineNanos = mostTime(group).deadlineNanos;
        Idle used = connection(deadlineNanos);
        boolean whole = false;
        try {
            List<Call> due = group.stream().filter(call -> call.nanos() > 0).toList();
            if (!due.isEmpty()) {
                send(used.connection, due, deadlineNanos - System.nanoTime());
            }
            whole = true;
        } finally {
            giveBack(used, whole);
        }
        group.stream().filter(call -> !call.hasEnded()).forEach(call -> call.fail(notSent("no connection in time")));
    }

    private void send(RedisConnection connection, List<Call> calls, long nanos) {
        List<List<byte[]>> commands = new ArrayList<>(calls.size() + 2);
        calls.forEach(call -> commands.add(call.script));
        commands.addAll(replicas.commands(keys, nanos));
        List<@Nullable Object> replies = connection.sendAll(commands, Duration.ofNanos(nanos));
        Object written = replies.get(calls.size());
        Object reached = replies.get(calls.size() + 1);
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).end(Arrays.asList(replies.get(i), written, reached));
        }
    }

    private static Call mostTime(List<Call> calls) {
        return calls.stream().max(Comparator.comparingLong(Call::nanos)).orElseThrow();
    }

    /** Lets the caller who has most time send what waits, or frees a connection. */
    private void passOn() {
        Call next;
        synchronized (this) {
            if (waiting.isEmpty()) {
                inUse--;
                return;
            }
            List<Call> group = new ArrayList<>();
            while (group.size() < TOGETHER && !waiting.isEmpty()) {
                group.add(waiting.removeFirst());
            }
            next = mostTime(group);
            next.group = group;
        }
        LockSupport.unpark(next.caller);
    }

    private Idle connection(long deadlineNanos) {
        Idle found = poll();
        while (found != null) {
            if (System.nanoTime() - found.sinceNanos < FRESH.toNanos() || answers(found.connection, deadlineNanos)) {
                return found;
            }
            found = poll();
        }
        int now;
        synchronized (this) {
            now = view;
        }
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        return new Idle(connections.open(keys.rows(), left), 0, now);
    }

    private synchronized @Nullable Idle poll() {
        return idle.pollFirst();
    }

    private boolean answers(RedisConnection connection, long deadlineNanos) {
        try {
            connection.send(command("PING"), Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
            return true;
        } catch (LedgerException e) {
            connection.close();
            closeIdle();
            return false;
        }
    }

    private void giveBack(Idle used, boolean whole) {
        synchronized (this) {
            if (whole && !closed && used.view == view) {
                idle.addFirst(new Idle(used.connection, System.nanoTime(), used.view));
                return;
            }
        }
        used.connection.close();
        if (!whole) {
            closeIdle();
        }
    }

    private void closeIdle() {
        List<Idle> all;
        synchronized (this) {
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(one -> one.connection.close());
    }

    /** Sends a script to the node that an ASK has named, on a connection for this call. */
    @Nullable
    Object ask(String node, List<byte[]> script, long deadlineNanos) {
        try (RedisConnection connection =
                connections.openAsked(node, Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())))) {
            long nanos = Math.max(1, deadlineNanos - System.nanoTime());
            List<List<byte[]>> commands = new ArrayList<>(List.of(ASKING, script, ASKING));
            commands.addAll(replicas.commands(keys, nanos));
            List<@Nullable Object> replies = connection.sendAll(commands, Duration.ofNanos(nanos));
            return replicas.checked(Arrays.asList(replies.get(1), replies.get(3), replies.get(4)));
        }
    }

    /** Uses new connections from now on: another node may be the master. */
    void refresh() {
        synchronized (this) {
            view++;
        }
        closeIdle();
    }

    /** Takes no more calls; those that are under way end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeIdle();
    }
}
