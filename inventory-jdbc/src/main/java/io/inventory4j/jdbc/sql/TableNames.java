package io.inventory4j.jdbc.sql;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the tables of this library are named: a prefix, and before it a schema if one is given. Both become parts of
 * statements, so they are checked. Immutable, thread-safe.
 */
public final class TableNames {
    private static final String STANDARD_PREFIX = "inventory_";
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** Where a script names a table, the schema goes before the prefix; where it names an index, it does not. */
    private static final Pattern NAMES =
            Pattern.compile("(TABLE IF NOT EXISTS |INTO |FROM | ON |)\\b" + STANDARD_PREFIX + "(?=[a-z])");

    private final @Nullable String schema;
    private final String prefix;

    private TableNames(@Nullable String schema, String prefix) {
        this.schema = schema;
        this.prefix = prefix;
    }

    /** Names that begin with {@code inventory_}, without a schema. */
    public static TableNames standard() {
        return new TableNames(null, STANDARD_PREFIX);
    }

    /**
     * The same with another prefix.
     *
     * @throws IllegalArgumentException unless it is 1 to 30 of a to z, 0 to 9 and underscore, a letter first
     */
    public TableNames withPrefix(String newPrefix) {
        return new TableNames(schema, checked("prefix", newPrefix, PREFIX));
    }

    /**
     * The same in a schema.
     *
     * @throws IllegalArgumentException unless it is 1 to 63 of a to z, 0 to 9 and underscore, no digit first
     */
    public TableNames withSchema(String newSchema) {
        return new TableNames(checked("schema", newSchema, NAME), prefix);
    }

    private static String checked(String what, String value, Pattern pattern) {
        if (!pattern.matcher(Objects.requireNonNull(value, what)).matches()) {
            throw new IllegalArgumentException(what + " is '" + value + "'; it must match " + pattern);
        }
        return value;
    }

    /** The whole name of a table, such as {@code shop.inventory_line} for {@code line}. */
    public String of(String table) {
        return (schema == null ? "" : schema + ".") + prefix + table;
    }

    /** A script that has standard names, with these names in their place. */
    String renamed(String script) {
        return NAMES.matcher(script)
                .replaceAll(name -> name.group(1) + (name.group(1).isEmpty() ? prefix : of("")));
    }
}
