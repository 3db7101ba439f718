package io.inventory4j.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of a script's constants where they are named, and leaves comments out. A local that functions share costs
 * each call of a script a search for every function that uses it, and Lua has no constants.
 */
final class LuaConstants {
    private static final Pattern DECLARATION = Pattern.compile("^local ([A-Z][A-Z_, ]*) = ([A-Z0-9_\\[\\], ]+)$");
    private static final Pattern WORD = Pattern.compile("'[^']*'|[A-Za-z_][A-Za-z_0-9]*");
    private static final Pattern BETWEEN = Pattern.compile(", ");

    private LuaConstants() {}

    static String inlined(String script) {
        Map<String, String> values = new HashMap<>();
        StringBuilder out = new StringBuilder();
        for (String line : script.lines().toList()) {
            Matcher declaration = DECLARATION.matcher(line);
            if (declaration.matches()) {
                declare(values, declaration.group(1), declaration.group(2));
            } else if (!line.isBlank() && !line.strip().startsWith("--")) {
                out.append(replaced(values, line)).append('\n');
            }
        }
        return out.toString();
    }

    private static void declare(Map<String, String> values, String names, String constants) {
        String[] name = BETWEEN.split(names, -1);
        String[] constant = BETWEEN.split(constants, -1);
        if (name.length != constant.length) {
            throw new IllegalStateException(names + " are not as many as " + constants);
        }
        for (int i = 0; i < name.length; i++) {
            values.put(name[i], values.getOrDefault(constant[i], constant[i]));
        }
    }

    private static String replaced(Map<String, String> values, String line) {
        return WORD.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }
}
