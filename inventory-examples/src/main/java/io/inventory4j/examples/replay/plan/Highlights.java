package io.inventory4j.examples.replay.plan;

import io.inventory4j.examples.replay.orders.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a day suggests besides single articles: kits of two articles that real orders hold together, each with a gift,
 * and an article that opens late.
 *
 * @param kits the kits
 * @param late the article that opens late; null for none
 * @param opensAt when it opens
 */
record Highlights(List<Offer> kits, @Nullable String late, Instant opensAt) {

    private static final int KITS = 3;
    private static final int POPULAR = 200;
    /** What fewer carts hold is left as it is, so that very small sales have nothing special. */
    private static final int MANY = 3;

    private static final Duration WAIT = Duration.ofHours(1);

    /**
     * A kit, which is bought by who wants both of its articles.
     *
     * @param gift an article, or null
     */
    record Offer(String first, String second, @Nullable String gift) {
        /** Its articles, the gift too. */
        List<String> articles() {
            return gift == null ? List.of(first, second) : List.of(first, second, gift);
        }
    }

    private record Pair(String first, String second) {}

    static Highlights of(List<Event> events) {
        List<Set<String>> carts = events.stream()
                .filter(Event.Cart.class::isInstance)
                .map(event -> ((Event.Cart) event).lines().keySet())
                .map(Highlights::listable)
                .toList();
        if (carts.isEmpty()) {
            return new Highlights(List.of(), null, Instant.EPOCH);
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
        return new Highlights(List.copyOf(kits), late, opening(events));
    }

    /** A plan lists names between semicolons, so a code that has one can be no part of a kit. */
    private static Set<String> listable(Set<String> cart) {
        return cart.stream()
                .filter(sku -> sku.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';' && c != '='))
                .collect(Collectors.toSet());
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
}
