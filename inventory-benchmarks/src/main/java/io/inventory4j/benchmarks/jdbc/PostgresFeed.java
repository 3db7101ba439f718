package io.inventory4j.benchmarks.jdbc;

import io.inventory4j.benchmarks.measure.Feed;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.jdbc.JdbcLedger;

/** The delay of a change to a listener on another node, over PostgreSQL. */
public final class PostgresFeed {
    private static final String PREFIX = "feed_";

    private PostgresFeed() {}

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("postgres")) {
            results.skip("feed-postgres", "the command line leaves it out");
            return;
        }
        try (CountingPool here = Database.POSTGRES.pool(4);
                CountingPool there = Database.POSTGRES.pool(4);
                JdbcLedger writer = JdbcShops.ledger(here, PREFIX);
                JdbcLedger reader = JdbcShops.ledger(there, PREFIX)) {
            Feed feed = new Feed("postgres", plan, writer, reader);
            // A call is a commit: single changes would not reach these rates.
            feed.run(1_000, 10, results);
            feed.run(10_000, 100, results);
        }
    }
}
