package io.inventory4j;

/** A listener's registration. Closing it ends the calls; a call that is under way may still finish. Thread-safe. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends the registration. A second close does nothing. */
    @Override
    void close();
}
