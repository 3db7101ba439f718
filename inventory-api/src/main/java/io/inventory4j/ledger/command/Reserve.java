package io.inventory4j.ledger.command;

import io.inventory4j.ReservationId;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds units of one or more lines for a while, or sells them at once: all of them, within every limit, or none (rule
 * 1). Flexible lines may choose where their units come from, and how many are enough (rule 1.9).
 *
 * @param id the reservation's id
 * @param owner who the order is for, 1 to 200 code points, or null; part of the content (rule 1.10)
 * @param lines what to hold of which stock line, 0 to 100; kept in key order, lines with one key summed. What stands
 *     among the flexible lines and has no choice is one of these
 * @param flexible lines that choose, judged in this order after all others; 1 to 100 with {@code lines}, and at most
 *     200 sources. What is of one stock line agrees in floor and charges
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
        List<FlexibleLine> flexible,
        List<Charge> orderCharges,
        @Nullable Duration holdFor,
        boolean sold,
        @Nullable ReservationId replaces,
        boolean again)
        implements Command {

    /**
     * Checks the bounds (rule 9) and brings lines and charges into their one form (rule 1.2).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, lines or sources with one key disagree in floor
     *     or charges, the reservation replaces itself, or arguments contradict each other
     */
    public Reserve {
        Objects.requireNonNull(id, "id");
        if (owner != null) {
            Bounds.personal("owner", owner);
        }
        // Nearly all orders have no choice, so what is for flexible lines stays out of their way.
        Bounds.size("lines", lines.size() + flexible.size(), 1, Bounds.MAX_LINES);
        if (!flexible.isEmpty()) {
            lines = withFixed(lines, flexible);
        }
        flexible = flexible.isEmpty() ? List.of() : choosing(lines, flexible);
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
     * A command without flexible lines.
     *
     * @param id the reservation's id
     * @param owner who the order is for, or null
     * @param lines what to hold
     * @param orderCharges counters that the order as a whole charges by one
     * @param holdFor how long to hold; null exactly if {@code sold}
     * @param sold whether to sell in one step
     * @param replaces a reservation that is given back in the same step; null for none
     * @param again whether to take again what a sweep took
     */
    public Reserve(
            ReservationId id,
            @Nullable String owner,
            List<ReserveLine> lines,
            List<Charge> orderCharges,
            @Nullable Duration holdFor,
            boolean sold,
            @Nullable ReservationId replaces,
            boolean again) {
        this(id, owner, lines, List.of(), orderCharges, holdFor, sold, replaces, again);
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
        return new Reserve(id, name, lines, flexible, orderCharges, holdFor, sold, replaces, again);
    }

    /**
     * The same command, which sells in one step instead of holding (rule 1.11).
     *
     * @return a copy
     */
    public Reserve selling() {
        return new Reserve(id, owner, lines, flexible, orderCharges, null, true, replaces, again);
    }

    /**
     * The same command, which takes again what a sweep took (rule 1.12).
     *
     * @return a copy
     * @throws IllegalArgumentException if it replaces another reservation
     */
    public Reserve takingAgain() {
        return new Reserve(id, owner, lines, flexible, orderCharges, holdFor, sold, replaces, true);
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

    /**
     * The line that a refusal by the time of a charge names (rule 12.2).
     *
     * @param counter the counter
     * @return as {@link #firstCharging}; where no fixed line charges it, the first source that does, in order
     */
    public @Nullable StockKey firstNaming(String counter) {
        StockKey key = firstCharging(counter);
        for (int i = 0; key == null && i < flexible.size(); i++) {
            for (Source source : flexible.get(i).sources()) {
                if (key == null
                        && source.unitCharges().stream()
                                .anyMatch(charge -> charge.counter().equals(counter))) {
                    key = source.key();
                }
            }
        }
        return key;
    }

    private static List<ReserveLine> withFixed(List<ReserveLine> lines, List<FlexibleLine> flexible) {
        List<ReserveLine> all = new ArrayList<>(lines);
        for (FlexibleLine line : flexible) {
            if (line.isFixed()) {
                Source only = line.sources().get(0);
                all.add(new ReserveLine(only.key(), line.quantity(), only.floor(), only.unitCharges()));
            }
        }
        return all;
    }

    private static List<FlexibleLine> choosing(List<ReserveLine> lines, List<FlexibleLine> flexible) {
        List<FlexibleLine> choosing =
                flexible.stream().filter(line -> !line.isFixed()).toList();
        if (!choosing.isEmpty()) {
            checkSources(lines, choosing);
        }
        return choosing;
    }

    /** Rule 1.9: how many there may be, and that those of one stock line agree. */
    private static void checkSources(List<ReserveLine> lines, List<FlexibleLine> flexible) {
        Map<StockKey, Source> byKey = new HashMap<>();
        int count = lines.size();
        int charges = 0;
        for (ReserveLine line : lines) {
            charges += line.unitCharges().size();
            byKey.put(line.key(), new Source(line.key(), line.floor(), line.unitCharges()));
        }
        for (FlexibleLine line : flexible) {
            count += line.sources().size();
            for (Source source : line.sources()) {
                charges += source.unitCharges().size();
                Source other = byKey.putIfAbsent(source.key(), source);
                if (other != null && !other.equals(source)) {
                    throw new IllegalArgumentException("sources of " + source.key()
                            + " disagree in floor or unitCharges; lines with one key must agree");
                }
            }
        }
        Bounds.size("sources", count, 1, Bounds.MAX_SOURCES);
        Bounds.size("unitCharges", charges, 0, Bounds.MAX_UNIT_CHARGES);
    }

    private static List<ReserveLine> summed(List<ReserveLine> lines) {
        if (sorted(lines)) {
            return List.copyOf(lines);
        }
        Map<StockKey, ReserveLine> byKey = new TreeMap<>();
        for (ReserveLine line : lines) {
            byKey.merge(line.key(), line, ReserveLine::plus);
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

    /** Leaves out the owner, who is no business of logs (rule 1.10). */
    @Override
    public String toString() {
        return "Reserve[id=" + id + ", lines=" + lines + ", flexible=" + flexible + ", orderCharges=" + orderCharges
                + ", holdFor=" + holdFor + ", sold=" + sold + ", replaces=" + replaces + ", again=" + again + "]";
    }
}
