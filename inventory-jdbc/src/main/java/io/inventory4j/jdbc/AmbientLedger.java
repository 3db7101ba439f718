package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.ledger.LoadApplyStoreLedger;
import io.inventory4j.ledger.StoreTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;

/**
 * The ledger inside a transaction of the shop's. Each call sets a savepoint first, so that a call that fails or is
 * retried leaves the shop's own work as it was.
 */
final class AmbientLedger extends LoadApplyStoreLedger {
    private final Connection connection;
    private final Dialect dialect;
    private final Transactions transactions;
    private final Retries retries;

    AmbientLedger(Connection connection, Dialect dialect, Transactions transactions, Retries retries) {
        this.connection = connection;
        this.dialect = dialect;
        this.transactions = transactions;
        this.retries = retries;
    }

    @Override
    protected StoreTransaction begin() {
        return transactions.writingWithin(Session.within(connection, dialect));
    }

    @Override
    protected StoreTransaction beginReading() {
        return transactions.readingWithin(Session.within(connection, dialect));
    }

    // Whatever failed, nothing has happened until the shop commits.
    @Override
    protected RuntimeException failed(RuntimeException failure, Effect effect) {
        return failure instanceof SqlFailure sql ? sql.forCaller(Effect.NONE) : failure;
    }

    @Override
    protected <T> T runTransaction(Supplier<T> transaction) {
        return retries.run(() -> {
            Savepoint before = savepoint();
            try {
                T answer = transaction.get();
                release(before);
                return answer;
            } catch (RuntimeException e) {
                undo(before, e);
                throw e;
            }
        });
    }

    private Savepoint savepoint() {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw new LedgerException(
                    Effect.NONE,
                    "the transaction takes no savepoint",
                    SqlFailure.of(e, dialect).shown());
        }
    }

    private void release(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect).forCaller(Effect.NONE);
        }
    }

    // MariaDB and H2 end the whole transaction at a deadlock: a retry would then run without the shop's own work.
    private void undo(Savepoint before, RuntimeException failure) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw new LedgerException(
                    Effect.NONE, "the database has ended the transaction: roll back and begin it anew", failure);
        }
    }
}
