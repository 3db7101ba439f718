package io.inventory4j.order;

import io.inventory4j.stock.Bounds;

/**
 * Something by which a buyer may be known beside his name, such as a device, an address, a phone or a card.
 *
 * @param kind what it is, such as {@code device}: 1 to 200 code points, and nothing personal
 * @param value the identity itself, 1 to 200 code points. It is personal, so no message and no log shows it (rule 1.10)
 */
public record Identity(String kind, String value) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if one of them is out of bounds
     */
    public Identity {
        Bounds.text("identity kind", kind);
        Bounds.personal("identity", value);
    }

    /** Leaves out the value, which is no business of logs. */
    @Override
    public String toString() {
        return "Identity[kind=" + kind + "]";
    }
}
