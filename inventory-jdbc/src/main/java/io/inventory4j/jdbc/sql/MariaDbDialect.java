package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB and MySQL, with InnoDB. Columns of text are VARBINARY: no collation is exact in both. MariaDB takes several
 * statements as one compound statement, in one round trip; MySQL knows that in stored programs only.
 */
final class MariaDbDialect extends Dialect {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int RECORD_CHANGED = 1020;
    private static final int STATEMENT_TIMEOUT_MARIADB = 1969;
    private static final int STATEMENT_TIMEOUT_MYSQL = 3024;
    /** MySQL's drivers end a statement that takes too long by a request on another connection. */
    private static final int STATEMENT_CANCELLED = 1317;

    /** The database refuses to set the isolation of a transaction that has begun. */
    private static final int IN_TRANSACTION = 1568;

    private static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    private final boolean compounds;

    /** With whether it takes compound statements. */
    MariaDbDialect(boolean compounds) {
        this.compounds = compounds;
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    List<Sql> begin(long timeoutMillis) {
        return List.of(Sql.of(READ_COMMITTED), Sql.of("START TRANSACTION"));
    }

    @Override
    boolean inTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(READ_COMMITTED);
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_TRANSACTION) {
                return true;
            }
            throw e;
        }
    }

    @Override
    boolean joins() {
        return compounds;
    }

    @Override
    String together(List<Sql> statements) {
        return "BEGIN NOT ATOMIC " + super.together(statements) + "; END";
    }

    // The others answer nothing before the end.
    @Override
    List<Sql> answered(List<Sql> statements) {
        return statements.stream()
                .filter(statement -> statement.reader() != null)
                .toList();
    }

    // Local time would jump with daylight saving.
    @Override
    public String clock() {
        return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) * 1000";
    }

    @Override
    int lockTimeoutSeconds(long timeoutMillis) {
        return (int) ((timeoutMillis + 999) / 1000);
    }

    @Override
    String hint() {
        return " FORCE INDEX (PRIMARY)";
    }

    // Not every version uses an index for (a, b) IN (...); all do for a = ? AND b = ? OR ...
    @Override
    String matches(SqlTable table, int n) {
        if (table.keys().size() == 1) {
            return super.matches(table, n);
        }
        String one = table.keys().stream()
                .map(column -> column.name() + " = ?")
                .collect(Collectors.joining(" AND ", "(", ")"));
        return IntStream.range(0, n).mapToObj(i -> one).collect(Collectors.joining(" OR "));
    }

    @Override
    String upsert(SqlTable table, List<@Nullable Object[]> rows) {
        return values("INSERT INTO", table, rows)
                + table.values().stream()
                        .map(column -> column.name() + " = VALUES(" + column.name() + ")")
                        .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
    }

    @Override
    @Nullable
    Failure failure(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT, DEADLOCK, RECORD_CHANGED, STATEMENT_TIMEOUT_MARIADB, STATEMENT_TIMEOUT_MYSQL ->
                Failure.CONTENTION;
            case STATEMENT_CANCELLED -> Failure.CANCELLED;
            case IN_TRANSACTION -> Failure.IN_TRANSACTION;
            case 1021, 1114, 3 -> Failure.FULL;
            case 1146, 1054, 1049 -> Failure.SCHEMA;
            case 1040, 1053, 1927, 3169, 4031 -> Failure.UNREACHABLE;
            // A driver that has cancelled a statement need not say the database's code.
            default -> failure instanceof SQLTimeoutException ? Failure.CANCELLED : null;
        };
    }
}
