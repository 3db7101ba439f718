package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A layer over a ledger that lets calls go wrong as a {@link FaultPlan} says, and reports each as rule 10.1 demands.
 * Commands suffer every {@link Fault}, reads and sweeps only those that leave nothing in doubt. A late request arrives
 * before one of the later calls, or with {@link #heal}. The journal is read without faults. Thread-safe.
 */
public sealed class FaultyLedger extends ForwardingLedger {
    private static final long DELAY_NANOS = 200_000;

    private final Queue<List<Command>> late = new ConcurrentLinkedQueue<>();
    private final Map<Fault, AtomicLong> injected = new ConcurrentHashMap<>();
    private volatile FaultPlan plan = FaultPlan.none();

    private FaultyLedger(StockLedger below) {
        super(below);
    }

    /**
     * A layer over a ledger; at first nothing goes wrong.
     *
     * @param ledger the ledger under test
     * @return the ledger to call; {@link Journaled} if {@code ledger} is
     */
    public static FaultyLedger over(StockLedger ledger) {
        return ledger instanceof Journaled journal ? new WithJournal(ledger, journal) : new FaultyLedger(ledger);
    }

    /**
     * Lets calls go wrong from now on.
     *
     * @param faults which calls, and how
     */
    public void inject(FaultPlan faults) {
        plan = Objects.requireNonNull(faults, "faults");
    }

    /** Lets late requests arrive; from now on nothing goes wrong. */
    public void heal() {
        plan = FaultPlan.none();
        deliver(Integer.MAX_VALUE);
    }

    /**
     * How many calls went wrong so far.
     *
     * @return the number
     */
    public long injected() {
        return injected.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** How many calls went wrong so far, in each way. */
    Map<Fault, Long> injectedByFault() {
        Map<Fault, Long> counts = new EnumMap<>(Fault.class);
        injected.forEach((fault, count) -> counts.put(fault, count.get()));
        return counts;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        Fault fault = next();
        List<Outcome> outcomes = fault == null ? below().apply(batch) : apply(fault, List.copyOf(batch));
        deliver(1);
        return outcomes;
    }

    private List<Outcome> apply(Fault fault, List<Command> batch) {
        switch (fault) {
            case NOT_SENT -> throw new LedgerException(Effect.NONE, "no connection", null);
            case REQUEST_LOST -> throw new LedgerException(Effect.UNKNOWN, "no answer", null);
            case ANSWER_LOST -> {
                below().apply(batch);
                throw new LedgerException(Effect.UNKNOWN, "no answer", null);
            }
            case REQUEST_LATE -> {
                late.add(batch);
                throw new LedgerException(Effect.UNKNOWN, "no answer in time", null);
            }
            case DUPLICATED -> {
                return twice(batch);
            }
            case DELAYED -> {
                delay();
                List<Outcome> outcomes = below().apply(batch);
                delay();
                return outcomes;
            }
        }
        throw new AssertionError(fault);
    }

    /**
     * A batch of several of which the second copy would apply what was refused before, would take effect in another
     * order than it has. So that one arrives once.
     */
    private List<Outcome> twice(List<Command> batch) {
        List<Outcome> first = below().apply(batch);
        boolean once = batch.size() > 1 && !first.stream().allMatch(Outcome::applied);
        return once ? first : eitherApplied(first, below().apply(batch));
    }

    /** Rule 10.2: if two copies arrive, only Applied is final, so a refusal of the first is not the answer yet. */
    private static List<Outcome> eitherApplied(List<Outcome> first, List<Outcome> second) {
        if (first.size() != second.size()) {
            return second;
        }
        List<Outcome> outcomes = new ArrayList<>(first.size());
        for (int i = 0; i < first.size(); i++) {
            outcomes.add(first.get(i).applied() ? first.get(i) : second.get(i));
        }
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        Fault fault = next();
        if (fault == Fault.NOT_SENT) {
            throw new LedgerException(Effect.NONE, "no connection", null);
        }
        if (fault == Fault.DELAYED) {
            delay();
        }
        return below().expire(max, except);
    }

    private @Nullable Fault next() {
        Fault fault = plan.next();
        if (fault != null) {
            injected.computeIfAbsent(fault, none -> new AtomicLong()).incrementAndGet();
        }
        return fault;
    }

    private void deliver(int max) {
        for (int i = 0; i < max; i++) {
            List<Command> batch = late.poll();
            if (batch == null) {
                return;
            }
            below().apply(batch);
        }
    }

    // It only changes the order of the callers: nothing depends on how long it takes.
    private static void delay() {
        LockSupport.parkNanos(DELAY_NANOS);
    }

    private static final class WithJournal extends FaultyLedger implements Journaled {
        private final Journaled journal;

        WithJournal(StockLedger ledger, Journaled journal) {
            super(ledger);
            this.journal = journal;
        }

        @Override
        public JournalPage journal(long after, int max) {
            return journal.journal(after, max);
        }
    }
}
