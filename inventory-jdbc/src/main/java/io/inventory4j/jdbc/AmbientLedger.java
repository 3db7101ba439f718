package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Subscription;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.LostRaceException;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger inside a transaction of the shop's. Each call sets a savepoint first, so that a call that fails or is
 * retried leaves the shop's own work as it was.
 */
final class AmbientLedger extends LoadApplyStoreLedger {
    private static final Logger LOG = LoggerFactory.getLogger(AmbientLedger.class);

    private final Connection connection;
    private final Dialect dialect;
    private final Transactions transactions;
    private final Retries retries;

    /** Whether every query of this transaction sees the same state of the database, which gets older. */
    private final boolean snapshot;

    AmbientLedger(
            Connection connection, boolean snapshot, Dialect dialect, Transactions transactions, Retries retries) {
        this.connection = connection;
        this.snapshot = snapshot;
        this.dialect = dialect;
        this.transactions = transactions;
        this.retries = retries;
    }

    private Session session() {
        return Session.within(connection, dialect);
    }

    @Override
    protected StoreTransaction begin() {
        return transactions.writingWithin(session());
    }

    @Override
    protected StoreTransaction beginReading() {
        return transactions.readingWithin(session());
    }

    // Whatever failed, nothing has happened until the shop commits.
    @Override
    protected RuntimeException failed(RuntimeException failure, Effect effect) {
        return failure instanceof SqlFailure sql ? sql.forCaller(Effect.NONE) : failure;
    }

    @Override
    protected <T> T runTransaction(Supplier<T> transaction) {
        return retries.run(() -> undoneIfItFails(transaction));
    }

    /** Never calls back: nothing has happened until the shop commits, and then the ledger's feed finds it. */
    @Override
    public Subscription follow(EntryListener listener) {
        return () -> {};
    }

    private <T> T undoneIfItFails(Supplier<T> transaction) {
        Session session = session();
        Savepoint before = savepoint(session);
        try {
            T answer = transaction.get();
            release(before, session);
            return answer;
        } catch (LostRaceException e) {
            undo(before, session, e);
            if (snapshot) {
                throw new LedgerException(
                        Effect.NONE, "the transaction sees a state that is old now: roll back and begin it anew", e);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            undo(before, session, e);
            throw e;
        }
    }

    private Savepoint savepoint(Session session) {
        try {
            return session.savepoint();
        } catch (SQLException e) {
            throw new LedgerException(
                    Effect.NONE,
                    "the transaction takes no savepoint",
                    SqlFailure.of(e, dialect).shown());
        }
    }

    private void release(Savepoint savepoint, Session session) {
        try {
            session.release(savepoint);
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect).forCaller(Effect.NONE);
        }
    }

    // MariaDB and H2 end the whole transaction at a deadlock: a retry would then run without the shop's own work.
    private void undo(Savepoint before, Session session, Throwable failure) {
        try {
            session.undo(before);
        } catch (SQLException e) {
            LOG.debug("A call could not be undone after this", failure);
            SqlFailure undo = SqlFailure.of(e, dialect);
            // Of a driver that throws something else, nobody knows whether it has undone anything.
            throw undo.kind() == Dialect.Failure.DRIVER
                    ? new LedgerException(Effect.UNKNOWN, "the call could not be undone: roll back", undo.shown())
                    : new LedgerException(
                            Effect.NONE,
                            "the database has ended the transaction: roll back and begin it anew",
                            undo.shown());
        }
    }
}
