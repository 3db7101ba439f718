package io.inventory4j.core.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.core.gate.GatedLine.Probe;
import io.inventory4j.core.gate.GatedLine.Seen;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate over a store beyond a trip. Each of its answers is the store's own as of an instant that is at most a bound
 * ago, plus the trip that asks anew.
 *
 * <pre>
 *   a line is     when its newest level is known                         a new order for more than there is is
 *   fresh         to be at most a bound old                              refused in memory
 *   stale         to be older                                            the first one reads the level; others are
 *                                                                        refused meanwhile, for one second at most
 *   long stale    to be older than that                                  the first one reads the level; others wait
 *                                                                        for it, for one second at most
 *   not whole     without all commands that led to it (GatedLine)        passed on
 *   unknown       because nobody has told of it                          passed on
 * </pre>
 *
 * <p>Of a cart, only the first line in key order is looked at. Which line is the first that fails must be told as of
 * one instant (rule 1.6), and what is known of two lines may be of two.
 *
 * <p>So there is at most one reading for each line and bound. Any change that comes back with an answer, or by the
 * feed, is newer than what was known, and counts from then on. Lines are kept in a cache that is bounded by the ids in
 * it; the lines that are asked for most stay.
 */
final class BoundedGate extends SoldOutGate {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedGate.class);

    /** How long a storm leaves it to others to sweep. */
    private static final long SWEEP_PAUSE = Duration.ofSeconds(1).toNanos();

    /** How long orders are refused, or wait, while the level is read anew. So a slow store meets no storm. */
    static final long TRIP = Duration.ofSeconds(1).toNanos();

    /** What the lines may take of the memory, in units of 64 bytes: 64 MiB. */
    private static final long MOST_MEMORY = 1 << 20;

    private static final int RECENT_IDS = 1 << 17;

    private final long bound;
    private final long trip;
    private final LongSupplier nanos;
    private final Cache<StockKey, GatedLine> lines;
    private final IdHash hash = new IdHash();
    private final RecentIds recent = new RecentIds(RECENT_IDS);
    private final StoreTime time;
    private final Hearing hearing;
    private volatile long swept;

    BoundedGate(StockLedger below, StockLedger source, long bound, LongSupplier nanos, Executor executor) {
        this(below, source, bound, TRIP, MOST_MEMORY, nanos, executor);
    }

    /**
     * @param trip how long orders are refused, or wait, while the level is read anew
     * @param memory what the lines may take of it, in units of 64 bytes
     */
    BoundedGate(
            StockLedger below,
            StockLedger source,
            long bound,
            long trip,
            long memory,
            LongSupplier nanos,
            Executor executor) {
        super(below);
        this.bound = bound;
        this.trip = trip;
        this.nanos = nanos;
        lines = Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((StockKey key, GatedLine line) -> line.weight())
                .executor(Runnable::run)
                .build();
        time = new StoreTime(nanos);
        swept = nanos.getAsLong() - SWEEP_PAUSE;
        hearing = Hearing.of(source, new Listener(), nanos, executor);
    }

    /** What the feed and the journal call. */
    private final class Listener implements Hearing.Listener {
        @Override
        public void heard(LevelChange change, @Nullable String order, Instant at) {
            time.passed(at);
            long now = nanos.getAsLong();
            GatedLine line = line(change.key(), now);
            int before = line.weight();
            line.heard(change, order != null, order == null ? 0 : hash.of(order), now);
            weigh(change.key(), line, before);
        }

        @Override
        public void forget() {
            lines.invalidateAll();
        }
    }

    private GatedLine line(StockKey key, long now) {
        GatedLine line = lines.getIfPresent(key);
        return line != null ? line : lines.get(key, made -> new GatedLine(made, now, Long.MAX_VALUE / 2));
    }

    private void weigh(StockKey key, GatedLine line, int before) {
        if (line.weight() != before) {
            lines.asMap().replace(key, line, line);
        }
    }

    @Override
    List<Outcome> pass(List<? extends Command> batch, StockLedger store) {
        long since = nanos.getAsLong();
        List<Outcome> outcomes;
        try {
            outcomes = store.apply(batch);
        } catch (RuntimeException e) {
            failed(batch, e);
            throw e;
        }
        learn(batch, outcomes, since);
        return outcomes;
    }

    @Override
    CompletionStage<List<Outcome>> passLater(
            List<? extends Command> batch,
            Function<? super List<? extends Command>, ? extends CompletionStage<List<Outcome>>> store) {
        long since = nanos.getAsLong();
        return store.apply(batch).whenComplete((outcomes, failure) -> {
            if (failure == null) {
                learn(batch, outcomes, since);
            } else {
                // A stage that depends on another one is told of the failure by a wrapper.
                failed(batch, failure instanceof CompletionException wrapper ? wrapper.getCause() : failure);
            }
        });
    }

    private void failed(List<? extends Command> batch, @Nullable Throwable failure) {
        if (!(failure instanceof LedgerException known) || known.effect() != LedgerException.Effect.NONE) {
            batch.forEach(this::mayBeKnown);
        }
    }

    private void learn(List<? extends Command> batch, List<Outcome> outcomes, long since) {
        for (int i = 0; i < outcomes.size(); i++) {
            learn(batch.get(i), outcomes.get(i), since);
        }
    }

    private void learn(Command command, Outcome outcome, long since) {
        if (outcome instanceof Outcome.Applied applied) {
            mayBeKnown(command);
            ReservationId order = command instanceof Reserve reserve ? reserve.id() : null;
            changed(applied, order, since);
        } else {
            Reason reason = ((Outcome.Refused) outcome).refusal().reason();
            switch (reason) {
                case ID_REUSED, RELEASED, EXPIRED, NOT_PENDING, NOT_COMMITTED, NOT_SHIPPED -> mayBeKnown(command);
                case OUT_OF_STOCK -> hearing.begin();
                default -> {}
            }
        }
    }

    private void mayBeKnown(Command command) {
        if (command instanceof Reserve reserve) {
            recent.add(hash.of(reserve.id()));
        } else if (command instanceof Settle settle) {
            recent.add(hash.of(settle.reservation()));
        }
    }

    private void changed(Outcome.Applied outcome, @Nullable ReservationId order, long since) {
        List<LevelChange> changes = outcome.changes();
        Reservation reservation = outcome.reservation();
        if (reservation != null && !outcome.replayed()) {
            time.learn(reservation.changedAt(), since, nanos.getAsLong());
        }
        for (int i = 0; i < changes.size(); i++) {
            LevelChange change = changes.get(i);
            long now = nanos.getAsLong();
            GatedLine line = line(change.key(), now);
            int before = line.weight();
            line.heard(change, order != null, order == null ? 0 : hash.of(order), since, now);
            weigh(change.key(), line, before);
            if (isLow(change.after())) {
                hearing.begin();
            }
        }
    }

    /** Whether a line may soon be sold out, so that it is time to hear what other nodes do. */
    private static boolean isLow(StockLevel level) {
        return level.available() <= level.opening() / 10;
    }

    @Override
    Outcome.@Nullable Refused refusal(Reserve order) {
        return refusal(order, nanos.getAsLong(), true);
    }

    /** @param mayAsk whether the level may be read anew for it */
    private Outcome.@Nullable Refused refusal(Reserve order, long now, boolean mayAsk) {
        ReserveLine asked = order.lines().get(0);
        GatedLine line = lines.getIfPresent(asked.key());
        Seen seen = line == null ? null : line.seen();
        if (line == null || seen == null || !isRefused(asked, seen) || mayBeKnown(order.id(), line)) {
            return null;
        }
        long age = now - seen.since();
        if (age >= bound) {
            Probe mine = mayAsk ? line.beginProbe(now, bound) : null;
            if (mine != null) {
                return probe(asked.key(), line, mine) ? refusal(order, nanos.getAsLong(), false) : null;
            }
            if (age >= bound + trip) {
                // The first crowd after a silence: the reading takes no longer than a trip of their own.
                if (!mayAsk || !line.lastProbe().await(trip)) {
                    return null;
                }
                line.refusedInMemory();
                return refusal(order, nanos.getAsLong(), false);
            }
        }
        if (mayAsk) {
            line.refusedInMemory();
        }
        long remaining = Shortage.remaining(seen.level(), asked);
        return new Outcome.Refused(new Refusal(Reason.OUT_OF_STOCK, line.subject, asked.key(), remaining, null, null));
    }

    private boolean isRefused(ReserveLine asked, Seen seen) {
        StockLevel level = seen.level();
        return seen.whole()
                && level.saleState() == SaleState.OPEN
                && Shortage.is(level, asked)
                && time.isOpen(level.window());
    }

    private boolean mayBeKnown(ReservationId order, GatedLine line) {
        long id = hash.of(order);
        return line.knows(id) || recent.contains(id);
    }

    /** Reads the level of a line; false if the store does not answer. */
    private boolean probe(StockKey key, GatedLine line, Probe mine) {
        try {
            levels(List.of(key));
        } catch (RuntimeException e) {
            // The order itself goes to the store next, and hears what is wrong.
            line.doubt();
            LOG.debug("The sold-out gate cannot read {}; it asks the store for each order", key, e);
            return false;
        } finally {
            mine.ended().countDown();
        }
        boolean crowd = line.hadCrowd();
        if (!crowd || nanos.getAsLong() - swept >= SWEEP_PAUSE) {
            line.oweSweep();
        }
        return true;
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        long since = nanos.getAsLong();
        List<StockLevel> found = below().levels(keys);
        long now = nanos.getAsLong();
        boolean lostHistory = false;
        for (StockLevel level : found) {
            GatedLine line = lines.getIfPresent(level.key());
            lostHistory |= line != null && !line.read(level, since, now);
        }
        if (lostHistory) {
            lines.invalidateAll();
        }
        return found;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        long since = nanos.getAsLong();
        swept = since;
        List<Outcome.Applied> ended = below().expire(max, except);
        ended.forEach(outcome -> changed(outcome, null, since));
        return ended;
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        long since = nanos.getAsLong();
        List<Outcome.Applied> shipped = below().shipConfirmed(unchangedFor, max);
        shipped.forEach(outcome -> changed(outcome, null, since));
        return shipped;
    }

    /**
     * An order that the gate answers makes no sweep, but the one that has read the levels. In a storm that is once a
     * second, and the sweeper's sweeps count too.
     */
    @Override
    public boolean worthSweeping(Reserve refused) {
        if (!onlyLinesDecide(refused)) {
            return true;
        }
        ReserveLine asked = refused.lines().get(0);
        GatedLine line = lines.getIfPresent(asked.key());
        Seen seen = line == null ? null : line.seen();
        if (line == null
                || seen == null
                || !isRefused(asked, seen)
                || nanos.getAsLong() - seen.since() >= bound + trip) {
            return true;
        }
        return seen.level().reserved() > 0 && line.takeSweep();
    }

    @Override
    boolean isRight(Charge charge) {
        return time.isRight(charge);
    }

    @Override
    public void stop() {
        hearing.close();
    }
}
