package io.inventory4j.examples.replay;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a buyer still wants, while the shop says no to some of it. Used by one thread. */
final class Basket {
    private final Map<String, Long> lines;
    private final Set<String> cutBefore = new HashSet<>();

    Basket(Map<String, Long> wanted) {
        lines = new LinkedHashMap<>(wanted);
    }

    Map<String, Long> lines() {
        return lines;
    }

    /**
     * Lowers some lines to what remains for all of them together, the first ones first. If that was in vain because
     * others were faster, the second time drops them: so a buyer asks a bounded number of times.
     *
     * @param subject what the shop named as the obstacle
     * @return the units that were given up, by article
     */
    Map<String, Long> cut(String subject, List<String> skus, long remaining) {
        long left = cutBefore.add(subject) ? remaining : 0;
        Map<String, Long> cut = new LinkedHashMap<>();
        for (String sku : skus) {
            long wanted = lines.getOrDefault(sku, 0L);
            long kept = Math.min(wanted, left);
            left -= kept;
            if (kept < wanted) {
                cut.put(sku, wanted - kept);
                keep(sku, kept);
            }
        }
        return cut;
    }

    /** Sets what the buyer wants from now on. */
    void keep(Map<String, Long> left) {
        lines.clear();
        lines.putAll(left);
    }

    private void keep(String sku, long units) {
        if (units > 0) {
            lines.put(sku, units);
        } else {
            lines.remove(sku);
        }
    }
}
