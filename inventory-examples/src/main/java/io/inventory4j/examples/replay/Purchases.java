package io.inventory4j.examples.replay;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who has reserved what, oldest first. Thread-safe. */
final class Purchases {
    private final Map<String, Queue<Purchase>> byBuyer = new ConcurrentHashMap<>();

    void add(String buyer, Purchase purchase) {
        byBuyer.computeIfAbsent(buyer, key -> new ConcurrentLinkedQueue<>()).add(purchase);
    }

    List<Purchase> of(String buyer) {
        Queue<Purchase> purchases = byBuyer.get(buyer);
        return purchases == null ? List.of() : List.copyOf(purchases);
    }

    List<String> reservations() {
        return byBuyer.values().stream()
                .flatMap(Queue::stream)
                .map(Purchase::reservation)
                .toList();
    }
}
