package io.inventory4j.redis.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The keys of a namespace. The name of the namespace is in braces, so all keys are in one hash slot and one script
 * reaches them. Texts of a shop are fields and members, never parts of a key, so no text can name another key.
 */
public final class NamespaceKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * The keys in the order in which scripts are given them: the scripts that run most need the first ones only.
     * head.lua says what each holds.
     */
    enum Key {
        ROWS,
        EXPIRY,
        OPENED,
        STALE,
        JOURNAL,
        OPEN,
        CONFIRMED,
        SETTLED,
        SHIPPED,
        APPLIED,
        ARCHIVED;

        private static final List<Key> ALL = List.of(values());

        /** Which of a script's KEYS it is. */
        int number() {
            return ALL.indexOf(this) + 1;
        }

        private String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The key that check.lua writes to. */
    private static final String SCRATCH = "check";

    private final List<byte[]> all;
    private final List<byte[]> scratch;

    public NamespaceKeys(String namespace) {
        if (!NAME.matcher(namespace).matches()) {
            throw new IllegalArgumentException(
                    "namespace is " + namespace + "; it must be 1 to 64 of A-Z a-z 0-9 _ . -");
        }
        all = Arrays.stream(Key.values())
                .map(key -> named(namespace, key.suffix()))
                .toList();
        scratch = List.of(named(namespace, SCRATCH));
    }

    private static byte[] named(String namespace, String suffix) {
        return ("{" + namespace + "}:" + suffix).getBytes(StandardCharsets.US_ASCII);
    }

    public List<byte[]> scratch() {
        return scratch;
    }

    public List<byte[]> all() {
        return all;
    }

    /** The keys that a script is given. */
    public List<byte[]> of(Script script) {
        return all.subList(0, script.keys());
    }

    private byte[] of(Key key) {
        return all.get(key.number() - 1);
    }

    /** The hash of all rows; {@link Rows} names its fields. */
    public byte[] rows() {
        return of(Key.ROWS);
    }

    public byte[] journal() {
        return of(Key.JOURNAL);
    }

    public byte[] archived() {
        return of(Key.ARCHIVED);
    }
}
