package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.archive.ArchivedRows.Snapshot;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.LedgerRows;
import io.inventory4j.redis.RecordedCall;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The archive of a ledger in Redis in a relational database: every call that changed anything, byte for byte, and for
 * people what each call did to each line. For PostgreSQL, MariaDB, MySQL, H2 and SQLite.
 *
 * <p>It copies calls after the ledger has acknowledged them, so what Redis loses before it was copied is in neither.
 * Once an archive has begun, {@link RedisLedger#purge} deletes nothing of the journal that is not archived.
 *
 * <p>If Redis has lost everything: begin an empty one, let nobody sell, {@link #restore}, and ask the ledger about the
 * orders that are newer than what was restored. If it has lost only its end, {@link #verify} names what is missing.
 *
 * <p>Its user in Redis needs the rights that the ledger's has, and {@code EXISTS}, {@code HSCAN}, {@code HLEN} and
 * {@code DEL}. Thread-safe.
 */
public final class RedisArchive implements Journaled {
    private static final int MOST_DIFFERENCES = 1_000;

    private final String namespace;
    private final ArchiveStore store;
    private final CallLog log;
    private final LedgerRows rows;
    private final ArchiveDrain drain;
    private final int pageSize;

    RedisArchive(RedisArchiveBuilder builder) {
        namespace = builder.namespace;
        pageSize = builder.pageSize;
        store = new ArchiveStore(builder.source, new ArchiveTables(builder.tables), namespace, builder.timeout);
        log = CallLog.over(builder.connections, namespace, builder.timeout);
        rows = LedgerRows.over(builder.connections, namespace, builder.timeout);
        drain = new ArchiveDrain(store, log, pageSize);
    }

    /**
     * The archive of the namespace {@code inventory4j}, with the defaults that {@link RedisArchiveBuilder} names.
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
     * Makes the tables where they are not there yet. The statements are in this jar, one file a database, as
     * {@code io/inventory4j/archive/postgresql.sql}, {@code mariadb.sql} (MySQL too), {@code h2.sql} and
     * {@code sqlite.sql}: a shop with a migration tool of its own runs that file instead. Several nodes may do so at
     * once.
     *
     * @throws LedgerException if the database cannot answer
     */
    public void createTables() {
        store.createTables();
    }

    /**
     * Adds the columns that the tables of an older archive lack, those of a line's window, by the files {@code
     * postgresql-2.sql} and so on. Columns that are there are left alone. It needs the table of entries for a moment,
     * so {@link #drain} may wait for it. Several nodes may do so at once, but not over an H2 server.
     *
     * @throws LedgerException if the database cannot answer, or lacks the tables
     */
    public void upgradeTables() {
        store.upgradeTables();
    }

    /**
     * Copies what is new. Several nodes may do so at once; each call is archived once. If a process dies in between,
     * the pages that it has copied stay, and the next drain continues after them.
     *
     * @param max how many calls to copy at most
     * @return how many this call has copied; fewer than {@code max} means that there were no more
     * @throws LedgerException if Redis or the database cannot answer, or if what is in Redis does not follow what is
     *     archived: entries were deleted before they were copied, or Redis has lost data. The ledger is unchanged then
     */
    public int drain(int max) {
        return drain.drain(Bounds.max("max", max));
    }

    /**
     * Copies what is new on a thread of its own until the subscription is closed, which waits for the page under way.
     * After a failure it tries again at the next turn; of failures in sequence, the first is logged.
     *
     * @param every how long to wait when nothing is new, 1 ms to 1 hour
     * @return the subscription, whose close ends the thread
     * @throws IllegalArgumentException if the time is out of bounds
     */
    public Subscription follow(Duration every) {
        ArchiveFollower follower = new ArchiveFollower(drain, every);
        follower.start();
        return follower;
    }

    /**
     * Takes a snapshot: copies all rows of the ledger as they are at one place of the journal, while the shop goes on,
     * checks that they add up (rule 8.2), archives the calls up to there, and removes older snapshots. A restore begins
     * with the newest snapshot and plays what came after it. A snapshot is also how an archive begins whose journal was
     * trimmed before, and how it goes on after calls that were deleted before they were archived.
     *
     * <p>It takes as long as all rows take to be written to the database, and then, in one step of Redis, some
     * milliseconds. Take one every night, on one node: of two that are taken at a time, one fails. If it fails or its
     * process dies, there is no new snapshot and the older one stays; the next one removes what was copied.
     *
     * @return what the snapshot has
     * @throws LedgerException if Redis or the database cannot answer, if what is in Redis does not follow what is
     *     archived, if calls come faster than their rows can be copied, if the server changes, or if the copies do not
     *     add up: then there is no snapshot, unless the database did not answer whether it is complete
     */
    public SnapshotReport snapshot() {
        return new ArchiveSnapshot(store, log, rows, drain, pageSize).run();
    }

    /**
     * Deletes what a restore does not need: calls up to the newest snapshot, with their entries, that were made before
     * a time. Without a snapshot it deletes nothing.
     *
     * @param before the time from which on calls stay, by the ledger's clock
     * @param max how many calls to delete at most, at least 1
     * @return how many calls were deleted; fewer than {@code max} means that there were no more
     * @throws LedgerException if the database cannot answer
     */
    public int trim(Instant before, int max) {
        Bounds.max("max", max);
        Snapshot newest = store.rows().newest(Long.MAX_VALUE).orElse(null);
        if (newest == null) {
            return 0;
        }
        return store.delete(ChronoUnit.MICROS.between(Instant.EPOCH, before), newest.sequence(), max);
    }

    /**
     * Lets a purge delete what is old, archived or not, from now on until the next drain.
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

    /**
     * Reads the archived journal: the same entries as the ledger's journal, as far as it is archived, also purged ones.
     */
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
     * Compares Redis with the archive and explains every difference, at most 1,000. It reads all calls that the journal
     * still has, and every line. The shop may go on meanwhile.
     *
     * @return the report
     * @throws LedgerException if Redis or the database cannot answer
     */
    public ArchiveReport verify() {
        return new ArchiveComparison(store, log, pageSize, MOST_DIFFERENCES).run();
    }

    /**
     * Puts the rows of the newest snapshot into an empty namespace, and plays the archived calls after it again, at
     * their own times; without a snapshot, all calls. Afterwards lines, reservations, counters and remembered ids are
     * as they were, the journal has what came after the snapshot, and the numbering continues. Every answer is compared
     * with the archived one. Nobody else may write meanwhile. If it is interrupted, the next call begins with the
     * snapshot again, or continues after the calls that were played.
     *
     * @return what was restored
     * @throws LedgerException if the namespace is in use, if Redis or the database cannot answer, or if a call is
     *     answered otherwise than it was; the message names its sequence
     */
    public RestoreReport restore() {
        return new ArchiveRestore(store, log, rows, pageSize).run();
    }

    @Override
    public String toString() {
        return "RedisArchive of " + namespace;
    }
}
