package io.inventory4j.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;

/** A pool that counts how often a connection is taken, which is how often the database is called for something. */
public final class CountingPool extends HikariDataSource {
    private final LongAdder taken = new LongAdder();

    CountingPool(HikariConfig config) {
        super(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        taken.increment();
        return super.getConnection();
    }

    /** How many connections were taken so far. */
    public long taken() {
        return taken.sum();
    }
}
