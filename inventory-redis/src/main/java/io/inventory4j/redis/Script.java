package io.inventory4j.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The scripts, each joined from parts that it shares with others and, last, a file of its own. */
enum Script {
    /** Applies a batch of any commands. */
    APPLY(
            NamespaceKeys.Key.SETTLED,
            "head rows_io rows commit answer drafts commands settlements units reserve_rules replace reserve settle"
                    + " move apply"),
    /**
     * {@link #APPLY} for reserves that replace nothing. Each call creates all functions, so a small script costs less.
     */
    RESERVE(NamespaceKeys.Key.JOURNAL, "head rows_io rows commit answer commands reserve_rules reserve apply"),
    /** {@link #APPLY} for settlements. */
    SETTLE(NamespaceKeys.Key.SETTLED, "head rows_io rows commit answer drafts commands settlements units settle apply"),
    /**
     * Applies a batch of reserves that replace nothing, are all new and are all held, which is what a rush is made of.
     * It answers as {@link #RESERVE} does, at less cost. If the batch is any other, it answers nothing and has done
     * nothing.
     */
    RUSH(NamespaceKeys.Key.JOURNAL, "head rush"),
    /** Ends reservations that are overdue. */
    EXPIRE(NamespaceKeys.Key.SETTLED, "head rows_io rows commit answer drafts units file_open expire"),
    /** Forgets ids, counters and entries of the journal. */
    PURGE(NamespaceKeys.Key.ARCHIVED, "head rows_io rows commit settlements purge"),
    /** Reads a page of a line's open reservations. */
    OPEN(NamespaceKeys.Key.OPEN, "head rows_io rows drafts file_open open"),
    /** Reads settlements of a reservation that are not in its row. */
    LATER(NamespaceKeys.Key.ROWS, "settlements later"),
    /** Writes something without effect, for WAIT to wait for. */
    MARK(NamespaceKeys.Key.EXPIRY, "mark"),
    /** Tries the commands of the others, to see whether the server has them and the user may run them. */
    CHECK(0, "check");

    private final int keys;
    private final String parts;
    private final String text;
    private final String sha1;

    Script(NamespaceKeys.Key last, String parts) {
        this(last.number(), parts);
    }

    Script(int keys, String parts) {
        this.keys = keys;
        this.parts = parts;
        text = joined(parts());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text());
            sha1 = HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /** How many of the namespace's keys it is given, the first ones. */
    int keys() {
        return keys;
    }

    /**
     * The names of the files that it is joined from, in order. The last is in scripts/, the others are in
     * scripts/parts/.
     */
    List<String> parts() {
        return List.of(parts.split(" ", -1));
    }

    /** What EVAL takes. */
    byte[] text() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What EVALSHA takes: Redis names a script by the SHA-1 of its text. */
    byte[] sha1() {
        return sha1.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Joins the parts; from the third on, each is a function within the part before it. When Lua creates a function, it
     * searches the locals of the enclosing function for each one that the function uses. Locals from further out it
     * takes from the enclosing function at once, so nested parts make the search short.
     */
    private static String joined(List<String> parts) {
        StringBuilder all = new StringBuilder();
        int last = parts.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i > 1) {
                all.append("return (function()\n");
            }
            String folder = i < last ? "scripts/parts/" : "scripts/";
            all.append(LuaConstants.inlined(resource(folder + parts.get(i) + ".lua")));
        }
        return all.append("end)()\n".repeat(Math.max(0, last - 1))).toString();
    }

    private static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " cannot be read", e);
        }
    }
}
