package io.inventory4j;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the ledger stores it: a small ledger of its own over the lines of one cart.
 *
 * @param id the caller's id
 * @param owner who the order is for, 1 to 200 code points; null where nobody was named (rule 1.10)
 * @param lines one entry per stock line, in key order; empty only in a tombstone (rule 2.9), which no reader ever sees
 * @param grants what each flexible line asked for and was granted, in the order of the request (rule 1.9); it counts
 *     what was granted also in {@code lines}
 * @param orderCharges the counters that the order as a whole charges by one until it is released in full, in name order
 * @param sold whether it was sold in one step, without a hold (rule 1.11)
 * @param madeAt when it was made, by the store's clock
 * @param expiresAt when the hold runs out, by the store's clock; it ends with the next sweep, not before (rule 2.8)
 * @param ended whether units that a sweep had taken were given up for good, so that none are taken again (rule 1.12)
 * @param changedAt when it was made, settled, extended, swept or taken again the last time, by the store's clock
 * @param settlements what was settled so far under an id, oldest first; empty in the outcome of a command, which would
 *     grow with every settlement
 */
public record Reservation(
        ReservationId id,
        @Nullable String owner,
        List<ReservedLine> lines,
        List<Grant> grants,
        List<String> orderCharges,
        boolean sold,
        Instant madeAt,
        Instant expiresAt,
        boolean ended,
        Instant changedAt,
        List<Settlement> settlements) {

    /** Copies the lists. */
    public Reservation {
        Objects.requireNonNull(id, "id");
        lines = List.copyOf(lines);
        grants = List.copyOf(grants);
        orderCharges = List.copyOf(orderCharges);
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(changedAt, "changedAt");
        settlements = List.copyOf(settlements);
    }

    /**
     * The mark of a release that came before its reserve (rule 2.9).
     *
     * @param id the reservation's id
     * @param now the store's now
     * @return a reservation without lines
     */
    public static Reservation tombstone(ReservationId id, Instant now) {
        return new Reservation(id, null, List.of(), List.of(), List.of(), false, now, now, false, now, List.of());
    }

    /**
     * Since when nothing is reserved or committed.
     *
     * @return the time of the last change; null while anything is reserved or committed
     */
    public @Nullable Instant settledAt() {
        return open() ? null : changedAt;
    }

    /**
     * Whether a sweep took units that may still be taken again (rule 1.12).
     *
     * @return true if any line has swept units
     */
    public boolean swept() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).swept() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The state of the reservation.
     *
     * @return the state that follows from its lines
     */
    public ReservationState state() {
        if (pending()) {
            return ReservationState.PENDING;
        }
        boolean shipped = false;
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.committed() > 0) {
                return ReservationState.CONFIRMED;
            }
            shipped |= line.shipped() > 0;
        }
        if (shipped) {
            return ReservationState.SHIPPED;
        }
        return swept() ? ReservationState.EXPIRED : ReservationState.RELEASED;
    }

    /**
     * Whether units are held.
     *
     * @return true if any line has reserved units
     */
    public boolean pending() {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether anything can still be confirmed, released, cancelled or shipped.
     *
     * @return true if any line has reserved or committed units
     */
    public boolean open() {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0 || line.committed() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether anything was shipped.
     *
     * @return true if any line has shipped units, those that came back included
     */
    public boolean shipped() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).shipped() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether every requested unit was given back, so that the order's own charges are given back too.
     *
     * @return true if nothing is reserved, committed or shipped
     */
    public boolean releasedInFull() {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0 || line.committed() > 0 || line.shipped() > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether this is the mark of a release that came before its reserve (rule 2.9). Only adapters see one.
     *
     * @return true if it has no lines
     */
    public boolean tombstone() {
        return lines.isEmpty();
    }

    /**
     * The same reservation as an outcome has it.
     *
     * @return this reservation with no {@link #settlements}
     */
    public Reservation withoutSettlements() {
        return settlements.isEmpty()
                ? this
                : new Reservation(
                        id, owner, lines, grants, orderCharges, sold, madeAt, expiresAt, ended, changedAt, List.of());
    }

    /**
     * The entry of one stock line.
     *
     * @param key the line
     * @return the entry, or null where the reservation has none
     */
    public @Nullable ReservedLine line(StockKey key) {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.key().equals(key)) {
                return line;
            }
        }
        return null;
    }

    /**
     * Whether it was made of a request: it has the same owner and the same lines (rules 1.4, 1.9 and 1.10).
     *
     * @param request a request
     * @return false if it is another order
     */
    public boolean isOf(ReserveRequest request) {
        return request.buyer().equals(owner) && GrantedLines.of(request, this) != null;
    }

    /**
     * What each line of the request was granted: what to ship and to bill. It says what was granted when the
     * reservation was made, not what became of it.
     *
     * @param request the request that it was made of
     * @return one grant for each line of the request, by position; that of a gift of which there was none is empty
     * @throws IllegalArgumentException if it was made of other lines
     */
    public List<Grant> granted(ReserveRequest request) {
        List<Grant> granted = GrantedLines.of(request, this);
        if (granted == null) {
            throw new IllegalArgumentException(
                    "reservation " + id + " was made of other lines than request " + request.id());
        }
        return granted;
    }

    /** Leaves out the owner and the content of settlements: logs are no place for them (rule 1.10). */
    @Override
    public String toString() {
        return "Reservation[id=" + id + ", state=" + state() + ", lines=" + lines + ", expiresAt=" + expiresAt + "]";
    }
}
