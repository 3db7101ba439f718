package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.ledger.JournalHeading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal in its stream: one entry for a whole call, which is what was asked and what was answered, under the sequence
 * of the last of the journal entries that it makes. They are made of it here, when somebody reads.
 */
final class RedisJournal {
    private RedisJournal() {}

    /** The place of a stream entry: the sequence of the last of the journal entries that it stands for. */
    static long place(List<?> streamEntry) {
        String id = Replies.text(streamEntry.get(0));
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    /** What was answered, which holds the time. */
    static byte[] answer(List<?> streamEntry) {
        return (byte[]) ((List<?>) streamEntry.get(1)).get(3);
    }

    /** The journal entries of a stream entry; none where no line was changed. */
    static List<JournalEntry> entries(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return entries(place(streamEntry), (byte[]) fields.get(1), answer(streamEntry));
    }

    /** The journal entries of a call, the last of which has this place. */
    static List<JournalEntry> entries(long place, byte[] request, byte[] answer) {
        List<JournalEntry> entries = switch (new Unpacker(request).count()) {
            case Request.BATCH -> applied(request, answer);
            case Request.EXPIRE -> swept(answer);
            default -> List.of();
        };
        long first = place - entries.size() + 1;
        List<JournalEntry> numbered = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            numbered.add(entries.get(i).numbered(first + i));
        }
        return numbered;
    }

    private static List<JournalEntry> applied(byte[] request, byte[] text) {
        AskedCommands asked = new AskedCommands(request);
        Answer answer = new Answer(text, asked.lines());
        List<JournalEntry> entries = new ArrayList<>();
        while (answer.more()) {
            AskedCommands.Asked command = asked.next();
            add(entries, command.heading(), answer.now(), answer.changes(command.holds()));
        }
        return entries;
    }

    private static List<JournalEntry> swept(byte[] text) {
        Answer answer = new Answer(text, List.of());
        List<JournalEntry> entries = new ArrayList<>();
        while (answer.more()) {
            JournalHeading heading = JournalHeading.expired(answer.ended());
            add(entries, heading, answer.now(), answer.changes(List.of()));
        }
        return entries;
    }

    private static void add(List<JournalEntry> entries, JournalHeading heading, Instant at, List<LevelChange> changes) {
        for (LevelChange change : changes) {
            entries.add(heading.entry(0, at, change));
        }
    }

    /** How many places between a sequence and what lies behind it are no longer kept. */
    static long lost(List<?> streamEntry, long after) {
        int places = Math.max(1, entries(streamEntry).size());
        return Math.max(0, place(streamEntry) - places - after);
    }

    /** Adds what lies behind a sequence, up to so many: of the first stream entry, a part may lie before it. */
    static void add(List<JournalEntry> page, List<?> stream, long after, int max) {
        for (Object one : stream) {
            for (JournalEntry entry : entries((List<?>) one)) {
                if (page.size() == max) {
                    return;
                }
                if (entry.sequence() > after) {
                    page.add(entry);
                }
            }
        }
    }
}
