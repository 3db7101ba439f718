package io.inventory4j.live.action;

import io.inventory4j.stock.Bounds;

/**
 * Who does something in a live sale, and why. Both are in the journal, for whoever reads it later.
 *
 * @param who a person or a job, 1 to 200 code points
 * @param why the reason, 1 to 200 code points
 */
public record By(String who, String why) {
    /** Checks the bounds. */
    public By {
        Bounds.text("who", who);
        Bounds.text("why", why);
    }
}
