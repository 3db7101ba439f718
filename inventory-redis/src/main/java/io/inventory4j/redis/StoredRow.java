package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.stock.StockLevel;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row of a ledger as Redis stores it, for whoever keeps copies elsewhere: see {@link LedgerRows}. Two are equal if
 * field and value are. Immutable, thread-safe.
 */
public final class StoredRow {
    private final String field;
    private final byte @Nullable [] value;

    /** Keeps the array as it is, so nobody else may. */
    StoredRow(String field, byte @Nullable [] value) {
        this.field = field;
        this.value = value;
    }

    /**
     * A row that was kept outside Redis.
     *
     * @param field as {@link #field} returned it
     * @param value as {@link #value} returned it, of which the row has a copy; null for a row that is {@link #gone}
     * @return the row
     */
    public static StoredRow of(String field, byte @Nullable [] value) {
        Objects.requireNonNull(field, "field");
        return new StoredRow(field, value == null ? null : value.clone());
    }

    /**
     * The name of the row.
     *
     * @return the field of the hash of all rows
     */
    public String field() {
        return field;
    }

    /**
     * Whether there is no such row, or no longer.
     *
     * @return true if there is none
     */
    public boolean gone() {
        return value == null;
    }

    /**
     * What is stored.
     *
     * @return a copy of the bytes; none if it is {@link #gone}
     */
    public byte[] value() {
        return value == null ? new byte[0] : value.clone();
    }

    /** How many bytes of Redis it takes, about. */
    int size() {
        return field.length() + (value == null ? 0 : value.length);
    }

    private boolean is(char letter) {
        return value != null && field.charAt(0) == letter;
    }

    /**
     * The level that is in the row of a line.
     *
     * @return the level; empty if it is another row, or gone
     * @throws LedgerException with NONE if the row is damaged
     */
    public Optional<StockLevel> level() {
        byte[] row = value;
        return row == null || !is(Rows.LINE)
                ? Optional.empty()
                : Optional.of(read(() -> Rows.level(Rows.key(field), row)));
    }

    /**
     * The reservation that is in the row of one.
     *
     * @return the reservation; empty if it is another row, or gone
     * @throws LedgerException with NONE if the row is damaged
     */
    public Optional<Reservation> reservation() {
        byte[] row = value;
        return row == null || !is(Rows.RESERVATION)
                ? Optional.empty()
                : Optional.of(read(() -> Rows.reservation(ReservationId.of(Rows.plain(field)), row)));
    }

    private <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            // Any exception: the bytes come from a store, and damaged ones fail anywhere in the decoding.
            throw new LedgerException(Effect.NONE, "a stored row of kind " + field.charAt(0) + " cannot be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredRow row && field.equals(row.field) && Arrays.equals(value, row.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, Arrays.hashCode(value));
    }

    /** Without the name, which may be a buyer's. */
    @Override
    public String toString() {
        return "a row of kind " + field.charAt(0);
    }
}
