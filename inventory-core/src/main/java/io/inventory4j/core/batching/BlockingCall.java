package io.inventory4j.core.batching;

import io.inventory4j.ledger.command.Command;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The call of a thread that waits for the answer. */
final class BlockingCall extends QueuedCall {
    private final Thread caller = Thread.currentThread();

    /** Whether the caller sleeps or is about to, so that an answer has to wake him. */
    private volatile boolean asleep;

    BlockingCall(List<Command> commands, int rows, long deadline) {
        super(commands, rows, deadline);
    }

    /** Sleeps until it is answered or a turn may be free, at most until the deadline; perhaps not at all. */
    void sleep(Object blocker) {
        // Before it looks for the answer: whoever answers looks for a sleeper afterwards, so one sees the other.
        asleep = true;
        if (!isAnswered()) {
            LockSupport.parkNanos(blocker, left());
        }
        asleep = false;
    }

    /** Also where the caller does not sleep yet: he may have looked for a turn just before. */
    @Override
    void turnMayBeFree() {
        LockSupport.unpark(caller);
    }

    @Override
    void answered() {
        if (asleep) {
            LockSupport.unpark(caller);
        }
    }
}
