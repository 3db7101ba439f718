package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layer that publishes every change made through it, sweeps included, to the listeners. */
final class PublishingLedger extends ForwardingLedger {
    private final Audience audience;

    PublishingLedger(StockLedger ledger, Audience audience) {
        super(ledger);
        this.audience = audience;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = below().apply(batch);
        publish(outcomes);
        return outcomes;
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        List<Outcome.Applied> ended = below().expire(max, except);
        publish(ended);
        return ended;
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        List<Outcome.Applied> shipped = below().shipConfirmed(unchangedFor, max);
        publish(shipped);
        return shipped;
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
}
