package io.inventory4j.servers.jdbc;

import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL 18. The library unpacks it and makes its data folder. It then runs without the library, which can neither
 * kill it nor start it again, as it lets pg_ctl start it.
 */
final class PostgresServer extends EmbeddedServer {
    // Durable, unlike the library's settings: otherwise an acknowledged commit could be lost in a crash.
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "max_connections=200",
            "shared_buffers=512MB",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=");

    private final Path program;
    private final Path data;

    private PostgresServer(Path folder, int port, Path program, Path data) {
        super(DatabaseKind.POSTGRES, folder, port, "/postgres?user=postgres&sslmode=disable");
        this.program = program;
        this.data = data;
    }

    /** Starts a server. As root it needs user namespaces, because PostgreSQL refuses to run as root. */
    static DatabaseServer start() {
        Path folder = ServerFolders.fresh("postgres");
        return started(folder, () -> {
            int port = ServerFolders.freePort();
            Path data = folder.resolve("data");
            prepare(folder, data, port);
            return new PostgresServer(folder, port, program(data), data);
        });
    }

    private static void prepare(Path folder, Path data, int port) {
        ServerProcess process = new ServerProcess(folder);
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(process.log().toFile());
        try {
            EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            ServerFolders.lasting("postgres").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("unix_socket_directories", "")
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setPort(port)
                    .start()
                    .close();
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException("PostgreSQL could not be prepared; it wrote: " + process.logged(), e);
        }
    }

    // The server writes down the command that started it: the path of the program, then arguments in quotes.
    private static Path program(Path data) {
        try {
            String command = Files.readString(data.resolve("postmaster.opts"));
            return Path.of(command.substring(0, command.indexOf(" \"")));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL was prepared but never ran", e);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // In a new user namespace, root is an ordinary user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(address().getPort())));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /** Immediate shutdown: it gives shared memory back, and does not wait for clients. */
    @Override
    String endSignal() {
        return "QUIT";
    }
}
