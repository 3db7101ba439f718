package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;

/**
 * The caller's name for a reservation, usually its order number, and the key that makes a retry harmless (rule 1.4).
 *
 * @param value 1 to 200 code points, compared exactly
 */
public record ReservationId(String value) implements Comparable<ReservationId> {
    /**
     * Checks the bounds (rule 9.1).
     *
     * @throws IllegalArgumentException if the text is out of bounds
     */
    public ReservationId {
        Bounds.text("reservation id", value);
    }

    /**
     * A reservation id.
     *
     * @param value the text
     * @return the id
     */
    public static ReservationId of(String value) {
        return new ReservationId(value);
    }

    @Override
    public int compareTo(ReservationId other) {
        return TextOrder.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
