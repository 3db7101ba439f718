package io.inventory4j.benchmarks.memory;

import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carts over concurrent maps, with ids, versions and a journal as {@link KeepingShop} has them. Each step is on its
 * own: a cart that is refused at its last line was visible with its first ones, which are then given back.
 */
final class CartMaps implements Seller {
    private static final int JOURNAL_CAPACITY = 65_536;

    private record Level(long version, long available, long reserved) {}

    private record Order(String buyer, List<String> skus, long expiresAtNanos) {}

    private record Entry(String order, String sku, Level before, Level after, long atNanos) {}

    private final ConcurrentHashMap<String, AtomicReference<Level>> levels = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> bought = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Order> orders = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Entry> journal = new ConcurrentLinkedQueue<>();
    private final AtomicInteger entries = new AtomicInteger();

    CartMaps(Collection<String> skus, long units) {
        skus.forEach(sku -> levels.put(sku, new AtomicReference<>(new Level(1, units, 0))));
    }

    @Override
    public boolean reserve(Cart cart) {
        if (orders.containsKey(cart.order())) {
            return true;
        }
        List<String> skus = cart.skus();
        for (int i = 0; i < skus.size(); i++) {
            if (!take(cart, skus.get(i))) {
                for (String taken : skus.subList(0, i)) {
                    giveBack(cart, taken);
                }
                return false;
            }
        }
        orders.put(cart.order(), new Order(cart.buyer(), skus, System.nanoTime() + HOLD_SECONDS * 1_000_000_000));
        return true;
    }

    private boolean take(Cart cart, String sku) {
        String counter = cart.buyer() + "/" + sku;
        boolean[] within = new boolean[1];
        bought.compute(counter, (name, units) -> {
            long before = units == null ? 0 : units;
            within[0] = before < BUYER_LIMIT;
            return within[0] ? Long.valueOf(before + 1) : units;
        });
        if (!within[0]) {
            return false;
        }
        if (!change(cart.order(), sku, 1)) {
            bought.merge(counter, -1L, Long::sum);
            return false;
        }
        return true;
    }

    private void giveBack(Cart cart, String sku) {
        change(cart.order(), sku, -1);
        bought.merge(cart.buyer() + "/" + sku, -1L, Long::sum);
    }

    private boolean change(String order, String sku, int units) {
        AtomicReference<Level> level = Objects.requireNonNull(levels.get(sku), sku);
        while (true) {
            Level before = Objects.requireNonNull(level.get());
            if (before.available() < units) {
                return false;
            }
            Level after = new Level(before.version() + 1, before.available() - units, before.reserved() + units);
            if (level.compareAndSet(before, after)) {
                journal.add(new Entry(order, sku, before, after, System.nanoTime()));
                if (entries.incrementAndGet() > JOURNAL_CAPACITY) {
                    journal.poll();
                }
                return true;
            }
        }
    }
}
