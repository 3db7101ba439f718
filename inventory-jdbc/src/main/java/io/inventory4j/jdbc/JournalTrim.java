package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes the oldest entries of the journal (rule 9.2), in small bites, each a transaction of its own. Readers are told
 * how many entries they miss, so an entry that never got a place is given one here, at once with its deletion.
 */
final class JournalTrim {
    /** How many entries one transaction deletes at most. */
    static final int AT_ONCE = 1_000;

    private final LedgerTables tables;
    private final Dialect dialect;

    JournalTrim(LedgerTables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Deletes entries of {@code by} or earlier, at most {@code max} of them. */
    void run(Session session, Instant by, int max) throws SQLException {
        int left = max;
        int deleted = 1;
        while (left > 0 && deleted > 0) {
            deleted = bite(session, by, Math.min(left, AT_ONCE));
            left -= deleted;
        }
    }

    private int bite(Session session, Instant by, int max) throws SQLException {
        session.begin(List.of());
        long[] last = new long[1];
        session.run(List.of(Sql.of("SELECT last_place FROM " + tables.meta + " WHERE id = 1" + dialect.forUpdate())
                .reading(row -> last[0] = row.getLong(1))));
        // Not IS NOT NULL: H2 reads all entries without a place to get there.
        List<Long> placed = oldest(session, "place", " WHERE place > 0 ORDER BY place", by, max);
        if (!placed.isEmpty()) {
            session.commit(delete("place", "", placed));
            return placed.size();
        }
        // Entries without a place come after all that have one.
        List<Long> unplaced = oldest(session, "entry", dialect.unplaced(), by, max);
        List<Sql> changes = delete("entry", " AND place IS NULL", unplaced);
        if (!unplaced.isEmpty()) {
            changes.add(
                    Sql.of("UPDATE " + tables.meta + " SET last_place = ? WHERE id = 1", last[0] + unplaced.size()));
        }
        session.commit(changes);
        return unplaced.size();
    }

    /** The numbers of the first entries in some order, as far as they are old enough. */
    private List<Long> oldest(Session session, String number, String which, Instant by, int max) throws SQLException {
        List<Long> found = new ArrayList<>();
        boolean[] done = new boolean[1];
        String query = "SELECT " + number + ", at_nanos FROM " + tables.journal.name() + which + " LIMIT ?";
        session.run(List.of(Sql.of(query, (long) max).reading(row -> {
            done[0] |= row.getLong(2) > Nanos.of(by);
            if (!done[0]) {
                found.add(row.getLong(1));
            }
        })));
        return found;
    }

    private List<Sql> delete(String column, String also, List<Long> numbers) {
        List<Sql> deletions = new ArrayList<>();
        for (JdbcJournal.Run run : JdbcJournal.Run.of(numbers)) {
            deletions.add(Sql.of(
                    "DELETE FROM " + tables.journal.name() + " WHERE " + column + " BETWEEN ? AND ?" + also,
                    run.first(),
                    run.last()));
        }
        return deletions;
    }
}
