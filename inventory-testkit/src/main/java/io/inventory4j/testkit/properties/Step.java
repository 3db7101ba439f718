package io.inventory4j.testkit.properties;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a sequence, done to the ledger and to the model. */
sealed interface Step {
    void take(Run run);

    /** Sends a batch. */
    record Send(List<Order> orders) implements Step {
        @Override
        public void take(Run run) {
            run.send(orders);
        }
    }

    /** Turns the clock forward. */
    record Turn(Duration by) implements Step {
        @Override
        public void take(Run run) {
            run.turn(by);
        }
    }

    /** Ends what is overdue, all but one reservation if that is named. */
    record Sweep(int max, @Nullable ReservationId except) implements Step {
        @Override
        public void take(Run run) {
            run.sweep(max, except);
        }
    }

    /** Turns the clock to the next expiry, if that is near, and ends what is overdue then. */
    record RunOut(int max) implements Step {
        @Override
        public void take(Run run) {
            run.turnToNextExpiry();
            run.sweep(max, null);
        }
    }

    /** Ships what is sold of orders that nobody has touched. */
    record Ship(Duration unchangedFor, int max) implements Step {
        @Override
        public void take(Run run) {
            run.ship(unchangedFor, max);
        }
    }

    /** Forgets all that is old enough, page by page. */
    record Forget(Retention retention, int max) implements Step {
        @Override
        public void take(Run run) {
            run.forget(retention, max);
        }
    }

    /** Compares everything that can be read. */
    record Read() implements Step {
        @Override
        public void take(Run run) {
            run.read();
        }
    }
}
