package io.inventory4j.redis.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.SaleState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That each script has all that its parts use, and that their comments are true. Lua reports a missing name only when
 * it reaches it, so no test can be sure to see it.
 */
class ScriptPartsTest {
    private static final Pattern TEXT = Pattern.compile("'[^']*'");
    private static final Pattern OUTERMOST = Pattern.compile("(?m)^local (?:function )?([a-zA-Z_][\\w, ]*)");
    private static final Pattern DECLARED = Pattern.compile(
            "\\blocal (?:function )?([a-zA-Z_][\\w, ]*)|\\bfor ([\\w, ]+?) (?:in|=)|\\(([\\w, .]*)\\)$");
    private static final Pattern USED = Pattern.compile("(?<![.:\\w])[a-zA-Z_]\\w*");
    private static final Pattern ARGUMENT = Pattern.compile("ARGV\\[\\d+\\]");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^-- {3}((?:KEYS|ARGV)\\[\\d+\\]) +(\\w+) +\\S");

    private static String text(Script script) {
        String text =
                TEXT.matcher(new String(script.text(), StandardCharsets.UTF_8)).replaceAll("''");
        // A declaration may go on in the next line.
        return text.replaceAll(",\n\\s*", ", ");
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

    private static LuaPart entry(Script script) {
        List<LuaPart> parts = LuaPart.of(script);
        return parts.get(parts.size() - 1);
    }

    /** What the table in the comment of a script's own file names, by index. */
    private static Map<String, String> table(Script script) {
        Map<String, String> table = new TreeMap<>();
        TABLE_ROW.matcher(entry(script).comment()).results().forEach(row -> table.put(row.group(1), row.group(2)));
        return table;
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
                Set.of(
                        "TALLY_FROM",
                        "answer_moved",
                        "copied",
                        "end_sweep",
                        "later_from",
                        "move_all",
                        "move_units",
                        "settle_row",
                        "settlement_name",
                        "settlements_from"),
                lacking(text.substring(0, units) + text.substring(settle)));
    }

    @ParameterizedTest
    @EnumSource
    void aPartNeedsAndGivesWhatItSays(Script script) {
        assertEquals(List.of(), LuaPart.faults(LuaPart.of(script)));
    }

    @Test
    void whatAPartGivesIsNeeded() {
        Set<String> given = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        for (Script script : Script.values()) {
            for (LuaPart part : LuaPart.of(script)) {
                given.addAll(part.gives());
                needed.addAll(part.needs());
            }
        }
        assertTrue(given.size() > 50, given::toString);
        assertEquals(given, needed);
    }

    @ParameterizedTest
    @EnumSource
    void aTableNamesTheKeysAndArgumentsOfAScript(Script script) {
        String entry = entry(script).name();
        Set<String> given = new TreeSet<>();
        for (Script one : Script.values()) {
            if (entry(one).name().equals(entry)) {
                IntStream.rangeClosed(1, Math.max(1, one.keys())).forEach(i -> given.add("KEYS[" + i + "]"));
                ARGUMENT.matcher(text(one)).results().forEach(argument -> given.add(argument.group()));
            }
        }
        Map<String, String> table = table(script);
        assertEquals(given, table.keySet());
        table.forEach((index, name) -> {
            if (index.startsWith("KEYS") && script != Script.CHECK) {
                assertEquals(index, LuaConstants.SHARED.get(name), name);
            }
        });
    }

    private static List<String> faults(String first, String second) {
        return LuaPart.faults(List.of(new LuaPart("first", first), new LuaPart("second", second)));
    }

    @Test
    void whatIsUsedAndNotDeclaredIsFound() {
        String gives = "-- needs: nothing\n-- gives: one, two\nlocal one, two = 1, 2\n";
        assertEquals(List.of(), faults(gives, "-- needs: one, two\n-- gives: nothing\nreturn one + two\n"));
        assertEquals(
                List.of("second uses two and does not say so"),
                faults(gives, "-- needs: one\n-- gives: nothing\nlocal function f(a)\n  return one + a.b(two)\nend\n"));
        assertEquals(
                List.of("second uses two and does not say so"),
                faults(
                        gives,
                        "-- needs: nothing\n-- gives: nothing\nfor one = 1, 2 do\n  local two = two + one\nend\n"));
    }

    @Test
    void aNameThatOnlyAnInnerBlockDeclaresIsFound() {
        assertEquals(
                List.of("second uses x and does not say so", "second uses y and does not say so"),
                faults("-- needs: nothing\n-- gives: nothing\n", """
                        -- needs: nothing
                        -- gives: nothing
                        if ARGV[1] then
                          local x, y = 1, 2
                        elseif x then
                          while true do
                            local z = #{y, 'y'}
                            break
                          end
                        end
                        """));
    }

    @Test
    void whatIsNeededForNothingOrGivenByNobodyIsFound() {
        assertEquals(
                List.of("second needs one and does not use it"),
                faults(
                        "-- needs: nothing\n-- gives: one\nlocal one\n",
                        "-- needs: one\n-- gives: nothing\nreturn 1\n"));
        assertEquals(
                List.of("first gives one and does not declare it"),
                faults(
                        "-- needs: nothing\n-- gives: one\nif true then\n  local one\nend\n",
                        "-- needs: one\n-- gives: nothing\nreturn one\n"));
        assertEquals(
                List.of("second needs one, which no part before it gives"),
                faults(
                        "-- needs: nothing\n-- gives: nothing\nlocal one\n",
                        "-- needs: one\n-- gives: nothing\nreturn one\n"));
        assertEquals(
                List.of("second declares one, which a part before it gives"),
                faults(
                        "-- needs: nothing\n-- gives: one\nlocal one\n",
                        "-- needs: nothing\n-- gives: nothing\nlocal one\n"));
    }

    @Test
    void aPartThatSaysNothingIsFound() {
        assertThrows(AssertionError.class, () -> faults("-- needs: nothing\n-- gives: nothing\n", "return 1\n"));
    }

    @Test
    void constantsAreReplacedAndCommentsLeftOut() {
        assertEquals(
                "return {0, 'OPEN', 0, KEYS[1], 20}\n",
                LuaConstants.inlined("-- A\nlocal A, B = 20, IS_OPEN\n\nreturn {B, 'OPEN', IS_OPEN, ROWS_KEY, A}\n"));
        assertThrows(IllegalStateException.class, () -> LuaConstants.inlined("local IS_OPEN = 1\n"));
        assertThrows(IllegalStateException.class, () -> LuaConstants.inlined("local A, B = 1\n"));
    }

    /** Servers and archives hold these numbers, so none may change. */
    @Test
    void numbersThatAreStoredStayAsTheyAre() {
        Map<String, String> stored = new TreeMap<>(LuaConstants.SHARED);
        stored.keySet().removeAll(Set.of("CHUNK", "ENOUGH_STEPS", "MAX", "MAX_SETTLEMENTS", "NEVER"));
        assertEquals("""
                {APPLIED_KEY=KEYS[10], ARCHIVED_KEY=KEYS[11], AS_IT_IS=-1, AVAILABLE=1, BATCH=1, BODY=16, CANCEL=3, \
                CHANGED_AT=1, CHOOSE=6, CHOOSE_AGAIN=7, CLOSES=14, COMMITTED=3, CONFIRM=1, CONFIRMED_KEY=KEYS[7], \
                COUNTER_LETTER=99, DAMAGED=6, EXPIRE=2, EXPIRED=7, EXPIRY_KEY=KEYS[2], EXTEND=6, EXTENDED=6, FIRST=8, \
                GIVE_BACK=7, GRANTED=8, GRANT_HEAD=4, GRANT_SOURCE=2, HELD=0, ID_REUSED=5, INCOMING=7, \
                INSUFFICIENT=12, IS_NO_NEW=1, IS_OPEN=0, IS_STOPPED=2, JOURNAL_KEY=KEYS[5], LAST=0, LIMITED=9, \
                LIMIT_REACHED=4, LINES=5, LINES_CHANGED=7, LINE_CHARGES=6, LINE_COLUMNS=12, LINE_COUNT='n', MADE=8, \
                MARK=3, MARKED=5, MARK_ENDED=3, MARK_NONE=0, MARK_SOLD=1, MARK_SWEPT=2, MOVABLE_BUCKETS=1, 4, 5, 6, 7, \
                MOVE=3, MOVED_LINE=5, MOVE_LETTER=109, NEXT=8, NOT_COMMITTED=10, NOT_OPEN=2, NOT_PENDING=9, \
                NOT_SHIPPED=11, NO_EDGE=-1, NUMBER=12, OF_CHARGES=7, OF_COMMITTED=2, OF_NAME=0, OF_RELEASED=4, \
                OF_RESERVED=1, OF_RETURNED=5, OF_SHIPPED=3, OF_SWEPT=6, OPENED_KEY=KEYS[3], OPENING=10, OPENS=13, \
                OPEN_KEY=KEYS[6], ORDER_CHARGES=7, OUTSIDE=0, OUT_OF_STOCK=3, OVERFLOW=15, OWNER=4, OWN_SETTLEMENTS=4, \
                PHASE=2, PHASE_CONFIRMED=1, PHASE_PENDING=0, PHASE_SETTLED=2, PHASE_SHIPPED=3, PINNED=11, PLACE='p', \
                POSTED_LINE=16, QUALITY_CONTROL=5, REFUSED=1, RELEASE=2, RELEASED=6, REPLACED=3, REPLAYED=2, \
                RESERVATION_LETTER=114, RESERVE=1, RESERVED=2, RETURN=5, ROWS_KEY=KEYS[1], SAFETY=4, SALE_STATE=4, \
                SALE_STATE_LETTER=115, SETTLE=2, SETTLED_KEY=KEYS[8], SETTLEMENT='t', SHIP=4, SHIPPED_KEY=KEYS[9], \
                SHORTFALL=13, STALE=14, STALE_KEY=KEYS[4], STATE=9, TAKE_AGAIN=5, TARGETED_LINE=8, TO_AVAILABLE=2, \
                TO_ON_HAND=3, TO_SAFETY=4, TO_SAFETY_PERCENT=5, UNITS_MOVED=4, UNITS_POSTED=1, UNKNOWN_LINE=1, \
                UNKNOWN_RESERVATION=8, VERSION=8}
                """, stored + "\n");
    }

    @Test
    void everyReasonOfALedgerHasANumber() {
        assertEquals(EnumSet.complementOf(EnumSet.of(Reason.NOT_ALLOWED)), EnumSet.copyOf(Answer.REASONS));
        assertEquals(Set.of(Transition.values()), Set.copyOf(Request.TRANSITIONS));
        assertEquals(Set.of(SaleState.values()), Set.copyOf(Rows.SALE_STATES));
    }
}
