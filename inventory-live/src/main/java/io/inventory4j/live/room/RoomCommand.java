package io.inventory4j.live.room;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.Trigger;
import java.util.Objects;

/** What somebody wants to do in a {@link ControlRoom}. */
public sealed interface RoomCommand {
    /** To work there at all: asked once when the page is opened, so that it shows buttons to those who may use them. */
    record Enter() implements RoomCommand {}

    /**
     * To carry out an operation.
     *
     * @param id its id
     * @param reason why
     * @param action what is done
     */
    record Perform(String id, String reason, Action action) implements RoomCommand {
        /** Checks that everything is there. */
        public Perform {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(action, "action");
        }
    }

    /**
     * To plan a step.
     *
     * @param id its id
     * @param reason why
     * @param trigger what it waits for
     * @param action what is done then
     */
    record Plan(String id, String reason, Trigger trigger, Action action) implements RoomCommand {
        /** Checks that everything is there. */
        public Plan {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(trigger, "trigger");
            Objects.requireNonNull(action, "action");
        }
    }

    /**
     * To take a planned step back.
     *
     * @param step its id
     * @param reason why
     */
    record Cancel(String step, String reason) implements RoomCommand {
        /** Checks that everything is there. */
        public Cancel {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * To see to an alert.
     *
     * @param alert its id
     * @param reason a word about it
     */
    record Acknowledge(String alert, String reason) implements RoomCommand {
        /** Checks that everything is there. */
        public Acknowledge {
            Objects.requireNonNull(alert, "alert");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
