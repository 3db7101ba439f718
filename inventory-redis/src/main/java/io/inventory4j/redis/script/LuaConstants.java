package io.inventory4j.redis.script;

import io.inventory4j.redis.script.RowLayout.LineColumn;
import io.inventory4j.redis.script.RowLayout.Mark;
import io.inventory4j.redis.script.RowLayout.Phase;
import io.inventory4j.redis.script.RowLayout.ReservationColumn;
import io.inventory4j.redis.script.RowLayout.ReservedLineColumn;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the names of constants in a part of a script by their values, and leaves comments out. Lua has no constants,
 * and a local in their place would cost each call of a script a search for every function that uses it.
 *
 * <p>What both languages have to agree about is in Java and {@linkplain #SHARED given} to every part. A part can
 * declare more for itself: {@code local NAME = value}, in capitals and without indent.
 */
public final class LuaConstants {
    /** The constants that every part can use, by their names in Lua. */
    public static final Map<String, String> SHARED = shared();

    private static final Pattern DECLARATION = Pattern.compile("^local ([A-Z][A-Z_, ]*) = ([A-Z0-9_\\[\\], ]+)$");
    private static final Pattern WORD = Pattern.compile("'[^']*'|[A-Za-z_][A-Za-z_0-9]*");
    private static final Pattern BETWEEN = Pattern.compile(", ");

    private LuaConstants() {}

    private static Map<String, String> shared() {
        Map<String, String> all = new HashMap<>();
        rows(all);
        requests(all);
        number(all, "", 0, List.of(Answer.Status.values()));
        number(all, "", 1, Answer.REASONS);
        add(all, "CHUNK", Request.CHUNK);
        add(all, "ENOUGH_STEPS", Request.ENOUGH_STEPS);
        add(all, "MAX", Bounds.MAX_QUANTITY);
        add(all, "MAX_SETTLEMENTS", Bounds.MAX_SETTLEMENTS);
        add(all, "NEVER", Micros.NEVER);
        return Map.copyOf(all);
    }

    private static void rows(Map<String, String> all) {
        for (NamespaceKeys.Key key : NamespaceKeys.Key.values()) {
            add(all, key + "_KEY", "KEYS[" + key.number() + "]");
        }
        add(all, "PLACE", "'" + Rows.PLACE_FIELD + "'");
        add(all, "LINE_COUNT", "'" + Rows.LINE_COUNT_FIELD + "'");
        add(all, "RESERVATION_LETTER", (int) Rows.RESERVATION);
        add(all, "SETTLEMENT", "'" + Rows.SETTLEMENT + "'");
        add(all, "COUNTER_LETTER", (int) Rows.COUNTER);
        add(all, "MOVE_LETTER", (int) Rows.MOVE);
        add(all, "SALE_STATE_LETTER", (int) Rows.SALE_STATE);

        number(all, "", 0, List.of(LineColumn.values()));
        add(all, "LINE_COLUMNS", LineColumn.NUMBER.place());
        number(all, "IS_", 0, Rows.SALE_STATES);
        add(all, "NO_EDGE", Rows.NO_EDGE);
        number(all, "", 1, List.of(ReservationColumn.values()));
        number(all, "PHASE_", 0, List.of(Phase.values()));
        number(all, "MARK_", 0, List.of(Mark.values()));
        number(all, "OF_", 0, List.of(ReservedLineColumn.values()));
        add(all, "MADE", RowLayout.TIME);
        add(all, "BODY", 2 * RowLayout.TIME);
        int first = ReservationColumn.values().length + 1;
        int next = ReservedLineColumn.values().length;
        add(all, "FIRST", first);
        add(all, "NEXT", next);
        add(all, "LAST", first - next);
        add(all, "GRANT_HEAD", OwnerValue.GRANT_HEAD);
        add(all, "GRANT_SOURCE", OwnerValue.GRANT_SOURCE);
        add(all, "OWN_SETTLEMENTS", RowLayout.OWN_SETTLEMENTS);
    }

    private static void requests(Map<String, String> all) {
        add(all, "BATCH", Request.BATCH);
        add(all, "EXPIRE", Request.EXPIRE);
        add(all, "RESERVE", Request.RESERVE);
        add(all, "SETTLE", Request.SETTLE);
        add(all, "MOVE", Request.MOVE);
        add(all, "SALE_STATE", Request.SALE_STATE);
        add(all, "AS_IT_IS", Request.AS_IT_IS);
        add(all, "TAKE_AGAIN", Request.TAKE_AGAIN);
        add(all, "CHOOSE", Request.CHOOSE);
        add(all, "CHOOSE_AGAIN", Request.CHOOSE_AGAIN);
        number(all, "", 1, Request.TRANSITIONS);
        add(all, "MOVABLE_BUCKETS", places(all, Request.MOVABLE));
        add(all, "MOVED_LINE", Request.MOVED_LINE);
        add(all, "UNITS_POSTED", Request.UNITS_POSTED);
        add(all, "POSTED_LINE", Request.MOVED_LINE + Request.POSTED);
        add(all, "TARGETED_LINE", Request.MOVED_LINE + Request.TARGETED);
        number(all, "TO_", Request.FIRST_TARGET, Request.TARGETS);
    }

    private static void add(Map<String, String> all, String name, long value) {
        add(all, name, Long.toString(value));
    }

    private static void add(Map<String, String> all, String name, String value) {
        if (all.put(name, value) != null) {
            throw new IllegalStateException("two constants are named " + name);
        }
    }

    private static void number(Map<String, String> all, String prefix, int first, List<? extends Enum<?>> things) {
        for (int i = 0; i < things.size(); i++) {
            add(all, prefix + things.get(i).name(), first + i);
        }
    }

    private static String places(Map<String, String> all, Bucket... buckets) {
        return Arrays.stream(buckets).map(bucket -> all.get(bucket.name())).collect(Collectors.joining(", "));
    }

    /** The text of one part, to be joined with others. */
    public static String inlined(String part) {
        Map<String, String> values = new HashMap<>(SHARED);
        StringBuilder out = new StringBuilder();
        for (String line : part.lines().toList()) {
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
            add(values, name[i], values.getOrDefault(constant[i], constant[i]));
        }
    }

    private static String replaced(Map<String, String> values, String line) {
        return WORD.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }
}
