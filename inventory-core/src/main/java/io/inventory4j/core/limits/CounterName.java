package io.inventory4j.core.limits;

import io.inventory4j.stock.Bounds;

/**
 * The names of the counters of purchase limits. Stores keep them, so their form never changes:
 *
 * <pre>
 *   name = rule part*        a name that is longer than rule 9 allows: rule "/#" hash of the whole
 *   part = "/" text          in the text: %2F for "/", %25 for "%", %23 for "#"
 * </pre>
 *
 * <p>So no two lists of parts have the same name, and a part that begins with a plain {@code #} is always one of ours.
 */
final class CounterName {
    private CounterName() {}

    /** Appends a separator and a part. */
    static StringBuilder part(StringBuilder name, String part) {
        return name.append('/').append(part(part));
    }

    /** A part as a name has it: nearly always the text itself. */
    static String part(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '/' && (c == '/' || c == '%' || c == '#')) {
                return text.replace("%", "%25").replace("/", "%2F").replace("#", "%23");
            }
        }
        return text;
    }

    /** The finished name; if it is longer than rule 9 allows, the rule and the hash of the whole. */
    static String finish(String rule, String name) {
        boolean fits = name.length() <= Bounds.MAX_TEXT || name.codePointCount(0, name.length()) <= Bounds.MAX_TEXT;
        return fits ? name : rule + "/#" + Sha256.hex(name);
    }

    /** The finished name; if it is longer than rule 9 allows, the rule and the hash of the whole. */
    static String finish(String rule, StringBuilder name) {
        return finish(rule, name.toString());
    }
}
