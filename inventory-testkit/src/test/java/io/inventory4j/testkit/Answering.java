package io.inventory4j.testkit;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A layer over a ledger that may answer something else than the ledger did; it hides the journal. */
class Answering implements StockLedger {
    private final StockLedger ledger;
    private final BiFunction<Command, Outcome, Outcome> answer;

    Answering(StockLedger ledger, BiFunction<Command, Outcome, Outcome> answer) {
        this.ledger = ledger;
        this.answer = answer;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = ledger.apply(batch);
        List<Outcome> answers = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            answers.add(answer.apply(batch.get(i), outcomes.get(i)));
        }
        return answers;
    }

    @Override
    public List<Outcome.Applied> expire(int max) {
        return ledger.expire(max);
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
