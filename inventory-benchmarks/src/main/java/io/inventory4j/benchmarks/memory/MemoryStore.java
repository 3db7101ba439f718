package io.inventory4j.benchmarks.memory;

import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.InventorySeller;
import io.inventory4j.benchmarks.shop.Seller;
import io.inventory4j.benchmarks.shop.Store;
import io.inventory4j.core.memory.InMemoryLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/** The library in memory, and maps that keep, for carts. */
public final class MemoryStore implements Store {
    private final InMemoryLedger ledger = InMemoryLedger.create();
    private final InventorySeller inventory;
    private final Map<String, Seller> peers = new LinkedHashMap<>();

    private MemoryStore(Carts carts, long units) {
        inventory = InventorySeller.over(ledger).stock(carts.skus(), units);
        peers.put("maps-that-keep", new CartMaps(carts.skus(), units));
        peers.put("one-lock-that-keeps", new CartLock(carts.skus(), units));
    }

    /** This kind of store. */
    public static Store.Kind kind() {
        return new Store.Kind("memory", MemoryStore::new);
    }

    @Override
    public InventorySeller inventory() {
        return inventory;
    }

    @Override
    public Map<String, Seller> subjects() {
        return Map.of(INVENTORY, inventory);
    }

    @Override
    public Map<String, Seller> peers() {
        return peers;
    }

    @Override
    public long calls() {
        return 0;
    }

    @Override
    public Store.Place place() {
        throw new UnsupportedOperationException("no other process sees this memory");
    }

    @Override
    public void close() {
        inventory.close();
        ledger.close();
    }
}
