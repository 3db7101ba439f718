package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.measure.HistoryCost;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What stored reservations cost later ones in a database: ledgers, each with tables of its own. */
public final class JdbcHistory {
    /** The server is the same for all scenes. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private JdbcHistory() {}

    public static void run(Database database, Plan plan, Results results) {
        if (!plan.includes(database.label())) {
            results.skip("history-" + database.label(), "the command line leaves it out");
            return;
        }
        // Ten million rows take PostgreSQL minutes, and the others hours.
        int[] all = database == Database.POSTGRES
                ? new int[] {10_000, 1_000_000, 10_000_000}
                : new int[] {10_000, 1_000_000};
        int[] sizes = plan.pick(new int[] {1_000, 2_000}, new int[] {1_000, 20_000}, all);
        try (CountingPool pool = database.pool(database == Database.SQLITE ? 1 : 4)) {
            HistoryCost.run(
                    database.label(),
                    plan,
                    results,
                    sizes,
                    (name, clock) -> ledger(pool, name, clock),
                    () -> database.settle(pool));
        }
    }

    private static StockLedger ledger(DataSource pool, String name, InstantSource clock) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(name + "_" + OPENED.incrementAndGet() + "_");
        schema.createIn(pool);
        return JdbcLedger.builder(pool)
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .timeout(Duration.ofMinutes(1))
                .build();
    }
}
