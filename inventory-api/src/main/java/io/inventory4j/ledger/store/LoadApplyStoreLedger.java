package io.inventory4j.ledger.store;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The short way to write an adapter: the base class loads the rows that a batch touches in one transaction of the
 * store, lets {@link LedgerRules} judge every command over them, and stores what changed. The author writes
 * {@link StoreTransaction}: how rows are loaded and stored.
 *
 * <p>The calls to the store do not grow with the batch: one or two to load ({@link StoreTransaction#load}), one to
 * store, for each {@link #rowsAtOnce} rows. Thread-safe if {@link #begin} is.
 */
public abstract class LoadApplyStoreLedger implements StockLedger, Announcing {
    private final List<EntryListener> followers = new CopyOnWriteArrayList<>();

    /** For subclasses. */
    protected LoadApplyStoreLedger() {}

    /**
     * Begins a transaction that may change rows.
     *
     * @return the transaction; the base class commits and closes it
     * @throws LedgerException if the store cannot answer
     */
    protected abstract StoreTransaction begin();

    /**
     * Begins a transaction that only reads. A store that can read without blocking writers overrides it (rule 6.1).
     *
     * @return the transaction; the base class closes it
     * @throws LedgerException if the store cannot answer
     */
    protected StoreTransaction beginReading() {
        return begin();
    }

    /**
     * Translates an exception of the store into the one that the caller sees. By default the caller sees the store's
     * own, which does not say what happened to the commands; a subclass returns a {@link LedgerException}.
     *
     * @param failure what {@link #begin} or the transaction threw; never a {@link LedgerException}, nor what
     *     {@link #lostRace} has claimed
     * @param effect UNKNOWN from the commit on, NONE before it and for reads
     * @return what the caller is to see
     */
    protected RuntimeException failed(RuntimeException failure, LedgerException.Effect effect) {
        return failure;
    }

    /**
     * Whether an exception says that a transaction lost against another one and did nothing: a conflict, a deadlock, a
     * row that was changed since it was read. Then the base class runs it again: at most 100 times within 10 seconds,
     * each time after a random pause that grows to 20 ms at most. If it has lost each time, the caller is told so, with
     * effect NONE.
     *
     * <p>Say true only of what is certain: also of a commit, where the store says that it has undone it; never of a
     * commit that was not answered. Of a transaction whose commit has returned it is not asked.
     *
     * @param failure what {@link #begin} or the transaction threw; a {@link LedgerException} too
     * @return whether to run the transaction again; by default false
     */
    protected boolean lostRace(RuntimeException failure) {
        return false;
    }

    /**
     * Runs one transaction once, by default with nothing around it. A subclass overrides it for what belongs around
     * every transaction, reads included, such as a savepoint before it. One that {@linkplain #lostRace lost} is run
     * again from outside, through this method. A subclass with a way of its own to run transactions again may do so
     * here.
     *
     * <p>A read is one transaction. What writes is one for about {@link #rowsAtOnce} rows, and {@link #expire} one for
     * each round of the sweep: so a round that is committed stays in the answer, whatever becomes of the next one.
     *
     * @param <T> what the transaction returns
     * @param transaction begins, works, commits if anything changed, and closes. If it fails it throws a
     *     {@link LedgerException} or what {@link #failed} returned; after effect NONE it may be run again
     * @return what the transaction returned when it ran last
     */
    protected <T> T runTransaction(Supplier<T> transaction) {
        return transaction.get();
    }

    /**
     * About how many rows one transaction writes, so that it locks none for long (rule 10.3): a longer batch, sweep or
     * purge is several transactions, one after the other. If a batch's later transaction fails, the whole call fails
     * with UNKNOWN, because the commands of the first ones are done. A single command is never divided, whatever it
     * touches; of a reservation that is to be settled, only an average is counted.
     *
     * @return at least 1; by default without bound, so that each call is one transaction
     */
    protected int rowsAtOnce() {
        return Integer.MAX_VALUE;
    }

    private <S extends StoreTransaction, T> T transaction(Supplier<S> begin, BiFunction<S, Attempt.Progress, T> work) {
        return LostRaces.waiting().run(() -> runTransaction(() -> attempt(begin, work)));
    }

    private <S extends StoreTransaction, T> T attempt(Supplier<S> begin, BiFunction<S, Attempt.Progress, T> work) {
        Attempt.Progress progress = new Attempt.Progress();
        try (S transaction = begin.get()) {
            return work.apply(transaction, progress);
        } catch (RuntimeException e) {
            if (!progress.committed() && lostRace(e)) {
                throw new LostRaces.Lost(e);
            }
            throw e instanceof LedgerException ? e : failed(e, progress.effect());
        }
    }

    private <T> T write(Function<Attempt, T> work) {
        return transaction(this::begin, (transaction, progress) -> work.apply(new Attempt(transaction, progress)));
    }

    /**
     * Reads in a transaction of {@link #beginReading}, as the ledger's own reads do, through {@link #runTransaction}
     * and {@link #failed}: for what a subclass reads itself.
     *
     * @param <T> what is read
     * @param work what to read; the transaction ends with it
     * @return what the work returned
     */
    protected final <T> T read(Function<StoreTransaction, T> work) {
        return read(this::beginReading, work);
    }

    /**
     * The same, in a transaction of the subclass's own type, such as {@code read(this::beginReading, reading ->
     * reading.journal(after, max))} where its {@code beginReading} is declared to return that type.
     *
     * @param <S> the type of the transaction
     * @param <T> what is read
     * @param begin begins the transaction, as {@link #beginReading} does
     * @param work what to read; the transaction ends with it
     * @return what the work returned
     */
    protected final <S extends StoreTransaction, T> T read(Supplier<S> begin, Function<S, T> work) {
        return transaction(begin, (transaction, progress) -> work.apply(transaction));
    }

    @Override
    public List<Outcome> apply(List<? extends Command> given) {
        List<Command> commands = List.copyOf(given);
        if (commands.isEmpty()) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        Instant at = null;
        while (outcomes.size() < commands.size()) {
            List<Command> rest = commands.subList(outcomes.size(), commands.size());
            Part part = new Part(rest.subList(0, RowCount.enough(rest, rowsAtOnce())), at);
            try {
                // All transactions of a batch are at one time, that of the first.
                at = write(part::run);
            } catch (LedgerException e) {
                throw outcomes.isEmpty() ? e : partlyDone(outcomes.size(), e);
            }
            announce(part.entries);
            outcomes.addAll(part.outcomes);
        }
        return outcomes;
    }

    private static LedgerException partlyDone(int done, LedgerException failure) {
        return new LedgerException(
                LedgerException.Effect.UNKNOWN,
                "the first " + done + " commands of the batch are done, the rest has failed",
                failure);
    }

    /** Some commands of a batch, in a transaction that may be run again. */
    private static final class Part {
        private final List<Command> commands;
        private final @Nullable Instant at;
        private List<Outcome> outcomes = List.of();

        /** What the last run has changed. */
        private Collection<JournalEntry> entries = List.of();

        Part(List<Command> commands, @Nullable Instant at) {
            this.commands = commands;
            this.at = at;
        }

        /** Returns the time that has decided. */
        Instant run(Attempt attempt) {
            LoadedRows rows = LoadedRows.of(commands, attempt.transaction(), at);
            List<Outcome> here = new ArrayList<>(commands.size());
            for (Command command : commands) {
                here.add(attempt.judge(() -> rows.apply(command)));
            }
            attempt.store(rows);
            entries = rows.entries();
            outcomes = here;
            return rows.now();
        }
    }

    /**
     * Calls a listener for every change that this ledger makes. A subclass whose changes are not committed when a call
     * returns, or which hears of changes otherwise, overrides it.
     *
     * @param listener {@inheritDoc}
     * @return {@inheritDoc}
     */
    @Override
    public Subscription follow(EntryListener listener) {
        followers.add(Objects.requireNonNull(listener, "listener"));
        AtomicBoolean registered = new AtomicBoolean(true);
        return () -> {
            if (registered.getAndSet(false)) {
                followers.remove(listener);
            }
        };
    }

    private void announce(Collection<JournalEntry> entries) {
        for (EntryListener follower : followers) {
            entries.forEach(follower::onEntry);
        }
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Bounds.max("max", max);
        return Sweep.ofOverdue(max, RowCount.swept(rowsAtOnce()), except).run(this::write, this::announce);
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        Bounds.max("max", max);
        Bounds.age("unchangedFor", unchangedFor);
        return Sweep.ofConfirmed(max, RowCount.swept(rowsAtOnce()), unchangedFor)
                .run(this::write, this::announce);
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        Set<StockKey> sorted = new TreeSet<>(keys);
        return read(transaction -> {
            Map<StockKey, StockLevel> lines = transaction.lines(sorted);
            return keys.stream().map(lines::get).filter(Objects::nonNull).toList();
        });
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return read(transaction -> Optional.ofNullable(
                        transaction.reservations(Set.of(id)).get(id))
                .filter(found -> !found.tombstone()));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Objects.requireNonNull(key, "key");
        Bounds.max("max", max);
        return read(transaction -> List.copyOf(transaction.open(key, after, max)));
    }

    @Override
    public long used(String counter) {
        Bounds.text("counter", counter);
        return read(transaction -> {
            CounterValue value = transaction.counters(Set.of(counter)).get(counter);
            return value == null ? 0 : value.used();
        });
    }

    @Override
    public int purge(Retention retention, int max) {
        Bounds.max("max", max);
        Retention wanted = Objects.requireNonNull(retention, "retention");
        int forgotten = 0;
        int last = 0;
        int some = 0;
        while (last == some && forgotten < max) {
            some = Math.min(max - forgotten, rowsAtOnce());
            try {
                last = forget(wanted, some);
                forgotten += last;
            } catch (LedgerException e) {
                if (forgotten == 0) {
                    throw e;
                }
                // What is committed is forgotten. The next purge finds the failure again.
                return forgotten;
            }
        }
        return forgotten;
    }

    private int forget(Retention retention, int max) {
        return write(attempt -> {
            StoreTransaction transaction = attempt.transaction();
            int forgotten = transaction.purge(StoreTransaction.Due.of(retention, transaction.now()), max);
            if (forgotten > 0) {
                attempt.commit();
            }
            return forgotten;
        });
    }

    /** Does nothing; a subclass that opens something frees it here. */
    @Override
    public void close() {}
}
