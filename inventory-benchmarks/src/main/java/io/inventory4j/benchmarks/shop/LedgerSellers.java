package io.inventory4j.benchmarks.shop;

import io.inventory4j.ledger.StockLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/** The library over one shared ledger: as it comes, and with each call on its own. Closing it closes the ledger. */
public final class LedgerSellers<L extends StockLedger> implements AutoCloseable {
    private static final String BATCHING_OFF = Store.INVENTORY + "-batching-off";

    private final L ledger;
    private final InventorySeller inventory;
    private final InventorySeller unbatched;

    public LedgerSellers(L ledger) {
        this.ledger = ledger;
        inventory = InventorySeller.over(ledger);
        unbatched = InventorySeller.unbatched(ledger);
    }

    /** Puts units of each SKU of the carts on sale. */
    public LedgerSellers<L> stock(Carts carts, long units) {
        inventory.stock(carts.skus(), units);
        return this;
    }

    public L ledger() {
        return ledger;
    }

    /** As it comes. */
    public InventorySeller inventory() {
        return inventory;
    }

    /** Both of them. */
    public Map<String, Seller> byName() {
        Map<String, Seller> sellers = new LinkedHashMap<>();
        sellers.put(Store.INVENTORY, inventory);
        sellers.put(BATCHING_OFF, unbatched);
        return sellers;
    }

    @Override
    public void close() {
        unbatched.close();
        inventory.close();
        ledger.close();
    }
}
