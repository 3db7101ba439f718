package io.inventory4j.live;

import io.inventory4j.alert.AlertLevels;
import io.inventory4j.live.SaleAlert.Kind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees when the available units of one line pass the levels of the plan. It sees the journal's entries and nothing
 * else, so every node sees the same. Not thread-safe.
 *
 * <p>A hold that comes and goes at a level would give an alert each time. So a way up counts only if it lasts a second,
 * and until then a way down is none.
 */
final class LevelWatch {
    static final Duration LASTING = Duration.ofSeconds(1);

    /**
     * A level that was passed.
     *
     * @param entry the entry that passed it first
     */
    record Passed(Kind kind, int percent, JournalEntry entry) {}

    private final List<Integer> percents;

    /** Whether the line has ever had units to sell: that it has none before is no news. */
    private boolean started;

    /** How many of the levels are passed, the highest first. */
    private int passed;

    /** The entry by which fewer were, if that is so now. */
    private @Nullable JournalEntry up;

    private int after;

    /** With the levels in percent, the highest first. */
    LevelWatch(List<Integer> percents) {
        this.percents = List.copyOf(percents);
    }

    /** Sees the next entry of the line; gives what it makes sure of: a way up that has lasted, or a way down. */
    List<Passed> see(JournalEntry entry) {
        StockLevel before = entry.change().before();
        if (!started && before.available() > 0) {
            started = true;
            passed = passedBy(before);
        }
        return started ? compare(entry) : List.of();
    }

    private List<Passed> compare(JournalEntry entry) {
        Optional<Passed> risen = lasted(entry.at());
        StockLevel level = entry.change().after();
        int now = passedBy(level);
        if (now > passed) {
            passed = now;
            up = null;
            int percent = percents.get(now - 1);
            Passed down = new Passed(level.available() <= 0 ? Kind.SOLD_OUT : Kind.LOW, percent, entry);
            return risen.map(first -> List.of(first, down)).orElse(List.of(down));
        }
        if (now == passed) {
            up = null;
        } else {
            up = up == null ? entry : up;
            after = now;
        }
        return risen.stream().toList();
    }

    /** Looks whether a way up has lasted until now. */
    Optional<Passed> lasted(Instant now) {
        JournalEntry first = up;
        // A ledger that counts nanoseconds says of times after 2262 that they are the last instant of all.
        if (first == null || Duration.between(first.at(), now).compareTo(LASTING) < 0) {
            return Optional.empty();
        }
        int percent = percents.get(after);
        boolean soldOut = percents.get(passed - 1) == 0;
        passed = after;
        up = null;
        return Optional.of(new Passed(soldOut ? Kind.BACK_IN_STOCK : Kind.RISEN, percent, first));
    }

    private int passedBy(StockLevel level) {
        int count = 0;
        while (count < percents.size() && (level.available() <= 0 || AlertLevels.reached(level, percents.get(count)))) {
            count++;
        }
        return count;
    }
}
