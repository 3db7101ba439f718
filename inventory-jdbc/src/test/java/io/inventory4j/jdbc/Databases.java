package io.inventory4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** The databases that the tests of this module share, each started when it is first asked for. */
final class Databases {
    private Databases() {}

    private static final class H2 {
        static final CleanTables TABLES = new CleanTables(pool("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", 32));
    }

    private static final class Sqlite {
        static final CleanTables TABLES = new CleanTables(pool("jdbc:sqlite:" + file() + "?journal_mode=WAL", 16));

        private static Path file() {
            try {
                Path folder = Files.createTempDirectory("inventory4j-sqlite");
                Path file = folder.resolve("shop.db");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    for (String name : new String[] {"shop.db", "shop.db-wal", "shop.db-shm", ""}) {
                        folder.resolve(name).toFile().delete();
                    }
                }));
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Postgres {
        static final CleanTables TABLES = new CleanTables(pool(url(DatabaseServer.postgres()), 32));
    }

    private static final class MariaDb {
        static final CleanTables TABLES = new CleanTables(pool(url(DatabaseServer.mariadb()), 32));
    }

    private static String url(DatabaseServer server) {
        return server.url(server.address());
    }

    static CleanTables postgres() {
        return Postgres.TABLES;
    }

    static CleanTables mariadb() {
        return MariaDb.TABLES;
    }

    static CleanTables h2() {
        return H2.TABLES;
    }

    static CleanTables sqlite() {
        return Sqlite.TABLES;
    }

    static DataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
