package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lua tells a name that a script lacks only when it comes there; so each script is searched for those of the other parts. */
class ScriptPartsTest {
    private static final Pattern TEXT = Pattern.compile("'[^']*'");
    private static final Pattern OUTERMOST = Pattern.compile("(?m)^local (?:function )?([a-zA-Z_][\\w, ]*)");
    private static final Pattern DECLARED = Pattern.compile(
            "\\blocal (?:function )?([a-zA-Z_][\\w, ]*)|\\bfor ([\\w, ]+?) (?:in|=)|\\(([\\w, .]*)\\)$");
    private static final Pattern USED = Pattern.compile("(?<![.:\\w])[a-zA-Z_]\\w*");

    private static String text(Script script) {
        return TEXT.matcher(new String(script.text(), StandardCharsets.UTF_8)).replaceAll("''");
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        for (String line : text.lines().toList()) {
            pattern.matcher(line).results().forEach(found -> addAll(names, found));
        }
        return names;
    }

    private static void addAll(Set<String> names, MatchResult found) {
        for (int group = Math.min(1, found.groupCount()); group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                names.addAll(Arrays.asList(found.group(group).strip().split(", ", -1)));
            }
        }
    }

    private static Set<String> lacking(String text) {
        Set<String> lacking = new TreeSet<>();
        for (Script script : Script.values()) {
            lacking.addAll(names(OUTERMOST, text(script)));
        }
        lacking.retainAll(names(USED, text));
        lacking.removeAll(names(DECLARED, text));
        return lacking;
    }

    @ParameterizedTest
    @EnumSource
    void aScriptHasAllPartsThatItUses(Script script) {
        assertEquals(Set.of(), lacking(text(script)));
    }

    @Test
    void aMissingPartIsFound() {
        String text = text(Script.SETTLE);
        int units = text.indexOf("local FROM");
        int settle = text.indexOf("local function nothing_left");
        assertEquals(
                Set.of("TALLY_FROM", "copied", "move_units", "release_all", "settle_row", "tell_moved"),
                lacking(text.substring(0, units) + text.substring(settle)));
    }
}
