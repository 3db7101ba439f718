package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.JournalHeading;
import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens at one instant, and what the rules answer to it. */
sealed interface Deed {
    /** The one right answer; changes the model where the deed changes a ledger. */
    @Nullable
    Object askOf(Model model, Instant now);

    /** What the journal says of it, where it changes lines. */
    default JournalHeading heading() {
        throw new IllegalStateException(this + " changes nothing");
    }

    /** A command. */
    record Order(Command command) implements Deed {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.apply(command, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.of(command);
        }

        @Override
        public String toString() {
            return Wording.of(command);
        }
    }

    /** The end of one reservation by a sweep. */
    record Expiry(ReservationId id) implements Deed {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.expire(id, now);
        }

        @Override
        public JournalHeading heading() {
            return JournalHeading.expired(id);
        }

        @Override
        public String toString() {
            return "end " + id;
        }
    }

    /** A sweep that ended fewer than it was allowed to: nothing else is overdue. */
    record NothingOverdue() implements Deed {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.overdue(now, 1);
        }

        @Override
        public String toString() {
            return "nothing else is overdue";
        }
    }

    /** A read of one line; null where it does not exist. */
    record Level(StockKey key) implements Deed {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.level(key);
        }

        @Override
        public String toString() {
            return "level of " + key;
        }
    }

    /** A read of a reservation; null where there is none. */
    record Find(ReservationId id) implements Deed {
        @Override
        public @Nullable Object askOf(Model model, Instant now) {
            return model.reservation(id);
        }

        @Override
        public String toString() {
            return "reservation " + id;
        }
    }

    /** A read of a counter. */
    record Used(String counter) implements Deed {
        @Override
        public Object askOf(Model model, Instant now) {
            return model.used(counter);
        }

        @Override
        public String toString() {
            return "used of " + counter;
        }
    }
}
