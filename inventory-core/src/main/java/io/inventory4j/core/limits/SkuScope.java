package io.inventory4j.core.limits;

import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.TextOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
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
     * Lines with any source of these SKUs are part of it, so they may have others, too.
     */
    @Nullable
    ReserveRequest narrow(ReserveRequest request) {
        if (skus == null) {
            return request;
        }
        List<RequestLine> lines = request.lines();
        int matching = 0;
        for (RequestLine line : lines) {
            if (has(line)) {
                matching++;
            }
        }
        if (matching == lines.size()) {
            return request;
        }
        if (matching == 0) {
            return null;
        }
        return request.lines(lines.stream().filter(this::has).toList());
    }

    /** Whether units of a line may be of these SKUs. */
    private boolean has(RequestLine line) {
        for (int i = 0; i < line.sources().size(); i++) {
            if (has(line.sources().get(i))) {
                return true;
            }
        }
        return false;
    }

    boolean has(StockKey source) {
        return skus == null || skus.contains(source.sku());
    }

    /** What is counted together: the SKU, or one name for all. */
    String counted(StockKey source) {
        return across ? "" : source.sku();
    }

    /** The sources of a request's lines that are of these SKUs; one that several lines have may come several times. */
    void forEachSource(ReserveRequest request, BiConsumer<RequestLine, StockKey> action) {
        List<RequestLine> lines = request.lines();
        for (int i = 0; i < lines.size(); i++) {
            RequestLine line = lines.get(i);
            for (int j = 0; j < line.sources().size(); j++) {
                if (has(line.sources().get(j))) {
                    action.accept(line, line.sources().get(j));
                }
            }
        }
    }
}
