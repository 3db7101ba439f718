package io.inventory4j.redis.script;

import io.inventory4j.Outcome;
import java.util.List;

/**
 * Whether the next rush is likely to be held as a whole, which is so if the last one was. If it is, {@link Script#RUSH}
 * does it at less cost; if not, the call is made for nothing, and another one does the batch. Thread-safe.
 */
public final class RushForecast {
    private volatile boolean lastWasHeld = true;

    public boolean likely() {
        return lastWasHeld;
    }

    /** Takes note of what became of a rush. */
    public void learn(List<Outcome> outcomes) {
        boolean held = true;
        for (Outcome outcome : outcomes) {
            held &= outcome instanceof Outcome.Applied applied && !applied.replayed();
        }
        lastWasHeld = held;
    }
}
