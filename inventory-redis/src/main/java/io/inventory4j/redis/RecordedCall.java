package io.inventory4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.redis.script.Answer;
import io.inventory4j.redis.script.AskedCommands;
import io.inventory4j.redis.script.Micros;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.redis.script.Unpacker;
import io.inventory4j.stock.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One call of a script as the journal keeps it: what was asked and what was answered, byte for byte, and its place. All
 * calls of a ledger, {@linkplain CallLog#play played} again in order, give that ledger.
 *
 * <p>The journal numbers its entries, and a call takes one place for each entry that it makes. A call that touches no
 * line, such as an extension, takes one place too:
 *
 * <pre>
 *   entries   places     after()   sequence()
 *   3         5, 6, 7    4         7
 *   0         8          7         8
 * </pre>
 *
 * <p>Whoever keeps calls outside Redis stores {@link #sequence}, {@link #request} and {@link #answer}; everything else
 * is read from these. What reads the bytes throws {@link LedgerException} with effect NONE where they are damaged.
 *
 * <p>Two are equal if place, request and answer are. Immutable, thread-safe.
 */
public final class RecordedCall {
    private final long sequence;
    private final byte[] request;
    private final byte[] answer;

    /** Keeps the arrays as they are, so nobody else may. */
    private RecordedCall(long sequence, byte[] request, byte[] answer) {
        this.sequence = sequence;
        this.request = request;
        this.answer = answer;
    }

    /**
     * A call that was kept outside Redis.
     *
     * @param sequence as {@link #sequence} returned it
     * @param request as {@link #request} returned it
     * @param answer as {@link #answer} returned it
     * @return the call; it has copies of the arrays
     */
    public static RecordedCall of(long sequence, byte[] request, byte[] answer) {
        return new RecordedCall(sequence, request.clone(), answer.clone());
    }

    static RecordedCall ofStream(List<?> streamEntry) {
        List<?> fields = (List<?>) streamEntry.get(1);
        return new RecordedCall(RedisJournal.place(streamEntry), (byte[]) fields.get(1), (byte[]) fields.get(3));
    }

    /**
     * The last of its places in the journal.
     *
     * @return the sequence of its last journal entry, or its own place where it has none
     */
    public long sequence() {
        return sequence;
    }

    /**
     * The place before its first one. In a journal without gaps it is the {@link #sequence} of the call before.
     *
     * @return the place
     */
    public long after() {
        return sequence - Math.max(1, entries().size());
    }

    /**
     * What was asked.
     *
     * @return a copy of the bytes
     */
    public byte[] request() {
        return request.clone();
    }

    /**
     * What was answered.
     *
     * @return a copy of the bytes
     */
    public byte[] answer() {
        return answer.clone();
    }

    /** What it calls: {@link Request#BATCH}, {@link Request#EXPIRE} or {@link Request#PURGE}. */
    int kind() {
        return read(() -> {
            int kind = new Unpacker(request).count();
            if (kind < Request.BATCH || kind > Request.PURGE) {
                throw new IllegalStateException("no script is of kind " + kind);
            }
            return kind;
        });
    }

    /**
     * The time by which it was decided.
     *
     * @return the ledger's time, in whole microseconds
     */
    public Instant at() {
        return Micros.instant(micros());
    }

    /** The same in microseconds since 1970. */
    long micros() {
        return read(() -> {
            Unpacker in = new Unpacker(answer);
            in.array();
            return in.number();
        });
    }

    /**
     * Its journal entries.
     *
     * @return one for each line that each of its commands touched, in the order of their sequences
     */
    public List<JournalEntry> entries() {
        return read(() -> RedisJournal.entries(sequence, request, answer));
    }

    /**
     * What its commands were about, whether they applied or not.
     *
     * @return the ids of reservations, moves and sale states, each once; for a sweep, those it ended; none for a purge
     */
    public List<String> subjects() {
        List<String> subjects = kind() == Request.BATCH
                ? read(this::commands)
                : entries().stream().map(JournalEntry::command).toList();
        return subjects.stream().distinct().toList();
    }

    private List<String> commands() {
        List<String> commands = new ArrayList<>();
        AskedCommands asked = new AskedCommands(request);
        Answer answers = new Answer(answer, asked.lines());
        while (answers.more()) {
            AskedCommands.Asked command = asked.next();
            // Read only to get to the answer of the next command.
            answers.changes(command);
            commands.add(command.heading().command());
        }
        return commands;
    }

    /** Whether it is a batch with lines that choose (rule 1.9). */
    boolean chooses() {
        return kind() == Request.BATCH && read(() -> new AskedCommands(request).choose());
    }

    /** The fields of the reservations that it ended, in order, or of the rows that it deleted; none for a batch. */
    List<byte[]> taken() {
        return switch (kind()) {
            case Request.EXPIRE ->
                subjects().stream().map(id -> Rows.name(ReservationId.of(id))).toList();
            case Request.PURGE -> read(this::deleted);
            default -> List.of();
        };
    }

    private List<byte[]> deleted() {
        Unpacker in = new Unpacker(answer);
        in.array();
        in.number();
        in.number();
        List<byte[]> fields = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            fields.add(in.bytes());
        }
        return fields;
    }

    /**
     * The fields of all rows that it may have changed, but for the journal's place: those that it names, and those of
     * the lines and counters of the reservations that it settled, swept or replaced, whose rows are in its answer.
     */
    Set<String> touched() {
        return read(() -> {
            Set<String> fields = new LinkedHashSet<>();
            fields.add(String.valueOf(Rows.LINE_COUNT_FIELD));
            switch (kind()) {
                case Request.BATCH -> touchedByBatch(fields);
                case Request.EXPIRE -> touchedBySweep(fields);
                default -> deleted().forEach(field -> fields.add(new String(field, UTF_8)));
            }
            fields.remove(String.valueOf(Rows.PLACE_FIELD));
            return fields;
        });
    }

    private void touchedByBatch(Set<String> fields) {
        AskedCommands asked = new AskedCommands(request);
        Answer answers = new Answer(answer, asked.lines());
        fields.addAll(asked.names());
        while (answers.more()) {
            AskedCommands.Asked command = asked.next();
            answers.changes(command);
            JournalHeading heading = command.heading();
            if (heading.settlement() != null) {
                fields.add(Rows.settlement(heading.command(), heading.settlement()));
            }
        }
        answers.passedRows().forEach(row -> fields.addAll(Rows.leads(row)));
    }

    private void touchedBySweep(Set<String> fields) {
        Answer answers = new Answer(answer, List.of());
        while (answers.more()) {
            fields.add(Rows.RESERVATION + answers.ended().value());
            answers.sweptChanges();
        }
        answers.passedRows().forEach(row -> fields.addAll(Rows.leads(row)));
    }

    private <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            // Any exception: the bytes come from a store, and damaged ones fail anywhere in the decoding.
            throw new LedgerException(Effect.NONE, "the call at " + sequence + " cannot be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedCall call
                && sequence == call.sequence
                && Arrays.equals(request, call.request)
                && Arrays.equals(answer, call.answer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequence, Arrays.hashCode(request), Arrays.hashCode(answer));
    }

    @Override
    public String toString() {
        return "call at " + sequence;
    }
}
