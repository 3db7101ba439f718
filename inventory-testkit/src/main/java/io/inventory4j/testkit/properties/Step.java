package io.inventory4j.testkit.properties;

import java.time.Duration;
import java.util.List;

/** One thing done to a ledger and the model alike. */
sealed interface Step {
    void take(Run run);

    /** Sends a batch. */
    record Send(List<Order> orders) implements Step {
        @Override
        public void take(Run run) {
            run.send(orders);
        }
    }

    /** Turns the clock on. */
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

    /** Forgets all that is old enough, by pages. */
    record Forget(Duration olderThan, int max) implements Step {
        @Override
        public void take(Run run) {
            run.forget(olderThan, max);
        }
    }

    /** Compares all that can be read. */
    record Read() implements Step {
        @Override
        public void take(Run run) {
            run.read();
        }
    }
}
