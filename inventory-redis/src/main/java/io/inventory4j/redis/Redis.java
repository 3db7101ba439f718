package io.inventory4j.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls scripts and commands, and handles what a deployment may answer instead: scripts that it has forgotten, slots
 * that have moved, masters that are replicas now. It is the only place that tries again, and only what certainly did
 * not happen (rule 10.1).
 */
final class Redis {
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final int FEW = 3;
    /** With less time left, another try would rather end as UNKNOWN than succeed, so the call ends as NONE. */
    private static final long WORTH_A_TRY_NANOS = 20_000_000;

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final Duration timeout;
    private final @Nullable Replicas replicas;

    Redis(RedisConnections connections, NamespaceKeys keys, Duration timeout, @Nullable Replicas replicas) {
        this.connections = connections;
        this.keys = keys;
        this.timeout = timeout;
        this.replicas = replicas;
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
        return run(script, null, Arrays.asList(arguments));
    }

    /** Runs a script that writes; where replicas are asked for, waits until they have it. */
    @Nullable
    Object write(Script script, byte[]... arguments) {
        return write(script, Arrays.asList(arguments));
    }

    /** Runs a script that writes; where replicas are asked for, waits until they have it. */
    @Nullable
    Object write(Script script, List<byte[]> arguments) {
        return run(script, replicas, arguments);
    }

    /** Runs the script that tries the commands of the others. The reply may be a {@link RedisError}. */
    @Nullable
    Object check() {
        return run(Script.CHECK, keys.scratch(), null, List.of());
    }

    /** Sends a command to see whether the server runs it. The reply may be a {@link RedisError}. */
    @Nullable
    Object attempt(List<byte[]> command) {
        return call(command, null);
    }

    /** Whether a call waits for replicas. */
    boolean strict() {
        return replicas != null;
    }

    private @Nullable Object run(Script script, @Nullable Replicas awaited, List<byte[]> arguments) {
        return known(run(script, keys.of(script), awaited, arguments));
    }

    private @Nullable Object run(Script script, List<byte[]> over, @Nullable Replicas awaited, List<byte[]> arguments) {
        List<byte[]> byName = script("EVALSHA", script.sha1(), over, arguments);
        Object reply = call(byName, awaited);
        if (reply instanceof RedisError error && error.message().startsWith("NOSCRIPT")) {
            // EVAL has the text of the script, so one more call is enough.
            reply = call(script("EVAL", script.text(), over, arguments), awaited);
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
        return known(call(command, null));
    }

    private static @Nullable Object known(@Nullable Object reply) {
        if (reply instanceof RedisError error) {
            throw ServerErrors.failure(error);
        }
        return reply;
    }

    /** The reply, or an error that another try would not change. */
    private @Nullable Object call(List<byte[]> command, @Nullable Replicas awaited) {
        List<List<byte[]>> commands = new ArrayList<>(List.of(command));
        if (awaited != null) {
            commands.addAll(awaited.commands(keys));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        long longest = 0;
        String node = null;
        for (int attempt = 0; ; attempt++) {
            LedgerException failure;
            long begin = System.nanoTime();
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                List<@Nullable Object> replies = node == null
                        ? connections.send(keys.rows(), commands, left)
                        : connections.ask(node, commands, left);
                node = null;
                if (!(replies.get(0) instanceof RedisError error) || !ServerErrors.passing(error)) {
                    return awaited == null ? replies.get(0) : awaited.checked(replies);
                }
                node = ServerErrors.askedNode(error);
                failure = ServerErrors.failure(error);
            } catch (LedgerException e) {
                node = null;
                failure = e;
                if (e.effect() == Effect.UNKNOWN || attempt + 1 >= FEW) {
                    connections.refresh();
                    throw e;
                }
            }
            longest = Math.max(longest, System.nanoTime() - begin);
            if (node == null) {
                pause(attempt, failure);
                connections.refresh();
            }
            if (deadline - System.nanoTime() < Math.max(WORTH_A_TRY_NANOS, longest)) {
                throw failure;
            }
        }
    }

    private static void pause(int attempt, LedgerException failure) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
