package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases that tests run on. */
public enum TestDatabase {
    POSTGRES(DatabaseKind.POSTGRES),
    MARIADB(DatabaseKind.MARIADB),
    H2(null),
    SQLITE(null);

    private final @Nullable DatabaseKind kind;

    TestDatabase(@Nullable DatabaseKind kind) {
        this.kind = kind;
    }

    /** Its kind of server; null if it runs in this process. */
    public @Nullable DatabaseKind kind() {
        return kind;
    }

    private CleanTables tables() {
        return switch (this) {
            case POSTGRES -> Databases.postgres();
            case MARIADB -> Databases.mariadb();
            case H2 -> Databases.h2();
            case SQLITE -> Databases.sqlite();
        };
    }

    public DataSource source() {
        return tables().source();
    }

    /** A ledger over empty tables. */
    public StockLedger open(InstantSource clock) {
        return tables().open(clock);
    }

    /** Another node over the tables of a ledger that was opened here. */
    public StockLedger node(StockLedger first, InstantSource clock) {
        return tables().node(first, clock);
    }

    /** A ledger over empty tables, through another data source. */
    StockLedger open(DataSource through, InstantSource clock) {
        return tables().open(through, clock);
    }
}
