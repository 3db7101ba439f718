package io.inventory4j.ledger.rules;

import org.jspecify.annotations.Nullable;

/**
 * One row while a command is judged: as it is stored, and as the command leaves it. Drafts of one kind are linked in
 * the order of their keys, which is also the order in which refusals are judged and stores take their locks. For one
 * thread until the command is judged; from then on it is not changed by the rules.
 */
public abstract class RowDraft {
    private @Nullable Object place;
    private final @Nullable Row before;
    private @Nullable Row after;
    private @Nullable RowDraft next;

    RowDraft(@Nullable Object place, @Nullable Row before) {
        this.place = place;
        this.before = before;
    }

    /**
     * The key of the row.
     *
     * @return a {@link io.inventory4j.stock.StockKey}, a {@link io.inventory4j.ReservationId}, or a text
     */
    public abstract Comparable<?> key();

    abstract int compareToKey(Object other);

    /**
     * Where the store keeps the row.
     *
     * @return what the store has noted, or null
     */
    public final @Nullable Object place() {
        return place;
    }

    /**
     * Notes where the store keeps the row; for the store only.
     *
     * @param where the place, or null
     */
    public final void place(@Nullable Object where) {
        place = where;
    }

    /**
     * The row as it was found.
     *
     * @return the row; null where nothing is stored; or what the store has noted for that
     */
    public final @Nullable Row before() {
        return before;
    }

    /**
     * The row to store.
     *
     * @return the row; null where the command leaves it as it is
     */
    public final @Nullable Row after() {
        return after;
    }

    /**
     * Sets the row to store. A store uses it where the command leaves a row as it is, and it has to stay so.
     *
     * @param row the row
     */
    public final void after(Row row) {
        after = row;
    }

    /**
     * The next draft: of the same kind with the next key, or after the last one the first of the next kind.
     *
     * @return the next one, or null
     */
    public final @Nullable RowDraft next() {
        return next;
    }

    /**
     * Adds a draft right after this one.
     *
     * @param following the draft; its key comes after this one's, and before those of the drafts that follow already
     */
    public final void link(RowDraft following) {
        // Only what changes is stored: a reference in an object that others may see has its price.
        if (next != null) {
            following.next = next;
        }
        next = following;
    }

    /** Puts this draft before the first one. */
    final void linkBefore(@Nullable RowDraft first) {
        next = first;
    }

    /**
     * The last draft up to a key. Drafts are mostly touched in the order of their keys, so the search begins at the
     * one touched last.
     */
    static @Nullable RowDraft upTo(Object key, @Nullable RowDraft first, @Nullable RowDraft last) {
        RowDraft before = last != null && last.compareToKey(key) <= 0 ? last : null;
        RowDraft at = before == null ? first : before.next;
        while (at != null && at.compareToKey(key) <= 0) {
            before = at;
            at = at.next;
        }
        return before;
    }

    /** Links the drafts of one kind with those of the kinds after it. */
    static @Nullable RowDraft chain(@Nullable RowDraft first, @Nullable RowDraft rest) {
        if (first == null || rest == null) {
            return first == null ? rest : first;
        }
        RowDraft end = first;
        while (end.next != null && end.next.getClass() == first.getClass()) {
            end = end.next;
        }
        end.next = rest;
        return first;
    }
}
