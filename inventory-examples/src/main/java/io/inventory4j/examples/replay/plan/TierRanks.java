package io.inventory4j.examples.replay.plan;

import io.inventory4j.live.plan.Tier;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each article is for, by its place among all that are asked for, and by its price. */
final class TierRanks {
    /** How many of the articles after the heroes are looked through for cheap ones, and how many of these are taken. */
    private static final int POPULAR = 100;

    private static final int TRAFFIC = 20;

    /** How many of the dearest ones stand for the brand. */
    private static final int IMAGE = 20;

    private final List<String> ranked;
    private final Map<String, BigDecimal> prices;

    /** With articles, the most asked for first. */
    TierRanks(List<String> ranked, Map<String, BigDecimal> prices) {
        this.ranked = ranked;
        this.prices = prices;
    }

    /** The tiers, in the order of ranks. */
    Map<String, Tier> tiers() {
        List<String> others = ranked.subList(Math.min(DayPlan.HEROES, ranked.size()), ranked.size());
        Comparator<String> byPrice = Comparator.comparing(sku -> prices.getOrDefault(sku, BigDecimal.ZERO));
        // Sorting is stable, so of equal prices the higher rank comes first.
        Set<String> traffic = new HashSet<>(
                others.stream().limit(POPULAR).sorted(byPrice).limit(TRAFFIC).toList());
        Set<String> image = new HashSet<>(others.stream()
                .filter(sku -> !traffic.contains(sku))
                .sorted(byPrice.reversed())
                .limit(Math.min(IMAGE, ranked.size() / 4))
                .toList());
        Map<String, Tier> tiers = new LinkedHashMap<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            String sku = ranked.get(rank);
            tiers.put(sku, tier(sku, rank, traffic, image));
        }
        return tiers;
    }

    private Tier tier(String sku, int rank, Set<String> traffic, Set<String> image) {
        if (rank < DayPlan.HEROES) {
            return Tier.HERO;
        }
        if (traffic.contains(sku)) {
            return Tier.TRAFFIC;
        }
        if (image.contains(sku)) {
            return Tier.IMAGE;
        }
        return rank < ranked.size() / 4 ? Tier.PROFIT : Tier.LONG_TAIL;
    }
}
