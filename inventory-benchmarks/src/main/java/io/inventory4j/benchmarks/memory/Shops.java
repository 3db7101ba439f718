package io.inventory4j.benchmarks.memory;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The subjects of the memory scenes, and their peers as a competent user would write them. */
enum Shops {
    /** The library as a shop uses it. */
    INVENTORY {
        @Override
        Shop open(long stock) {
            return new InventoryShop(InventoryBuilder.inMemory().policy(PurchaseLimits.perBuyer(BUYER_LIMIT)), stock);
        }
    },

    /** The same, with a listener for what is refused. */
    COUNTING {
        @Override
        Shop open(long stock) {
            LongAdder told = new LongAdder();
            return new InventoryShop(
                    InventoryBuilder.inMemory()
                            .policy(PurchaseLimits.perBuyer(BUYER_LIMIT))
                            .onRefused(refused -> told.add(refused.requests())),
                    stock);
        }
    },

    /** The ledger below it, without facade, policy and listeners. */
    LEDGER {
        @Override
        Shop open(long stock) {
            InMemoryLedger ledger = InMemoryLedger.create();
            StockKey key = StockKey.of(SKU);
            ledger.apply(
                    List.of(Move.of("opening", "opening", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, stock))));
            return new Shop() {
                @Override
                public boolean reserve(String order, String buyer) {
                    Charge charge = Charge.of("buyer/" + buyer, BUYER_LIMIT);
                    ReserveLine line = new ReserveLine(key, 1, 0, List.of(charge));
                    Reserve reserve = new Reserve(new ReservationId(order), List.of(line), List.of(), HOLD, null);
                    return ledger.apply(List.of(reserve)).get(0).applied();
                }

                @Override
                public boolean confirm(String order) {
                    Settle settle = Settle.all(new ReservationId(order), "confirm", Transition.CONFIRM);
                    return ledger.apply(List.of(settle)).get(0).applied();
                }

                @Override
                public long left() {
                    return ledger.levels(List.of(key)).get(0).available();
                }
            };
        }
    },

    /** Concurrent maps and an atomic counter, combined by hand: no ids to retry by, no journal, no carts. */
    MAPS {
        @Override
        Shop open(long stock) {
            AtomicLong available = new AtomicLong(stock);
            ConcurrentHashMap<String, Long> bought = new ConcurrentHashMap<>();
            ConcurrentHashMap<String, Hold> holds = new ConcurrentHashMap<>();
            return new Shop() {
                @Override
                public boolean reserve(String order, String buyer) {
                    boolean[] within = new boolean[1];
                    bought.compute(buyer, (name, units) -> {
                        long before = units == null ? 0 : units;
                        within[0] = before < BUYER_LIMIT;
                        return within[0] ? Long.valueOf(before + 1) : units;
                    });
                    if (!within[0]) {
                        return false;
                    }
                    long units = available.get();
                    while (units > 0 && !available.compareAndSet(units, units - 1)) {
                        units = available.get();
                    }
                    if (units <= 0) {
                        bought.merge(buyer, -1L, Long::sum);
                        return false;
                    }
                    holds.put(order, new Hold(buyer, 1, System.nanoTime() + HOLD.toNanos()));
                    return true;
                }

                @Override
                public boolean confirm(String order) {
                    return holds.remove(order) != null;
                }

                @Override
                public long left() {
                    return available.get();
                }
            };
        }
    },

    /**
     * The same maps by hand, which now also distinguish a retry from a new order, give every change of the line a
     * version and a journal entry, and keep an order after it is paid. Each step is still separate, so that a crowd
     * sees half an order.
     */
    KEEPING {
        @Override
        Shop open(long stock) {
            return new KeepingShop(stock, KeepingShop.JOURNAL_CAPACITY);
        }
    },

    /**
     * The same duties as {@link #KEEPING} under one lock over plain maps, so that nobody sees half an order. The
     * cheapest way to remember ids, versions and a journal.
     */
    KEEPING_LOCK {
        @Override
        Shop open(long stock) {
            return new KeepingLockShop(stock, KeepingLockShop.JOURNAL_CAPACITY);
        }
    },

    /** Plain maps and a counter under one lock: correct in every rule that it has, and the simplest thing to write. */
    LOCK {
        @Override
        Shop open(long stock) {
            Map<String, Long> bought = new HashMap<>();
            Map<String, Hold> holds = new HashMap<>();
            long[] available = {stock};
            return new Shop() {
                @Override
                public synchronized boolean reserve(String order, String buyer) {
                    long before = bought.getOrDefault(buyer, 0L);
                    if (available[0] < 1 || before >= BUYER_LIMIT) {
                        return false;
                    }
                    bought.put(buyer, before + 1);
                    available[0]--;
                    holds.put(order, new Hold(buyer, 1, System.nanoTime() + HOLD.toNanos()));
                    return true;
                }

                @Override
                public synchronized boolean confirm(String order) {
                    return holds.remove(order) != null;
                }

                @Override
                public synchronized long left() {
                    return available[0];
                }
            };
        }
    },

    /** The limit: one compare-and-swap an order, and nothing remembered. */
    BARE {
        @Override
        Shop open(long stock) {
            AtomicLong available = new AtomicLong(stock);
            return new Shop() {
                @Override
                public boolean reserve(String order, String buyer) {
                    long units = available.get();
                    while (units > 0 && !available.compareAndSet(units, units - 1)) {
                        units = available.get();
                    }
                    return units > 0;
                }

                @Override
                public boolean confirm(String order) {
                    return true;
                }

                @Override
                public long left() {
                    return available.get();
                }
            };
        }
    };

    static final String SKU = "LIPSTICK-01";
    static final long BUYER_LIMIT = 1_000;
    static final Duration HOLD = Duration.ofMinutes(15);

    private record Hold(String buyer, long units, long expiresAtNanos) {}

    /** How the results name it. */
    String label() {
        return switch (this) {
            case INVENTORY -> "inventory";
            case COUNTING -> "inventory-refusals-counted";
            case LEDGER -> "inventory-ledger";
            case MAPS -> "maps-by-hand";
            case KEEPING -> "maps-that-keep";
            case KEEPING_LOCK -> "one-lock-that-keeps";
            case LOCK -> "one-lock-by-hand";
            case BARE -> "bare-cas";
        };
    }

    /** Opens a shop with some units of its one SKU. */
    abstract Shop open(long stock);
}
