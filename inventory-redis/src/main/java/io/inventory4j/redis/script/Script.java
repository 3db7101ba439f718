package io.inventory4j.redis.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The scripts, each joined from parts that it shares with others and, last, a file of its own. */
public enum Script {
    /** Applies a batch of any commands. */
    APPLY(
            NamespaceKeys.Key.APPLIED,
            "head rows_io rows commit answer drafts commands [move] units settlements [settle] reserve_rules replace"
                    + " reserve byte_order take_again apply"),
    /**
     * {@link #APPLY} for reserves that replace nothing. Each call creates all functions, so a small script costs less.
     */
    RESERVE(NamespaceKeys.Key.JOURNAL, "head rows_io rows commit answer commands reserve_rules reserve apply"),
    /** {@link #APPLY} with what reserves need whose lines choose (rule 1.9). */
    CHOOSE(
            NamespaceKeys.Key.APPLIED,
            "head rows_io rows commit answer drafts commands [move] units settlements [settle] reserve_rules replace"
                    + " reserve byte_order take_again choose [choose_again] apply"),
    /** {@link #APPLY} for settlements. */
    SETTLE(NamespaceKeys.Key.SHIPPED, "head rows_io rows commit answer drafts commands units settlements settle apply"),
    /**
     * Applies a batch of reserves that replace nothing, are all new and are all held, which is what a rush is made of.
     * It answers as {@link #RESERVE} does, at less cost. If the batch is any other, it answers nothing and has done
     * nothing.
     */
    RUSH(NamespaceKeys.Key.JOURNAL, "head rush"),
    /** Ends reservations that are overdue. */
    EXPIRE(NamespaceKeys.Key.SHIPPED, "head rows_io rows commit answer drafts units stamp file_open expire"),
    /** Forgets ids, counters and entries of the journal. */
    PURGE(NamespaceKeys.Key.ARCHIVED, "head rows_io rows commit settlements stamp purge"),
    /** Reads a page of a line's open reservations. */
    OPEN(NamespaceKeys.Key.CONFIRMED, "head rows_io rows drafts file_open open"),
    /** Finds a page of the orders that may be shipped because nobody has touched them for a while. */
    CONFIRMED(NamespaceKeys.Key.CONFIRMED, "head rows_io rows drafts stamp file_open byte_order confirmed"),
    /** Reads settlements of a reservation that are not in its row. */
    LATER(NamespaceKeys.Key.ROWS, "settlements later"),
    /** Reads the rows that the newest calls may have changed, all at one place of the journal. */
    CATCH_UP(NamespaceKeys.Key.JOURNAL, "head rows_io rows settlements catch_up"),
    /** Puts rows back that were copied, and files them. */
    PUT_ROWS(NamespaceKeys.Key.ARCHIVED, "head rows_io rows drafts stamp put_rows"),
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
        text = joined(List.of(parts.split(" ", -1)));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text());
            sha1 = HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /** How many of the namespace's keys it is given, the first ones. */
    public int keys() {
        return keys;
    }

    /**
     * The names of the files that it is joined from, in order. The last is in scripts/, the others are in
     * scripts/parts/.
     */
    public List<String> parts() {
        return List.of(parts.replaceAll("[\\[\\]]", "").split(" ", -1));
    }

    /** What EVAL takes. */
    public byte[] text() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What EVALSHA takes: Redis names a script by the SHA-1 of its text. */
    public byte[] sha1() {
        return sha1.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Joins the parts; from the third on, each is a function within the part before it. When Lua creates a function, it
     * searches the locals of the enclosing function for each one that the function uses. Locals from further out it
     * takes from the enclosing function at once, so nested parts make the search short. A part in brackets gives
     * nothing, so it is a block of its own, and no part is within it: a function may use 60 locals from further out.
     */
    private static String joined(List<String> parts) {
        StringBuilder all = new StringBuilder();
        int last = parts.size() - 1;
        int functions = 0;
        for (int i = 0; i <= last; i++) {
            String name = parts.get(i);
            boolean block = name.startsWith("[");
            if (block) {
                all.append("do\n");
                name = name.substring(1, name.length() - 1);
            } else if (i > 1) {
                all.append("return (function()\n");
                functions++;
            }
            String folder = i < last ? "parts/" : "";
            all.append(LuaConstants.inlined(resource("/io/inventory4j/redis/scripts/" + folder + name + ".lua")));
            all.append(block ? "end\n" : "");
        }
        return all.append("end)()\n".repeat(functions)).toString();
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
