package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Dialect.Failure;
import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An {@link SQLException} with what it means, on its way through code that throws no checked exceptions. */
public final class SqlFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String COMPLETION_UNKNOWN = "40003";

    /** Two transactions made the same row; the second finds it when it tries again. */
    private static final Set<String> DUPLICATE = Set.of("23505", "23000");

    private final Failure kind;

    /** Whether statements travel with the commit: then an answer that refuses one says that nothing was committed. */
    private final boolean sentWithCommit;

    private SqlFailure(SQLException cause, Failure kind, boolean sentWithCommit) {
        super(cause);
        this.kind = kind;
        this.sentWithCommit = sentWithCommit;
    }

    public static SqlFailure of(SQLException cause, Dialect dialect) {
        return new SqlFailure(cause, kind(cause, dialect), dialect.pipelines());
    }

    public Failure kind() {
        return kind;
    }

    public static Failure kind(SQLException failure, Dialect dialect) {
        if (failure instanceof DriverFailure) {
            return Failure.DRIVER;
        }
        Failure known = dialect.failure(failure);
        if (known != null) {
            return known;
        }
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("08")
                || state.equals(COMPLETION_UNKNOWN)
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException) {
            return Failure.UNREACHABLE;
        }
        return state.startsWith("40") || DUPLICATE.contains(state) ? Failure.CONTENTION : Failure.OTHER;
    }

    /**
     * This failure as the caller of a ledger sees it.
     *
     * @param effect what is known of the commands, where the kind of failure does not say more
     */
    public LedgerException forCaller(Effect effect) {
        Throwable cause = shown();
        return switch (kind) {
            case CONTENTION -> new LostRaceException(cause);
            case CANCELLED ->
                effect == Effect.NONE
                        ? new LostRaceException(cause)
                        : new LedgerException(effect, "the database did not commit in time", cause);
            case UNREACHABLE -> new LedgerException(effect, "the connection to the database is lost", cause);
            case FULL -> new LedgerException(Effect.NONE, "the database has no room left", cause);
            case SCHEMA -> new LedgerException(Effect.NONE, "the tables are missing, or of another version", cause);
            case IN_TRANSACTION -> new LedgerException(Effect.NONE, OthersTransactions.MESSAGE, cause);
            case DRIVER -> new LedgerException(effect, "the driver or the pool has failed", cause);
            case OTHER ->
                new LedgerException(
                        sentWithCommit ? Effect.NONE : effect, "the database has refused a statement", cause);
        };
    }

    /**
     * What may be shown of the cause. The message of a database can name the row that was in the way, and with it a
     * buyer; that of a connection that cannot be made names hosts only.
     */
    public @Nullable Throwable shown() {
        SQLException cause = (SQLException) getCause();
        if (cause == null || kind == Failure.UNREACHABLE) {
            return cause;
        }
        Throwable thrown = kind == Failure.DRIVER && cause.getCause() != null ? cause.getCause() : cause;
        String what = thrown == cause
                ? "SQL state " + cause.getSQLState() + ", code " + cause.getErrorCode()
                : thrown.getClass().getName();
        SQLException shown = new SQLException(what, cause.getSQLState(), cause.getErrorCode());
        shown.setStackTrace(thrown.getStackTrace());
        return shown;
    }
}
