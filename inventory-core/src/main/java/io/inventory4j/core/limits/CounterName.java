package io.inventory4j.core.limits;

import io.inventory4j.Bounds;

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
        name.append('/');
        int done = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '/' || c == '%' || c == '#') {
                name.append(part, done, i).append(c == '/' ? "%2F" : c == '%' ? "%25" : "%23");
                done = i + 1;
            }
        }
        return name.append(part, done, part.length());
    }

    /** The finished name; if it is longer than rule 9 allows, the rule and the hash of the whole. */
    static String finish(String rule, StringBuilder name) {
        boolean fits = name.length() <= Bounds.MAX_TEXT || name.codePointCount(0, name.length()) <= Bounds.MAX_TEXT;
        return fits ? name.toString() : rule + "/#" + Sha256.hex(name.toString());
    }
}
