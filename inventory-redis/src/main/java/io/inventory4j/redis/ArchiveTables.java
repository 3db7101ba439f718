package io.inventory4j.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The two tables of an archive, and how they are made. */
final class ArchiveTables {
    private static final String STANDARD_PREFIX = "inventory_";
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    private final String prefix;

    private ArchiveTables(String prefix) {
        this.prefix = prefix;
    }

    static ArchiveTables standard() {
        return new ArchiveTables(STANDARD_PREFIX);
    }

    /** The prefix becomes a part of statements, so it is checked. */
    static ArchiveTables named(String prefix) {
        if (!PREFIX.matcher(Objects.requireNonNull(prefix, "prefix")).matches()) {
            throw new IllegalArgumentException("prefix is '" + prefix + "'; it must match " + PREFIX);
        }
        return new ArchiveTables(prefix);
    }

    String calls() {
        return prefix + "redis_call";
    }

    String entries() {
        return prefix + "redis_entry";
    }

    /** The statements that make the tables. */
    List<String> statements(ArchiveDialect dialect) {
        String bare = resource(dialect.resource())
                .replaceAll("(?m)--.*$", "")
                .replace(STANDARD_PREFIX + "redis_", prefix + "redis_");
        return Arrays.stream(bare.split(";", -1))
                .map(String::trim)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ArchiveTables.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from this library's jar", e);
        }
    }
}
