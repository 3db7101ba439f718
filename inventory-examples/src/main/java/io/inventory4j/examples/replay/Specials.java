package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sale offers besides single articles: kits of two articles that real orders hold together, each with a gift
 * for as long as there is one, and an article that opens late. All of it follows from the orders, so it is the same
 * when a sale goes on.
 *
 * @param kits the kits
 * @param late the article that opens late; null for none
 * @param opensAt when it opens
 */
record Specials(List<Offer> kits, @Nullable String late, Instant opensAt) {
    /** Nothing special. */
    static final Specials NONE = new Specials(List.of(), null, Instant.EPOCH);

    private static final int KITS = 3;
    private static final int POPULAR = 200;
    /** What fewer carts hold is left as it is, so that very small sales have nothing special. */
    private static final int MANY = 3;

    private static final Duration WAIT = Duration.ofHours(1);

    /** Carts with more lines are bought without kits, whose lines add to theirs (rule 9.8). */
    private static final int MOST_LINES = 80;

    /**
     * A kit, which is bought by who wants both of its articles.
     *
     * @param gift an article, or null
     */
    record Offer(String first, String second, @Nullable String gift) {
        Kit kit() {
            Kit kit = Kit.named(first + "+" + second).part(first, 1).part(second, 1);
            return gift == null ? kit : kit.gift(gift, 1);
        }
    }

    private record Pair(String first, String second) {}

    static Specials of(List<Event> events) {
        List<Set<String>> carts = events.stream()
                .filter(Event.Cart.class::isInstance)
                .map(event -> ((Event.Cart) event).lines().keySet())
                .toList();
        if (carts.isEmpty()) {
            return NONE;
        }
        List<String> popular = mostFrequent(count(carts), POPULAR);
        Set<String> taken = new HashSet<>();
        List<Offer> kits = new ArrayList<>();
        for (Pair pair : pairs(carts, popular)) {
            if (kits.size() < KITS && !taken.contains(pair.first) && !taken.contains(pair.second)) {
                taken.addAll(List.of(pair.first, pair.second));
                kits.add(new Offer(pair.first, pair.second, null));
            }
        }
        kits.replaceAll(offer -> withGift(offer, carts, taken));
        String late =
                popular.stream().filter(sku -> !taken.contains(sku)).findFirst().orElse(null);
        return new Specials(List.copyOf(kits), late, opening(events));
    }

    /** A quarter into the sale, and at most an hour. */
    private static Instant opening(List<Event> events) {
        Instant first = events.get(0).at();
        Duration quarter =
                Duration.between(first, events.get(events.size() - 1).at()).dividedBy(4);
        Duration wait = quarter.compareTo(WAIT) < 0 ? quarter : WAIT;
        return Instant.ofEpochMilli(first.plus(wait).toEpochMilli());
    }

    private static Map<String, Integer> count(List<Set<String>> carts) {
        Map<String, Integer> counts = new HashMap<>();
        carts.forEach(cart -> cart.forEach(sku -> counts.merge(sku, 1, Integer::sum)));
        return counts;
    }

    /** Those that come often enough, the most frequent first. */
    private static <T> List<T> mostFrequent(Map<T, Integer> counts, int most) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= MANY)
                .sorted(Map.Entry.<T, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> String.valueOf(entry.getKey())))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Pair> pairs(List<Set<String>> carts, List<String> popular) {
        Set<String> known = new HashSet<>(popular);
        Map<Pair, Integer> counts = new HashMap<>();
        for (Set<String> cart : carts) {
            List<String> skus = cart.stream().filter(known::contains).sorted().toList();
            for (int i = 0; i < skus.size(); i++) {
                for (int j = i + 1; j < skus.size(); j++) {
                    counts.merge(new Pair(skus.get(i), skus.get(j)), 1, Integer::sum);
                }
            }
        }
        return mostFrequent(counts, Integer.MAX_VALUE);
    }

    /** The article that most of the orders with both others hold too. */
    private static Offer withGift(Offer offer, List<Set<String>> carts, Set<String> taken) {
        List<Set<String>> buyers = carts.stream()
                .filter(cart -> cart.contains(offer.first) && cart.contains(offer.second))
                .toList();
        for (String sku : mostFrequent(count(buyers), Integer.MAX_VALUE)) {
            if (taken.add(sku)) {
                return new Offer(offer.first, offer.second, sku);
            }
        }
        return offer;
    }

    /** The window of the article that opens late. */
    Window window() {
        return Window.from(opensAt);
    }

    /**
     * Adds what a buyer wants to a request: kits as far as both articles of one are wanted, the rest singly.
     *
     * @param units by article
     */
    ReserveRequest request(ReserveRequest empty, Map<String, Long> units) {
        Map<String, Long> rest = new LinkedHashMap<>(units);
        ReserveRequest request = empty;
        for (Offer offer : units.size() > MOST_LINES ? List.<Offer>of() : kits) {
            long both = Math.min(rest.getOrDefault(offer.first, 0L), rest.getOrDefault(offer.second, 0L));
            if (both > 0) {
                request = request.kit(offer.kit(), both);
                rest.merge(offer.first, -both, Long::sum);
                rest.merge(offer.second, -both, Long::sum);
            }
        }
        for (Map.Entry<String, Long> line : rest.entrySet()) {
            request = line.getValue() > 0 ? request.line(line.getKey(), line.getValue()) : request;
        }
        return request;
    }
}
