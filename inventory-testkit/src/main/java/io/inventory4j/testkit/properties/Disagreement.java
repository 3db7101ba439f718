package io.inventory4j.testkit.properties;

import org.jspecify.annotations.Nullable;

/** A difference between a ledger and the model, with the Java code that leads to it. */
final class Disagreement extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    Disagreement(String code, @Nullable Throwable cause) {
        super(code, cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
