package io.inventory4j.jdbc.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cells of one row, read from left to right. */
public final class Cells {
    private final ResultSet row;
    private final Dialect dialect;
    private int column;

    public Cells(ResultSet row, Dialect dialect) {
        this.row = row;
        this.dialect = dialect;
    }

    public String text() throws SQLException {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable
    public String textOrNull() throws SQLException {
        return dialect.text(row, ++column);
    }

    public long number() throws SQLException {
        return row.getLong(++column);
    }

    @Nullable
    public Long numberOrNull() throws SQLException {
        long number = number();
        return row.wasNull() ? null : (Long) number;
    }

    public byte[] bytes() throws SQLException {
        return Objects.requireNonNull(row.getBytes(++column));
    }

    @Nullable
    public Instant instantOrNull() throws SQLException {
        long nanos = number();
        return row.wasNull() ? null : Nanos.instant(nanos);
    }

    public Instant instant() throws SQLException {
        return Nanos.instant(number());
    }
}
