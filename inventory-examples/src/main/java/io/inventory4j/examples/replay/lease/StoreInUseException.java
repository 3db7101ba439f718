package io.inventory4j.examples.replay.lease;

import java.io.Serial;

/** Another process sells by the store, or has ended without a word a moment ago. */
public final class StoreInUseException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StoreInUseException(String how) {
        super("another process sells by it (" + how + "); wait until it has ended, or name another store");
    }
}
