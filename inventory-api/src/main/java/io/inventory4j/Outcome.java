package io.inventory4j;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * The command took effect.
     *
     * @param reservation the reservation after the command, without its settlements, which a read has; null for moves,
     *     sale states, and the release of an unknown id
     * @param changes what it did to each line it touched, in key order; empty where it touched none, and for a replay
     * @param replayed whether the command had been applied before, so that this time nothing changed
     */
    record Applied(@Nullable Reservation reservation, List<LevelChange> changes, boolean replayed) implements Outcome {
        /** Copies the list, and leaves settlements out. */
        public Applied {
            reservation = reservation == null ? null : reservation.withoutSettlements();
            changes = List.copyOf(changes);
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
         * A refusal that comes from a ledger.
         *
         * @param reason the reason
         * @param subject the key, counter or id
         * @param remaining what is left
         */
        public Refused(Reason reason, String subject, long remaining) {
            this(new Refusal(reason, subject, remaining));
        }
    }
}
