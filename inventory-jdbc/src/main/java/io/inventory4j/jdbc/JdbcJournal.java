package io.inventory4j.jdbc;

import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

    JdbcJournal(LedgerTables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Gives a place to each committed entry that has none; returns the last place. */
    long place(Session session) throws SQLException {
        if (!anyUnplaced(session)) {
            return lastPlace(session);
        }
        while (true) {
            long[] last = new long[1];
            session.begin(List.of());
            session.run(List.of(Sql.of("SELECT last_place FROM " + tables.meta + " WHERE id = 1" + dialect.forUpdate())
                    .reading(row -> last[0] = row.getLong(1))));
            List<Long> entries = new ArrayList<>();
            session.run(List.of(Sql.of(
                            "SELECT entry FROM " + tables.journal.name()
                                    + " WHERE place IS NULL ORDER BY entry LIMIT ?",
                            (long) AT_ONCE)
                    .reading(row -> entries.add(row.getLong(1)))));
            List<Sql> changes = placed(entries, last[0]);
            long end = last[0] + entries.size();
            changes.add(Sql.of("UPDATE " + tables.meta + " SET last_place = ? WHERE id = 1", end));
            session.commit(changes);
            if (entries.size() < AT_ONCE) {
                return end;
            }
        }
    }

    /** One update for each run of consecutive numbers: the entries of a transaction are often such a run. */
    private List<Sql> placed(List<Long> entries, long last) {
        List<Sql> changes = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= entries.size(); i++) {
            if (i == entries.size() || entries.get(i) != entries.get(i - 1) + 1) {
                long first = entries.get(from);
                changes.add(Sql.of(
                        "UPDATE " + tables.journal.name() + " SET place = entry + ?"
                                + " WHERE entry BETWEEN ? AND ? AND place IS NULL",
                        last + 1 + from - first,
                        first,
                        entries.get(i - 1)));
                from = i;
            }
        }
        return changes;
    }

    private boolean anyUnplaced(Session session) throws SQLException {
        boolean[] any = new boolean[1];
        session.run(List.of(
                Sql.of("SELECT entry FROM " + tables.journal.name() + " WHERE place IS NULL ORDER BY entry LIMIT 1")
                        .reading(row -> any[0] = true)));
        return any[0];
    }

    private long lastPlace(Session session) throws SQLException {
        long[] last = new long[1];
        session.run(List.of(Sql.of("SELECT last_place FROM " + tables.meta + " WHERE id = 1")
                .reading(row -> last[0] = row.getLong(1))));
        return last[0];
    }

    JournalPage page(Session session, long after, int max) throws SQLException {
        place(session);
        List<JournalEntry> entries = new ArrayList<>();
        String columns = "place, " + SqlTable.names(tables.journal.columns());
        session.run(List.of(Sql.of(
                        "SELECT " + columns + " FROM " + tables.journal.name()
                                + " WHERE place > ? ORDER BY place LIMIT ?",
                        after,
                        (long) max)
                .reading(row -> entries.add(Encoding.entry(new Cells(row, dialect))))));
        JournalPage page = JournalPage.of(entries, after);
        // Places have no gaps, so entries that are missing before the first one were deleted.
        return entries.isEmpty()
                ? page
                : new JournalPage(entries, page.next(), entries.get(0).sequence() - after - 1);
    }
}
