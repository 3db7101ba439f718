package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Dialects;
import io.inventory4j.jdbc.sql.SqlFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables of a ledger are, and how they are made. The statements are in this jar, one file a database, as
 * {@code io/inventory4j/jdbc/postgresql.sql}, {@code mariadb.sql} (MySQL too), {@code h2.sql} and {@code sqlite.sql}: a
 * shop with a migration tool of its own runs that file instead. Immutable, thread-safe.
 */
public final class JdbcSchema {
    /** The version of the tables that this library reads and writes. */
    static final int VERSION = 1;

    private static final String STANDARD_PREFIX = "inventory_";
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern NAMES =
            Pattern.compile("(TABLE IF NOT EXISTS |INTO |FROM | ON |)\\b" + STANDARD_PREFIX + "(?=[a-z])");
    private static final int ATTEMPTS = 50;
    private static final long MOST_PAUSE_NANOS = 10_000_000;

    private final @Nullable String schema;
    private final String prefix;

    private JdbcSchema(@Nullable String schema, String prefix) {
        this.schema = schema;
        this.prefix = prefix;
    }

    /**
     * Tables named {@code inventory_…} in the connection's current schema.
     *
     * @return the schema
     */
    public static JdbcSchema standard() {
        return new JdbcSchema(null, STANDARD_PREFIX);
    }

    /**
     * The same with names that begin otherwise.
     *
     * @param newPrefix 1 to 30 of a to z, 0 to 9 and underscore, a letter first
     * @return the schema
     * @throws IllegalArgumentException if the prefix is anything else
     */
    public JdbcSchema withPrefix(String newPrefix) {
        return new JdbcSchema(schema, checked("prefix", newPrefix, PREFIX));
    }

    /**
     * The same in a schema (in MariaDB and MySQL: a database) that exists and is named in every statement.
     *
     * @param name 1 to 63 of a to z, 0 to 9 and underscore, no digit first
     * @return the schema
     * @throws IllegalArgumentException if the name is anything else
     */
    public JdbcSchema withSchema(String name) {
        return new JdbcSchema(checked("schema", name, NAME), prefix);
    }

    private static String checked(String what, String value, Pattern pattern) {
        if (!pattern.matcher(Objects.requireNonNull(value, what)).matches()) {
            throw new IllegalArgumentException(what + " is '" + value + "'; it must match " + pattern);
        }
        return value;
    }

    /**
     * Makes the standard tables where they are not there yet. Several nodes may do so at once.
     *
     * @param dataSource the database
     * @throws io.inventory4j.LedgerException if the database cannot answer, or has these tables in another version
     */
    public static void create(DataSource dataSource) {
        standard().createIn(dataSource);
    }

    /**
     * Makes the tables where they are not there yet. Several nodes may do so at once.
     *
     * @param dataSource the database
     * @throws io.inventory4j.LedgerException if the database cannot answer, or has these tables in another version
     */
    public void createIn(DataSource dataSource) {
        createIn(Connections.of(Objects.requireNonNull(dataSource, "dataSource")));
    }

    void createIn(Connections connections) {
        for (int attempt = 1; !madeIn(connections, attempt == ATTEMPTS); attempt++) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
        }
        check(connections);
    }

    /** Makes the tables; false where that has failed and is to be tried again. */
    private boolean madeIn(Connections connections, boolean last) {
        Dialect[] dialect = new Dialect[1];
        try {
            with(connections, connection -> {
                dialect[0] = Dialects.of(connection);
                run(statements(dialect[0]), connection);
            });
            return true;
        } catch (SQLException e) {
            // Two nodes that make one table at once: one of them is told so, and finds it there the next time.
            boolean lost = dialect[0] == null || SqlFailure.kind(e, dialect[0]) == Dialect.Failure.UNREACHABLE;
            if (last || lost) {
                throw Dialects.unusable("the tables cannot be made", e);
            }
            return false;
        }
    }

    private static void run(List<String> statements, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw e;
        }
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private static void with(Connections connections, Work work) throws SQLException {
        Connection connection = connections.take();
        try {
            work.run(connection);
        } finally {
            // A pool finds out by itself whether the connection is of any use after a failure.
            connections.give(connection, false);
        }
    }

    /** Checks that the tables are there, in the version that is wanted; says which database it is. */
    Dialect check(Connections connections) {
        Dialect[] found = new Dialect[1];
        try {
            with(connections, connection -> {
                found[0] = Dialects.of(connection);
                check(connection, found[0]);
            });
        } catch (SQLException e) {
            throw Dialects.unusable("the database does not answer", e);
        }
        return found[0];
    }

    private void check(Connection connection, Dialect dialect) throws SQLException {
        int found;
        try {
            found = version(connection);
        } catch (SQLException e) {
            if (SqlFailure.kind(e, dialect) != Dialect.Failure.SCHEMA) {
                throw e;
            }
            throw Dialects.unusable(
                    "the tables " + table("*") + " are missing: call JdbcSchema.create, or run " + dialect.name()
                            + ".sql of this library",
                    null);
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
        if (found != VERSION) {
            throw Dialects.unusable(
                    "the tables " + table("*") + " have version " + found + "; this library needs " + VERSION, null);
        }
    }

    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schema_version FROM " + table("meta"))) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    String table(String name) {
        return (schema == null ? "" : schema + ".") + prefix + name;
    }

    /** The statements that make the tables, with the names of this schema. */
    List<String> statements(Dialect dialect) {
        String script = resource(dialect.name() + ".sql");
        String named = NAMES.matcher(script)
                .replaceAll(name -> name.group(1) + (name.group(1).isEmpty() ? prefix : table("")));
        String bare = named.replaceAll("(?m)--.*$", "");
        return Arrays.stream(bare.split(";", -1))
                .map(String::trim)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(JdbcSchema.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from this library's jar", e);
        }
    }
}
