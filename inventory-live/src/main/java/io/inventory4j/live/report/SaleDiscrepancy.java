package io.inventory4j.live.report;

import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.StockKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two books that should agree and do not, with the journal entries behind it.
 *
 * @param kind what does not agree; it says what expected and found are
 * @param key the line; null for one of an order's SKU at any location, and of the journal as a whole
 * @param sku the SKU; null for one of the journal as a whole
 * @param order the order; null for others
 * @param expected what it should be
 * @param found what it is
 * @param figures other numbers that explain it, by name: buckets, or {@code notYetShipped} and {@code held}
 * @param entries the journal entries behind it, oldest first; none where the journal knows nothing of it
 */
public record SaleDiscrepancy(
        DiscrepancyKind kind,
        @Nullable StockKey key,
        @Nullable String sku,
        @Nullable String order,
        long expected,
        long found,
        Map<String, Long> figures,
        List<EntryEvidence> entries) {
    /** Checks that the kind is there, and copies. */
    public SaleDiscrepancy {
        Objects.requireNonNull(kind, "kind");
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        entries = List.copyOf(entries);
    }

    /**
     * What is wrong, as a sentence with its numbers.
     *
     * @param language of the sentence
     * @return the text
     */
    public String explanation(SaleLanguage language) {
        return Explanations.of(this, language);
    }

    @Override
    public String toString() {
        return kind + ": " + explanation(SaleLanguage.ENGLISH);
    }
}
