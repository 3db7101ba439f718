package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whose transaction the statements of a {@link JdbcTransaction} run in: who begins it, and who commits. Whatever the
 * database throws becomes a {@link SqlFailure}. Used by one thread.
 */
abstract class TransactionScope {
    final Session session;
    final Dialect dialect;

    private TransactionScope(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /** Runs statements in order. */
    abstract void run(List<Sql> statements);

    /** Runs statements that nobody waits for an answer of, at the latest with the commit. */
    void runByCommit(List<Sql> statements) {
        run(statements);
    }

    /** Runs a statement of a transaction that has begun, and says how many rows it changed. */
    final int update(Sql statement) {
        int[] changed = new int[1];
        sql(() -> changed[0] = session.update(statement));
        return changed[0];
    }

    /** Whether {@link #restart} is allowed: nothing but this transaction would be lost. */
    boolean restarts() {
        return false;
    }

    /** Rolls back, which frees all locks. The next statements begin anew. */
    void restart() {
        throw new IllegalStateException("only a transaction of the ledger's own begins anew");
    }

    void commit() {}

    void close() {
        session.close();
    }

    interface Step {
        void run() throws SQLException;
    }

    final void sql(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect);
        }
    }

    /** Statements that only read, outside of any transaction. What is run together sees one state of the database. */
    static final class Reads extends TransactionScope {
        Reads(Session session, Dialect dialect) {
            super(session, dialect);
        }

        @Override
        void run(List<Sql> statements) {
            sql(() -> session.read(statements));
        }
    }

    /** The transaction of a caller, who has begun it and will end it. */
    static final class Callers extends TransactionScope {
        Callers(Session session, Dialect dialect) {
            super(session, dialect);
        }

        @Override
        void run(List<Sql> statements) {
            sql(() -> session.run(statements));
        }
    }

    /** A transaction of the ledger's own: it begins with its first statements and commits with its last. */
    static final class Own extends TransactionScope {
        private enum State {
            /** Nothing was sent yet. */
            NEW,
            BEGUN,
            COMMITTED
        }

        private final Consumer<Boolean> ended;
        private final List<Sql> lastStatements = new ArrayList<>();
        private State state = State.NEW;

        /** Calls {@code ended} when it is closed, with whether it was committed. */
        Own(Session session, Dialect dialect, Consumer<Boolean> ended) {
            super(session, dialect);
            this.ended = ended;
        }

        @Override
        void run(List<Sql> statements) {
            if (state == State.NEW) {
                state = State.BEGUN;
                sql(() -> session.begin(statements));
            } else {
                sql(() -> session.run(statements));
            }
        }

        @Override
        void runByCommit(List<Sql> statements) {
            if (dialect.pipelines()) {
                lastStatements.addAll(statements);
            } else {
                run(statements);
            }
        }

        @Override
        boolean restarts() {
            return true;
        }

        @Override
        void restart() {
            sql(session::rollback);
            state = State.NEW;
        }

        @Override
        void commit() {
            sql(() -> session.commit(lastStatements));
            state = State.COMMITTED;
        }

        @Override
        void close() {
            try {
                super.close();
            } finally {
                ended.accept(state == State.COMMITTED);
            }
        }
    }
}
