package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What differs between the databases of an archive: little, because it only adds rows and reads them in order. */
enum ArchiveDialect {
    /** PostgreSQL. */
    POSTGRESQL(true),
    /** MariaDB and MySQL. */
    MARIADB(false),
    /** H2. */
    H2(false),
    /** SQLite. */
    SQLITE(true);

    private final boolean exactText;

    /** Text is a type of its own only where it is compared byte by byte. */
    ArchiveDialect(boolean exactText) {
        this.exactText = exactText;
    }

    static ArchiveDialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "h2" -> H2;
            case "sqlite" -> SQLITE;
            default ->
                throw new LedgerException(
                        Effect.NONE,
                        "The database is '" + product + "'; PostgreSQL, MariaDB, MySQL, H2 and SQLite are known",
                        null);
        };
    }

    /** The file with its tables. */
    String resource() {
        return "archive-" + name().toLowerCase(Locale.ROOT) + ".sql";
    }

    void text(PreparedStatement statement, int parameter, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(parameter, exactText ? Types.VARCHAR : Types.VARBINARY);
        } else if (exactText) {
            statement.setString(parameter, value);
        } else {
            statement.setBytes(parameter, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nullable
    String text(ResultSet row, int column) throws SQLException {
        if (exactText) {
            return row.getString(column);
        }
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether another transaction was in the way, by the row that it wrote first or by a lock. */
    boolean lostRace(SQLException failure) {
        for (SQLException one = failure; one != null; one = one.getNextException()) {
            String state = String.valueOf(one.getSQLState());
            if (state.startsWith("23") || state.startsWith("40") || busy(one.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private boolean busy(int code) {
        return switch (this) {
            case POSTGRESQL -> false;
            case MARIADB -> code == 1205 || code == 1213 || code == 1020;
            case H2 -> code == 50200 || code == 90131;
            // The low byte is the kind of error: busy, locked, constraint.
            case SQLITE -> (code & 0xff) == 5 || (code & 0xff) == 6 || (code & 0xff) == 19;
        };
    }
}
