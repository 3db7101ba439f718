package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.Charge;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds units of one or more lines for a while: all of them, within every limit, or none (rule 1).
 *
 * @param id the reservation's id
 * @param lines what to hold, 1 to 100; kept in key order, lines with one key summed
 * @param orderCharges counters that the order as a whole charges by one; kept in name order, one per counter
 * @param holdFor how long to hold, 1 ms to 400 days, from the store's now
 * @param replaces a pending reservation that is given back in the same step; null for none
 */
public record Reserve(
        ReservationId id,
        List<ReserveLine> lines,
        List<Charge> orderCharges,
        Duration holdFor,
        @Nullable ReservationId replaces)
        implements Command {

    /**
     * Checks the bounds (rule 9) and brings lines and charges into their one form (rule 1.2).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, lines with one key disagree in floor or
     *     charges, or the reservation replaces itself
     */
    public Reserve {
        Objects.requireNonNull(id, "id");
        lines = summed(lines);
        orderCharges = Charges.normal("orderCharges", orderCharges);
        Bounds.hold("holdFor", holdFor);
        if (id.equals(replaces)) {
            throw new IllegalArgumentException("replaces is " + replaces + "; a reservation cannot replace itself");
        }
    }

    private static List<ReserveLine> summed(List<ReserveLine> lines) {
        Bounds.size("lines", lines.size(), 1, Bounds.MAX_LINES);
        if (lines.size() == 1) {
            return List.copyOf(lines);
        }
        Map<StockKey, ReserveLine> byKey = new TreeMap<>();
        for (ReserveLine line : lines) {
            byKey.merge(line.key(), line, Reserve::sum);
        }
        return List.copyOf(byKey.values());
    }

    private static ReserveLine sum(ReserveLine left, ReserveLine right) {
        if (left.floor() != right.floor() || !left.unitCharges().equals(right.unitCharges())) {
            throw new IllegalArgumentException(
                    "lines of " + left.key() + " disagree in floor or unitCharges; lines with one key must agree");
        }
        return new ReserveLine(left.key(), left.quantity() + right.quantity(), left.floor(), left.unitCharges());
    }

    /** Whether a stored reservation has this command's content: key to summed quantity, nothing else (rule 1.4). */
    boolean sameContentAs(Reservation stored) {
        if (stored.lines().size() != lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine there = stored.lines().get(i);
            ReserveLine here = lines.get(i);
            if (there.requested() != here.quantity() || !there.key().equals(here.key())) {
                return false;
            }
        }
        return true;
    }
}
