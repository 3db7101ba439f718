package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Refusal;
import io.inventory4j.StockVerb;
import io.inventory4j.Verb;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/** What comes in bulk, such as the orders of a market place every minute: one call to the store for all of it. */
public final class BatchOfOrders {
    private BatchOfOrders() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:market", "", "");
        JdbcSchema.create(database);
        try (JdbcLedger ledger = JdbcLedger.over(database);
                Inventory inventory = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.perBuyer(450))
                        .build()) {
            inventory.receive("po-1", "SCARF", 1_000).orThrow();

            List<ReserveRequest> orders = new ArrayList<>();
            for (int number = 1; number <= 500; number++) {
                // Every hundredth order is a reseller's.
                orders.add(ReserveRequest.of("order-" + number, "buyer-" + number)
                        .line("SCARF", number % 100 == 0 ? 450 : 1));
            }
            // Each order is held or refused by itself, as if it had come alone; the answers come by position.
            List<Outcome> outcomes = inventory.reserve(orders);
            long held = outcomes.stream().filter(Outcome::applied).count();
            System.out.println(held + " of " + outcomes.size() + " orders are held, by one call");
            for (int i = 0; i < outcomes.size(); i++) {
                Refusal refusal = outcomes.get(i).refused().orElse(null);
                if (refusal != null) {
                    System.out.println("order-" + (i + 1) + ": " + refusal.reason() + ", " + refusal.remaining()
                            + " left when it was its turn");
                }
            }

            // Verbs of any kind go the same way: here what an hour has brought.
            List<Verb> hour = new ArrayList<>();
            for (int number = 1; number <= 90; number++) {
                hour.add(OrderVerb.confirm("order-" + number));
            }
            hour.add(OrderVerb.ship("order-1"));
            hour.add(OrderVerb.giveBack("order-91"));
            hour.add(StockVerb.receive("po-2", "SCARF", 200));
            long done = inventory.apply(hour).stream().filter(Outcome::applied).count();
            System.out.println(done + " payments, parcels and deliveries are booked, by one call");
            System.out.println(
                    inventory.level(StockKey.of("SCARF")).orElseThrow().available() + " are left to sell");
        } finally {
            database.dispose();
        }
    }
}
