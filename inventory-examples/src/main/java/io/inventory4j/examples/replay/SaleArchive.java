package io.inventory4j.examples.replay;

import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.archive.ArchiveDifference;
import io.inventory4j.archive.ArchiveReport;
import io.inventory4j.archive.RedisArchive;
import io.inventory4j.archive.RestoreReport;
import io.inventory4j.examples.replay.audit.Discrepancy;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.stock.JournalPage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a sale's Redis in a database: brings an empty Redis back to it, follows while the sale runs, and is
 * compared with Redis at the end. Used by one thread.
 */
final class SaleArchive implements AutoCloseable {
    private static final int PAGE = 1_000;
    private static final Duration EVERY = Duration.ofMillis(50);

    private final RedisArchive archive;
    private final String shown;
    private @Nullable RestoreReport restored;
    private @Nullable Subscription following;

    /**
     * An archive that is not used yet.
     *
     * @param shown the database's name for the screen
     */
    SaleArchive(RedisConnections connections, DataSource database, String shown) {
        archive = RedisArchive.over(connections, database);
        this.shown = shown;
    }

    /** Plays the archive into a Redis that has lost it, and begins to follow. Nobody sells yet. */
    void begin() throws StoreException {
        archive.createTables();
        ArchiveReport before = archive.verify();
        if (before.place() < before.archived() && before.agreed() == before.place()) {
            restored = restore(before);
        } else if (!before.sound()) {
            throw new StoreException(
                    "it is the archive of another Redis; the two agree up to place " + before.agreed());
        }
        following = archive.follow(EVERY);
    }

    /** An interrupted restore goes on; a Redis that lost its end only is refused, since nobody may write over it. */
    private RestoreReport restore(ArchiveReport before) throws StoreException {
        try {
            return archive.restore();
        } catch (LedgerException e) {
            if (before.place() == 0) {
                throw e;
            }
            throw new StoreException(String.format(
                    Locale.ROOT,
                    "Redis has lost the end of its journal, which is at %,d there and at %,d in the archive; start an"
                            + " empty Redis, and all that is archived comes back (%s)",
                    before.place(),
                    before.archived(),
                    Screen.firstLine(e)));
        }
    }

    /** What came back at the beginning, if Redis had lost it. */
    Optional<RestoreReport> restored() {
        return Optional.ofNullable(restored);
    }

    /**
     * Copies the rest, and compares all. Nobody sells any more.
     *
     * @return every difference
     */
    List<Discrepancy> compare(Screen screen) {
        close();
        archive.drain(Integer.MAX_VALUE);
        ArchiveReport report = archive.verify();
        boolean same = report.differences().isEmpty();
        screen.line(String.format(
                Locale.ROOT,
                "Archived in %s: %,d places of the journal; %,d lines compared with Redis: %s",
                shown,
                report.archived(),
                report.lines(),
                same ? "no difference." : "THEY DIFFER."));
        return report.differences().stream().map(this::discrepancy).toList();
    }

    private Discrepancy discrepancy(ArchiveDifference difference) {
        return new Discrepancy("archive", "Redis against " + shown, "the same", difference.toString());
    }

    /**
     * Names what is lost if the Redis that has just failed comes back empty: what the orders have beyond the archive.
     */
    void nameMissing(OrderTable table, Screen screen) {
        close();
        drainIfPossible();
        JournalIndex archived = new JournalIndex();
        try {
            long after = -1;
            for (long next = 0; next != after; ) {
                after = next;
                JournalPage page = archive.journal(after, PAGE);
                archived.enter(page);
                next = page.next();
            }
        } catch (LedgerException e) {
            screen.line("What the archive lacks is not known, as it does not answer: " + Screen.firstLine(e));
            return;
        }
        List<String> missing = table.missing(archived::has);
        missing.forEach(line -> screen.line("acknowledged after the archive's last call: " + line));
        screen.line(
                missing.isEmpty()
                        ? "The archive has all that Redis has acknowledged in this run."
                        : "That much is lost if Redis comes back empty; the archive has all before it.");
    }

    /** Where only a connection was lost, this leaves nothing missing. */
    private void drainIfPossible() {
        try {
            archive.drain(Integer.MAX_VALUE);
        } catch (LedgerException e) {
            // Redis is gone, which the caller reports.
            return;
        }
    }

    @Override
    public void close() {
        if (following != null) {
            following.close();
        }
    }
}
