package io.inventory4j.testkit;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A layer that refuses every order in memory, and remembers what it was given and when it was called. */
public final class RefusingLayer extends ForwardingLedger {
    final StockLedger store;
    final Duration bound;
    final List<Long> times = new ArrayList<>();
    private final LongSupplier nanos;

    private RefusingLayer(StockLedger below, StockLedger store, Duration bound, LongSupplier nanos) {
        super(below);
        this.store = store;
        this.bound = bound;
        this.nanos = nanos;
    }

    public static RefusingLayer over(
            StockLedger below, StockLedger store, Duration bound, LongSupplier nanos, Executor executor) {
        RefusingLayer layer = new RefusingLayer(below, store, bound, nanos);
        executor.execute(() -> last = layer);
        return layer;
    }

    private static volatile @Nullable RefusingLayer last;

    /** The one that was made last. */
    static RefusingLayer last() {
        return Objects.requireNonNull(last);
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        times.add(nanos.getAsLong());
        return batch.get(0) instanceof Reserve order
                ? List.of(new Outcome.Refused(
                        Reason.OUT_OF_STOCK, order.lines().get(0).key(), 0))
                : below().apply(batch);
    }
}
