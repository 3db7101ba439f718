package io.inventory4j.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The databases of the scenes. The benchmark starts the servers itself; the other two are files. */
public enum Database {
    POSTGRES {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, ?, 1) ON CONFLICT (buyer, sku)"
                    + " DO UPDATE SET used = by_hand_limit.used + 1 WHERE by_hand_limit.used < 2";
        }
    },
    MARIADB {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, ?, 1)"
                    + " ON DUPLICATE KEY UPDATE used = IF(used < 2, used + 1, used)";
        }
    },
    H2 {
        @Override
        String raiseLimit() {
            return "MERGE INTO by_hand_limit l USING (VALUES (?, ?)) n(buyer, sku)"
                    + " ON l.buyer = n.buyer AND l.sku = n.sku"
                    + " WHEN MATCHED AND l.used < 2 THEN UPDATE SET used = l.used + 1"
                    + " WHEN NOT MATCHED THEN INSERT (buyer, sku, used) VALUES (n.buyer, n.sku, 1)";
        }
    },
    SQLITE {
        @Override
        String raiseLimit() {
            return "INSERT INTO by_hand_limit VALUES (?, ?, 1)"
                    + " ON CONFLICT (buyer, sku) DO UPDATE SET used = used + 1 WHERE used < 2";
        }
    };

    private String url() {
        return switch (this) {
            case POSTGRES -> url(DatabaseServer.postgres());
            case MARIADB -> url(DatabaseServer.mariadb());
            case H2 -> "jdbc:h2:file:" + folder().resolve("shop");
            // One writer at a time, which waits for its turn at the start of its transaction; committed is on disk.
            case SQLITE ->
                "jdbc:sqlite:" + folder().resolve("shop.db")
                        + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&busy_timeout=60000";
        };
    }

    /** A folder that ends with this program. */
    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("inventory4j-bench");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "files-end"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.err.println("cannot delete " + folder + ": " + e);
        }
    }

    private static String url(DatabaseServer server) {
        return server.url(server.address());
    }

    /** The statement that raises a buyer's count of a SKU if it is below 2; else it changes no row. */
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

    /** A pool over a new database, or over the server's, which all share. */
    public CountingPool pool(int connections) {
        return pool(url(), connections);
    }

    /** A pool for a process that was told the URL. */
    public static CountingPool pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        // Long, because many callers share these connections.
        config.setConnectionTimeout(60_000);
        return new CountingPool(config);
    }
}
