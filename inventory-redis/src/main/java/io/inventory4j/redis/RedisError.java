package io.inventory4j.redis;

import java.util.Objects;

/**
 * An error that the server answered.
 *
 * @param message as it was sent, without the leading minus sign
 */
public record RedisError(String message) {
    /** Checks that the message is there. */
    public RedisError {
        Objects.requireNonNull(message, "message");
    }
}
