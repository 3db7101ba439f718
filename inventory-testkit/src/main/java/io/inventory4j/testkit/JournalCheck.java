package io.inventory4j.testkit;

import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.words.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rule 7: replaying a line's entries gives exactly its level, and every acknowledged change is among them. */
final class JournalCheck {
    private static final int PAGE = 500;

    private final List<String> violations = new ArrayList<>();
    private final Map<StockKey, List<LevelChange>> entries = new TreeMap<>();
    private boolean complete = true;

    private JournalCheck() {}

    static List<String> violations(
            Map<StockKey, Acknowledged.Line> lines, Map<StockKey, StockLevel> levels, Journaled journal) {
        JournalCheck check = new JournalCheck();
        check.read(journal);
        for (StockLevel level : levels.values()) {
            check.replay(level);
        }
        for (Map.Entry<StockKey, Acknowledged.Line> line : lines.entrySet()) {
            check.contains(line.getKey(), line.getValue().changes);
        }
        return check.violations;
    }

    private void wrong(String rule, Object subject, String what) {
        violations.add("rule " + rule + ": " + Printable.of(subject) + ": " + what);
    }

    private void read(Journaled journal) {
        long last = 0;
        while (true) {
            JournalPage page = journal.journal(last, PAGE);
            complete &= page.lost() == 0;
            for (JournalEntry entry : page.entries()) {
                if (entry.sequence() <= last) {
                    wrong("7.5", "journal", "sequence " + entry.sequence() + " follows " + last);
                }
                last = entry.sequence();
                entries.computeIfAbsent(entry.change().key(), absent -> new ArrayList<>())
                        .add(entry.change());
            }
            if (page.entries().isEmpty()) {
                return;
            }
            if (page.next() != last) {
                wrong("7.5", "journal", "the page that ends at " + last + " goes on at " + page.next());
                return;
            }
        }
    }

    private void replay(StockLevel level) {
        List<LevelChange> changes = entries.getOrDefault(level.key(), List.of());
        if (changes.isEmpty()) {
            if (complete) {
                wrong("7.3", level.key(), "has no entries, but version " + level.version());
            }
            return;
        }
        StockLevel last =
                complete ? StockLevel.empty(level.key()) : changes.get(0).before();
        for (LevelChange change : changes) {
            if (!change.before().equals(last)) {
                wrong("7.3", level.key(), "the entry from " + change.before() + " follows " + last);
            }
            last = change.after();
        }
        if (!last.equals(level)) {
            wrong("7.3", level.key(), "the entries lead to " + last + ", but the level is " + level);
        }
    }

    private void contains(StockKey key, List<LevelChange> acknowledged) {
        Set<LevelChange> kept = new HashSet<>(entries.getOrDefault(key, List.of()));
        for (LevelChange change : acknowledged) {
            if (complete && !kept.contains(change)) {
                wrong("7.1", key, "no entry for " + change);
            }
        }
    }
}
