package io.inventory4j.ledger.rules;

import io.inventory4j.ledger.AppliedCommand;
import org.jspecify.annotations.Nullable;

/** What is remembered of a move or a sale state, while it is judged. */
public final class RememberedDraft extends RowDraft {
    /** The row of a move or a sale state that was applied. */
    public static final class Remembered extends Row {
        private final AppliedCommand command;

        Remembered(AppliedCommand command) {
            this.command = command;
        }

        /**
         * What is remembered.
         *
         * @return content and time
         */
        public AppliedCommand command() {
            return command;
        }

        @Override
        public Remembered copy() {
            return new Remembered(command);
        }
    }

    private final String id;
    private final boolean move;

    /**
     * A draft of a row as it was found.
     *
     * @param id of the move or sale state
     * @param move whether it is a move
     * @param place where the store keeps the row, or null
     * @param before the row; null where nothing is stored; or what the store has for that. A row of another kind counts
     *     as none
     */
    public RememberedDraft(String id, boolean move, @Nullable Object place, @Nullable Row before) {
        super(place, before);
        this.id = id;
        this.move = move;
    }

    @Override
    public String key() {
        return id;
    }

    /**
     * Whether this is a move.
     *
     * @return false for a sale state: these have ids of their own (rule 9.3)
     */
    public boolean move() {
        return move;
    }

    @Nullable
    AppliedCommand stored() {
        return before() instanceof Remembered row ? row.command() : null;
    }

    void remember(AppliedCommand command) {
        after(new Remembered(command));
    }

    @Override
    int compareToKey(Object other) {
        return id.compareTo((String) other);
    }
}
