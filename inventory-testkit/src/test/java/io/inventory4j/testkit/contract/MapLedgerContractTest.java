package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The whole code that an adapter's author writes to run the contract. */
final class MapLedgerContractTest extends StockLedgerContract {
    private final Map<String, WatchedMapLedger> stores = new ConcurrentHashMap<>();

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return stores.computeIfAbsent(namespace, fresh -> new WatchedMapLedger(clock));
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return Objects.requireNonNull(stores.get(namespace)).node();
    }

    @Override
    protected void discard(String namespace) {
        stores.remove(namespace);
    }
}
