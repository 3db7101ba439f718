package io.inventory4j.live.report;

import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of one stock line.
 *
 * @param key the line
 * @param name what it is called for people; its SKU where nobody gave a name
 * @param kit whether it is a kit, which is sold as its parts: its line says how many may be sold, and is in no total
 * @param terms of the closing equation
 * @param units what orders did
 * @param remaining where the units are at the end
 * @param marks when it sold out and came back, oldest first; the first 100
 * @param marksLeftOut how many marks came after these
 * @param firstSale when the first unit was sold; null where none was
 * @param lastSale when the last unit was sold; null where none was
 * @param curve its stock over time
 */
public record LineAccount(
        StockKey key,
        String name,
        boolean kit,
        ClosingTerms terms,
        SoldUnits units,
        RemainingUnits remaining,
        List<StockMark> marks,
        long marksLeftOut,
        @Nullable Instant firstSale,
        @Nullable Instant lastSale,
        StockCurve curve) {
    /** Checks that all is there, and copies the list. */
    public LineAccount {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(units, "units");
        Objects.requireNonNull(remaining, "remaining");
        Objects.requireNonNull(curve, "curve");
        marks = List.copyOf(marks);
    }

    /**
     * The velocity between the first and the last sale.
     *
     * @return units sold for each minute; a line that sold within less than a minute has its units of one minute
     */
    public double unitsPerMinute() {
        if (firstSale == null || lastSale == null) {
            return 0;
        }
        return terms.sold() / Math.max(1, (lastSale.toEpochMilli() - firstSale.toEpochMilli()) / 60_000.0);
    }

    /**
     * When it sold out for the first time.
     *
     * @return the instant; empty where it never did
     */
    public Optional<Instant> soldOutAt() {
        return marks.stream().filter(StockMark::soldOut).map(StockMark::at).findFirst();
    }
}
