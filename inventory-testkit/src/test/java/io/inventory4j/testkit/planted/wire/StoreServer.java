package io.inventory4j.testkit.planted.wire;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.faults.CallTable;
import io.inventory4j.testkit.faults.SocketLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.store.Store;
import io.inventory4j.testkit.planted.wire.WireBugs.Client;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A server that keeps a store for each namespace: who connects to one again opens another node of it. */
public final class StoreServer extends SocketServer {
    private final Supplier<Store> stores;
    private final Client client;
    private final Map<String, Store> kept = new ConcurrentHashMap<>();
    private InstantSource clock = InstantSource.system();

    public StoreServer(Supplier<Store> stores) {
        this(stores, (ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through));
    }

    public StoreServer(Supplier<Store> stores, Client client) {
        super((namespace, clock) -> stores.get().open(clock));
        this.stores = stores;
        this.client = client;
    }

    @Override
    protected StockLedger node(String namespace, InstantSource now) {
        return kept.computeIfAbsent(namespace, fresh -> stores.get()).open(now);
    }

    @Override
    public StockLedger connect(String namespace, InstantSource now, InetSocketAddress through) {
        clock = now;
        return super.connect(namespace, now, through);
    }

    @Override
    protected StockLedger client(StockLedger ledger, CallTable calls, InetSocketAddress through) {
        return client.open(ledger, calls, through, clock);
    }
}
