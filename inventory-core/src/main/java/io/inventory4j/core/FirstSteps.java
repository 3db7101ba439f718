package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.util.function.Supplier;

/** A verb of several steps, of which the first may have changed something. */
final class FirstSteps {
    private FirstSteps() {}

    /** Takes a later step. If that fails without any effect, the verb as a whole may still have had one (rule 10.1). */
    static <T> T done(Supplier<T> later) {
        try {
            return later.get();
        } catch (LedgerException e) {
            throw e.effect() == Effect.UNKNOWN
                    ? e
                    : new LedgerException(
                            Effect.UNKNOWN, "a later step has failed; the first ones count: " + e.summary(), e);
        }
    }
}
