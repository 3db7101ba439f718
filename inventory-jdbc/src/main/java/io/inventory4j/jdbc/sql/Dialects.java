package io.inventory4j.jdbc.sql;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Finds out which database a connection leads to. */
public final class Dialects {
    private Dialects() {}

    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> new PostgresDialect(PostgresDriver.behindPooler(connection));
            case "mariadb" -> new MariaDbDialect(true);
            case "mysql" -> new MariaDbDialect(false);
            case "h2" -> new H2Dialect();
            case "sqlite" -> new SqliteDialect();
            default ->
                throw new LedgerException(
                        Effect.NONE,
                        "The database is '" + product + "'; PostgreSQL, MariaDB, MySQL, H2 and SQLite are known",
                        null);
        };
    }
}
