package io.inventory4j.ledger.command;

import io.inventory4j.ReservationId;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds units of one or more lines for a while, or sells them at once: all of them, within every limit, or none (rule
 * 1).
 *
 * @param id the reservation's id
 * @param owner who the order is for, 1 to 200 code points, or null; part of the content (rule 1.10)
 * @param lines what to hold, 1 to 100; kept in key order, lines with one key summed
 * @param orderCharges counters that the order as a whole charges by one; kept in name order, one per counter
 * @param holdFor how long to hold, 1 ms to 400 days in whole microseconds, rounded up, from the store's now; null
 *     exactly if {@code sold}
 * @param sold whether to sell in one step, without a hold (rule 1.11)
 * @param replaces a reservation that is given back in the same step (rules 1.8 and 1.11); null for none
 * @param again whether to take again what a sweep took of the reservation with this id (rule 1.12)
 */
public record Reserve(
        ReservationId id,
        @Nullable String owner,
        List<ReserveLine> lines,
        List<Charge> orderCharges,
        @Nullable Duration holdFor,
        boolean sold,
        @Nullable ReservationId replaces,
        boolean again)
        implements Command {

    /**
     * Checks the bounds (rule 9) and brings lines and charges into their one form (rule 1.2).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, lines with one key disagree in floor or
     *     charges, the reservation replaces itself, or arguments contradict each other
     */
    public Reserve {
        Objects.requireNonNull(id, "id");
        if (owner != null) {
            Bounds.personal("owner", owner);
        }
        lines = summed(lines);
        orderCharges = Charges.normal("orderCharges", orderCharges);
        if (sold) {
            if (holdFor != null) {
                throw new IllegalArgumentException("holdFor is " + holdFor + "; what is sold is not held");
            }
        } else {
            holdFor = Bounds.hold("holdFor", Objects.requireNonNull(holdFor, "holdFor"));
        }
        if (id.equals(replaces)) {
            throw new IllegalArgumentException("replaces is " + replaces + "; a reservation cannot replace itself");
        }
        if (again && replaces != null) {
            throw new IllegalArgumentException("replaces is " + replaces + "; what is taken again replaces nothing");
        }
    }

    /**
     * A hold for nobody in particular.
     *
     * @param id the reservation's id
     * @param lines what to hold
     * @param orderCharges counters that the order charges by one
     * @param holdFor how long to hold
     * @param replaces a pending reservation that is given back in the same step; null for none
     */
    public Reserve(
            ReservationId id,
            List<ReserveLine> lines,
            List<Charge> orderCharges,
            Duration holdFor,
            @Nullable ReservationId replaces) {
        this(id, null, lines, orderCharges, holdFor, false, replaces, false);
    }

    /**
     * The same command for an owner.
     *
     * @param name who the order is for, or null
     * @return a copy
     */
    public Reserve ownedBy(@Nullable String name) {
        return new Reserve(id, name, lines, orderCharges, holdFor, sold, replaces, again);
    }

    /**
     * The same command, which sells in one step instead of holding (rule 1.11).
     *
     * @return a copy
     */
    public Reserve selling() {
        return new Reserve(id, owner, lines, orderCharges, null, true, replaces, again);
    }

    /**
     * The same command, which takes again what a sweep took (rule 1.12).
     *
     * @return a copy
     * @throws IllegalArgumentException if it replaces another reservation
     */
    public Reserve takingAgain() {
        return new Reserve(id, owner, lines, orderCharges, holdFor, sold, replaces, true);
    }

    /**
     * The line that a refusal by a counter names (rule 1.6).
     *
     * @param counter the counter
     * @return the first line in key order that charges it; null if none does
     */
    public @Nullable StockKey firstCharging(String counter) {
        for (ReserveLine line : lines) {
            for (Charge charge : line.unitCharges()) {
                if (charge.counter().equals(counter)) {
                    return line.key();
                }
            }
        }
        return null;
    }

    private static List<ReserveLine> summed(List<ReserveLine> lines) {
        Bounds.size("lines", lines.size(), 1, Bounds.MAX_LINES);
        if (sorted(lines)) {
            return List.copyOf(lines);
        }
        Map<StockKey, ReserveLine> byKey = new TreeMap<>();
        for (ReserveLine line : lines) {
            byKey.merge(line.key(), line, Reserve::sum);
        }
        return List.copyOf(byKey.values());
    }

    private static boolean sorted(List<ReserveLine> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).key().compareTo(lines.get(i).key()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static ReserveLine sum(ReserveLine left, ReserveLine right) {
        if (left.floor() != right.floor() || !left.unitCharges().equals(right.unitCharges())) {
            throw new IllegalArgumentException(
                    "lines of " + left.key() + " disagree in floor or unitCharges; lines with one key must agree");
        }
        return new ReserveLine(left.key(), left.quantity() + right.quantity(), left.floor(), left.unitCharges());
    }

    /** Leaves out the owner, who is no business of logs (rule 1.10). */
    @Override
    public String toString() {
        return "Reserve[id=" + id + ", lines=" + lines + ", orderCharges=" + orderCharges + ", holdFor=" + holdFor
                + ", sold=" + sold + ", replaces=" + replaces + ", again=" + again + "]";
    }
}
