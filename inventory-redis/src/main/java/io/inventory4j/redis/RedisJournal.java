package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.ledger.JournalHeading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes journal entries from the journal's stream. The stream has one entry for a whole call, with its request and its
 * answer; its id is the sequence of the last journal entry that the call makes.
 */
final class RedisJournal {
    private RedisJournal() {}

    /** The sequence of the last journal entry that a stream entry makes. */
    static long place(List<?> streamEntry) {
        String id = Replies.text(streamEntry.get(0));
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    /** The answer in a stream entry. It begins with the time. */
    static byte[] answer(List<?> streamEntry) {
        return (byte[]) ((List<?>) streamEntry.get(1)).get(3);
    }

    /** The journal entries that a stream entry makes; none if its call changed no line. */
    static List<JournalEntry> entries(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return entries(place(streamEntry), (byte[]) fields.get(1), answer(streamEntry));
    }

    /** The journal entries that a call makes; the last one has this place. */
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

    /** How many journal entries between a sequence and the first stream entry after it were deleted. */
    static long lost(List<?> streamEntry, long after) {
        int places = Math.max(1, entries(streamEntry).size());
        return Math.max(0, place(streamEntry) - places - after);
    }

    /**
     * Adds journal entries to a page.
     *
     * @param page the page
     * @param stream entries of the stream; the first may make journal entries that are not wanted
     * @param after the sequence after which they are wanted
     * @param max the size of a full page
     */
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
