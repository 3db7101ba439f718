package io.inventory4j.servers.jdbc;

import io.inventory4j.servers.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A real database server for tests. It is started as a child process of this JVM, or it is the one that
 * {@code -Dinventory.test.jdbc} names, such as {@code jdbc:postgresql://host/db?user=..&password=..}. Tests use a named
 * server wherever they would start one of its kind; it is not {@link #killable}. Thread-safe.
 */
public abstract class DatabaseServer implements TestServer {
    /** The system property that names a server. */
    static final String NAMED = "inventory.test.jdbc";

    private static final Map<DatabaseKind, DatabaseServer> SHARED = new EnumMap<>(DatabaseKind.class);

    private final DatabaseKind kind;
    private final String scheme;
    private final InetSocketAddress address;
    private final String rest;

    /**
     * A server.
     *
     * @param scheme the word after "jdbc:" in its URL, which chooses the driver
     * @param rest what follows host and port in its URL: the database and the credentials
     */
    DatabaseServer(DatabaseKind kind, String scheme, InetSocketAddress address, String rest) {
        this.kind = kind;
        this.scheme = scheme;
        this.address = address;
        this.rest = rest;
    }

    /** The PostgreSQL that all tests of this JVM share. It ends with the JVM; closing it does nothing. */
    public static DatabaseServer postgres() {
        return shared(DatabaseKind.POSTGRES, PostgresServer::start);
    }

    /** The MariaDB that all tests of this JVM share. It ends with the JVM; closing it does nothing. */
    public static DatabaseServer mariadb() {
        return shared(DatabaseKind.MARIADB, MariaDbServer::start);
    }

    /** A PostgreSQL for one test, which closes it. It is not {@link #killable} if a property names it. */
    public static DatabaseServer freshPostgres() {
        return named(DatabaseKind.POSTGRES).orElseGet(PostgresServer::start);
    }

    /** A MariaDB for one test, which closes it. It is not {@link #killable} if a property names it. */
    public static DatabaseServer freshMariadb() {
        return named(DatabaseKind.MARIADB).orElseGet(MariaDbServer::start);
    }

    private static Optional<DatabaseServer> named(DatabaseKind kind) {
        return BorrowedServer.named(kind, System.getProperty(NAMED, ""));
    }

    private static DatabaseServer shared(DatabaseKind kind, Supplier<DatabaseServer> start) {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(kind, absent -> named(kind).orElseGet(() -> lend(start.get())));
        }
    }

    // Lent, so that no test closes or kills it while others use it.
    private static DatabaseServer lend(DatabaseServer own) {
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "server-end"));
        return BorrowedServer.of(own.url(own.address()));
    }

    public final DatabaseKind kind() {
        return kind;
    }

    @Override
    public final InetSocketAddress address() {
        return address;
    }

    /** The URL with credentials, through an address: the server's own, or that of a proxy before it. */
    public final String url(InetSocketAddress through) {
        // By number: the name could mean another address of this machine.
        InetAddress at = through.getAddress();
        String host = at != null && at.isLoopbackAddress() ? at.getHostAddress() : through.getHostString();
        return "jdbc:" + scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + through.getPort()
                + rest;
    }

    /** A source without a pool: every connection is a new one. */
    public final DataSource dataSource(InetSocketAddress through) {
        return kind.dataSource(url(through));
    }
}
