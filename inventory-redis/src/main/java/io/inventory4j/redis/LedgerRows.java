package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Packer;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.redis.script.Script;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All rows of a ledger in Redis, to be copied at one place of the journal while the shop goes on, and to be put back
 * into an empty namespace. What is not in the rows, such as what is overdue by time, follows from them.
 *
 * <ul>
 *   <li>To copy: {@link #copy}. The copies, and the calls that come after their place, give the ledger.
 *   <li>To restore: {@link CallLog#beginRestore}, {@link #put} for all copies in the order of their fields,
 *       {@link #finish}; then {@link CallLog#play} for the calls after that.
 * </ul>
 *
 * <p>Its user in Redis needs the rights that the ledger's has, and {@code HSCAN} and {@code HLEN}. No exchange holds
 * Redis up for more than some milliseconds (rule 10.3). Every method throws {@link LedgerException} if Redis does not
 * answer, and may be called again then. Thread-safe.
 */
public final class LedgerRows {
    /** How many rows one command reads or writes at most, and how many bytes it writes. */
    static final int AT_ONCE = 500;

    private static final int BYTES_AT_ONCE = 1 << 16;

    private static final byte[] NOTHING = {};

    /** Where copies are kept. */
    @FunctionalInterface
    public interface Copies {
        /**
         * Keeps rows. A later copy of a row replaces an earlier one, and one that is gone deletes it.
         *
         * @param rows the rows, each once
         */
        void add(List<StoredRow> rows);
    }

    /**
     * What was copied.
     *
     * @param place the place of the journal whose rows the copies are
     * @param rows how many rows there were
     */
    public record Copied(long place, long rows) {}

    /**
     * The rows that the newest calls may have changed, at a place of the journal.
     *
     * @param after the place that the first of the calls follows
     * @param copied the place, and how many rows the ledger has
     * @param changed the rows
     */
    record CaughtUp(long after, Copied copied, List<StoredRow> changed) {}

    private final NamespaceKeys keys;
    private final Redis redis;
    private final CallLog log;

    private LedgerRows(RedisConnections connections, String namespace, Duration timeout) {
        keys = new NamespaceKeys(namespace);
        redis = new Redis(connections, keys, timeout, null);
        log = CallLog.over(connections, namespace, timeout);
    }

    /**
     * The rows of one ledger. This asks Redis nothing yet.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @param namespace the ledger's namespace, as {@link RedisLedgerBuilder#namespace} takes it
     * @param timeout how long one exchange may take, with all that is tried again: 1 ms to 10 minutes
     * @return the rows
     * @throws IllegalArgumentException if the namespace or the timeout is out of bounds
     */
    public static LedgerRows over(RedisConnections connections, String namespace, Duration timeout) {
        Objects.requireNonNull(connections, "connections");
        Bounds.within("timeout", timeout, RedisLedgerBuilder.SHORTEST, RedisLedgerBuilder.LONGEST);
        return new LedgerRows(connections, namespace, timeout);
    }

    /**
     * Copies all rows while the shop goes on, page by page; then those that calls have changed meanwhile, again and
     * again until few are left; then these, in one step of Redis. It reads the journal from its last place on, so no
     * later call may be deleted meanwhile: see {@link CallLog#markArchived}. Nobody may be restoring the namespace.
     *
     * @param pageSize about how many rows to read in one exchange, at least 1; more than 500 are as 500
     * @param copies where they are kept
     * @return what was copied: the last copy of each row, but for those that are gone
     * @throws LedgerException also if calls were deleted before they were read, or come faster than their rows can be
     *     copied, or if another server has become the master: then what was copied is of no use
     */
    public Copied copy(int pageSize, Copies copies) {
        int some = Math.min(AT_ONCE, Bounds.max("pageSize", pageSize));
        return new RowCopier(this, log, some, RowCopier.LAST_ROWS, copies).run();
    }

    /** Walks over all rows; those that are there all the time are passed on at least once. */
    void scan(int pageSize, Copies copies) {
        String cursor = "0";
        do {
            List<?> reply = Replies.list(redis.read(
                    command("HSCAN", keys.rows(), bytes(cursor), bytes("COUNT"), bytes(Integer.toString(pageSize)))));
            // A walk may meet a row twice.
            List<StoredRow> page = List.copyOf(new LinkedHashSet<>(rows(Replies.list(reply.get(1)))));
            if (!page.isEmpty()) {
                copies.add(page);
            }
            cursor = Replies.text(reply.get(0));
        } while (!cursor.equals("0"));
    }

    private static List<StoredRow> rows(List<?> fieldsAndValues) {
        List<StoredRow> rows = new ArrayList<>(fieldsAndValues.size() / 2);
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            String field = Replies.text(fieldsAndValues.get(i));
            if (!field.equals(String.valueOf(Rows.PLACE_FIELD))) {
                rows.add(new StoredRow(field, (byte[]) fieldsAndValues.get(i + 1)));
            }
        }
        return rows;
    }

    /** The rows of these fields as they are now. */
    List<StoredRow> read(Collection<String> fields) {
        List<String> all = List.copyOf(fields);
        List<StoredRow> rows = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            List<byte[]> command = command("HMGET", keys.rows());
            some.forEach(field -> command.add(field.getBytes(UTF_8)));
            List<?> values = Replies.list(redis.read(command));
            for (int i = 0; i < some.size(); i++) {
                rows.add(new StoredRow(some.get(i), (byte[]) values.get(i)));
            }
        }
        return rows;
    }

    /** Reads what the calls after a place may have changed, in one step; empty if that is more than so many rows. */
    Optional<CaughtUp> catchUp(long place, int most) {
        Object reply = redis.read(Script.CATCH_UP, NOTHING, bytes(Long.toString(place)), bytes(Integer.toString(most)));
        if (reply == null) {
            return Optional.empty();
        }
        List<?> all = (List<?>) reply;
        List<StoredRow> changed = rows(Replies.list(all.get(2)));
        Replies.list(all.get(3)).forEach(field -> changed.add(new StoredRow(Replies.text(field), null)));
        List<?> first = Replies.list(all.get(4));
        long after = first.isEmpty() ? place : RecordedCall.ofStream(first).after();
        return Optional.of(new CaughtUp(after, new Copied(Replies.place(all.get(0)), (Long) all.get(1)), changed));
    }

    /** Which process is asked, since when it is a master. */
    String server() {
        Map<String, String> info = Replies.info(Objects.requireNonNull(redis.read(command("INFO")), "reply"));
        return info.getOrDefault("run_id", "") + info.getOrDefault("master_replid", "");
    }

    /**
     * Puts rows back, in the order of their fields, and files them by time and by line.
     *
     * @param rows the rows
     * @throws LedgerException also if the namespace is not being restored, or its rows are complete already
     */
    public void put(List<StoredRow> rows) {
        List<StoredRow> some = new ArrayList<>();
        int bytes = 0;
        for (StoredRow row : rows) {
            some.add(row);
            bytes += row.size();
            if (some.size() == AT_ONCE || bytes >= BYTES_AT_ONCE) {
                put(some, NOTHING, NOTHING);
                some.clear();
                bytes = 0;
            }
        }
        if (!some.isEmpty()) {
            put(some, NOTHING, NOTHING);
        }
    }

    private long put(List<StoredRow> rows, byte[] place, byte[] count) {
        Packer all = new Packer().array(2 * rows.size());
        rows.forEach(row -> all.text(row.field()).text(row.value()));
        Object reply = redis.read(Script.PUT_ROWS, NOTHING, all.toBytes(), place, count);
        return (Long) Objects.requireNonNull(reply, "reply");
    }

    /**
     * Ends putting rows back, and notes the journal's place. The journal continues there.
     *
     * @param copied what was copied
     * @throws LedgerException also if the rows are not as many: then the place is not noted
     */
    public void finish(Copied copied) {
        byte[] count = bytes(Long.toString(copied.rows()));
        long there = put(List.of(), bytes(Long.toString(copied.place())), count);
        if (there != copied.rows()) {
            throw new LedgerException(
                    Effect.UNKNOWN,
                    "there were " + copied.rows() + " rows, and " + there
                            + " are back; delete the namespace's keys and restore it again",
                    null);
        }
    }

    @Override
    public String toString() {
        return "LedgerRows of " + log;
    }
}
