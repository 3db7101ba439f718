package io.inventory4j.servers.jdbc;

import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.ServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database server that runs as a child process of this JVM, and dies with it. */
abstract class EmbeddedServer extends DatabaseServer {
    private final ServerProcess process;

    /** The folder is the server's own. */
    EmbeddedServer(DatabaseKind kind, Path folder, int port, String rest) {
        super(kind, kind.scheme(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port), rest);
        process = new ServerProcess(folder);
    }

    /** The command that runs the server in the foreground. */
    abstract List<String> command();

    /** The signal that ends the server fast, and leaves nothing outside of its folder. */
    abstract String endSignal();

    /** Starts a server for the first time; if it does not start, its folder is deleted. */
    static <S extends EmbeddedServer> S started(Path folder, Supplier<S> prepare) {
        boolean started = false;
        @Nullable S server = null;
        try {
            server = prepare.get();
            server.restart();
            started = true;
            return server;
        } finally {
            if (!started) {
                if (server != null) {
                    server.close();
                }
                ServerFolders.delete(folder);
            }
        }
    }

    @Override
    public final boolean killable() {
        return true;
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void freeze() {
        process.freeze();
    }

    @Override
    public final void thaw() {
        process.thaw();
    }

    @Override
    public final void restart() {
        process.start(command(), this::answers);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = dataSource(address()).getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        }
    }

    @Override
    public final void close() {
        process.close(endSignal());
    }
}
