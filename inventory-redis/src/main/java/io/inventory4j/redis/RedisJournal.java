package io.inventory4j.redis;

import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.redis.script.Answer;
import io.inventory4j.redis.script.AskedCommands;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Unpacker;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The answer in a stream entry, which begins with the time; null if it has none. */
    static byte @Nullable [] answer(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return fields.size() > 3 ? (byte[]) fields.get(3) : null;
    }

    /** The journal entries that a stream entry makes; none if its call changed no line. */
    static List<JournalEntry> entries(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return entries(place(streamEntry), (byte[]) fields.get(1), (byte[]) fields.get(3));
    }

    /** The journal entries that a call makes; the last one has this place. */
    static List<JournalEntry> entries(long place, byte[] request, byte[] answer) {
        List<JournalEntry> entries = switch (new Unpacker(request).count()) {
            case Request.BATCH -> applied(request, answer);
            case Request.EXPIRE -> swept(answer);
            case Request.PURGE -> List.of();
            default -> throw new IllegalStateException("the call at " + place + " is of no known kind");
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
            add(entries, command.heading(), answer.now(), answer.changes(command));
        }
        return entries;
    }

    private static List<JournalEntry> swept(byte[] text) {
        Answer answer = new Answer(text, List.of());
        List<JournalEntry> entries = new ArrayList<>();
        while (answer.more()) {
            JournalHeading heading = JournalHeading.expired(answer.ended());
            add(entries, heading, answer.now(), answer.sweptChanges());
        }
        return entries;
    }

    private static void add(List<JournalEntry> entries, JournalHeading heading, Instant at, List<LevelChange> changes) {
        for (LevelChange change : changes) {
            entries.add(heading.entry(0, at, change));
        }
    }
}
