package io.inventory4j.core.limits;

import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SKUs that a rule applies to, and whether it counts each separately or all together.
 *
 * @param skus the SKUs; null for all. A {@link HashSet}, because it sorts names of one hash code, which somebody may
 *     have chosen; {@link Set#copyOf} walks through them
 * @param across whether all count together
 * @param tag distinguishes the counters over these SKUs from counters over others; null for all SKUs
 */
record SkuScope(
        @Nullable Set<String> skus,
        boolean across,
        @Nullable String tag) {
    static final SkuScope EACH_OF_ALL = new SkuScope(null, false, null);

    SkuScope acrossSkus() {
        return new SkuScope(skus, true, tag);
    }

    SkuScope only(Set<String> some) {
        some.forEach(sku -> Bounds.text("sku", sku));
        Set<String> both = new HashSet<>(some);
        if (skus != null) {
            both.retainAll(skus);
        }
        List<String> sorted = new ArrayList<>(both);
        sorted.sort(TextOrder.BY_UTF8);
        StringBuilder names = new StringBuilder();
        sorted.forEach(sku -> CounterName.part(names, sku));
        return new SkuScope(Collections.unmodifiableSet(both), across, "#" + Sha256.hex(names.toString()));
    }

    /**
     * The part of a request that the rule applies to: the request itself, some of its lines, or null for none of them.
     */
    @Nullable
    ReserveRequest narrow(ReserveRequest request) {
        if (skus == null) {
            return request;
        }
        List<RequestLine> lines = request.lines();
        int matching = 0;
        for (RequestLine line : lines) {
            if (skus.contains(line.key().sku())) {
                matching++;
            }
        }
        if (matching == lines.size()) {
            return request;
        }
        if (matching == 0) {
            return null;
        }
        return request.lines(
                lines.stream().filter(line -> skus.contains(line.key().sku())).toList());
    }
}
