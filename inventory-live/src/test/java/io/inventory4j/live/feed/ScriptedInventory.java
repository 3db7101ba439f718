package io.inventory4j.live.feed;

import io.inventory4j.Inventory;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An inventory whose ledger and whose calls to its listener the test decides. */
final class ScriptedInventory {
    final Map<StockKey, StockLevel> ledger = new ConcurrentHashMap<>();
    final AtomicInteger subscriptions = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    volatile @Nullable RuntimeException failure;
    volatile Runnable beforeAnswer = () -> {};
    private volatile @Nullable StockListener listener;

    /** The inventory; what a feed does not need it does not have. */
    Inventory inventory() {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(),
                new Class<?>[] {Inventory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "subscribe" -> subscribe((StockListener) arguments[0]);
                    case "levels" -> levels((Collection<?>) arguments[0]);
                    case "health" -> new io.inventory4j.Health(List.of());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Subscription subscribe(StockListener heard) {
        subscriptions.incrementAndGet();
        listener = heard;
        return subscriptions::decrementAndGet;
    }

    private List<StockLevel> levels(Collection<?> keys) {
        reads.incrementAndGet();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        List<StockLevel> found =
                keys.stream().map(ledger::get).filter(Objects::nonNull).toList();
        beforeAnswer.run();
        return found;
    }

    /** Calls the listener, and nothing else. */
    void tell(StockLevel level) {
        Objects.requireNonNull(listener).onLevel(level);
    }

    /** Stores a level and calls the listener. */
    void commit(StockLevel level) {
        ledger.put(level.key(), level);
        tell(level);
    }
}
