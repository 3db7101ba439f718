package io.inventory4j.core.limits;

import io.inventory4j.Bounds;
import io.inventory4j.ReserveRequest;
import io.inventory4j.TextOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which SKUs a rule is about, and whether it counts each by itself or all as one.
 *
 * @param skus the SKUs; null for all
 * @param across whether all count as one
 * @param tag what tells a count over these SKUs from a count over others; null for all SKUs
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
        return new SkuScope(Set.copyOf(both), across, "#" + Sha256.hex(names.toString()));
    }

    /** The request as far as the rule is about it: the request itself, a part of it, or null for nothing. */
    @Nullable
    ReserveRequest narrow(ReserveRequest request) {
        if (skus == null) {
            return request;
        }
        List<ReserveRequest.Line> lines = request.lines();
        int matching = 0;
        for (ReserveRequest.Line line : lines) {
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
