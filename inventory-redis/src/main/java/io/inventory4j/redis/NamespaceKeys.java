package io.inventory4j.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The eight keys of a namespace. Its name stands in braces, so all lie in one hash slot and one script reaches them; texts of
 * a shop are fields and members, never parts of a key, so no two of them can meet in one.
 */
final class NamespaceKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** In the order in which the scripts name them. */
    private static final List<String> NAMES =
            List.of("rows", "expiry", "opened", "stale", "journal", "open", "settled", "archived");

    /** What check.lua writes to. */
    private static final List<String> SCRATCH = List.of("check");

    private final List<byte[]> all;
    private final List<byte[]> scratch;

    NamespaceKeys(String namespace) {
        if (!NAME.matcher(namespace).matches()) {
            throw new IllegalArgumentException(
                    "namespace is " + namespace + "; it must be 1 to 64 of A-Z a-z 0-9 _ . -");
        }
        all = named(namespace, NAMES);
        scratch = named(namespace, SCRATCH);
    }

    private static List<byte[]> named(String namespace, List<String> names) {
        return names.stream()
                .map(name -> ("{" + namespace + "}:" + name).getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    List<byte[]> scratch() {
        return scratch;
    }

    List<byte[]> all() {
        return all;
    }

    /** Everything but the order in which things come to their ends; {@link Rows} says how its fields are named. */
    byte[] rows() {
        return all.get(0);
    }

    byte[] journal() {
        return all.get(4);
    }

    byte[] archived() {
        return all.get(7);
    }
}
