package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A process that ends in the middle of a call to its inventory, as seen from the store: of that call all is done or
 * nothing, and no call follows.
 */
final class CutOff implements UnaryOperator<Inventory> {
    private final int last;
    private final boolean done;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * One run.
     *
     * @param last which call is the last one, from 1
     * @param done whether the store still does it
     */
    CutOff(int last, boolean done) {
        this.last = last;
        this.done = done;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Inventory apply(Inventory inventory) {
        return Between.over(inventory, (method, given, asked) -> {
            int call = method.getName().equals("close") ? 0 : calls.incrementAndGet();
            if (call > last || (call == last && !done)) {
                throw cutOff();
            }
            Object answer = asked.make();
            if (call == last) {
                throw cutOff();
            }
            return answer;
        });
    }

    private static LedgerException cutOff() {
        return new LedgerException(LedgerException.Effect.UNKNOWN, "cut off", null);
    }
}
