package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layer that tells an audience of every change that went through it, sweeps included. */
final class PublishingLedger implements StockLedger {
    private final StockLedger ledger;
    private final Audience audience;

    PublishingLedger(StockLedger ledger, Audience audience) {
        this.ledger = ledger;
        this.audience = audience;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = ledger.apply(batch);
        publish(outcomes);
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max) {
        List<Outcome.Applied> ended = ledger.expire(max);
        publish(ended);
        return ended;
    }

    private void publish(List<? extends Outcome> outcomes) {
        if (audience.isEmpty()) {
            return;
        }
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Applied applied && !applied.changes().isEmpty()) {
                audience.publish(applied.changes());
            }
        }
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return ledger.levels(keys);
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return ledger.reservation(id);
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return ledger.open(key, after, max);
    }

    @Override
    public long used(String counter) {
        return ledger.used(counter);
    }

    @Override
    public int purge(Duration olderThan, int max) {
        return ledger.purge(olderThan, max);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
