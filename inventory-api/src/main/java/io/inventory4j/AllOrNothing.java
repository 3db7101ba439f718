package io.inventory4j;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What became of requests that were to be held all or not at all ({@link Orders#reserveAll}). */
public sealed interface AllOrNothing {
    /**
     * Whether all of them are held.
     *
     * @return true for {@link AllHeld}
     */
    default boolean held() {
        return this instanceof AllHeld;
    }

    /**
     * Why they are not held.
     *
     * @return the first refusal in the order of the requests; empty for {@link AllHeld}
     */
    default Optional<Refusal> refused() {
        return this instanceof NothingHeld nothing ? Optional.of(nothing.refusal()) : Optional.empty();
    }

    /**
     * All of them are held.
     *
     * @param outcomes one for each request, by position; a repeated call finds them {@linkplain
     *     Outcome.Applied#replayed replayed}
     */
    record AllHeld(List<Outcome.Applied> outcomes) implements AllOrNothing {
        /** Copies the list. */
        public AllHeld {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * One of them was refused, so what the others held was given back. What was sold of them before this call stays
     * sold.
     *
     * @param request the id of the first request that was refused
     * @param refusal why
     */
    record NothingHeld(String request, Refusal refusal) implements AllOrNothing {
        /** Checks that both are there. */
        public NothingHeld {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(refusal, "refusal");
        }
    }
}
