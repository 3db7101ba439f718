package io.inventory4j.jdbc.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its arguments.
 *
 * @param text the statement, with a question mark for each argument
 * @param arguments a Long, a text as the dialect binds it, bytes, an {@link Array}, or null
 * @param reader what to do with each row; null for a statement that returns none
 */
public record Sql(
        String text,
        List<@Nullable Object> arguments,
        @Nullable RowReader reader) {
    /** Reads the current row of the result set. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** A whole column of rows as one argument: the database's name of the element type, and the elements. */
    public static final class Array {
        public final String type;
        public final @Nullable Object[] elements;

        public Array(String type, @Nullable Object[] elements) {
            this.type = type;
            this.elements = elements;
        }
    }

    public static Sql of(String text, @Nullable Object... arguments) {
        return new Sql(text, Arrays.asList(arguments), null);
    }

    public Sql reading(RowReader rows) {
        return new Sql(text, arguments, rows);
    }
}
