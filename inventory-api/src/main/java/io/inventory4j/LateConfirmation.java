package io.inventory4j;

import io.inventory4j.stock.StockKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What became of a payment that may have come too late. An answer is given only when nothing of the order is held and
 * nothing of it can be sold any more by a repeated call.
 */
public sealed interface LateConfirmation {
    /**
     * The hold was still there, or had been sold before.
     *
     * @param reservation the reservation; {@link #sold} says which units are sold
     */
    record Confirmed(Reservation reservation) implements LateConfirmation {}

    /**
     * The hold was gone. Its units were taken again in the same reservation, under the same limits, and are sold.
     *
     * @param reservation the reservation; {@link #sold} says which units are sold
     */
    record Reacquired(Reservation reservation) implements LateConfirmation {}

    /**
     * Units of the order cannot be had: the buyer is to be refunded for {@link #notSold}. The rest, if any, is sold.
     *
     * @param refusal why they cannot be had
     * @param reservation the reservation; null where it was released before it was made (rule 2.9)
     */
    record RefundDue(Refusal refusal, @Nullable Reservation reservation) implements LateConfirmation {}

    /**
     * Nothing was done. Nothing is known of the id, perhaps because it was forgotten; or the id is that of another
     * buyer's order, or of another order of this buyer ({@link Reason#ID_REUSED}). The shop has to look.
     *
     * @param refusal why
     */
    record Unknown(Refusal refusal) implements LateConfirmation {
        @Override
        public @Nullable Reservation reservation() {
            return null;
        }
    }

    /**
     * The reservation that the answer is about.
     *
     * @return the reservation, or null where there is none
     */
    @Nullable
    Reservation reservation();

    /**
     * The units that are sold, shipped ones included.
     *
     * @return units by line, in key order; lines without any are left out
     */
    default SortedMap<StockKey, Long> sold() {
        return units(reservation(), line -> line.committed() + line.shipped());
    }

    /**
     * The units of the order that are not sold.
     *
     * @return units by line, in key order; lines without any are left out
     */
    default SortedMap<StockKey, Long> notSold() {
        return units(reservation(), ReservedLine::released);
    }

    private static SortedMap<StockKey, Long> units(@Nullable Reservation of, ToLongFunction<ReservedLine> which) {
        SortedMap<StockKey, Long> units = new TreeMap<>();
        for (ReservedLine line : of == null ? List.<ReservedLine>of() : of.lines()) {
            if (which.applyAsLong(line) > 0) {
                units.put(line.key(), which.applyAsLong(line));
            }
        }
        return Collections.unmodifiableSortedMap(units);
    }
}
