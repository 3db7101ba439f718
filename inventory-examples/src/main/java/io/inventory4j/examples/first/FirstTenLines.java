package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;

/** The first ten lines of README: receive stock, hold two units for a buyer, sell them when the payment has come. */
public final class FirstTenLines {
    private FirstTenLines() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(2).and(PurchaseLimits.perChannel("live-room-7", 500)))
                .alerts(AlertLevels.percentOfOpening(20, 10, 0), alert -> notifyHost(alert))
                .reservationTimeout(Duration.ofMinutes(15))
                .build()) {
            inventory.receive("po-1001", "LIPSTICK-01", 1_000).orThrow();
            Outcome held = inventory.reserve(ReserveRequest.of("order-1", "buyer-42")
                    .line("LIPSTICK-01", 2)
                    .channel("live-room-7"));
            if (held.applied()) {
                inventory.confirm("order-1").orThrow(); // when the payment has come
            }

            // What the ten lines leave behind.
            inventory
                    .level(StockKey.of("LIPSTICK-01"))
                    .ifPresent(level ->
                            System.out.println(level.available() + " left to sell, " + level.committed() + " sold"));

            // The same buyer once more: two units are the limit, so this is refused. A refusal is a value.
            inventory
                    .reserve(ReserveRequest.of("order-2", "buyer-42").line("LIPSTICK-01", 1))
                    .refused()
                    .ifPresent(refusal -> System.out.println("order-2 is refused: " + refusal.reason() + " by the rule "
                            + refusal.rule() + ", " + refusal.remaining() + " more allowed"));

            // The sale goes on, until 20 percent of the opening stock are left.
            for (int order = 3; order <= 402; order++) {
                inventory
                        .reserve(ReserveRequest.of("order-" + order, "other-buyer-" + order)
                                .line("LIPSTICK-01", 2))
                        .orThrow();
            }
        }
    }

    private static void notifyHost(Alert alert) {
        System.out.println("To the host: only " + alert.level().available() + " left!");
    }
}
