package io.inventory4j;

import java.io.Serial;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a driver or a client has thrown, as text: its class, message, stack trace, causes and suppressed exceptions, and
 * no object of its types. Frameworks look for types in a chain of causes and act on them. One answers HTTP 200 with an
 * empty body where the last cause is an {@code EOFException}, because it takes that for a buyer who has gone.
 */
final class ForeignCause extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How many exceptions are copied at most, of a chain that may be endless. */
    private static final int MOST = 50;

    private ForeignCause(Throwable original, @Nullable Throwable cause) {
        super(original.toString(), cause);
        setStackTrace(original.getStackTrace());
    }

    /** The cause as an exception of ours: itself, where it is one. */
    static @Nullable Throwable of(@Nullable Throwable cause) {
        return copy(cause, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static @Nullable Throwable copy(@Nullable Throwable original, Set<Throwable> copied) {
        if (original == null || original instanceof LedgerException || original instanceof ForeignCause) {
            return original;
        }
        if (copied.size() == MOST || !copied.add(original)) {
            return null;
        }
        ForeignCause copy = new ForeignCause(original, copy(original.getCause(), copied));
        for (Throwable suppressed : original.getSuppressed()) {
            Throwable text = copy(suppressed, copied);
            if (text != null) {
                copy.addSuppressed(text);
            }
        }
        return copy;
    }

    /** As the original, so that a stack trace reads as if it were that: the message already names a class. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
