package io.inventory4j.live.action;

import java.util.Objects;

/**
 * An action that is planned ahead, and taken once, by whichever node sees its trigger first.
 *
 * @param id its id
 * @param by who planned it, and why
 * @param trigger what it waits for
 * @param action what is done then
 * @param state how far it is
 */
public record PlannedStep(String id, By by, Trigger trigger, Action action, State state) {
    /** How far a step is. */
    public enum State {
        /** Its trigger has not come. */
        WAITING,
        /** Its action was begun: it is among the operations, as {@code step/} and the step's id. */
        TAKEN,
        /** Somebody took it back before its trigger came. */
        CANCELLED
    }

    /** Checks that everything is there. */
    public PlannedStep {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(state, "state");
    }
}
