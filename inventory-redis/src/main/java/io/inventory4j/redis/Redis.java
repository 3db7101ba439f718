package io.inventory4j.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls scripts and commands, and handles what a deployment may answer instead: scripts that it has forgotten, slots
 * that have moved, masters that are replicas now. It is the only place that sends a call again, and only what certainly
 * did not happen (rule 10.1).
 */
final class Redis implements AutoCloseable {
    /** How long a server has to answer when a ledger opens, if calls do not have longer. */
    private static final Duration START = Duration.ofSeconds(20);

    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final int FEW = 3;
    /** With less time left, another try would rather end as UNKNOWN than succeed, so the call ends as NONE. */
    private static final long WORTH_A_TRY_NANOS = 20_000_000;

    /** The words of a command that may have to begin before a moment, on the scale of {@link System#nanoTime()}. */
    @FunctionalInterface
    private interface Words {
        List<byte[]> before(long nanos);
    }

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final Duration timeout;
    private final @Nullable StrictWrites strict;
    private final ServerClock clock = new ServerClock(this::clockOnce);

    Redis(RedisConnections connections, NamespaceKeys keys, Duration timeout, @Nullable Replicas replicas) {
        this.connections = connections;
        this.keys = keys;
        this.timeout = timeout;
        this.strict = replicas == null ? null : new StrictWrites(connections, keys, replicas);
    }

    static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    static List<byte[]> command(String name, byte[]... arguments) {
        List<byte[]> command = new ArrayList<>(arguments.length + 1);
        command.add(bytes(name));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs a script that only reads, or whose effects may be lost. */
    @Nullable
    Object read(Script script, byte[]... arguments) {
        return known(run(script, keys.of(script), null, until -> Arrays.asList(arguments)));
    }

    /** Runs a script that writes; where replicas are asked for, waits until they have it. */
    @Nullable
    Object write(Script script, byte[]... arguments) {
        return write(script, Arrays.asList(arguments));
    }

    /**
     * Runs a script that writes; where replicas are asked for, waits until they have it. If the server's clock decides,
     * the script does not begin after the end of the timeout (rule 10.2).
     *
     * @param arguments the first is the time that decides, empty for the server's
     */
    @Nullable
    Object write(Script script, List<byte[]> arguments) {
        if (arguments.get(0).length > 0) {
            return known(run(script, keys.of(script), strict, until -> arguments));
        }
        return known(run(script, keys.of(script), strict, until -> {
            List<byte[]> bounded = new ArrayList<>(arguments);
            bounded.set(0, clock.latest(until));
            return bounded;
        }));
    }

    /** Runs the script that tries the commands of the others. The reply may be a {@link RedisError}. */
    @Nullable
    Object check() {
        return run(Script.CHECK, keys.scratch(), null, until -> List.of());
    }

    /**
     * Sends a command to see whether the server runs it. The reply may be a {@link RedisError}. It has longer than a
     * call, since a program that starts loads the client first, and no buyer waits for it.
     */
    @Nullable
    Object attempt(List<byte[]> command) {
        Duration longer = timeout.compareTo(START) < 0 ? START : timeout;
        return call(until -> command, null, System.nanoTime() + longer.toNanos());
    }

    /** Whether a call waits for replicas. */
    boolean strict() {
        return strict != null;
    }

    private @Nullable Object run(Script script, List<byte[]> over, @Nullable StrictWrites awaited, Words arguments) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Object reply =
                call(until -> script("EVALSHA", script.sha1(), over, arguments.before(until)), awaited, deadline);
        if (reply instanceof RedisError error && error.message().startsWith("NOSCRIPT")) {
            // EVAL has the text of the script, so one more call is enough.
            reply = call(until -> script("EVAL", script.text(), over, arguments.before(until)), awaited, deadline);
        }
        return reply;
    }

    static List<byte[]> script(String command, byte[] script, List<byte[]> over, List<byte[]> arguments) {
        List<byte[]> all = new ArrayList<>(3 + over.size() + arguments.size());
        all.add(bytes(command));
        all.add(script);
        all.add(bytes(Integer.toString(over.size())));
        all.addAll(over);
        all.addAll(arguments);
        return all;
    }

    /** Sends a command that reads. */
    @Nullable
    Object read(List<byte[]> command) {
        return known(call(until -> command, null, System.nanoTime() + timeout.toNanos()));
    }

    /** What the server's clock shows, in microseconds since 1970. */
    long time() {
        return micros(read(command("TIME")));
    }

    private @Nullable Long clockOnce(long deadline) {
        Object reply = send(null, command("TIME"), deadline);
        return reply instanceof RedisError ? null : micros(reply);
    }

    private static long micros(@Nullable Object reply) {
        List<?> time = Replies.list(reply);
        return Long.parseLong(Replies.text(time.get(0))) * 1_000_000 + Long.parseLong(Replies.text(time.get(1)));
    }

    private static @Nullable Object known(@Nullable Object reply) {
        if (reply instanceof RedisError error) {
            throw ServerErrors.failure(error);
        }
        return reply;
    }

    /** The reply, or an error that another try would not change. */
    private @Nullable Object call(Words command, @Nullable StrictWrites awaited, long deadline) {
        long longest = 0;
        String node = null;
        for (int attempt = 0; ; attempt++) {
            LedgerException failure;
            long begin = System.nanoTime();
            try {
                List<byte[]> words = command.before(deadline);
                Object reply = awaited == null ? send(node, words, deadline) : send(awaited, node, words, deadline);
                node = null;
                if (!(reply instanceof RedisError error) || !ServerErrors.passing(error)) {
                    return reply;
                }
                node = ServerErrors.askedNode(error);
                failure = ServerErrors.failure(error);
                Long time = ServerErrors.late(error);
                if (time != null) {
                    // The caller is here, so the server's clock has been set, or it is another server.
                    clock.set(time, begin);
                }
            } catch (LedgerException e) {
                node = null;
                failure = e;
                if (e.effect() == Effect.UNKNOWN || attempt + 1 >= FEW) {
                    refresh();
                    throw e;
                }
            }
            longest = Math.max(longest, System.nanoTime() - begin);
            if (node == null) {
                pause(attempt, failure);
                refresh();
            }
            if (deadline - System.nanoTime() < Math.max(WORTH_A_TRY_NANOS, longest)) {
                throw failure;
            }
        }
    }

    private @Nullable Object send(@Nullable String node, List<byte[]> command, long deadline) {
        Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
        return (node == null
                        ? connections.send(keys.rows(), List.of(command), left)
                        : connections.ask(node, List.of(command), left))
                .get(0);
    }

    private static @Nullable Object send(
            StrictWrites strict, @Nullable String node, List<byte[]> command, long deadline) {
        return node == null ? strict.send(command, deadline) : strict.ask(node, command, deadline);
    }

    private void refresh() {
        connections.refresh();
        clock.refresh();
        if (strict != null) {
            strict.refresh();
        }
    }

    private static void pause(int attempt, LedgerException failure) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** Closes connections of its own. */
    @Override
    public void close() {
        if (strict != null) {
            strict.close();
        }
    }
}
