package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;

import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The archive's side in Redis: the journal's stream, its place, and how far it is archived. Thread-safe. */
final class ArchiveStream {
    private final NamespaceKeys keys;
    private final Redis redis;

    ArchiveStream(RedisConnections connections, NamespaceKeys keys, Duration timeout) {
        this.keys = keys;
        redis = new Redis(connections, keys, timeout, null);
    }

    private @Nullable Object run(ArchiveScript script, byte[]... arguments) {
        List<byte[]> command =
                command("EVAL", script.text(), bytes(Integer.toString(keys.all().size())));
        command.addAll(keys.all());
        command.addAll(Arrays.asList(arguments));
        return redis.read(command);
    }

    /** Calls from a place on, oldest first. */
    List<ArchivedCall> from(long place, int max) {
        List<?> stream = Replies.list(redis.read(command(
                "XRANGE",
                keys.journal(),
                bytes(Long.toString(place)),
                bytes("+"),
                bytes("COUNT"),
                bytes(Integer.toString(max)))));
        List<ArchivedCall> calls = new ArrayList<>(stream.size());
        stream.forEach(entry -> calls.add(ArchivedCall.of((List<?>) entry)));
        return calls;
    }

    /** The sequence of the journal's last entry. */
    long place() {
        return Replies.place(redis.read(command("HGET", keys.rows(), Rows.PLACE)));
    }

    /** Lets a purge delete the journal up to here, and ends a restore: Redis has all that the archive has. */
    void archived(long sequence) {
        run(ArchiveScript.ARCHIVED, bytes(Long.toString(sequence)));
    }

    /** Lets a purge delete the journal without regard to an archive. */
    void forgotten() {
        redis.read(command("DEL", keys.archived()));
    }

    /** Begins to restore: the place to go on behind, or -1 if the namespace is in use. */
    long restoring() {
        return (Long) Objects.requireNonNull(run(ArchiveScript.RESTORING), "reply");
    }

    /** The levels of lines, by position; null where there is none. */
    List<@Nullable StockLevel> levels(List<StockKey> lines) {
        List<byte[]> command = command("HMGET", keys.rows());
        lines.forEach(key -> command.add(Rows.name(key)));
        return Replies.levels(lines, redis.read(command));
    }

    /** A part of a walk over all lines. */
    record Part(String next, List<StockLevel> levels) {}

    /** Goes on with a walk over all rows; it begins and ends at 0, and may meet a line more than once. */
    Part walk(String cursor, int about) {
        List<?> reply = Replies.list(redis.read(command(
                "HSCAN",
                keys.rows(),
                bytes(cursor),
                bytes("MATCH"),
                bytes("l*"),
                bytes("COUNT"),
                bytes(Integer.toString(about)))));
        List<?> fields = Replies.list(reply.get(1));
        List<StockLevel> levels = new ArrayList<>(fields.size() / 2);
        for (int i = 0; i < fields.size(); i += 2) {
            levels.add(Rows.level(Rows.key(Replies.text(fields.get(i))), (byte[]) fields.get(i + 1)));
        }
        return new Part(Replies.text(reply.get(0)), levels);
    }
}
