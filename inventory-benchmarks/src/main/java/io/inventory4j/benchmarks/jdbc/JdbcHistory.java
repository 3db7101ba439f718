package io.inventory4j.benchmarks.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.benchmarks.measure.HistoryCost;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.InstantSource;

/** What stored reservations cost later ones in a database: two ledgers, each with tables of its own. */
public final class JdbcHistory {
    private JdbcHistory() {}

    public static void run(Database database, int stored) {
        try (HikariDataSource pool = database.pool(4)) {
            HistoryCost.run(
                    database.label(), stored, (name, clock) -> ledger(pool, name, clock), () -> database.settle(pool));
        }
    }

    private static StockLedger ledger(HikariDataSource pool, String name, InstantSource clock) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(name + "_");
        schema.createIn(pool);
        return JdbcLedger.builder(pool)
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .timeout(Duration.ofMinutes(1))
                .build();
    }
}
