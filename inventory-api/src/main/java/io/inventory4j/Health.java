package io.inventory4j;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the background work of one inventory on one node goes, for a health check. Asking costs no call to the store.
 *
 * @param workers one entry for each kind of work; kinds that this inventory does not do are left out
 */
public record Health(List<Worker> workers) {
    /** The work that gives overdue reservations back. */
    public static final String SWEEP = "sweep";
    /** The work that forgets what is old and, where that is set, ships what nobody reports as shipped (rule 9.2). */
    public static final String PURGE = "purge";
    /** The work that reads the changes of all nodes for the listeners; there is none before the first listener. */
    public static final String FEED = "feed";
    /** The calls to listeners for levels. */
    public static final String LEVEL_LISTENERS = "level listeners";
    /** The calls to listeners for alerts. */
    public static final String ALERT_LISTENERS = "alert listeners";
    /** The calls to listeners for expired reservations. */
    public static final String EXPIRY_LISTENERS = "expiry listeners";
    /** The calls to listeners for refusals. What is dropped was told without its line, channel and region. */
    public static final String REFUSAL_LISTENERS = "refusal listeners";

    /**
     * One kind of work.
     *
     * @param name which, such as {@link #SWEEP}
     * @param lastSuccess when it last succeeded, by the node's clock; null if it never has
     * @param failuresInARow how often it has failed since then; 0 means that all is well. Of several listeners, the
     *     most of any one
     * @param lastFailure what the last of these failures said; null if there is none
     * @param lag how late it is: for a sweep, how long after its expiry it ended a reservation at most; for a feed, how
     *     old the newest change was when it was heard, by the clocks of store and node; while it fails, at least the
     *     time since the last success; zero or more
     * @param waiting how many messages wait for the listeners of this kind; 0 for other work
     * @param dropped how many messages listeners have missed for good since the inventory was built, because too many
     *     waited, or because entries of the journal were deleted or could not be read
     */
    public record Worker(
            String name,
            @Nullable Instant lastSuccess,
            long failuresInARow,
            @Nullable String lastFailure,
            Duration lag,
            long waiting,
            long dropped) {
        /** Checks that name and lag are there. */
        public Worker {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(lag, "lag");
        }

        /**
         * Whether it fails at present.
         *
         * @return true from a failure to the next success
         */
        public boolean failing() {
            return failuresInARow > 0;
        }
    }

    /** Copies the list. */
    public Health {
        workers = List.copyOf(workers);
    }

    /**
     * Whether any work fails at present.
     *
     * @return true if one does
     */
    public boolean failing() {
        return workers.stream().anyMatch(Worker::failing);
    }

    /**
     * One kind of work.
     *
     * @param name which, such as {@link #SWEEP}
     * @return how it goes; empty if this inventory does not do it
     */
    public Optional<Worker> worker(String name) {
        return workers.stream().filter(worker -> worker.name().equals(name)).findFirst();
    }
}
