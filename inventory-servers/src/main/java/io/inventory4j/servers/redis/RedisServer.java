package io.inventory4j.servers.redis;

import io.inventory4j.servers.ServerFailure;
import io.inventory4j.servers.TestServer;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis for tests. It is started as a child process of this JVM, or it is the one that
 * {@code -Dinventory.test.redis} names as {@code host:port} or {@code redis://host:port}. Tests that want a single
 * server and no special settings use a named server; it is not {@link #killable}. Thread-safe.
 */
public abstract class RedisServer implements TestServer {
    /** The system property that names a server. */
    static final String NAMED = "inventory.test.redis";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private static @Nullable RedisServer shared;

    private final InetSocketAddress address;

    RedisServer(InetSocketAddress address) {
        this.address = address;
    }

    /** The server that all tests of this JVM share, in memory only. It ends with the JVM; closing it does nothing. */
    public static synchronized RedisServer shared() {
        if (shared == null) {
            shared = BorrowedRedis.named(System.getProperty(NAMED, ""))
                    .orElseGet(() -> lend(fresh(RedisSettings.of(Persistence.NONE))));
        }
        return shared;
    }

    /** A server for one test, which closes it, in memory only. It is not {@link #killable} if a property names it. */
    public static RedisServer fresh() {
        return BorrowedRedis.named(System.getProperty(NAMED, ""))
                .orElseGet(() -> fresh(RedisSettings.of(Persistence.NONE)));
    }

    /** A server with these settings for one test, which closes it. It is never a named one. */
    public static RedisServer fresh(RedisSettings settings) {
        return EmbeddedRedis.start(settings);
    }

    // Lent, so that no test closes or kills it while others use it.
    static RedisServer lend(RedisServer own) {
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "server-end"));
        return new BorrowedRedis(own.address());
    }

    @Override
    public final InetSocketAddress address() {
        return address;
    }

    /** The address as Redis writes it. */
    public final String hostAndPort() {
        return host() + ":" + address.getPort();
    }

    /** The host by number: a name could mean another address of this machine. */
    public final String host() {
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    /**
     * Sends a command over a new connection.
     *
     * @param words the command, its name first
     * @return the reply as text: a list has an element per line, and null is {@code (nil)}
     * @throws ServerFailure if the server answers with an error, which is the message, or not within 5 s
     */
    public final String command(String... words) {
        return text(ask(RespConnection.words(words)));
    }

    /** Sends a command over a new connection; the reply is as {@link RespConnection#ask} says. */
    public final @Nullable Object ask(List<byte[]> words) {
        try (RespConnection connection = connect(PATIENCE)) {
            return connection.ask(words);
        }
    }

    /** Sends a command whose reply is a list of strings, which may be any bytes. */
    public final List<byte[]> list(String... words) {
        List<byte[]> strings = new ArrayList<>();
        if (ask(RespConnection.words(words)) instanceof List<?> elements) {
            elements.forEach(element -> strings.add((byte[]) element));
            return strings;
        }
        throw new IllegalStateException(String.join(" ", words) + " did not answer with a list");
    }

    /** Whether it answers within a second; a killed or frozen server does not. */
    public final boolean answers() {
        try (RespConnection connection = connect(SHORT_PATIENCE)) {
            connection.ask(RespConnection.words("PING"));
            return true;
        } catch (RespConnection.Refused e) {
            return true;
        } catch (ServerFailure e) {
            return false;
        }
    }

    /** A new connection that may do everything. */
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

    /** The value of a field of INFO, or an empty text. */
    public final String info(String field) {
        return command("INFO")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }
}
