package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps the ledger's own transactions out of those of others. A data source may hand out a connection that is in the
 * middle of the shop's transaction, such as Spring's {@code TransactionAwareDataSourceProxy}, or one connection that
 * all share. To begin a transaction there would commit or roll back what the shop has done so far.
 *
 * <p>What gives it away:
 *
 * <pre>
 * auto-commit is on     free, unless the driver knows that somebody has said BEGIN; the databases
 *                       whose drivers do not know refuse a second BEGIN ({@link Dialect.Failure#IN_TRANSACTION})
 * auto-commit is off    in a transaction, if this source has handed out connections with auto-commit on;
 *                       otherwise the source may be a pool of such connections, and the database is asked
 * </pre>
 */
public final class OthersTransactions {
    static final String MESSAGE = "the connection that the data source gave is in a transaction of somebody else:"
            + " use within(connection) inside a transaction, or give the ledger a data source of its own";

    private OthersTransactions() {}

    /**
     * Refuses a connection that is in somebody's transaction, and leaves that transaction as it is.
     *
     * @throws LedgerException with effect NONE if it is in one
     */
    public static void refuse(Connection connection, Connections home, Dialect dialect) throws SQLException {
        boolean taken = connection.getAutoCommit()
                ? dialect.begunByStatement(connection)
                : home.autoCommits() || dialect.inTransaction(connection);
        if (taken) {
            throw new LedgerException(Effect.NONE, MESSAGE, null);
        }
    }
}
