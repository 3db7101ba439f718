package io.inventory4j.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cells of one row, read from left to right. */
final class Cells {
    private final ResultSet row;
    private final Dialect dialect;
    private int column;

    Cells(ResultSet row, Dialect dialect) {
        this.row = row;
        this.dialect = dialect;
    }

    String text() throws SQLException {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable
    String textOrNull() throws SQLException {
        return dialect.text(row, ++column);
    }

    long number() throws SQLException {
        return row.getLong(++column);
    }

    @Nullable
    Instant instantOrNull() throws SQLException {
        long nanos = number();
        return row.wasNull() ? null : Nanos.instant(nanos);
    }

    Instant instant() throws SQLException {
        return Nanos.instant(number());
    }
}
