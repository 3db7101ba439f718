package io.inventory4j.examples.replay.orders;

import java.io.Serial;

/** An input that cannot be used at all. Its message is the one line that the user sees. */
public final class InputException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param message what is wrong and where; what a terminal could take for a command is taken out of it
     */
    public InputException(String message) {
        super(Shown.printable(message));
    }
}
