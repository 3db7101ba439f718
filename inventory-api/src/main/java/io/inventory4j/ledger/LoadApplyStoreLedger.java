package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.JournalEntry;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Subscription;
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
     * @param failure what {@link #begin} or the transaction threw; never a {@link LedgerException}
     * @param effect UNKNOWN from the commit on, NONE before it and for reads
     * @return what the caller is to see
     */
    protected RuntimeException failed(RuntimeException failure, LedgerException.Effect effect) {
        return failure;
    }

    /**
     * Runs one transaction, by default with nothing around it. A subclass overrides it for what belongs around every
     * transaction, reads included: to run it again when it lost against another one, or to set a savepoint before it.
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

    private <T> T transaction(Supplier<? extends StoreTransaction> begin, Function<Attempt, T> work) {
        return runTransaction(() -> attempt(begin, work));
    }

    private <T> T attempt(Supplier<? extends StoreTransaction> begin, Function<Attempt, T> work) {
        Attempt attempt = new Attempt();
        try (StoreTransaction transaction = begin.get()) {
            attempt.transaction = transaction;
            return work.apply(attempt);
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(e, attempt.effect);
        }
    }

    private <T> T write(Function<Attempt, T> work) {
        return transaction(this::begin, work);
    }

    /**
     * Reads in a transaction of {@link #beginReading}, as the ledger's own reads do, through {@link #runTransaction}
     * and {@link #failed}: for what a subclass reads itself, such as its journal.
     *
     * @param <T> what is read
     * @param work what to read; the transaction ends with it
     * @return what the work returned
     */
    protected final <T> T read(Function<StoreTransaction, T> work) {
        return transaction(this::beginReading, attempt -> work.apply(attempt.transaction()));
    }

    /** One attempt to run a transaction, and what is certain of it if it fails. */
    private static final class Attempt {
        private @Nullable StoreTransaction transaction;
        private LedgerException.Effect effect = LedgerException.Effect.NONE;

        private StoreTransaction transaction() {
            return Objects.requireNonNull(transaction, "transaction");
        }

        private void commit() {
            effect = LedgerException.Effect.UNKNOWN;
            transaction().commit();
        }

        private void store(LoadedRows rows) {
            if (rows.store(transaction())) {
                commit();
            }
        }
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
                here.add(rows.apply(command));
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
        return inRounds(new Round(max, atOnce()) {
            @Override
            List<ReservationId> find(StoreTransaction transaction) {
                if (except == null) {
                    return transaction.overdue(transaction.now(), left());
                }
                int one = left() == Integer.MAX_VALUE ? 0 : 1;
                return transaction.overdue(transaction.now(), left() + one).stream()
                        .filter(id -> !id.equals(except))
                        .limit(left())
                        .toList();
            }

            @Override
            Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows) {
                return rows.expire(id);
            }
        });
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        Bounds.max("max", max);
        Bounds.age("unchangedFor", unchangedFor);
        return inRounds(new Round(max, atOnce()) {
            private Instant by = Instant.MIN;
            private @Nullable Reservation last;
            private @Nullable Reservation seen;

            @Override
            List<ReservationId> find(StoreTransaction transaction) {
                by = transaction.now().minus(unchangedFor);
                // Those that could not be shipped are found again by the next call, not by the next round.
                return transaction.confirmed(by, last, left());
            }

            @Override
            Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows) {
                Reservation found = rows.reservation(id);
                // One that was changed after it was found says nothing of how far the search has come.
                seen = found == null || found.changedAt().isAfter(by) ? seen : found;
                return rows.shipConfirmed(id, by);
            }

            @Override
            void committed() {
                last = seen;
            }
        });
    }

    /** A job on reservations whose time has come, one transaction at a time, each of which may be run again. */
    private abstract static class Round {
        private final int max;
        private final int atOnce;
        private final List<Outcome.Applied> ended = new ArrayList<>();

        /** What the last run has ended and committed. */
        private List<Outcome.Applied> here = List.of();

        private Collection<JournalEntry> entries = List.of();

        Round(int max, int atOnce) {
            this.max = max;
            this.atOnce = atOnce;
        }

        /** How many this round may end. */
        int left() {
            return Math.min(max - ended.size(), atOnce);
        }

        /** At most {@link #left} reservations, in order. */
        abstract List<ReservationId> find(StoreTransaction transaction);

        abstract Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows);

        /** Called after a run was committed, and before the next one. */
        void committed() {}

        /** Returns whether there may be more. Of those that are found, others may have ended some. */
        boolean run(Attempt attempt) {
            here = List.of();
            entries = List.of();
            List<ReservationId> found = find(attempt.transaction());
            LoadedRows rows = LoadedRows.of(found, attempt.transaction());
            List<Outcome.Applied> now = new ArrayList<>(found.size());
            for (ReservationId id : found) {
                Outcome.Applied outcome = end(id, rows);
                if (outcome != null) {
                    now.add(outcome);
                }
            }
            attempt.store(rows);
            entries = rows.entries();
            here = now;
            return found.size() == left();
        }
    }

    /** How many reservations one transaction settles. */
    private int atOnce() {
        return RowCount.swept(rowsAtOnce());
    }

    private List<Outcome.Applied> inRounds(Round round) {
        boolean more = true;
        while (more && round.ended.size() < round.max) {
            try {
                more = write(round::run);
                round.ended.addAll(round.here);
                announce(round.entries);
                round.committed();
            } catch (LedgerException e) {
                if (e.effect() == LedgerException.Effect.UNKNOWN) {
                    round.ended.addAll(round.here);
                }
                if (round.ended.isEmpty()) {
                    throw e;
                }
                // No later call finds what is committed again, so it is returned. The next one finds the failure again.
                return round.ended;
            }
        }
        return round.ended;
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
