package io.inventory4j.redis;

import io.inventory4j.stock.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stream entries for whoever goes on after one that cannot be read, because its bytes are damaged or a newer
 * version of the library has written it. What is read a second time changes no count and logs nothing, so each such
 * entry is counted once. Of several in sequence the first is logged, and then the first that can be read again.
 * Thread-safe.
 */
final class EntryReader {
    private final Logger log;
    private long unreadable;

    /** The highest place that was read, and whether its entry could be. */
    private long highest;

    private boolean failing;

    EntryReader() {
        this(LoggerFactory.getLogger(EntryReader.class));
    }

    EntryReader(Logger log) {
        this.log = log;
    }

    /** The journal entries that a stream entry makes; null if it cannot be read. */
    @Nullable
    List<JournalEntry> entries(List<?> streamEntry) {
        long place = RedisJournal.place(streamEntry);
        try {
            List<JournalEntry> entries = RedisJournal.entries(streamEntry);
            succeeded(place);
            return entries;
        } catch (RuntimeException e) {
            // Any exception: damaged bytes fail anywhere in the decoding.
            failed(place, e);
            return null;
        }
    }

    private synchronized void succeeded(long place) {
        if (place > highest) {
            highest = place;
            if (failing) {
                log.info(
                        "The journal can be read again from {} on; {} of its calls could not be read",
                        place,
                        unreadable);
            }
            failing = false;
        }
    }

    private synchronized void failed(long place, RuntimeException failure) {
        if (place > highest) {
            highest = place;
            unreadable++;
            if (!failing) {
                log.warn(
                        "The call at {} of the journal cannot be read: it is skipped, and so is each like it",
                        place,
                        failure);
            }
            failing = true;
        }
    }

    /** How many calls could not be read. */
    synchronized long unreadable() {
        return unreadable;
    }

    /** The journal begins again, because its server has lost it. */
    synchronized void startOver() {
        highest = 0;
    }
}
