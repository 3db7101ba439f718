package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Settlement;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.redis.script.Answer;
import io.inventory4j.redis.script.CallCost;
import io.inventory4j.redis.script.Micros;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.redis.script.RushForecast;
import io.inventory4j.redis.script.Script;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in Redis. Every rule is in Lua, a batch is one call of a script, and nothing else writes. It is for a
 * single server, Sentinel and Cluster, from Redis 6.2 on, through
 * {@link io.inventory4j.redis.client.LettuceConnections} or {@link io.inventory4j.redis.client.JedisConnections}.
 *
 * <p>Whether an acknowledged command survives the death of a server depends on the server's persistence and
 * replication: see docs/redis.md, and {@link RedisLedgerBuilder#replicas}. A call that is not answered within its
 * timeout is UNKNOWN (rule 10.1); a call that certainly did nothing is tried again within the timeout. A call is
 * carried out within twice the timeout or never, by the server's clock (rule 10.2). Thread-safe.
 */
public final class RedisLedger implements StockLedger, Journaled, Watchable {
    /** How much one call of a sweep, a purge or a page does at most: while a script runs, Redis does nothing else. */
    private static final int AT_ONCE = 1_000;

    /** A stream entry is a whole call and makes many journal entries, so a page needs few of them. */
    private static final String STREAM_ENTRIES = "100";

    private static final byte[] NOTHING = {};

    private final RedisConnections connections;
    private final NamespaceKeys keys;
    private final Redis redis;
    private final @Nullable InstantSource clock;
    private final @Nullable Duration keepJournal;
    private final EntryReader entriesOfPages = new EntryReader();
    private final RedisFeed feed;

    private final RushForecast rushes = new RushForecast();

    RedisLedger(RedisLedgerBuilder builder) {
        connections = builder.connections;
        keys = new NamespaceKeys(builder.namespace);
        redis = new Redis(connections, keys, builder.timeout, builder.replicas);
        clock = builder.clock;
        keepJournal = builder.keepJournal;
        feed = new RedisFeed(connections, keys, this::place);
        new StartUp(redis, keys).check();
    }

    /**
     * Opens the ledger in the namespace {@code inventory4j}, with the defaults of {@link RedisLedgerBuilder}.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @return the ledger
     * @throws LedgerException if Redis does not answer, or is not fit to keep stock: its message says why
     */
    public static RedisLedger over(RedisConnections connections) {
        return builder(connections).build();
    }

    /**
     * A ledger with other settings.
     *
     * @param connections how to reach Redis; stays the caller's to close
     * @return the builder
     */
    public static RedisLedgerBuilder builder(RedisConnections connections) {
        return new RedisLedgerBuilder(connections);
    }

    private byte[] now() {
        return clock == null ? NOTHING : bytes(Long.toString(Micros.of(clock.instant())));
    }

    private long micros() {
        return clock == null ? redis.time() : Micros.of(clock.instant());
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Command> commands = List.copyOf(batch);
        if (commands.isEmpty()) {
            return List.of();
        }
        return apply(commands, Request::of);
    }

    /** Applies a batch in as many calls as it needs, of which each is written so. */
    private List<Outcome> apply(List<Command> commands, Function<List<Command>, Request> writer) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        byte[] now = now();
        while (outcomes.size() < commands.size()) {
            List<Command> rest = commands.subList(outcomes.size(), commands.size());
            try {
                Request request = writer.apply(rest.subList(0, CallCost.enough(rest)));
                Answer answer = request.answer(call(request, now));
                List<Outcome> some = request.outcomes(answer);
                if (request.isRush()) {
                    rushes.learn(some);
                }
                outcomes.addAll(some);
                // All calls of a batch are at one time, that of the first.
                now = bytes(Long.toString(answer.micros()));
            } catch (LedgerException e) {
                throw outcomes.isEmpty() ? e : partlyDone(outcomes.size(), e);
            }
        }
        return outcomes;
    }

    private byte[] call(Request request, byte[] now) {
        for (Request.Try attempt : request.tries(now, rushes.likely())) {
            byte[] answer = (byte[]) redis.write(attempt.script(), attempt.arguments());
            if (answer != null) {
                return answer;
            }
        }
        throw new IllegalStateException("no script answered a batch");
    }

    private static LedgerException partlyDone(int done, LedgerException failure) {
        return new LedgerException(
                Effect.UNKNOWN, "the first " + done + " commands of the batch are done, the rest has failed", failure);
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Bounds.max("max", max);
        List<Outcome.Applied> ended = new ArrayList<>();
        boolean more = true;
        try {
            while (more && ended.size() < max) {
                int some = Math.min(AT_ONCE, max - ended.size());
                List<?> reply = Replies.list(redis.write(Script.EXPIRE, now(), Request.expire(some, except)));
                Answer answer = new Answer((byte[]) reply.get(0), List.of());
                while (answer.more()) {
                    ended.add(answer.swept());
                }
                more = reply.get(1).equals(1L);
            }
        } catch (LedgerException e) {
            if (ended.isEmpty()) {
                throw e;
            }
            // Some are ended: they are returned, or nobody would hear of their levels. The next sweep throws if Redis
            // still fails.
        }
        return ended;
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        Bounds.max("max", max);
        Bounds.age("unchangedFor", unchangedFor);
        return new Shipments(redis, this::apply).ship(micros() - Micros.of(unchangedFor), max);
    }

    @Override
    public int purge(Retention retention, int max) {
        Bounds.max("max", max);
        long now = micros();
        long[] by = {
            now - Micros.of(retention.settled()),
            now - Micros.of(retention.shipped()),
            now - Micros.of(retention.moves())
        };
        byte[] journalBy = keepJournal == null ? NOTHING : bytes(Long.toString(now - Micros.of(keepJournal)));
        int forgotten = 0;
        boolean more = true;
        while (more && forgotten < max) {
            int some = Math.min(AT_ONCE, max - forgotten);
            List<?> reply = Replies.list(redis.write(Script.PURGE, now(), Request.purge(by, some), journalBy));
            forgotten += ((Long) reply.get(0)).intValue();
            more = reply.get(1).equals(1L);
        }
        return forgotten;
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keysOfLines) {
        List<StockKey> wanted = List.copyOf(keysOfLines);
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<byte[]> command = command("HMGET", keys.rows());
        wanted.forEach(key -> command.add(Rows.name(key)));
        List<StockLevel> levels = Replies.levels(wanted, redis.read(command));
        levels.removeIf(Objects::isNull);
        return levels;
    }

    private byte @Nullable [] row(byte[] name) {
        return (byte[]) redis.read(command("HGET", keys.rows(), name));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        byte[] row = row(Rows.name(id));
        while (row != null) {
            Reservation found = Rows.reservation(id, row, last -> later(id, last));
            if (found != null) {
                return Optional.of(found).filter(stored -> !stored.tombstone());
            }
            row = row(Rows.name(id));
        }
        return Optional.empty();
    }

    /** The settlements of a reservation that have rows of their own, oldest first; null if they were forgotten. */
    private @Nullable List<Settlement> later(ReservationId id, String last) {
        List<Settlement> settlements = new ArrayList<>();
        String next = last;
        while (!next.isEmpty()) {
            Object reply = redis.read(Script.LATER, Rows.name(id), next.getBytes(UTF_8));
            if (reply == null) {
                return null;
            }
            List<?> some = Replies.list(reply);
            next = Replies.text(some.get(0));
            for (int i = 1; i < some.size(); i += 2) {
                settlements.add(new Settlement(Replies.text(some.get(i)), Replies.text(some.get(i + 1))));
            }
        }
        Collections.reverse(settlements);
        return settlements;
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Objects.requireNonNull(key, "key");
        Bounds.max("max", max);
        List<Reservation> found = new ArrayList<>();
        byte[] last = after == null ? NOTHING : Rows.name(after);
        int wanted = Math.min(AT_ONCE, max);
        while (wanted > 0) {
            List<?> page = openPage(key, last, wanted);
            for (int i = 0; i < page.size(); i += 2) {
                last = (byte[]) page.get(i);
                ReservationId id = ReservationId.of(Rows.plain(Replies.text(last)));
                Reservation open = Rows.reservation(id, (byte[]) page.get(i + 1), settlement -> later(id, settlement));
                if (open != null) {
                    found.add(open);
                }
            }
            wanted = page.size() < 2 * wanted ? 0 : Math.min(AT_ONCE, max - found.size());
        }
        return found;
    }

    private List<?> openPage(StockKey key, byte[] last, int max) {
        Object reply = 1L;
        while (reply instanceof Long) {
            reply = redis.read(Script.OPEN, NOTHING, Rows.name(key), last, bytes(Integer.toString(max)));
        }
        return Replies.list(reply);
    }

    @Override
    public long used(String counter) {
        Bounds.text("counter", counter);
        byte[] row = row(Rows.counter(counter));
        return row == null ? 0 : Rows.used(row);
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        PageBuilder page = new PageBuilder(entriesOfPages, after, max);
        List<?> stream = stream(after);
        // The stream also has calls that changed no line, so one read of it may not fill the page.
        while (!stream.isEmpty() && page.addAll(stream)) {
            stream = stream(RedisJournal.place((List<?>) stream.get(stream.size() - 1)));
        }
        return page.page();
    }

    /**
     * How many calls of other nodes, or of this one, its listeners did not hear of because the journal's entry could
     * not be read: its bytes are damaged, or a newer version of the library has written it. Listeners hear of all that
     * follow. Pages of the journal count the entries of such a call as {@linkplain JournalPage#lost lost}.
     *
     * @return the number since this ledger was opened
     */
    public long unheardCalls() {
        return feed.unheard();
    }

    private List<?> stream(long after) {
        return Replies.list(redis.read(command(
                "XRANGE",
                keys.journal(),
                bytes(Long.toString(after + 1)),
                bytes("+"),
                bytes("COUNT"),
                bytes(STREAM_ENTRIES))));
    }

    /** The sequence of the journal's last entry. */
    private long place() {
        return Replies.place(redis.read(command("HGET", keys.rows(), Rows.place())));
    }

    @Override
    public Subscription watch(StockListener listener) {
        return feed.watch(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public Subscription follow(EntryListener listener) {
        return feed.follow(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        feed.close();
        redis.close();
    }
}
