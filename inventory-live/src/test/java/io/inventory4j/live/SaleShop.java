package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.By;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A shop in memory with three SKUs, of which a sale gets a part, and a clock that is turned by hand. */
final class SaleShop implements AutoCloseable {
    static final String NAME = "friday";
    static final List<Integer> LEVELS = List.of(20, 10, 0);
    static final SaleGoods GOODS = new SaleGoods(Map.of("A", "Coat"), Map.of(), null);
    static final By ANNA = new By("Anna", "to test it");

    static final Instant BEGIN = Instant.parse("2026-11-27T20:00:00Z");

    volatile Instant now = BEGIN;
    final Inventory inventory;

    SaleShop() {
        this(ReservationPolicy.none());
    }

    SaleShop(ReservationPolicy policy) {
        inventory = InventoryBuilder.inMemory().policy(policy).clock(() -> now).build();
        for (String sku : List.of("A", "B", "C")) {
            inventory.receive("po-" + sku, sku, 100).orThrow();
        }
    }

    /** A has two channels, B one share for all, C is sold from the shop's own line. */
    static List<SaleLine> lines() {
        return List.of(
                new SaleLine(
                        "A",
                        false,
                        StockKey.of("A"),
                        List.of(share("A", "x", 30), share("A", "y", 20)),
                        Window.NONE,
                        null,
                        "B",
                        LEVELS,
                        null),
                new SaleLine(
                        "B",
                        false,
                        StockKey.of("B"),
                        List.of(new Share(null, StockKey.of("B", "live/friday"), 40)),
                        Window.NONE,
                        null,
                        null,
                        LEVELS,
                        null),
                new SaleLine(
                        "C",
                        false,
                        StockKey.of("C"),
                        List.of(new Share(null, StockKey.of("C"), 0)),
                        Window.NONE,
                        null,
                        null,
                        LEVELS,
                        null));
    }

    private static Share share(String sku, String channel, long units) {
        return new Share(channel, StockKey.of(sku, "live/friday/" + channel), units);
    }

    LiveSale open() {
        return open(inventory);
    }

    static LiveSale open(Inventory inventory) {
        return LiveSale.open(inventory, NAME, "the plan", lines(), GOODS);
    }

    void sell(String order, StockKey key, long units) {
        inventory.sell(ReserveRequest.of(order, "buyer").line(key, units)).orThrow();
    }

    StockLevel level(StockKey key) {
        return inventory.level(key).orElseThrow();
    }

    long available(String sku, String location) {
        return inventory
                .level(StockKey.of(sku, location))
                .map(StockLevel::available)
                .orElse(0L);
    }

    /** Units of a SKU on hand, wherever they are. */
    long onHand(String sku) {
        long sum = 0;
        for (String location : List.of("main", "live/friday", "live/friday/x", "live/friday/y")) {
            sum += inventory
                    .level(StockKey.of(sku, location))
                    .map(StockLevel::onHand)
                    .orElse(0L);
        }
        return sum;
    }

    @Override
    public void close() {
        inventory.close();
    }
}
