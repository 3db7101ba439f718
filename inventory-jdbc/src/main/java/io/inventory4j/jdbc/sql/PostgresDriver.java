package io.inventory4j.jdbc.sql;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the driver of the PostgreSQL project can do beyond JDBC. It is called by reflection, so that neither a build nor
 * another database needs this driver. With another driver nothing is known and nothing is done. Thread-safe.
 */
public final class PostgresDriver {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDriver.class);

    private static final @Nullable Method TRANSACTION_STATE =
            method("org.postgresql.core.BaseConnection", "getTransactionState");
    private static final @Nullable Method BACKEND = method("org.postgresql.PGConnection", "getBackendPID");
    private static final @Nullable Method NOTIFICATIONS =
            method("org.postgresql.PGConnection", "getNotifications", int.class);
    private static final @Nullable Method PREPARE_THRESHOLD =
            method("org.postgresql.PGStatement", "setPrepareThreshold", int.class);

    private PostgresDriver() {}

    private static @Nullable Method method(String type, String name, Class<?>... parameters) {
        try {
            return Class.forName(type).getMethod(name, parameters);
        } catch (ClassNotFoundException | NoSuchMethodException | LinkageError e) {
            LOG.debug("The driver of the PostgreSQL project is not here, or has no {}.{}", type, name, e);
            return null;
        }
    }

    /** Calls a method of what is wrapped; null if this is not the driver that has it. */
    private static @Nullable Object call(@Nullable Method method, Wrapper wrapped, Object... arguments)
            throws SQLException {
        if (method == null || !wrapped.isWrapperFor(method.getDeclaringClass())) {
            return null;
        }
        try {
            return method.invoke(wrapped.unwrap(method.getDeclaringClass()), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new DriverFailure(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("the driver does not allow to call " + method.getName(), e);
        }
    }

    /** How far a transaction has come that the driver knows of. */
    enum State {
        NONE,
        BEGUN,
        /** It only waits for its rollback. */
        FAILED,
        UNKNOWN
    }

    /** The state of the connection's transaction, whoever began it and how. */
    static State state(Connection connection) throws SQLException {
        Object state = call(TRANSACTION_STATE, connection);
        return switch (String.valueOf(state)) {
            case "IDLE" -> State.NONE;
            case "OPEN" -> State.BEGUN;
            case "FAILED" -> State.FAILED;
            default -> State.UNKNOWN;
        };
    }

    /**
     * Whether a pooler is between the driver and the database. The database says the number of its process when the
     * driver logs in, and when it is asked. A pooler gives a number of its own at the login. A connection whose
     * transaction has failed is not asked, as it is of no use here anyway. A transaction that has begun goes on.
     */
    static boolean behindPooler(Connection connection) throws SQLException {
        Object atLogin = call(BACKEND, connection);
        if (atLogin == null || state(connection) == State.FAILED) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            return row.next() && row.getInt(1) != (Integer) atLogin;
        }
    }

    /** Keeps the driver from giving a statement a name that lasts beyond its transaction. */
    static void doNotName(Statement statement) throws SQLException {
        call(PREPARE_THRESHOLD, statement, 0);
    }

    /** Whether {@link #notifications} can wait on this connection. */
    public static boolean notifies(Connection connection) throws SQLException {
        return NOTIFICATIONS != null && connection.isWrapperFor(NOTIFICATIONS.getDeclaringClass());
    }

    /** Waits for notifications, at most so long, and returns how many came. */
    public static int notifications(Connection connection, int millis) throws SQLException {
        Object found = call(NOTIFICATIONS, connection, millis);
        return found == null ? 0 : Array.getLength(found);
    }
}
