package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A script that makes tables where they are not there yet, or adds columns to them: a file for each database, {@code
 * postgresql.sql} and so on, with a semicolon after each statement and comments of two dashes. A column that is there
 * already is left alone: another node has added it, or this one before it failed. Immutable, thread-safe.
 */
public final class SqlScript {
    private static final int ATTEMPTS = 50;
    private static final long MOST_PAUSE_NANOS = 10_000_000;

    private final UnaryOperator<String> files;
    private final TableNames names;
    private final String suffix;

    /**
     * A script that makes tables.
     *
     * @param files gives the text of a file by its name. A module's files are read by the module itself, see
     *     {@link #text}
     * @param names what the tables are named instead of the standard names, which the files have
     */
    public SqlScript(UnaryOperator<String> files, TableNames names) {
        this(files, names, "");
    }

    /**
     * A script.
     *
     * @param files gives the text of a file by its name
     * @param names what the tables are named instead of the standard names
     * @param suffix what follows the database in the names of its files
     */
    public SqlScript(UnaryOperator<String> files, TableNames names, String suffix) {
        this.files = files;
        this.names = names;
        this.suffix = suffix;
    }

    /** The text of a file of a jar; {@code in} is null where the jar lacks it. */
    public static String text(String name, @Nullable InputStream in) {
        try (InputStream file = Objects.requireNonNull(in, name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from this library's jar", e);
        }
    }

    /** The statements for a database, with the names of the tables as they are wanted. */
    List<String> statements(Dialect dialect) {
        String bare =
                names.renamed(files.apply(dialect.name() + suffix + ".sql")).replaceAll("(?m)--.*$", "");
        return Arrays.stream(bare.split(";", -1))
                .map(String::trim)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /**
     * Runs the script. Several nodes may do so at once.
     *
     * @throws LedgerException with effect NONE if the database cannot answer, or refuses
     */
    public void run(Connections connections) {
        Dialect dialect;
        try {
            dialect = connections.with(Dialects::of);
        } catch (SQLException e) {
            throw new LedgerException(Effect.NONE, "the tables cannot be made", e);
        }
        for (int attempt = 1; !made(connections, dialect, attempt == ATTEMPTS); attempt++) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
        }
    }

    /** Whether the tables were made; false if that failed and is to be tried again. */
    private boolean made(Connections connections, Dialect dialect, boolean last) {
        try {
            return connections.with(connection -> {
                // Many databases commit before they make a table.
                OthersTransactions.refuse(connection, connections, dialect);
                for (String statement : statements(dialect)) {
                    execute(statement, connection, dialect);
                }
                return true;
            });
        } catch (SQLException e) {
            // Of two nodes that make one table at once, one may fail, and finds the table when it tries again.
            Dialect.Failure kind = SqlFailure.kind(e, dialect);
            if (last || kind == Dialect.Failure.UNREACHABLE || kind == Dialect.Failure.DRIVER) {
                throw new LedgerException(Effect.NONE, "the tables cannot be made", e);
            }
            return false;
        }
    }

    private static void execute(String sql, Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (!dialect.hasColumnAlready(e)) {
                throw e;
            }
        }
    }
}
