package io.inventory4j.ledger;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer over a ledger that passes every call on, so a subclass overrides only the calls that it changes. Optional
 * abilities are not passed on: a subclass that keeps one implements its interface too. What kind of store is below, no
 * layer changes: {@link #storeBelow} tells it through all of them. As thread-safe as the ledger below.
 */
public abstract class ForwardingLedger implements StockLedger {
    private final StockLedger below;

    /**
     * A layer.
     *
     * @param below the ledger that calls are passed on to
     */
    protected ForwardingLedger(StockLedger below) {
        this.below = Objects.requireNonNull(below, "below");
    }

    /**
     * The ledger that keeps the stock, below all layers. It is for those who ask what kind of store it is, such as
     * whether its transactions keep rows locked; calls go to the layers.
     *
     * @param ledger a ledger, with layers or without
     * @return the first ledger below that is no {@code ForwardingLedger}; the ledger itself if it is none
     */
    public static StockLedger storeBelow(StockLedger ledger) {
        StockLedger at = Objects.requireNonNull(ledger, "ledger");
        while (at instanceof ForwardingLedger layer) {
            at = layer.below;
        }
        return at;
    }

    /**
     * The ledger that calls are passed on to.
     *
     * @return the one given at construction
     */
    protected final StockLedger below() {
        return below;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return below.apply(batch);
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return below.expire(max, except);
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return below.levels(keys);
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return below.reservation(id);
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return below.open(key, after, max);
    }

    @Override
    public long used(String counter) {
        return below.used(counter);
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return below.shipConfirmed(unchangedFor, max);
    }

    @Override
    public int purge(Retention retention, int max) {
        return below.purge(retention, max);
    }

    @Override
    public void close() {
        below.close();
    }
}
