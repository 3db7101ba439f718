package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Dialects;
import io.inventory4j.jdbc.sql.OthersTransactions;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.jdbc.sql.SqlScript;
import io.inventory4j.jdbc.sql.TableNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Where the tables of a ledger are, how they are made, and how older ones are upgraded. The statements are in this jar,
 * one file a database, as {@code io/inventory4j/jdbc/postgresql.sql}, {@code mariadb.sql} (MySQL too), {@code h2.sql}
 * and {@code sqlite.sql}: a shop with a migration tool of its own runs that file instead. {@code postgresql-2.sql} and
 * so on bring tables of version 1 to version 2. Immutable, thread-safe.
 */
public final class JdbcSchema {
    /** The version of the tables that this library reads and writes. */
    static final int VERSION = 2;

    private static final Lock UPGRADING = new ReentrantLock();

    private final TableNames names;

    private JdbcSchema(TableNames names) {
        this.names = names;
    }

    /**
     * Tables named {@code inventory_…} in the connection's current schema.
     *
     * @return the schema
     */
    public static JdbcSchema standard() {
        return new JdbcSchema(TableNames.standard());
    }

    /**
     * The same with names that begin otherwise.
     *
     * @param newPrefix 1 to 30 of a to z, 0 to 9 and underscore, a letter first
     * @return the schema
     * @throws IllegalArgumentException if the prefix is anything else
     */
    public JdbcSchema withPrefix(String newPrefix) {
        return new JdbcSchema(names.withPrefix(newPrefix));
    }

    /**
     * The same in a schema (in MariaDB and MySQL: a database) that exists and is named in every statement.
     *
     * @param name 1 to 63 of a to z, 0 to 9 and underscore, no digit first
     * @return the schema
     * @throws IllegalArgumentException if the name is anything else
     */
    public JdbcSchema withSchema(String name) {
        return new JdbcSchema(names.withSchema(name));
    }

    /**
     * Makes the standard tables where they are not there yet. Several nodes may do so at once.
     *
     * @param dataSource the database
     * @throws LedgerException if the database cannot answer, or has these tables in another version
     */
    public static void create(DataSource dataSource) {
        standard().createIn(dataSource);
    }

    /**
     * Makes the tables where they are not there yet. Several nodes may do so at once.
     *
     * @param dataSource the database
     * @throws LedgerException if the database cannot answer, or has these tables in another version
     */
    public void createIn(DataSource dataSource) {
        createIn(Connections.of(Objects.requireNonNull(dataSource, "dataSource")));
    }

    private void createIn(Connections connections) {
        new SqlScript(JdbcSchema::resource, names).run(connections);
        check(connections);
    }

    /**
     * Brings the standard tables to the version of this library. Tables that have it are left alone. The ledger may be
     * in use meanwhile; docs/databases.md says what to mind. Several nodes may do so at once, but not over a server of
     * H2.
     *
     * @param dataSource the database
     * @throws LedgerException if the database cannot answer, or lacks the tables, or they are newer than this library
     */
    public static void upgrade(DataSource dataSource) {
        standard().upgradeIn(dataSource);
    }

    /**
     * Brings the tables to the version of this library, as {@link #upgrade} does.
     *
     * @param dataSource the database
     * @throws LedgerException if the database cannot answer, or lacks the tables, or they are newer than this library
     */
    public void upgradeIn(DataSource dataSource) {
        upgradeIn(Connections.of(Objects.requireNonNull(dataSource, "dataSource")));
    }

    private void upgradeIn(Connections connections) {
        // H2 copies a table to add a column, and loses it if two threads do so at once.
        UPGRADING.lock();
        try {
            for (int next = found(connections) + 1; next <= VERSION; next++) {
                new SqlScript(JdbcSchema::resource, names, "-" + next).run(connections);
            }
        } finally {
            UPGRADING.unlock();
        }
        check(connections);
    }

    /** Makes the tables, or brings those that are there to the version of this library. */
    void prepare(Connections connections) {
        new SqlScript(JdbcSchema::resource, names).run(connections);
        upgradeIn(connections);
    }

    private int found(Connections connections) {
        try {
            return connections.with(connection -> found(connection, Dialects.of(connection)));
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static LedgerException unanswered(SQLException e) {
        return new LedgerException(Effect.NONE, "the database does not answer", e);
    }

    /** Checks that the tables are there, in the version that is wanted; returns which database it is. */
    Dialect check(Connections connections) {
        try {
            return connections.with(connection -> {
                Dialect dialect = Dialects.of(connection);
                OthersTransactions.refuse(connection, connections, dialect);
                check(connection, dialect);
                return dialect;
            });
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private void check(Connection connection, Dialect dialect) throws SQLException {
        int found = found(connection, dialect);
        if (found != VERSION) {
            throw new LedgerException(
                    Effect.NONE,
                    "the tables " + table("*") + " have version " + found + "; this library needs " + VERSION
                            + remedy(found, dialect),
                    null);
        }
    }

    private static String remedy(int found, Dialect dialect) {
        return found < 1 || found > VERSION
                ? ""
                : ": call JdbcSchema.upgrade, or run " + dialect.name() + "-" + (found + 1) + ".sql of this library";
    }

    private int found(Connection connection, Dialect dialect) throws SQLException {
        try {
            return version(connection);
        } catch (SQLException e) {
            if (SqlFailure.kind(e, dialect) != Dialect.Failure.SCHEMA) {
                throw e;
            }
            throw new LedgerException(
                    Effect.NONE,
                    "the tables " + table("*") + " are missing: call JdbcSchema.create, or run " + dialect.name()
                            + ".sql of this library",
                    null);
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schema_version FROM " + table("meta"))) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    String table(String name) {
        return names.of(name);
    }

    static String resource(String name) {
        return SqlScript.text(name, JdbcSchema.class.getResourceAsStream(name));
    }
}
