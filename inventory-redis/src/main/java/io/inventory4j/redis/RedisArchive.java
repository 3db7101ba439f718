package io.inventory4j.redis;

import io.inventory4j.Bounds;
import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Journaled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A ledger in Redis, kept in a relational database too: every call that changed anything, byte for byte, and what it did to
 * each line, for people. For PostgreSQL, MariaDB, MySQL, H2 and SQLite.
 *
 * <p>It is copied behind the ledger, not with it: what Redis acknowledged and loses before it was copied is in neither. As
 * soon as an archive has begun, {@link RedisLedger#purge} deletes nothing of the journal that is not archived.
 *
 * <p>When Redis has lost everything: begin an empty one, let nobody sell, {@link #restore}, and ask the ledger about the
 * orders that are newer than what was restored. When it has lost its end only, {@link #verify} names what is missing.
 *
 * <p>Its user in Redis needs the rights that the ledger's has, and {@code EXISTS}, {@code HSCAN} and {@code DEL}.
 * Thread-safe.
 */
public final class RedisArchive implements Journaled {
    private static final int ATTEMPTS = 20;
    private static final int MOST_DIFFERENCES = 1_000;

    private final String namespace;
    private final ArchiveStore store;
    private final CallLog log;
    private final ArchiveDrain drain;
    private final int pageSize;

    RedisArchive(RedisArchiveBuilder builder) {
        namespace = builder.namespace;
        pageSize = builder.pageSize;
        store = new ArchiveStore(builder.source, builder.tables, builder.namespace);
        log = CallLog.over(builder.connections, namespace, builder.timeout);
        drain = new ArchiveDrain(store, log, pageSize);
    }

    /**
     * The archive of the namespace {@code inventory4j}, with what is said to be the default in {@link RedisArchiveBuilder}.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @param source the database
     * @return the archive
     */
    public static RedisArchive over(RedisConnections connections, DataSource source) {
        return builder(connections, source).build();
    }

    /**
     * An archive with other settings.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @param source the database
     * @return the builder
     */
    public static RedisArchiveBuilder builder(RedisConnections connections, DataSource source) {
        return new RedisArchiveBuilder(connections, source);
    }

    /**
     * Makes the tables where they are not there yet, by the files {@code io/inventory4j/redis/archive-*.sql} of this jar.
     * Several nodes may do so at once.
     *
     * @throws LedgerException if the database cannot answer
     */
    public void createTables() {
        int attempt = 1;
        while (!store.createTables()) {
            if (++attempt > ATTEMPTS) {
                throw new LedgerException(Effect.UNKNOWN, "the tables cannot be made", null);
            }
        }
    }

    /**
     * Copies what is new. Several may do so at once; each call is archived once. A process that dies in between has copied
     * what it had, and the next one goes on.
     *
     * @param max how many calls to copy at most
     * @return how many this one has copied; fewer than {@code max} means that there were no more
     * @throws LedgerException if Redis or the database cannot answer, or if what is in Redis does not follow what is
     *     archived: entries were deleted before, or Redis has lost data. Nothing of the ledger has changed then
     */
    public int drain(int max) {
        return drain.drain(Bounds.max("max", max));
    }

    /**
     * Copies what is new on a thread of its own until the subscription is closed, which waits for the page under way. A
     * failure is logged and met again the next time.
     *
     * @param every how long to wait when nothing is new, 1 ms to 1 hour
     * @return what ends it
     * @throws IllegalArgumentException if the time is out of bounds
     */
    public Subscription follow(Duration every) {
        ArchiveFollower follower = new ArchiveFollower(drain, every);
        follower.start();
        return follower;
    }

    /**
     * Ends the archive's hold on the journal: from now on, a purge deletes what is old, archived or not. The next drain
     * takes hold again.
     *
     * @throws LedgerException if Redis does not answer
     */
    public void letGo() {
        log.forgetArchived();
    }

    /**
     * The last archived place of the journal.
     *
     * @return the sequence, 0 where nothing is archived
     * @throws LedgerException if the database cannot answer
     */
    public long archived() {
        return store.greatest();
    }

    /** Reads the archived journal, which is the ledger's own as far as it is archived, and is kept whatever is purged. */
    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        List<JournalEntry> page = new ArrayList<>();
        long place = after;
        List<RecordedCall> calls = store.calls(place, Long.MAX_VALUE, pageSize);
        while (page.size() < max && !calls.isEmpty()) {
            for (RecordedCall call : calls) {
                call.entries().stream()
                        .filter(entry -> entry.sequence() > after && page.size() < max)
                        .forEach(page::add);
                place = call.sequence();
            }
            calls = store.calls(place, Long.MAX_VALUE, pageSize);
        }
        return JournalPage.of(page, after);
    }

    /**
     * Compares Redis with the archive and explains every difference, up to 1,000 of them. It reads all that the journal
     * still holds, and every line; the shop may go on meanwhile.
     *
     * @return the report
     * @throws LedgerException if Redis or the database cannot answer
     */
    public ArchiveReport verify() {
        return new ArchiveComparison(store, log, pageSize, MOST_DIFFERENCES).run();
    }

    /**
     * Plays the archive again into an empty namespace, at the times of then: its lines, reservations, counters, what is
     * remembered and the journal itself are as they were, and numbering goes on. Every answer is compared with the archived
     * one. Nobody else may write meanwhile. If it is interrupted, another call goes on where it ended.
     *
     * @return what it has done
     * @throws LedgerException if the namespace is in use, if Redis or the database cannot answer, or if a call is answered
     *     otherwise than it was; the message names its sequence
     */
    public RestoreReport restore() {
        return new ArchiveRestore(store, log, pageSize).run();
    }

    @Override
    public String toString() {
        return "RedisArchive of " + namespace;
    }
}
