package io.inventory4j.examples.within;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases of a shop, each with a pool that is made when it is first asked for. */
enum ShopDatabase {
    POSTGRES {
        @Override
        String url() {
            return addressOf(DatabaseServer.postgres());
        }
    },
    MARIADB {
        @Override
        String url() {
            return addressOf(DatabaseServer.mariadb());
        }
    },
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:within;DB_CLOSE_DELAY=-1";
        }
    },
    SQLITE {
        @Override
        String url() {
            return "jdbc:sqlite:" + folder().resolve("shop.db") + "?journal_mode=WAL";
        }
    };

    private static final int POOL = 16;

    private static final Map<ShopDatabase, HikariDataSource> POOLS = new ConcurrentHashMap<>();

    abstract String url();

    private static String addressOf(DatabaseServer server) {
        return server.url(server.address());
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("inventory4j-within");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (String name : new String[] {"shop.db", "shop.db-wal", "shop.db-shm", ""}) {
                    folder.resolve(name).toFile().delete();
                }
            }));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HikariDataSource source() {
        return POOLS.computeIfAbsent(this, ShopDatabase::pool);
    }

    private static HikariDataSource pool(ShopDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
