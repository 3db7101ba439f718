package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger that loses the call, or the answer, of chosen calls; and that can run an action before a call. */
final class LossyLedger extends ForwardingLedger {
    enum Loss {
        CALL,
        ANSWER
    }

    final List<Command> seen = new ArrayList<>();
    int calls;
    int expireCalls;
    boolean closed;
    private int losesAt = -1;
    private Loss loss = Loss.ANSWER;
    private Runnable beforeApply = () -> {};
    private int actsAt = -1;
    private Runnable actsBefore = () -> {};

    LossyLedger(StockLedger ledger) {
        super(ledger);
    }

    /** Loses one call: the one after {@code others} further calls. */
    void loseAfter(int others, Loss what) {
        losesAt = calls + others;
        loss = what;
    }

    void loseNothing() {
        losesAt = -1;
    }

    void beforeApply(Runnable action) {
        beforeApply = action;
    }

    /** Runs an action right before one call: the one after {@code others} further calls. */
    void beforeCall(int others, Runnable action) {
        actsAt = calls + others;
        actsBefore = action;
    }

    private interface Call<T> {
        T make();
    }

    private <T> T through(Call<T> call) {
        if (calls == actsAt) {
            actsAt = -1;
            actsBefore.run();
        }
        boolean lost = calls++ == losesAt;
        if (lost && loss == Loss.CALL) {
            throw new LedgerException(LedgerException.Effect.NONE, "call lost", null);
        }
        T answer = call.make();
        if (lost) {
            throw new LedgerException(LedgerException.Effect.UNKNOWN, "answer lost", null);
        }
        return answer;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        beforeApply.run();
        seen.addAll(batch);
        return through(() -> below().apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        expireCalls++;
        return through(() -> below().expire(max, except));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return through(() -> below().levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return through(() -> below().reservation(id));
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
