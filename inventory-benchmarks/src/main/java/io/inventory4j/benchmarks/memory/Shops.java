package io.inventory4j.benchmarks.memory;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Inventory;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.BareSwap;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The subjects of the memory scenes, and their peers as a competent user would write them. */
enum Shops {
    /** The library as a shop uses it. */
    INVENTORY {
        @Override
        Shop open(long stock) {
            Inventory inventory = InventoryBuilder.inMemory()
                    .policy(PurchaseLimits.perBuyer(BUYER_LIMIT))
                    .reservationTimeout(HOLD)
                    .build();
            inventory.receive("opening", SKU, stock);
            return new Shop() {
                @Override
                public boolean reserve(String order, String buyer) {
                    return inventory
                            .reserve(ReserveRequest.of(order, buyer).line(SKU, 1))
                            .applied();
                }

                @Override
                public boolean confirm(String order) {
                    return inventory.confirm(order).applied();
                }

                @Override
                public long left() {
                    return inventory.level(StockKey.of(SKU)).orElseThrow().available();
                }

                @Override
                public void close() {
                    inventory.close();
                }
            };
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

    /** The ledger's table, swap and journal with empty objects for rows; callers take turns. */
    SWAP {
        @Override
        Shop open(long stock) {
            BareSwap rows = new BareSwap();
            return new Shop() {
                private long sold;

                @Override
                public synchronized boolean reserve(String order, String buyer) {
                    if (sold == stock) {
                        return false;
                    }
                    sold++;
                    return rows.reserve(order, buyer);
                }

                @Override
                public synchronized boolean confirm(String order) {
                    return rows.confirm(order);
                }

                @Override
                public synchronized long left() {
                    return stock - sold;
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
            return new KeepingShop(stock);
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

    /** Opens a shop with some units of its one SKU. */
    abstract Shop open(long stock);
}
