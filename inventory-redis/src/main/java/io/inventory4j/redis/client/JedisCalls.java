package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/** Calls on one of Jedis' connections, by one thread at a time. */
final class JedisCalls {
    /**
     * How many bytes a socket takes without waiting for the server, as nothing else is under way on it. Jedis has
     * timeouts for reads but none for writes, so a longer write is cut off at its deadline.
     */
    private static final int WRITES_AT_ONCE = 16 * 1024;

    private JedisCalls() {}

    /**
     * Writes all commands and reads all replies.
     *
     * @throws RuntimeException whatever Jedis throws; the connection can then not be used any more
     */
    static List<@Nullable Object> send(JedisWire connection, List<List<byte[]>> commands, Deadline deadline) {
        if (size(commands) <= WRITES_AT_ONCE) {
            return exchange(connection, commands, deadline);
        }
        Executor late = CompletableFuture.delayedExecutor(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> watch = CompletableFuture.runAsync(connection::cut, late);
        try {
            return exchange(connection, commands, deadline);
        } finally {
            watch.cancel(false);
        }
    }

    private static long size(List<List<byte[]>> commands) {
        long size = 0;
        for (List<byte[]> command : commands) {
            for (byte[] word : command) {
                // The length, line ends and marks take at most 16 bytes.
                size += word.length + 16;
            }
        }
        return size;
    }

    private static List<@Nullable Object> exchange(
            JedisWire connection, List<List<byte[]>> commands, Deadline deadline) {
        for (List<byte[]> command : commands) {
            connection.sendCommand(arguments(command));
        }
        List<@Nullable Object> replies = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            connection.setSoTimeout(deadline.socketMillis());
            replies.add(reply(connection));
        }
        return replies;
    }

    private static CommandArguments arguments(List<byte[]> command) {
        byte[] name = command.get(0);
        ProtocolCommand raw = () -> name;
        CommandArguments arguments = new CommandArguments(raw);
        for (byte[] word : command.subList(1, command.size())) {
            // Jedis 5 takes objects only.
            arguments.add((Object) word);
        }
        return arguments;
    }

    private static @Nullable Object reply(JedisWire connection) {
        try {
            return value(connection.getOne());
        } catch (JedisDataException e) {
            return error(e);
        }
    }

    /** Jedis leaves errors inside of lists as exceptions. */
    private static @Nullable Object value(@Nullable Object reply) {
        if (reply instanceof JedisDataException e) {
            return error(e);
        }
        if (!(reply instanceof List<?> list)) {
            return reply;
        }
        List<@Nullable Object> values = new ArrayList<>(list.size());
        for (Object item : list) {
            values.add(value(item));
        }
        return values;
    }

    private static RedisError error(JedisDataException e) {
        String message = e.getMessage();
        return new RedisError(message == null ? "" : message);
    }
}
