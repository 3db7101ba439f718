package io.inventory4j;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of a command: applied or refused. An exception means a broken store or a broken caller. */
public sealed interface Outcome {
    /**
     * Whether the command took effect, now or when it was first sent.
     *
     * @return true for {@link Applied}
     */
    default boolean applied() {
        return this instanceof Applied;
    }

    /**
     * The refusal, if it was refused.
     *
     * @return the refusal, or empty for {@link Applied}
     */
    default Optional<Refusal> refused() {
        return this instanceof Refused refused ? Optional.of(refused.refusal()) : Optional.empty();
    }

    /**
     * The answer of a command that cannot be refused unless something is wrong, such as a receipt: for imports, tests
     * and small programs.
     *
     * @return the answer, if it was applied
     * @throws IllegalStateException if it was refused; its message has the refusal, without anything personal
     */
    default Applied orThrow() {
        if (this instanceof Applied applied) {
            return applied;
        }
        throw new IllegalStateException("refused: " + ((Refused) this).refusal());
    }

    /**
     * The command took effect. What it says is made when it is first read, since most callers ask only whether it was
     * applied. Immutable and thread-safe; equal where reservation, changes and {@code replayed} are.
     */
    final class Applied implements Outcome {
        /** A {@link Reservation}, or a {@link Supplier} of one until it was read; null where there is none. */
        private @Nullable Object reservation;

        /** The changes, or a {@link Supplier} of them until they were read. */
        private Object changes;

        private final boolean replayed;

        /**
         * An answer. It copies the list, and leaves settlements out.
         *
         * @param reservation the reservation after the command; null for moves, sale states, and the release of an
         *     unknown id
         * @param changes what it did to each line it touched, in key order; empty where it touched none, and for a
         *     replay
         * @param replayed whether the command had been applied before, so that this time nothing changed
         */
        public Applied(@Nullable Reservation reservation, List<LevelChange> changes, boolean replayed) {
            this.reservation = reservation == null ? null : reservation.withoutSettlements();
            this.changes = List.copyOf(changes);
            this.replayed = replayed;
        }

        private Applied(
                @Nullable Supplier<Reservation> reservation,
                @Nullable Supplier<List<LevelChange>> changes,
                boolean replayed) {
            this.reservation = reservation;
            this.changes = changes == null ? List.of() : changes;
            this.replayed = replayed;
        }

        /**
         * An answer that is made when it is read.
         *
         * @param reservation gives the reservation after the command; null where there is none. It always gives the
         *     same, and may be asked several times, by any thread
         * @param changes gives the changes in the same way; null where there are none
         * @param replayed whether the command had been applied before
         * @return the answer
         */
        public static Applied later(
                @Nullable Supplier<Reservation> reservation,
                @Nullable Supplier<List<LevelChange>> changes,
                boolean replayed) {
            return new Applied(reservation, changes, replayed);
        }

        /**
         * The reservation after the command, without its settlements, which a read has.
         *
         * @return the reservation; null for moves, sale states, and the release of an unknown id
         */
        public @Nullable Reservation reservation() {
            Object now = reservation;
            if (now instanceof Supplier<?> told) {
                // Two threads may both make it: what they make is equal and immutable.
                now = ((Reservation) told.get()).withoutSettlements();
                reservation = now;
            }
            return (Reservation) now;
        }

        /**
         * What each line of a request was granted ({@link Reservation#granted}), also where the call was repeated.
         *
         * @param request the request that this is the answer to
         * @return one grant for each line of the request, by position
         * @throws IllegalArgumentException if this is the answer to something else
         */
        public List<Grant> granted(ReserveRequest request) {
            Reservation made = reservation();
            if (made == null) {
                throw new IllegalArgumentException("this is no answer to request " + request.id());
            }
            return made.granted(request);
        }

        /**
         * What the command did to each line it touched.
         *
         * @return the changes in key order; empty where it touched no line, and for a replay
         */
        @SuppressWarnings("unchecked") // a list and a supplier of one are all that is stored
        public List<LevelChange> changes() {
            Object now = changes;
            if (now instanceof Supplier<?> told) {
                now = List.copyOf((List<LevelChange>) told.get());
                changes = now;
            }
            return (List<LevelChange>) now;
        }

        /**
         * Whether the command had been applied before, so that this time nothing changed.
         *
         * @return true for a repeated call
         */
        public boolean replayed() {
            return replayed;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Applied that
                    && replayed == that.replayed
                    && Objects.equals(reservation(), that.reservation())
                    && changes().equals(that.changes());
        }

        @Override
        public int hashCode() {
            return Objects.hash(reservation(), changes(), replayed);
        }

        @Override
        public String toString() {
            return "Applied[reservation=" + reservation() + ", changes=" + changes() + ", replayed=" + replayed + "]";
        }
    }

    /**
     * The command was refused and changed nothing.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Outcome {
        /** Checks that the refusal is there. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
        }

        /**
         * A refusal about an id.
         *
         * @param reason the reason
         * @param id the id
         * @param remaining what is left
         */
        public Refused(Reason reason, String id, long remaining) {
            this(new Refusal(reason, id, remaining));
        }

        /**
         * A refusal about a line.
         *
         * @param reason the reason
         * @param key the line
         * @param remaining what is left of it
         */
        public Refused(Reason reason, StockKey key, long remaining) {
            this(new Refusal(reason, key, remaining));
        }
    }
}
