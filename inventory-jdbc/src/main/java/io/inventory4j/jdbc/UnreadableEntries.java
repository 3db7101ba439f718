package io.inventory4j.jdbc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the entries of the journal that cannot be read, each once however many read it, and logs the first of several
 * and the first after them that can be read. Thread-safe.
 */
final class UnreadableEntries {
    private final Logger log;
    private long count;

    /** The highest place that was read. */
    private long highest;

    private boolean failing;

    UnreadableEntries() {
        this(LoggerFactory.getLogger(UnreadableEntries.class));
    }

    UnreadableEntries(Logger log) {
        this.log = log;
    }

    /** The entry at a place was read. */
    synchronized void read(long place) {
        if (place > highest) {
            highest = place;
            if (failing) {
                log.info("The journal can be read again from {} on; {} of its entries could not be read", place, count);
            }
            failing = false;
        }
    }

    /** The entry at a place could not be read. */
    synchronized void failed(long place, RuntimeException failure) {
        if (place > highest) {
            highest = place;
            count++;
            if (!failing) {
                log.warn(
                        "Entry {} of the journal cannot be read: it is skipped, and so is each like it",
                        place,
                        failure);
            }
            failing = true;
        }
    }

    synchronized long count() {
        return count;
    }
}
