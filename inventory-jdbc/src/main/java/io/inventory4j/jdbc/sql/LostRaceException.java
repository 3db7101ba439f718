package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A transaction that was rolled back because of another one, and may succeed when it is tried again. */
public final class LostRaceException extends LedgerException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LostRaceException(@Nullable Throwable cause) {
        super(Effect.NONE, "other transactions were in the way, again and again", cause);
    }
}
