package io.inventory4j.benchmarks.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A shop of plain maps under one lock that remembers its orders and keeps a journal: the duties of {@link KeepingShop},
 * and every call is whole.
 */
final class KeepingLockShop implements Shop {
    static final int JOURNAL_CAPACITY = 65_536;

    private record Level(long version, long available, long reserved, long committed) {}

    private record Order(String buyer, long units, long expiresAtNanos, boolean paid) {}

    private record Entry(String order, Level before, Level after, long atNanos) {}

    private final Map<String, Long> bought = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private final Deque<Entry> journal = new ArrayDeque<>();
    private final int journalCapacity;
    private Level level;

    KeepingLockShop(long stock, int journalCapacity) {
        this.journalCapacity = journalCapacity;
        level = new Level(1, stock, 0, 0);
    }

    @Override
    public synchronized boolean reserve(String order, String buyer) {
        if (orders.containsKey(order)) {
            return true;
        }
        long before = bought.getOrDefault(buyer, 0L);
        if (before >= Shops.BUYER_LIMIT || level.available() == 0) {
            return false;
        }
        bought.put(buyer, before + 1);
        orders.put(order, new Order(buyer, 1, System.nanoTime() + Shops.HOLD.toNanos(), false));
        change(order, new Level(level.version() + 1, level.available() - 1, level.reserved() + 1, level.committed()));
        return true;
    }

    @Override
    public synchronized boolean confirm(String order) {
        Order before = orders.get(order);
        if (before == null || before.paid()) {
            return before != null;
        }
        orders.put(order, new Order(before.buyer(), before.units(), before.expiresAtNanos(), true));
        change(order, new Level(level.version() + 1, level.available(), level.reserved() - 1, level.committed() + 1));
        return true;
    }

    private void change(String order, Level after) {
        journal.add(new Entry(order, level, after, System.nanoTime()));
        if (journal.size() > journalCapacity) {
            journal.poll();
        }
        level = after;
    }

    @Override
    public synchronized long left() {
        return level.available();
    }
}
