package io.inventory4j.servers.jdbc;

import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** PgBouncer, a pooler, before the PostgreSQL that tests share. It runs where the machine has the program. */
public final class PgBouncer implements AutoCloseable {
    /** How long a client keeps a connection of the server. */
    public enum Mode {
        SESSION,
        TRANSACTION,
        STATEMENT
    }

    private static final List<String> PLACES = List.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer");

    private final ServerProcess process;
    private final InetSocketAddress address;

    private PgBouncer(ServerProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** The program; empty where the machine has none, or where a property names a PostgreSQL of others. */
    public static Optional<Path> program() {
        boolean named = System.getProperty(DatabaseServer.NAMED, "").startsWith("jdbc:postgresql:");
        return named
                ? Optional.empty()
                : PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts a pooler.
     *
     * @param connections how many connections of the server its clients share
     */
    public static PgBouncer start(Mode mode, int connections) {
        Path folder = ServerFolders.fresh("pgbouncer");
        int port = ServerFolders.freePort();
        ServerProcess process = new ServerProcess(folder);
        PgBouncer pooler = new PgBouncer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        boolean started = false;
        try {
            Path settings = folder.resolve("pgbouncer.ini");
            Files.writeString(settings, settings(mode, connections, port));
            // In a new user namespace root is an ordinary user; as root it refuses to run.
            List<String> command = Stream.concat(
                            "root".equals(System.getProperty("user.name"))
                                    ? Stream.of("unshare", "-U")
                                    : Stream.<String>empty(),
                            Stream.of(program().orElseThrow().toString(), settings.toString()))
                    .toList();
            process.start(command, pooler::answers);
            started = true;
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!started) {
                process.close("KILL");
            }
        }
    }

    private static String settings(Mode mode, int connections, int port) {
        DatabaseServer server = DatabaseServer.postgres();
        return """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                default_pool_size = %d
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.address().getPort(), port, mode.name().toLowerCase(Locale.ROOT), connections);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DatabaseKind.POSTGRES.dataSource(url()).getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        }
    }

    /** The URL of the database through the pooler; what is left at a driver's defaults is. */
    public String url() {
        return DatabaseServer.postgres().url(address);
    }

    @Override
    public void close() {
        process.close("KILL");
    }
}
