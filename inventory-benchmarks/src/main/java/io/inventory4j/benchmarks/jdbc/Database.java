package io.inventory4j.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;

/** The databases of the scenes, which the benchmark starts itself. */
public enum Database {
    POSTGRES {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, 1)"
                    + " ON CONFLICT (buyer) DO UPDATE SET used = by_hand_limit.used + 1 WHERE by_hand_limit.used < 2";
        }
    },
    MARIADB {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, 1) ON DUPLICATE KEY UPDATE used = IF(used < 2, used + 1, used)";
        }
    },
    H2 {
        @Override
        String raiseLimit() {
            return "MERGE INTO by_hand_limit l USING (VALUES (?)) n(buyer) ON l.buyer = n.buyer"
                    + " WHEN MATCHED AND l.used < 2 THEN UPDATE SET used = l.used + 1"
                    + " WHEN NOT MATCHED THEN INSERT (buyer, used) VALUES (n.buyer, 1)";
        }
    },
    SQLITE {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, 1)"
                    + " ON CONFLICT (buyer) DO UPDATE SET used = used + 1 WHERE used < 2";
        }
    };

    private String url() {
        return switch (this) {
            case POSTGRES -> url(DatabaseServer.postgres());
            case MARIADB -> url(DatabaseServer.mariadb());
            case H2 -> "jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1";
            case SQLITE -> "jdbc:sqlite:" + file() + "?journal_mode=WAL";
        };
    }

    private static Path file() {
        try {
            Path folder = Files.createTempDirectory("inventory4j-bench");
            // Files are deleted in reverse order of their registration.
            folder.toFile().deleteOnExit();
            for (String name : new String[] {"shop.db", "shop.db-wal", "shop.db-shm"}) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            return folder.resolve("shop.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(DatabaseServer server) {
        return server.url(server.address());
    }

    /** The statement that raises a buyer's count if it is below 2; else it changes no row. */
    abstract String raiseLimit();

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Does now what the database would do in the background after many rows were inserted. */
    public void settle(DataSource pool) {
        if (this != POSTGRES) {
            return;
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(connections);
        // Long, because many callers share these connections.
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }
}
