package io.inventory4j.core.limits;

import io.inventory4j.Bounds;

/**
 * The names of the counters behind purchase limits: {@code rule/part/part}. No two lists of parts share a name, whatever
 * text is in them: within a part, {@code /}, {@code %} and {@code #} are escaped, so a part that begins with a plain
 * {@code #} is always one of ours. Names live in the store as long as what they count, so their form never changes.
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

    /** The finished name; where it would be longer than rule 9 allows, the rule and the hash of the whole. */
    static String finish(String rule, StringBuilder name) {
        boolean fits = name.length() <= Bounds.MAX_TEXT || name.codePointCount(0, name.length()) <= Bounds.MAX_TEXT;
        return fits ? name.toString() : rule + "/#" + Sha256.hex(name.toString());
    }
}
