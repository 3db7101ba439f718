package io.inventory4j.testkit.properties;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference between a ledger and the model, with the Java code that leads to it. */
final class Disagreement extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Step> literal;

    Disagreement(String code, List<Step> literal, @Nullable Throwable cause) {
        super(code, cause);
        this.code = code;
        this.literal = List.copyOf(literal);
    }

    String code() {
        return code;
    }

    /** The steps that led here, each with the very commands that it sent. */
    List<Step> literal() {
        return literal;
    }
}
