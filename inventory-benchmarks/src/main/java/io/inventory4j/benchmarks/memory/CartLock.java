package io.inventory4j.benchmarks.memory;

import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Seller;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Carts under one lock over plain maps, with ids, versions and a journal as {@link KeepingLockShop} has them. */
final class CartLock implements Seller {
    private static final int JOURNAL_CAPACITY = 65_536;

    private record Level(long version, long available, long reserved) {}

    private record Order(String buyer, List<String> skus, long expiresAtNanos) {}

    private record Entry(String order, String sku, Level before, Level after, long atNanos) {}

    private final Map<String, Level> levels = new HashMap<>();
    private final Map<String, Long> bought = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final Deque<Entry> journal = new ArrayDeque<>();

    CartLock(Collection<String> skus, long units) {
        skus.forEach(sku -> levels.put(sku, new Level(1, units, 0)));
    }

    @Override
    public synchronized boolean reserve(Cart cart) {
        if (orders.containsKey(cart.order())) {
            return true;
        }
        for (String sku : cart.skus()) {
            if (level(sku).available() == 0 || bought.getOrDefault(cart.buyer() + "/" + sku, 0L) >= BUYER_LIMIT) {
                return false;
            }
        }
        long now = System.nanoTime();
        orders.put(cart.order(), new Order(cart.buyer(), cart.skus(), now + HOLD_SECONDS * 1_000_000_000));
        for (String sku : cart.skus()) {
            bought.merge(cart.buyer() + "/" + sku, 1L, Long::sum);
            Level before = level(sku);
            Level after = new Level(before.version() + 1, before.available() - 1, before.reserved() + 1);
            levels.put(sku, after);
            journal.add(new Entry(cart.order(), sku, before, after, now));
            if (journal.size() > JOURNAL_CAPACITY) {
                journal.poll();
            }
        }
        return true;
    }

    private Level level(String sku) {
        return Objects.requireNonNull(levels.get(sku), sku);
    }
}
