package io.inventory4j.testkit.history;

import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads a journal on and on while others write it, and remembers every entry. For one thread at a time. */
final class JournalReader {
    private static final int PAGE = 500;

    private final List<JournalEntry> read = new ArrayList<>();
    private long place;

    /** Whose entries stand in a row. */
    private record Group(Object kind, String command, String settlement) {
        static Group of(JournalEntry entry) {
            return new Group(entry.kind(), entry.command(), Objects.toString(entry.settlement(), ""));
        }
    }

    /** Reads one page; whether it had an entry. */
    boolean read(Journaled journal, int max) {
        JournalPage page = journal.journal(place, max);
        if (page.lost() != 0) {
            throw new AssertionError("rule 7.5: after " + place + " the journal says that " + page.lost()
                    + " entries are lost; nothing was deleted");
        }
        read.addAll(page.entries());
        place = page.next();
        return !page.entries().isEmpty();
    }

    /** Reads to the end, when nobody writes any more. */
    void finish(Journaled journal) {
        boolean more = true;
        while (more) {
            more = read(journal, PAGE);
        }
    }

    /** Compares with what there is to read, and counts the entries of commands whose number of lines is known. */
    void check(Journaled journal, Map<String, Integer> linesOf) {
        JournalReader afterwards = new JournalReader();
        afterwards.finish(journal);
        if (!read.equals(afterwards.read)) {
            List<JournalEntry> missed = new ArrayList<>(afterwards.read);
            missed.removeAll(read);
            throw new AssertionError("rule 7.5: a reader beside the sale read " + read.size() + " entries, of "
                    + afterwards.read.size() + " that there are; it missed, or read in another order: "
                    + (missed.isEmpty()
                            ? "none, but the order is another"
                            : missed.subList(0, Math.min(3, missed.size()))));
        }
        Map<Group, Integer> ends = new HashMap<>();
        Map<Group, Integer> counts = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            Group group = Group.of(read.get(i));
            Integer end = ends.put(group, i);
            if (end != null && end != i - 1) {
                throw new AssertionError("rule 7.2: entries of one command are not in a row: " + read.get(end) + " and "
                        + read.get(i) + ", with " + read.get(i - 1) + " in between");
            }
            counts.merge(group, 1, Integer::sum);
        }
        counts.forEach((group, count) -> {
            int lines = linesOf.getOrDefault(group.command(), count);
            if (count != lines) {
                throw new AssertionError(
                        "rule 7.1: " + group + " touched " + lines + " lines and has " + count + " entries");
            }
        });
    }
}
