package io.inventory4j.examples.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much of each article lies on the shelf before the sale. */
final class Opening {
    private Opening() {}

    /** A part of what the files ask for, rounded up, so that an article that is asked for once is there once. */
    static Map<String, Long> of(Map<String, Long> demand, int percent) {
        Map<String, Long> opening = new TreeMap<>();
        demand.forEach((sku, units) -> opening.put(sku, (units * percent + 99) / 100));
        return opening;
    }

    static List<String> largest(Map<String, Long> opening, int articles) {
        return opening.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(articles)
                .map(Map.Entry::getKey)
                .toList();
    }
}
