package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports for people: what is on a line and why, which reservations are open and since when, how far limits are used.
 * Each answer is one consistent snapshot, and no sale waits for it. Thread-safe.
 *
 * <p>For other questions, query the tables: the file that makes them says what each column is.
 */
public final class StockReports {
    /**
     * A counter, such as what a buyer has of a limit.
     *
     * @param name its name
     * @param used units and orders that charge it
     * @param forgetAfter when it may be forgotten; null while anything charges it
     */
    public record CounterUse(
            String name, long used, @Nullable Instant forgetAfter) {
        /** For messages and logs; it leaves the name out, which may have the buyer in it (rule 1.10). */
        @Override
        public String toString() {
            return "CounterUse[used=" + used + ", forgetAfter=" + forgetAfter + "]";
        }
    }

    /** Runs queries, with the retries and failures of the ledger. */
    interface Runner {
        <T> T run(Database.Work<T> query);
    }

    private final LedgerTables tables;
    private final Dialect dialect;
    private final JdbcJournal journal;
    private final Runner runner;

    StockReports(LedgerTables tables, Dialect dialect, JdbcJournal journal, Runner runner) {
        this.tables = tables;
        this.dialect = dialect;
        this.journal = journal;
        this.runner = runner;
    }

    private interface RowReader<T> {
        T read(Cells cells) throws SQLException;
    }

    private <T> List<T> rows(Session session, String query, RowReader<T> reader, @Nullable Object... arguments)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        session.run(List.of(Sql.of(query, arguments).reading(row -> rows.add(reader.read(new Cells(row, dialect))))));
        return rows;
    }

    /**
     * The journal of one line: every command that touched it, and the level after each.
     *
     * @param line the line
     * @param afterVersion the last version of the page before; 0 for the first page
     * @param max the most entries to return, at least 1
     * @return the entries, in the order of versions, which have no gaps unless the journal was trimmed by hand
     * @throws IllegalArgumentException if an argument is out of bounds
     * @throws io.inventory4j.LedgerException if the database does not answer
     */
    public List<JournalEntry> journal(StockKey line, long afterVersion, int max) {
        Bounds.limit("afterVersion", afterVersion);
        Bounds.max("max", max);
        String query = "SELECT place, " + SqlTable.names(tables.journal.columns()) + " FROM " + tables.journal.name()
                + " WHERE sku = ? AND location = ? AND version > ? AND place IS NOT NULL ORDER BY version LIMIT ?";
        return runner.run(session -> {
            journal.place(session);
            return rows(
                    session,
                    query,
                    Encoding::entry,
                    dialect.text(line.sku()),
                    dialect.text(line.location()),
                    afterVersion,
                    (long) max);
        });
    }

    /**
     * Reservations that hold units, the oldest first.
     *
     * @param max the most to return, at least 1
     * @return the reservations
     * @throws IllegalArgumentException if {@code max} is below 1
     * @throws io.inventory4j.LedgerException if the database does not answer
     */
    public List<Reservation> oldestOpen(int max) {
        // Not IS NOT NULL: H2 reads all that hold nothing to get there.
        return open(" WHERE r.due_nanos >= ?", max, Long.MIN_VALUE);
    }

    /**
     * Reservations that hold units of a line, the oldest first.
     *
     * @param line the line
     * @param max the most to return, at least 1
     * @return the reservations
     * @throws IllegalArgumentException if {@code max} is below 1
     * @throws io.inventory4j.LedgerException if the database does not answer
     */
    public List<Reservation> oldestOpen(StockKey line, int max) {
        return open(
                " JOIN " + tables.held.name() + " h ON h.reservation = r.id WHERE h.sku = ? AND h.location = ?",
                max,
                dialect.text(line.sku()),
                dialect.text(line.location()));
    }

    private List<Reservation> open(String which, int max, @Nullable Object... arguments) {
        Bounds.max("max", max);
        String query = "SELECT r.id, r.made_nanos, r.changed_nanos, r.body FROM " + tables.reservation.name() + " r"
                + which + " ORDER BY r.made_nanos, r.id LIMIT " + max;
        return runner.run(session -> rows(session, query, StockReports::openReservation, arguments));
    }

    private static Reservation openReservation(Cells cells) throws SQLException {
        return ReservationText.read(ReservationId.of(cells.text()), cells.instant(), cells.instant(), cells.text());
    }

    /**
     * Counters whose names begin with a prefix, in the order of names. A purchase limit's counter begins with the name
     * of its rule: {@code PurchaseLimits} says how.
     *
     * @param prefix what the names begin with; empty for all
     * @param after the last name of the page before, or null for the first page
     * @param max the most to return, at least 1
     * @return the counters that are stored, those that count nothing included
     * @throws IllegalArgumentException if {@code max} is below 1
     * @throws io.inventory4j.LedgerException if the database does not answer
     */
    public List<CounterUse> counters(String prefix, @Nullable String after, int max) {
        Bounds.max("max", max);
        String query = "SELECT " + SqlTable.names(tables.counter.columns()) + " FROM " + tables.counter.name()
                + " WHERE name >= ? AND name > ? AND name < ? ORDER BY name LIMIT ?";
        // Names are compared by their UTF-8 bytes, of which U+10FFFF has the highest.
        String end = prefix + Character.toString(Character.MAX_CODE_POINT);
        return runner.run(session -> rows(
                session,
                query,
                cells -> new CounterUse(cells.text(), cells.number(), cells.instantOrNull()),
                dialect.text(prefix),
                dialect.text(after == null ? "" : after),
                dialect.text(end),
                (long) max));
    }
}
