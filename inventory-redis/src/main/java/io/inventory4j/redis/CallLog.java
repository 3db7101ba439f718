package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;

import io.inventory4j.LedgerException;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a ledger in Redis as the calls it was made by, for whoever keeps them elsewhere: in a database, as
 * inventory-archive does, or in files.
 *
 * <ul>
 *   <li>To copy: {@link #calls} from the last place that was copied; after each copy, {@link #markArchived}, so that
 *       {@link RedisLedger#purge} deletes nothing that was not copied.
 *   <li>To compare: {@link #calls}, {@link #levels} and {@link #forEachLine}, while the shop goes on.
 *   <li>To restore: {@link #beginRestore} on an empty namespace while nobody sells, then {@link #play} page by page,
 *       then {@link #markArchived}. {@link LedgerRows} can put rows back first, over which later calls are played.
 *       Scripts are deterministic given the rows, their time, their request, and for a sweep or a purge what it took;
 *       so the same calls in the same order give the same ledger.
 * </ul>
 *
 * <p>Its user in Redis needs the rights that the ledger's has, and {@code EXISTS}, {@code HSCAN} and {@code DEL}.
 *
 * <p>Every method throws {@link LedgerException} if Redis does not answer: with effect NONE if certainly nothing
 * happened, else with UNKNOWN (rule 10.1). All but {@link #play} try again, within the timeout, what certainly did not
 * happen, and may all be called again. Thread-safe.
 */
public final class CallLog {
    private final RedisConnections connections;
    private final String namespace;
    private final NamespaceKeys keys;
    private final Duration timeout;
    private final Redis redis;
    private final CallReplay replay;

    private CallLog(RedisConnections connections, String namespace, Duration timeout) {
        this.connections = connections;
        this.namespace = namespace;
        this.timeout = timeout;
        keys = new NamespaceKeys(namespace);
        redis = new Redis(connections, keys, timeout, null);
        replay = new CallReplay(keys);
    }

    /**
     * The calls of one ledger. This asks Redis nothing yet.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @param namespace the ledger's namespace, as {@link RedisLedgerBuilder#namespace} takes it
     * @param timeout how long one method may take, with all that is tried again: 1 ms to 10 minutes. {@link #play}
     *     sends all its calls within it
     * @return the calls
     * @throws IllegalArgumentException if the namespace or the timeout is out of bounds
     */
    public static CallLog over(RedisConnections connections, String namespace, Duration timeout) {
        Objects.requireNonNull(connections, "connections");
        Bounds.within("timeout", timeout, RedisLedgerBuilder.SHORTEST, RedisLedgerBuilder.LONGEST);
        return new CallLog(connections, namespace, timeout);
    }

    /**
     * Reads calls, oldest first.
     *
     * @param from at least 0: the first of them ends at this place or after it, see {@link RecordedCall#sequence}
     * @param max how many at most, at least 1
     * @return the calls; fewer than {@code max} means that there are no more yet. Whether the first follows what the
     *     caller has is for the caller to check, by {@link RecordedCall#after}: a purge deletes the oldest
     */
    public List<RecordedCall> calls(long from, int max) {
        Bounds.limit("from", from);
        Bounds.max("max", max);
        List<?> stream = Replies.list(redis.read(command(
                "XRANGE",
                keys.journal(),
                bytes(Long.toString(from)),
                bytes("+"),
                bytes("COUNT"),
                bytes(Integer.toString(max)))));
        List<RecordedCall> calls = new ArrayList<>(stream.size());
        stream.forEach(entry -> calls.add(RecordedCall.ofStream((List<?>) entry)));
        return calls;
    }

    /**
     * The last place of the journal, which stays when its calls are deleted.
     *
     * @return the sequence of the last call, 0 where there was none
     */
    public long place() {
        return Replies.place(redis.read(command("HGET", keys.rows(), Rows.place())));
    }

    /**
     * Notes that all calls up to a place are kept elsewhere: from now on, {@link RedisLedger#purge} deletes no later
     * one. The call that ends at the place stays too, so that a copier can check that it continues the same journal. A
     * place before the noted one changes nothing. It also ends a restore, as the copier has found all of its calls
     * here.
     *
     * @param sequence the last copied place, 0 where nothing is copied yet
     */
    public void markArchived(long sequence) {
        Bounds.limit("sequence", sequence);
        run(ArchiveScript.ARCHIVED, bytes(Long.toString(sequence)));
    }

    /** Forgets what {@link #markArchived} noted: from now on, a purge deletes what is old, copied or not. */
    public void forgetArchived() {
        redis.read(command("DEL", keys.archived()));
    }

    /**
     * Begins to restore an empty namespace, or continues a restore that was interrupted.
     *
     * @return the place after which to play calls, 0 for a new restore; empty if the namespace is in use
     */
    public OptionalLong beginRestore() {
        long place = (Long) Objects.requireNonNull(run(ArchiveScript.RESTORING), "reply");
        return place < 0 ? OptionalLong.empty() : OptionalLong.of(place);
    }

    /**
     * Plays calls again, at the times of then. Each runs only if the journal has just reached its place, so that a call
     * that was sent twice, or after one that failed, changes nothing.
     *
     * <p>It sends them once, in one exchange. If it throws, some of them may have been played: {@link #place} says how
     * far, and whoever goes on there should first compare {@link #calls} with what it has.
     *
     * @param after the place that the first call follows
     * @param calls the calls, each of which follows the one before
     * @return the first call that was answered otherwise than recorded, after which nothing in the namespace is
     *     reliable; empty if all were answered as recorded
     * @throws LedgerException also if the journal is at another place, or a call cannot be read
     */
    public Optional<RecordedCall> play(long after, List<RecordedCall> calls) {
        Bounds.limit("after", after);
        List<@Nullable Object> replies = calls.isEmpty() ? List.of() : send(replay.commands(after, calls));
        for (int i = 0; i < calls.size(); i++) {
            if (replies.get(i) instanceof RedisError error) {
                connections.refresh();
                throw ServerErrors.failure(error);
            }
            if (!CallReplay.sameAnswer(calls.get(i), replies.get(i))) {
                return Optional.of(calls.get(i));
            }
        }
        return Optional.empty();
    }

    private List<@Nullable Object> send(List<List<byte[]>> commands) {
        try {
            return connections.send(keys.rows(), commands, timeout);
        } catch (LedgerException e) {
            connections.refresh();
            throw e;
        }
    }

    /**
     * The levels of lines now.
     *
     * @param lines the lines
     * @return their levels, in the order of the lines; lines that are not there are left out
     */
    public Map<StockKey, StockLevel> levels(Collection<StockKey> lines) {
        if (lines.isEmpty()) {
            return Map.of();
        }
        List<byte[]> command = command("HMGET", keys.rows());
        lines.forEach(key -> command.add(Rows.name(key)));
        List<?> rows = Replies.list(redis.read(command));
        Map<StockKey, StockLevel> levels = new LinkedHashMap<>();
        int place = 0;
        for (StockKey key : lines) {
            if (rows.get(place++) instanceof byte[] row) {
                levels.put(key, Rows.level(key, row));
            }
        }
        return levels;
    }

    /**
     * Walks over all lines while the shop goes on. Every line that is there all the time is visited at least once; a
     * line may be visited twice.
     *
     * @param pageSize about how many rows of the ledger to look at in one exchange, at least 1; lines are a part of
     *     them
     * @param visitor what to do with each level, in no order
     */
    public void forEachLine(int pageSize, Consumer<? super StockLevel> visitor) {
        Bounds.max("pageSize", pageSize);
        String cursor = "0";
        do {
            List<?> reply = Replies.list(redis.read(command(
                    "HSCAN",
                    keys.rows(),
                    bytes(cursor),
                    bytes("MATCH"),
                    bytes("l*"),
                    bytes("COUNT"),
                    bytes(Integer.toString(pageSize)))));
            List<?> fields = Replies.list(reply.get(1));
            for (int i = 0; i < fields.size(); i += 2) {
                StockKey key = Rows.key(Replies.text(fields.get(i)));
                visitor.accept(Rows.level(key, (byte[]) fields.get(i + 1)));
            }
            cursor = Replies.text(reply.get(0));
        } while (!cursor.equals("0"));
    }

    private @Nullable Object run(ArchiveScript script, byte[]... arguments) {
        List<byte[]> command =
                command("EVAL", script.text(), bytes(Integer.toString(keys.all().size())));
        command.addAll(keys.all());
        command.addAll(Arrays.asList(arguments));
        return redis.read(command);
    }

    @Override
    public String toString() {
        return "CallLog of " + namespace;
    }
}
