package io.inventory4j.core.batching;

import java.util.concurrent.atomic.AtomicInteger;

/** The right to call the store, of which there are a few. Thread-safe. */
final class Turns {
    /** One batch commits while the next one collects or travels. */
    static final int TWO = 2;

    private final AtomicInteger free;

    Turns(int number) {
        free = new AtomicInteger(number);
    }

    /** Takes one if there is one. */
    boolean take() {
        for (int seen = free.get(); seen > 0; seen = free.get()) {
            if (free.compareAndSet(seen, seen - 1)) {
                return true;
            }
        }
        return false;
    }

    void giveBack() {
        free.incrementAndGet();
    }

    boolean anyFree() {
        return free.get() > 0;
    }
}
