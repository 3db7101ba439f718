package io.inventory4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * Pools as unsuitable for a ledger as a shop may have them: without auto-commit, and with serializable transactions.
 */
final class StrictPools {
    private static final int CONNECTIONS = 32;

    private StrictPools() {}

    private static final class Postgres {
        static final DataSource POOL = pool(DatabaseServer.postgres());
    }

    private static final class MariaDb {
        static final DataSource POOL = pool(DatabaseServer.mariadb());
    }

    /** A ledger over empty tables. */
    static StockLedger open(DatabaseKind kind, InstantSource clock) {
        return switch (kind) {
            case POSTGRES -> Databases.postgres().open(Postgres.POOL, clock);
            case MARIADB -> Databases.mariadb().open(MariaDb.POOL, clock);
        };
    }

    private static DataSource pool(DatabaseServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url(server.address()));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return new HikariDataSource(config);
    }
}
