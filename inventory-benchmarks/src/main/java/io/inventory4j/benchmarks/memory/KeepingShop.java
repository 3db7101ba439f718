package io.inventory4j.benchmarks.memory;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A shop of concurrent maps by hand that remembers its orders and keeps a journal. */
final class KeepingShop implements Shop {
    static final int JOURNAL_CAPACITY = 65_536;

    private record Level(long version, long available, long reserved, long committed) {}

    private record Order(String buyer, long units, long expiresAtNanos, boolean paid) {}

    private record Entry(String order, Level before, Level after, long atNanos) {}

    private final int journalCapacity;
    private final AtomicReference<Level> level;
    private final ConcurrentHashMap<String, Long> bought = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Order> orders = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Entry> journal = new ConcurrentLinkedQueue<>();
    private final AtomicInteger entries = new AtomicInteger();

    KeepingShop(long stock, int journalCapacity) {
        this.journalCapacity = journalCapacity;
        level = new AtomicReference<>(new Level(1, stock, 0, 0));
    }

    @Override
    public boolean reserve(String order, String buyer) {
        if (orders.containsKey(order)) {
            return true;
        }
        boolean[] within = new boolean[1];
        bought.compute(buyer, (name, units) -> {
            long before = units == null ? 0 : units;
            within[0] = before < Shops.BUYER_LIMIT;
            return within[0] ? Long.valueOf(before + 1) : units;
        });
        if (!within[0]) {
            return false;
        }
        boolean taken = change(
                order,
                now -> now.available() == 0
                        ? null
                        : new Level(now.version() + 1, now.available() - 1, now.reserved() + 1, now.committed()));
        if (!taken) {
            bought.merge(buyer, -1L, Long::sum);
            return false;
        }
        orders.put(order, new Order(buyer, 1, System.nanoTime() + Shops.HOLD.toNanos(), false));
        return true;
    }

    @Override
    public boolean confirm(String order) {
        Order before = orders.get(order);
        if (before == null || before.paid()) {
            return before != null;
        }
        Order after = new Order(before.buyer(), before.units(), before.expiresAtNanos(), true);
        return orders.replace(order, before, after)
                && change(
                        order,
                        now -> new Level(now.version() + 1, now.available(), now.reserved() - 1, now.committed() + 1));
    }

    private boolean change(String order, Function<Level, @Nullable Level> next) {
        while (true) {
            Level before = Objects.requireNonNull(level.get());
            Level after = next.apply(before);
            if (after == null) {
                return false;
            }
            if (level.compareAndSet(before, after)) {
                journal.add(new Entry(order, before, after, System.nanoTime()));
                if (entries.incrementAndGet() > journalCapacity) {
                    journal.poll();
                }
                return true;
            }
        }
    }

    @Override
    public long left() {
        return Objects.requireNonNull(level.get()).available();
    }
}
