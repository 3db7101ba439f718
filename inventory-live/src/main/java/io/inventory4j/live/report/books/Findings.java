package io.inventory4j.live.report.books;

import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Map;

/** Makes discrepancies of a stock line. */
final class Findings {
    private Findings() {}

    static SaleDiscrepancy of(
            DiscrepancyKind kind, StockKey key, long expected, long found, List<EntryEvidence> entries) {
        return of(kind, key, expected, found, Map.of(), entries);
    }

    static SaleDiscrepancy of(
            DiscrepancyKind kind,
            StockKey key,
            long expected,
            long found,
            Map<String, Long> figures,
            List<EntryEvidence> entries) {
        return new SaleDiscrepancy(kind, key, key.sku(), null, expected, found, figures, entries);
    }
}
