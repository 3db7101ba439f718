package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.live.report.PlatformOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who has reserved what, oldest first. It is asked for by buyer and article, and only for those of which the files
 * bring something back: so one buyer of a hundred thousand orders costs no more than many of a few. Thread-safe.
 */
final class Purchases {
    private record Bought(String buyer, String sku) {}

    private final Queue<Purchase> all = new ConcurrentLinkedQueue<>();
    private final Map<Bought, Queue<Purchase>> comingBack = new HashMap<>();

    /**
     * Nobody has reserved anything yet.
     *
     * @param events all of the sale
     */
    Purchases(Collection<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.TakeBack back) {
                back.lines()
                        .forEach(line -> comingBack.putIfAbsent(
                                new Bought(back.buyer(), line.sku()), new ConcurrentLinkedQueue<>()));
            }
        }
    }

    void add(Event.Cart cart, Purchase purchase) {
        all.add(purchase);
        for (String sku : cart.lines().keySet()) {
            Queue<Purchase> theirs = comingBack.get(new Bought(cart.buyer(), sku));
            if (theirs != null) {
                theirs.add(purchase);
            }
        }
    }

    /** Those of a buyer that may have an article. */
    List<Purchase> of(String buyer, String sku) {
        Queue<Purchase> theirs = comingBack.get(new Bought(buyer, sku));
        return theirs == null ? List.of() : List.copyOf(theirs);
    }

    List<String> reservations() {
        return all.stream().map(Purchase::reservation).toList();
    }

    /** The list of orders that a platform would have: what each has bought and not given back before shipment. */
    List<PlatformOrder> list() {
        List<PlatformOrder> orders = new ArrayList<>();
        for (Purchase purchase : all) {
            purchase.sold().forEach((sku, units) -> orders.add(new PlatformOrder(purchase.reservation(), sku, units)));
        }
        return orders;
    }
}
