package io.inventory4j.jdbc.sql;

import io.inventory4j.jdbc.sql.Dialect.Failure;
import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An {@link SQLException} on its way through code that throws none, with what it means. */
public final class SqlFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String COMPLETION_UNKNOWN = "40003";

    /** Two transactions made the same row; the second finds it when it tries again. */
    private static final Set<String> DUPLICATE = Set.of("23505", "23000");

    private final Failure kind;

    private SqlFailure(SQLException cause, Failure kind) {
        super(cause);
        this.kind = kind;
    }

    public static SqlFailure of(SQLException cause, Dialect dialect) {
        return new SqlFailure(cause, kind(cause, dialect));
    }

    public Failure kind() {
        return kind;
    }

    public static Failure kind(SQLException failure, Dialect dialect) {
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
     * What may be shown of the cause. The message of a database can name the row that was in the way, and with it a buyer;
     * that of a connection that cannot be made names hosts only.
     */
    public static @Nullable Throwable shown(SqlFailure failure) {
        SQLException cause = (SQLException) failure.getCause();
        if (cause == null || failure.kind == Failure.UNREACHABLE) {
            return cause;
        }
        SQLException shown = new SQLException(
                "SQL state " + cause.getSQLState() + ", code " + cause.getErrorCode(),
                cause.getSQLState(),
                cause.getErrorCode());
        shown.setStackTrace(cause.getStackTrace());
        return shown;
    }
}
