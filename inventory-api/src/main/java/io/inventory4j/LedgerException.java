package io.inventory4j;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store could not answer (rule 10.1). The effect says whether something may have happened.
 *
 * <p>Its causes are exceptions of this library. What a driver or a client has thrown is there as text: a cause whose
 * message begins with the class of the original, with the original's stack trace, causes and suppressed exceptions.
 */
public class LedgerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is known about the commands that were sent. */
    public enum Effect {
        /** Certainly nothing happened. */
        NONE,
        /** It may have happened: send the same commands again, with the same ids. */
        UNKNOWN
    }

    private final Effect effect;
    private final String summary;

    /**
     * A failure.
     *
     * @param effect what is known about the commands
     * @param message what happened; no secrets and no buyers' ids
     * @param cause the store's own exception, which is kept as text, or null
     */
    public LedgerException(Effect effect, String message, @Nullable Throwable cause) {
        super(message + " (effect " + effect + ")", ForeignCause.of(cause));
        this.effect = Objects.requireNonNull(effect, "effect");
        summary = message;
    }

    /**
     * What is known about the commands that were sent.
     *
     * @return NONE if certainly nothing happened
     */
    public Effect effect() {
        return effect;
    }

    /**
     * What happened, without the effect: for the message of an exception that tells another effect, and whose cause
     * this one is.
     *
     * @return the message as it was given
     */
    public String summary() {
        return summary;
    }
}
