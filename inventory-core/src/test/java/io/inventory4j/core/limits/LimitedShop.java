package io.inventory4j.core.limits;

import static io.inventory4j.core.Outcomes.applied;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.HandClock;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop with three SKUs at two locations, 100 units each, for tests of limits. */
abstract class LimitedShop {
    final HandClock clock = new HandClock("2025-11-11T10:30:00Z");
    final AtomicInteger orders = new AtomicInteger();

    final Inventory shop(ReservationPolicy policy) {
        Inventory inventory = InventoryBuilder.inMemory()
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        for (String sku : List.of("A", "B", "C")) {
            applied(inventory.receive("main-" + sku, sku, 100));
            applied(inventory.receive("store-" + sku, StockKey.of(sku, "store"), 100));
        }
        return inventory;
    }

    final ReserveRequest order(String buyer) {
        return ReserveRequest.of("order-" + orders.incrementAndGet(), buyer);
    }

    final Outcome buy(Inventory shop, String buyer, String sku, long units) {
        return shop.reserve(order(buyer).line(sku, units));
    }
}
