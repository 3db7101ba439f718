package io.inventory4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Pools as far from a ledger's wishes as shops have them: auto-commit is off, and transactions are serializable. */
final class StrictPools {
    private static final int CONNECTIONS = 32;

    private StrictPools() {}

    private static final class Postgres {
        static final DataSource POOL = pool(DatabaseServer.postgres());
    }

    private static final class MariaDb {
        static final DataSource POOL = pool(DatabaseServer.mariadb());
    }

    static StockLedger postgres(InstantSource clock) {
        return Databases.postgres().open(Postgres.POOL, clock);
    }

    static StockLedger mariadb(InstantSource clock) {
        return Databases.mariadb().open(MariaDb.POOL, clock);
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
