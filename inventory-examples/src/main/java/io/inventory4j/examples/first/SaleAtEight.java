package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A sale that begins at eight and ends at nine, also if the node that planned it is gone by then. */
public final class SaleAtEight {
    private static final StockKey SCARF = StockKey.of("SCARF");
    private static final Instant EIGHT = Instant.parse("2026-11-11T20:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-11T21:00:00Z");

    private SaleAtEight() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // A clock that we turn ourselves. Over a database or Redis it is the store's that counts, for all nodes.
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-11T09:00:00Z"));
        try (Inventory inventory = InventoryBuilder.inMemory().clock(now::get).build()) {
            inventory.receive("po-1", SCARF, 50).orThrow();
            inventory.setWindow("scarf-sale", SCARF, new Window(EIGHT, NINE)).orThrow();
            System.out.println("planned in the morning: "
                    + inventory.level(SCARF).orElseThrow().window());

            now.set(EIGHT.minusMillis(1));
            buy(inventory, "a millisecond before eight", "o-1");
            now.set(EIGHT);
            buy(inventory, "at eight", "o-1");

            // The host stops the sale for a moment. She does not have to know when it ends.
            inventory.setSaleState("stop", SCARF, SaleState.NO_NEW).orThrow();
            buy(inventory, "stopped", "o-2");
            inventory.setSaleState("go-on", SCARF, SaleState.OPEN).orThrow();
            buy(inventory, "goes on", "o-2");

            now.set(NINE);
            buy(inventory, "at nine", "o-3");
            System.out.println("o-2 is paid after nine: " + answer(inventory.confirm("o-2"), "sold"));
        }
    }

    private static void buy(Inventory inventory, String when, String id) {
        Outcome outcome =
                inventory.reserve(ReserveRequest.of(id, "buyer of " + id).line(SCARF, 1));
        System.out.println(when + ": " + answer(outcome, "held"));
    }

    private static String answer(Outcome outcome, String done) {
        return outcome.refused().map(refusal -> refusal.reason().toString()).orElse(done);
    }
}
