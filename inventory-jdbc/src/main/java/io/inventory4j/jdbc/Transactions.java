package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transactions of one ledger: reading or writing, its own or inside a caller's. Thread-safe.
 *
 * @param clock the clock that decides; null for the database's
 */
record Transactions(
        Dialect dialect, LedgerTables tables, @Nullable InstantSource clock) {
    JdbcTransaction reading(Session session) {
        return reading(new TransactionScope.Reads(session, dialect));
    }

    /** A transaction that calls {@code ended} when it is closed, with whether it was committed. */
    JdbcTransaction writing(Session session, Consumer<Boolean> ended) {
        return writing(new TransactionScope.Own(session, dialect, ended));
    }

    JdbcTransaction readingWithin(Session session) {
        return reading(new TransactionScope.Callers(session, dialect));
    }

    JdbcTransaction writingWithin(Session session) {
        return writing(new TransactionScope.Callers(session, dialect));
    }

    private JdbcTransaction reading(TransactionScope scope) {
        RowSource rows = wanted -> {
            RowReads reads = new RowReads(tables, dialect)
                    .reservations(wanted.reservations(), false)
                    .lines(wanted.lines(), false)
                    .counters(wanted.counters(), false)
                    .applied(wanted.moves(), wanted.saleStates());
            if (!reads.statements().isEmpty()) {
                scope.run(reads.statements());
            }
            return reads.rows();
        };
        return new JdbcTransaction(this, scope, rows, new TransactionTime(clock), new FoundRows());
    }

    private JdbcTransaction writing(TransactionScope scope) {
        TransactionTime time = new TransactionTime(clock);
        FoundRows found = new FoundRows();
        RowSource rows = new LockedRows(scope, () -> new RowReads(tables, dialect), time, found);
        return new JdbcTransaction(this, scope, rows, time, found);
    }
}
