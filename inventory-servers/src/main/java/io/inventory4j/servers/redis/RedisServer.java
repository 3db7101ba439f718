package io.inventory4j.servers.redis;

import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis for tests: started as a child process of this JVM, or the one that {@code -Dinventory.test.redis} names as
 * {@code host:port} or {@code redis://host:port}. A named server takes the place of the single one wherever no settings are
 * asked for; it is not {@link #killable}. Thread-safe.
 */
public abstract class RedisServer implements AutoCloseable {
    /** The system property that names a server. */
    public static final String NAMED = "inventory.test.redis";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private static @Nullable RedisServer shared;

    private final InetSocketAddress address;

    public RedisServer(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * The server of this JVM, for all tests that leave it running. It is in memory only.
     *
     * @return the server; it ends with the JVM, and closing it does nothing
     */
    public static synchronized RedisServer shared() {
        if (shared == null) {
            shared = BorrowedRedis.named(System.getProperty(NAMED, ""))
                    .orElseGet(() -> lend(fresh(RedisSettings.of(Persistence.NONE))));
        }
        return shared;
    }

    /**
     * A server for one test, which closes it.
     *
     * @return the server, with nothing that outlives its process; not {@link #killable} if a property names it
     */
    public static RedisServer fresh() {
        return BorrowedRedis.named(System.getProperty(NAMED, ""))
                .orElseGet(() -> fresh(RedisSettings.of(Persistence.NONE)));
    }

    /**
     * A server for one test, which closes it.
     *
     * @param settings its settings; for their sake it is always a started one
     * @return the server
     */
    public static RedisServer fresh(RedisSettings settings) {
        return EmbeddedRedis.start(settings);
    }

    // Lent only, so that no test closes or kills it under the others.
    public static RedisServer lend(RedisServer own) {
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "server-end"));
        return new BorrowedRedis(own.address());
    }

    /**
     * Where the server listens.
     *
     * @return the address; the same after a restart
     */
    public final InetSocketAddress address() {
        return address;
    }

    /** The address as Redis writes it. */
    public final String hostAndPort() {
        return host() + ":" + address.getPort();
    }

    /** The host by number, where the name could mean another address of this machine. */
    public final String host() {
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    /**
     * Sends a command over a connection of its own, for what a test sets up or waits for.
     *
     * @param words the command, its name first
     * @return the reply as text: a list has an element per line, and what is not there is {@code (nil)}
     * @throws IllegalStateException if the server answers an error, which is the message, or does not answer in 5 s
     */
    public final String command(String... words) {
        return text(ask(RespConnection.words(words)));
    }

    /** Sends a command over a connection of its own. */
    public final @Nullable Object ask(List<byte[]> words) {
        try (RespConnection connection = connect(PATIENCE)) {
            return connection.ask(words);
        }
    }

    /** A list that a command answers, whose elements may hold any bytes. */
    public final List<byte[]> list(String... words) {
        List<byte[]> strings = new ArrayList<>();
        if (ask(RespConnection.words(words)) instanceof List<?> elements) {
            elements.forEach(element -> strings.add((byte[]) element));
            return strings;
        }
        throw new IllegalStateException(String.join(" ", words) + " answers no list");
    }

    /** Whether it answers within a second, which a killed or frozen one does not. */
    public final boolean answers() {
        try (RespConnection connection = connect(SHORT_PATIENCE)) {
            connection.ask(RespConnection.words("PING"));
            return true;
        } catch (RespConnection.Refused e) {
            return true;
        } catch (RespConnection.Failure e) {
            return false;
        }
    }

    /** A connection that may do everything. */
    public RespConnection connect(Duration patience) {
        return new RespConnection(address, patience);
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> elements) {
            return elements.stream().map(RedisServer::text).collect(Collectors.joining("\n"));
        }
        return reply == null ? "(nil)" : reply.toString();
    }

    /** What INFO tells about a matter, or nothing. */
    public final String info(String field) {
        return command("INFO")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }

    /**
     * Whether {@link #kill}, {@link #freeze}, {@link #thaw} and {@link #restart} work; if not, they throw.
     *
     * @return false if the server belongs to others
     */
    public abstract boolean killable();

    /** Ends its process at once, as SIGKILL does, and returns when it is dead. Nothing if it is. */
    public abstract void kill();

    /** Stops its process where it is: connections stay open, and nobody answers. */
    public abstract void freeze();

    /** Lets a frozen process go on. */
    public abstract void thaw();

    /** Starts a killed server on the same port and data. Returns when it answers and has read its data. */
    public abstract void restart();

    /** Ends the server for good and deletes its data. */
    @Override
    public abstract void close();
}
