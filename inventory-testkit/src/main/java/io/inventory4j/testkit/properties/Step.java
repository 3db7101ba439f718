package io.inventory4j.testkit.properties;

import java.time.Duration;
import java.util.List;

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

    /** Ends what is overdue. */
    record Sweep(int max) implements Step {
        @Override
        public void take(Run run) {
            run.sweep(max);
        }
    }

    /** Forgets all that is old enough, page by page. */
    record Forget(Duration olderThan, int max) implements Step {
        @Override
        public void take(Run run) {
            run.forget(olderThan, max);
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
