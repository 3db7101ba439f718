package io.inventory4j.servers;

import org.jspecify.annotations.Nullable;

/** A server gave no answer, or answered with an error. */
public class ServerFailure extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public ServerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
