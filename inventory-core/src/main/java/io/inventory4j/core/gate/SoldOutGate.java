package io.inventory4j.core.gate;

import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The layer that refuses in memory what the store would refuse as OUT_OF_STOCK, so that a crowd before a sold-out line
 * does not reach the store (rule 10.4). What it does not know for certain it passes on.
 *
 * <p>It answers only where nothing else could decide (rule 1.6): a reserve of an id that the store does not know, which
 * chooses nothing, replaces nothing, takes nothing again, and whose charges are right for certain. The answer is the
 * store's own, number by number. Thread-safe.
 */
public abstract class SoldOutGate extends ForwardingLedger {
    /** The shortest bound that a gate takes. */
    public static final Duration MIN_BOUND = Duration.ofMillis(1);

    /** The longest bound that a gate takes. */
    public static final Duration MAX_BOUND = Duration.ofSeconds(1);

    /** A gate over a ledger. */
    SoldOutGate(StockLedger below) {
        super(below);
    }

    /**
     * A gate over a store beyond a trip, which knows what was so at most a bound ago.
     *
     * @param store the layer below
     * @param source the store itself, for its feed and journal
     * @param bound how old a refusal may be, {@link #MIN_BOUND} to {@link #MAX_BOUND}
     * @param nanos the node's running time, as {@link System#nanoTime}
     * @param executor reads the journal
     * @return the gate
     */
    public static SoldOutGate over(
            StockLedger store, StockLedger source, Duration bound, LongSupplier nanos, Executor executor) {
        return new BoundedGate(store, source, bound.toNanos(), nanos, executor);
    }

    /**
     * Whether a sweep could help an order that was refused as OUT_OF_STOCK, and it is time for one. Under a gate, a
     * storm does not sweep ten times a second.
     *
     * @param refused the order
     * @return false where the line has no held units, or another order sweeps for all
     */
    public abstract boolean worthSweeping(Reserve refused);

    /** Stops to listen to the store. The ledger below stays open. */
    public void stop() {}

    @Override
    public void close() {
        stop();
        super.close();
    }

    @Override
    public final List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> refused = refusals(batch);
        return refused == null ? pass(batch, below()) : refused;
    }

    /**
     * The same without waiting for what the store says. The level of a line is read anew before this returns, here or by
     * another caller.
     *
     * @param batch the commands
     * @param store what sends them to the store
     * @return their outcomes
     */
    public final CompletionStage<List<Outcome>> submit(
            List<? extends Command> batch,
            Function<? super List<? extends Command>, ? extends CompletionStage<List<Outcome>>> store) {
        List<Outcome> refused = refusals(batch);
        return refused == null ? passLater(batch, store) : CompletableFuture.completedStage(refused);
    }

    /**
     * Another way to the store, which refuses nothing, and of which the gate hears.
     *
     * @param way a ledger over the same store
     * @return the same ledger for this gate's node
     */
    public final StockLedger beside(StockLedger way) {
        return new ForwardingLedger(way) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                return pass(batch, way);
            }
        };
    }

    /** Sends a batch on, and learns from its outcomes. */
    abstract List<Outcome> pass(List<? extends Command> batch, StockLedger store);

    /** The same without waiting. */
    abstract CompletionStage<List<Outcome>> passLater(
            List<? extends Command> batch,
            Function<? super List<? extends Command>, ? extends CompletionStage<List<Outcome>>> store);

    /** The refusal of a single order; null where the store has to be asked. */
    abstract Outcome.@Nullable Refused refusal(Reserve order);

    /** The answers of the gate to a batch; null where the store has to be asked, which then gets all of it. */
    private @Nullable List<Outcome> refusals(List<? extends Command> batch) {
        if (batch.size() == 1) {
            Outcome refused = refusal(batch.get(0));
            return refused == null ? null : List.of(refused);
        }
        // In a batch, a command follows from those before it (rule 6.4). If all are refused, none changes anything.
        List<Outcome> all = new ArrayList<>();
        for (Command command : batch) {
            Outcome refused = refusal(command);
            if (refused == null) {
                return null;
            }
            all.add(refused);
        }
        return all.isEmpty() ? null : all;
    }

    private @Nullable Outcome refusal(Command command) {
        return command instanceof Reserve order && onlyLinesDecide(order) ? refusal(order) : null;
    }

    /** Whether, for a new id, nothing is judged before the lines (rule 1.6). */
    final boolean onlyLinesDecide(Reserve order) {
        boolean more =
                order.again() || order.replaces() != null || !order.flexible().isEmpty();
        if (more || !areRight(order.orderCharges())) {
            return false;
        }
        List<ReserveLine> lines = order.lines();
        for (int i = 0; i < lines.size(); i++) {
            ReserveLine line = lines.get(i);
            // With such a floor nothing can be held: the inventory asks whether the id is known.
            if (line.floor() == Bounds.MAX_QUANTITY || !areRight(line.unitCharges())) {
                return false;
            }
        }
        return true;
    }

    /** Whether no charge can be STALE, which is judged before the lines (rule 12.2). */
    private boolean areRight(List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            if (!isRight(charges.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a charge is right for certain at the store's time. */
    boolean isRight(Charge charge) {
        return charge.from() == null && charge.until() == null;
    }
}
