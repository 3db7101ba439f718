package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal's reader. A database numbers rows when they are inserted, but shows them when their transaction commits,
 * which is another order: a reader that went by those numbers would miss rows. So a row gets its place when it is first
 * seen. The place is after all that were given before; rows that are seen together get theirs in the order of their
 * numbers.
 *
 * <p>Places follow versions: entries of one line are inserted under its lock, so whoever sees one sees all before it,
 * and these have smaller numbers. One reader at a time gives places, and no writer waits for it.
 */
final class JdbcJournal {
    private static final int AT_ONCE = 10_000;

    private final LedgerTables tables;
    private final Dialect dialect;
    private final UnreadableEntries unreadable = new UnreadableEntries();

    JdbcJournal(LedgerTables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Gives a place to each committed entry that has none; returns the last place. */
    long place(Session session) throws SQLException {
        if (unplaced(session, 1).isEmpty()) {
            return lastPlace(session);
        }
        while (true) {
            long[] last = new long[1];
            session.begin(List.of());
            session.run(List.of(Sql.of("SELECT last_place FROM " + tables.meta + " WHERE id = 1" + dialect.forUpdate())
                    .reading(row -> last[0] = row.getLong(1))));
            List<Long> entries = unplaced(session, AT_ONCE);
            List<Sql> changes = placed(entries, last[0]);
            long end = last[0] + entries.size();
            changes.add(Sql.of("UPDATE " + tables.meta + " SET last_place = ? WHERE id = 1", end));
            session.commit(changes);
            if (entries.size() < AT_ONCE) {
                return end;
            }
        }
    }

    /** One update for each run: the entries of a transaction are often one. */
    private List<Sql> placed(List<Long> entries, long last) {
        List<Sql> changes = new ArrayList<>();
        long next = last + 1;
        for (Run run : Run.of(entries)) {
            changes.add(Sql.of(
                    "UPDATE " + tables.journal.name() + " SET place = entry + ?"
                            + " WHERE entry BETWEEN ? AND ? AND place IS NULL",
                    next - run.first,
                    run.first,
                    run.last));
            next += run.last - run.first + 1;
        }
        return changes;
    }

    /**
     * Consecutive numbers of entries that a reader has seen. Between two runs there may be entries whose transactions
     * have not committed yet, so no statement spans more than one.
     */
    record Run(long first, long last) {
        /** The runs of numbers that rise. */
        static List<Run> of(List<Long> entries) {
            List<Run> runs = new ArrayList<>();
            int from = 0;
            for (int i = 1; i <= entries.size(); i++) {
                if (i == entries.size() || entries.get(i) != entries.get(i - 1) + 1) {
                    runs.add(new Run(entries.get(from), entries.get(i - 1)));
                    from = i;
                }
            }
            return runs;
        }
    }

    private List<Long> unplaced(Session session, int max) throws SQLException {
        List<Long> entries = new ArrayList<>();
        String query = "SELECT entry FROM " + tables.journal.name() + dialect.unplaced() + " LIMIT " + max;
        session.run(List.of(Sql.of(query).reading(row -> entries.add(row.getLong(1)))));
        return entries;
    }

    private long lastPlace(Session session) throws SQLException {
        long[] last = new long[1];
        session.run(List.of(Sql.of("SELECT last_place FROM " + tables.meta + " WHERE id = 1")
                .reading(row -> last[0] = row.getLong(1))));
        return last[0];
    }

    /**
     * Reads a page. An entry that cannot be read counts as lost, as a deleted one does, and a page says this of the
     * places before its first entry. So a page ends before such an entry.
     */
    JournalPage page(Session session, long after, int max) throws SQLException {
        place(session);
        Page page = new Page(after);
        String columns = "place, " + SqlTable.names(tables.journal.columns());
        session.run(List.of(Sql.of(
                        "SELECT " + columns + " FROM " + tables.journal.name()
                                + " WHERE place > ? ORDER BY place LIMIT ?",
                        after,
                        (long) max)
                .reading(row -> page.add(row.getLong(1), entry(row)))));
        return page.page();
    }

    /** The entry of a row; null if it cannot be read, because it is damaged or a newer version has written it. */
    private @Nullable JournalEntry entry(ResultSet row) throws SQLException {
        long place = row.getLong(1);
        try {
            JournalEntry entry = Encoding.entry(new Cells(row, dialect));
            unreadable.read(place);
            return entry;
        } catch (RuntimeException e) {
            unreadable.failed(place, e);
            return null;
        }
    }

    /** How many entries could not be read. */
    long unreadable() {
        return unreadable.count();
    }

    /** A page while rows are added to it. Places have no gaps, so what is missing between two was deleted. */
    private static final class Page {
        private final List<JournalEntry> entries = new ArrayList<>();
        private long next;
        private long lost;
        private boolean ended;

        Page(long after) {
            next = after;
        }

        void add(long place, @Nullable JournalEntry entry) {
            long missing = entry == null ? place - next : place - next - 1;
            ended |= missing > 0 && !entries.isEmpty();
            if (ended) {
                return;
            }
            lost += missing;
            next = place;
            if (entry != null) {
                entries.add(entry);
            }
        }

        JournalPage page() {
            return new JournalPage(entries, next, lost);
        }
    }
}
