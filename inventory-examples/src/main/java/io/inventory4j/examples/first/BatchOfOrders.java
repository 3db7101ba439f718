package io.inventory4j.examples.first;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Refusal;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/** Orders that come in bulk, such as those of a market place every minute: one call to the store for all of them. */
public final class BatchOfOrders {
    private static final StockKey SCARF = StockKey.of("SCARF");

    private BatchOfOrders() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:market", "", "");
        JdbcSchema.create(database);
        // The ledger is what every Inventory is built over. It takes commands as data, many at a time. It knows no
        // policy, alerts or listeners: limits are given as charges with each command.
        try (JdbcLedger ledger = JdbcLedger.over(database)) {
            ledger.apply(
                    List.of(Move.of("po-1", "delivery", new Posting(SCARF, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000))));

            List<Command> orders = new ArrayList<>();
            for (int number = 1; number <= 500; number++) {
                // Every hundredth order is a reseller's.
                orders.add(order(number, number % 100 == 0 ? 450 : 1));
            }
            // Each order is held or refused by itself, as if it had come alone; the answers come by position.
            List<Outcome> outcomes = ledger.apply(orders);
            long held = outcomes.stream().filter(Outcome::applied).count();
            System.out.println(held + " of " + outcomes.size() + " orders are held, by one call");
            for (int i = 0; i < outcomes.size(); i++) {
                Refusal refusal = outcomes.get(i).refused().orElse(null);
                if (refusal != null) {
                    System.out.println("order-" + (i + 1) + ": " + refusal.reason() + ", " + refusal.remaining()
                            + " left when it was its turn");
                }
            }
            System.out.println(ledger.levels(List.of(SCARF)).get(0).available() + " are left to sell");
        } finally {
            database.dispose();
        }
    }

    private static Reserve order(int number, long units) {
        return new Reserve(
                ReservationId.of("order-" + number),
                List.of(ReserveLine.of(SCARF, units)),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }
}
