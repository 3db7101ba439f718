package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import java.sql.SQLException;

/**
 * Calls of JDBC whose failures are all {@link SQLException}s. Drivers, pools and proxies throw other things too, such
 * as an {@code IllegalStateException} by PostgreSQL's driver, which loses count of its answers behind some poolers.
 * Only the virtual machine's own errors pass, as they say nothing of the database.
 */
public final class Guarded {
    /** A call of JDBC. */
    public interface Call<T> {
        T run() throws SQLException;
    }

    /** A call of JDBC that returns nothing. */
    public interface Step {
        void run() throws SQLException;
    }

    private Guarded() {}

    /** Runs a call, whose failures become {@link SQLException}s; those that are the ledger's own pass. */
    public static <T> T call(Call<T> call) throws SQLException {
        try {
            return call.run();
        } catch (SQLException | LedgerException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A Throwable, because a proxy may throw checked exceptions that nobody has declared.
            throw new DriverFailure(e);
        }
    }

    /** Runs a step, whose failures become {@link SQLException}s. */
    public static void run(Step step) throws SQLException {
        Object unused = call(() -> {
            step.run();
            return "";
        });
    }
}
