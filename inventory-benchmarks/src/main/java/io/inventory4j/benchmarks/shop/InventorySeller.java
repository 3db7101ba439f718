package io.inventory4j.benchmarks.shop;

import io.inventory4j.AsyncInventory;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The library as a shop uses it: with a limit per buyer, and otherwise as it comes. */
public final class InventorySeller implements Seller {
    private final Inventory inventory;

    private InventorySeller(Inventory inventory) {
        this.inventory = inventory;
    }

    /** As it comes. */
    public static InventorySeller over(StockLedger ledger) {
        return new InventorySeller(builder(ledger).build());
    }

    /** With each call of a blocking caller on its own. */
    public static InventorySeller unbatched(StockLedger ledger) {
        return new InventorySeller(builder(ledger).withoutBatching().build());
    }

    /** Its calls that do not wait. */
    public AsyncSeller async() {
        AsyncInventory async = inventory.async();
        return cart -> async.reserve(request(cart)).thenApply(Outcome::applied);
    }

    /** Its call for many orders at once, of the hot SKU. */
    public ReadyBatches.Batch lists() {
        return orders -> {
            List<Outcome> outcomes = inventory.reserve(orders.stream()
                    .map(order -> request(Cart.of(order, Carts.HOT)))
                    .toList());
            return ReadyBatches.allSold(outcomes);
        };
    }

    /** A kit, whatever the cart has. */
    public Seller kits(Kit kit) {
        return cart -> inventory
                .reserve(ReserveRequest.of(cart.order(), cart.buyer()).kit(kit, 1))
                .applied();
    }

    private static InventoryBuilder builder(StockLedger ledger) {
        return InventoryBuilder.over(ledger)
                .policy(PurchaseLimits.perBuyer(BUYER_LIMIT))
                .reservationTimeout(Duration.ofSeconds(HOLD_SECONDS));
    }

    /** Puts units of SKUs on sale. */
    public InventorySeller stock(Collection<String> skus, long units) {
        for (String sku : skus) {
            Outcome outcome = inventory.receive("opening-" + sku, sku, units);
            if (!outcome.applied()) {
                throw new IllegalStateException("no opening stock for " + sku + ": " + outcome);
            }
        }
        return this;
    }

    @Override
    public boolean reserve(Cart cart) {
        return inventory.reserve(request(cart)).applied();
    }

    private static ReserveRequest request(Cart cart) {
        ReserveRequest request = ReserveRequest.of(cart.order(), cart.buyer());
        for (String sku : cart.skus()) {
            request = request.line(sku, 1);
        }
        return request;
    }

    @Override
    public void close() {
        inventory.close();
    }
}
