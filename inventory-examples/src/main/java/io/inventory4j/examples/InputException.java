package io.inventory4j.examples;

import java.io.Serial;

/** An input that cannot be used at all. Its message is the one line that the user sees. */
final class InputException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
