package io.inventory4j.redis.script;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what Redis replies, as {@code RedisConnections} describes it. */
public final class Replies {
    private Replies() {}

    public static List<?> list(@Nullable Object reply) {
        return (List<?>) Objects.requireNonNull(reply, "reply");
    }

    public static String text(Object reply) {
        return new String((byte[]) reply, StandardCharsets.UTF_8);
    }

    /** What INFO says, by name. */
    public static Map<String, String> info(Object reply) {
        Map<String, String> info = new HashMap<>();
        for (String line : text(reply).split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                info.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return info;
    }

    /** The sequence of the journal's last entry, of {@link Rows#place}; 0 where it is not stored. */
    public static long place(@Nullable Object reply) {
        return reply == null ? 0 : Long.parseLong(text(reply));
    }

    /**
     * The levels of lines, by position, of the fields that {@link Rows#name(StockKey)} names; null where there is none.
     */
    public static List<@Nullable StockLevel> levels(List<StockKey> lines, @Nullable Object reply) {
        List<?> rows = list(reply);
        List<@Nullable StockLevel> levels = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            levels.add(rows.get(i) instanceof byte[] row ? Rows.level(lines.get(i), row) : null);
        }
        return levels;
    }
}
