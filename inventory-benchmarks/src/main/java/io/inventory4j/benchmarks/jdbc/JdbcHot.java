package io.inventory4j.benchmarks.jdbc;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.ReadyBatches;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.benchmarks.shop.SellerTurns;
import java.sql.SQLException;
import java.util.Map;

/**
 * One hot SKU in a database: every order reserves one unit under a buyer limit, with a hold. All callers of all
 * subjects share one pool of 16 connections.
 */
public final class JdbcHot {
    static final int STOCK = 1_000_000_000;
    /** As many as the largest run sells, since each is a row. */
    private static final long UNIT_ROWS = 1_000_000;

    private static final int IN_FLIGHT = 1_024;

    private JdbcHot() {}

    public static void run(Database database, Plan given, Results results) throws Exception {
        // A crowd on one row answers seldom: the quick mode's turns are too short for it.
        Plan plan = given.pick(given, given.turns(2), given);
        String bench = "jdbc-hot-" + database.label();
        if (!plan.includes(database.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Carts carts = Carts.hot();
        try (JdbcShops shops = new JdbcShops(database, carts, STOCK)) {
            Map<String, Seller> sellers = sellers(database, plan, shops);
            SellerTurns turns = new SellerTurns(plan, carts);
            Contest contest = new Contest(bench, plan);
            String limit = "raw-sql-ready-" + ReadyBatches.SIZE;
            contest.limit(key(limit, 1));
            for (int callers : callers(database, plan)) {
                contest.peer(key(shops.peer(), callers));
                sellers.forEach((name, seller) -> contest.add(name, callers, turns.of(name, callers, seller)));
            }
            contest.peer("");
            contest.add(
                    "inventory-async",
                    IN_FLIGHT,
                    turns.async(
                            "inventory-async",
                            IN_FLIGHT,
                            shops.library().inventory().async()));
            contest.add(
                    "inventory-ready-" + ReadyBatches.SIZE,
                    1,
                    ReadyBatches.turn(plan, "ir", shops.library().inventory().lists()));
            contest.add(
                    "inventory-ledger-ready-" + ReadyBatches.SIZE,
                    1,
                    ReadyBatches.turn(
                            plan, "lr", ReadyBatches.over(shops.library().ledger())));
            contest.add(
                    limit,
                    1,
                    ReadyBatches.turn(plan, "rr", orders -> shops.byHand().raw(orders)));
            contest.run(results);
        }
    }

    private static int[] callers(Database database, Plan plan) {
        if (database == Database.SQLITE) {
            return plan.pick(new int[] {1, 4}, new int[] {1, 64}, new int[] {1, 16, 64});
        }
        return plan.pick(new int[] {1, 4}, new int[] {1, 64}, new int[] {1, 16, 64, 512});
    }

    private static Map<String, Seller> sellers(Database database, Plan plan, JdbcShops shops) throws SQLException {
        Map<String, Seller> sellers = shops.sellers();
        if (database != Database.SQLITE) {
            long units = plan.pick(1_000L, 100_000L, UNIT_ROWS);
            sellers.put("row-a-unit", new UnitRows(shops.pool(), database, shops.byHand()).create("A", units));
        }
        if (database == Database.POSTGRES) {
            sellers.put("bucket4j", BucketsInPostgres.over(shops.pool()));
        }
        return sellers;
    }
}
