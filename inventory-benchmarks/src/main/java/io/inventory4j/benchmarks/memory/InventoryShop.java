package io.inventory4j.benchmarks.memory;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;

/** The library in memory, built as a scene wants it. */
final class InventoryShop implements Shop {
    private final Inventory inventory;

    InventoryShop(InventoryBuilder builder, long stock) {
        inventory = builder.reservationTimeout(Shops.HOLD).build();
        inventory.receive("opening", Shops.SKU, stock).orThrow();
    }

    @Override
    public boolean reserve(String order, String buyer) {
        return inventory
                .reserve(ReserveRequest.of(order, buyer).line(Shops.SKU, 1))
                .applied();
    }

    @Override
    public boolean confirm(String order) {
        return inventory.confirm(order).applied();
    }

    @Override
    public long left() {
        return inventory.level(StockKey.of(Shops.SKU)).orElseThrow().available();
    }

    @Override
    public void close() {
        inventory.close();
    }
}
