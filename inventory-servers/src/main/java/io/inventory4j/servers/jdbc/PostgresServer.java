package io.inventory4j.servers.jdbc;

import io.inventory4j.servers.ServerFolders;
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
 * PostgreSQL 18. The library unpacks it and makes its data folder; from then on it runs without the library, which
 * can neither kill it nor start it again, and hides it from this JVM behind pg_ctl.
 */
public final class PostgresServer extends EmbeddedServer {
    // On, unlike the library's: else what it has acknowledged could be lost, and tests of crashes would prove nothing.
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

    /** Starts one. Root needs user namespaces for it, as PostgreSQL refuses to run as root. */
    public static DatabaseServer start() {
        Path folder = ServerFolders.fresh("postgres");
        return started(folder, () -> {
            int port = ServerFolders.freePort();
            Path data = folder.resolve("data");
            prepare(folder, data, port);
            return new PostgresServer(folder, port, program(data), data);
        });
    }

    private static void prepare(Path folder, Path data, int port) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(log(folder).toFile());
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
            throw new IllegalStateException("PostgreSQL could not be prepared; it wrote: " + logged(folder), e);
        }
    }

    // The server notes the command it was started by: the path of the program, then arguments in quotes.
    private static Path program(Path data) {
        try {
            String command = Files.readString(data.resolve("postmaster.opts"));
            return Path.of(command.substring(0, command.indexOf(" \"")));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL was prepared but never ran", e);
        }
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // In a user namespace of its own, root is nobody in particular.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(address().getPort())));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /** Immediate shutdown: shared memory is given back, clients are not waited for. */
    @Override
    public String endSignal() {
        return "QUIT";
    }
}
