package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ledger.JournalHeading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of a script as the journal's stream keeps it, and the archive: what was asked and what was answered. */
final class ArchivedCall {
    private final long sequence;
    private final byte[] request;
    private final byte[] answer;

    ArchivedCall(long sequence, byte[] request, byte[] answer) {
        this.sequence = sequence;
        this.request = request;
        this.answer = answer;
    }

    static ArchivedCall of(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return new ArchivedCall(RedisJournal.place(streamEntry), (byte[]) fields.get(1), (byte[]) fields.get(3));
    }

    /** The place of the last of its journal entries, or its own where it has none. */
    long sequence() {
        return sequence;
    }

    byte[] request() {
        return request;
    }

    byte[] answer() {
        return answer;
    }

    /** Its kind, as {@link Request} has it. */
    int kind() {
        return new Unpacker(request).count();
    }

    /** The time by which it was decided, in microseconds since 1970. */
    long micros() {
        Unpacker in = new Unpacker(answer);
        in.array();
        return in.number();
    }

    Instant at() {
        return Micros.instant(micros());
    }

    /** Its journal entries. */
    List<JournalEntry> entries() {
        try {
            return RedisJournal.entries(sequence, request, answer);
        } catch (RuntimeException e) {
            // Whatever decoding meets: these are bytes of a store, and one of them is damaged.
            throw new LedgerException(Effect.NONE, "the call at " + sequence + " cannot be read", e);
        }
    }

    /** The place behind which it follows: a call that touched no line takes one place. */
    long after() {
        return sequence - Math.max(1, entries().size());
    }

    boolean same(ArchivedCall other) {
        return sequence == other.sequence
                && Arrays.equals(request, other.request)
                && Arrays.equals(answer, other.answer);
    }

    /** The ids of what its commands were about, applied or not; none for a purge. */
    List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        if (kind() == Request.BATCH) {
            AskedCommands asked = new AskedCommands(request);
            Answer told = new Answer(answer, asked.lines());
            while (told.more()) {
                AskedCommands.Asked command = asked.next();
                JournalHeading heading = command.heading();
                told.changes(command.holds());
                subjects.add(heading.command());
            }
        } else {
            entries().forEach(entry -> subjects.add(entry.command()));
        }
        return subjects.stream().distinct().toList();
    }

    @Override
    public String toString() {
        return "call " + sequence;
    }
}
