package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Shown;
import java.io.Serial;

/** A store that cannot be used for this sale. Its message is the one line that the user sees. */
final class StoreException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what is wrong; what a terminal could take for a command is taken out of it
     */
    StoreException(String message) {
        super(Shown.printable(message));
    }
}
