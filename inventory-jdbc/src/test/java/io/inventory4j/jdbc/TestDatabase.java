package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Every database that a test is to run on. */
enum TestDatabase {
    POSTGRES,
    MARIADB,
    H2,
    SQLITE;

    private CleanTables tables() {
        return switch (this) {
            case POSTGRES -> Databases.postgres();
            case MARIADB -> Databases.mariadb();
            case H2 -> Databases.h2();
            case SQLITE -> Databases.sqlite();
        };
    }

    DataSource source() {
        return tables().source();
    }

    /** A ledger over empty tables. */
    StockLedger open(InstantSource clock) {
        return tables().open(clock);
    }
}
