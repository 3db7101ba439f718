package io.inventory4j.testkit.history;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of the racing callers. It draws its own random numbers, so the same seed gives the same choices. */
final class Caller {
    final int number;
    private final StockLedger ledger;
    private final SplittableRandom random;
    private int names;
    private int calls;
    private int failed;

    Caller(int number, StockLedger ledger, SplittableRandom random) {
        this.number = number;
        this.ledger = ledger;
        this.random = random;
    }

    /** A number from 0 to {@code bound - 1}. */
    int draw(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[draw(choices.length)];
    }

    /** A name that no other command of the round has. */
    String fresh() {
        return "c" + number + "-" + names++;
    }

    /** Sends commands as one batch; whether all were applied. */
    boolean apply(Command... batch) {
        return asked(() -> ledger.apply(List.of(batch)), List.<Outcome>of()).stream()
                        .filter(Outcome::applied)
                        .count()
                == batch.length;
    }

    void expire(int max) {
        asked(() -> ledger.expire(max), List.<Outcome.Applied>of());
    }

    void expireAllBut(String reservation, int max) {
        asked(() -> ledger.expire(max, ReservationId.of(reservation)), List.<Outcome.Applied>of());
    }

    void shipConfirmed(Duration unchangedFor, int max) {
        asked(() -> ledger.shipConfirmed(unchangedFor, max), List.<Outcome.Applied>of());
    }

    List<StockLevel> levels(StockKey... keys) {
        return asked(() -> ledger.levels(List.of(keys)), List.of());
    }

    Optional<Reservation> reservation(String id) {
        return asked(() -> ledger.reservation(ReservationId.of(id)), Optional.<Reservation>empty());
    }

    long used(String counter) {
        return asked(() -> ledger.used(counter), 0L);
    }

    void purge(Retention retention, int max) {
        asked(() -> ledger.purge(retention, max), 0);
    }

    /** A page of reservations; null if the store did not answer. */
    @Nullable
    List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        int before = failed;
        List<Reservation> page = asked(() -> ledger.open(key, after, max), List.<Reservation>of());
        return failed == before ? page : null;
    }

    /** A call that is none of the above. */
    void tried(Supplier<Boolean> call) {
        asked(call, false);
    }

    /** How many calls the store did not answer. */
    int failed() {
        return failed;
    }

    /** On few cores the others run only if one yields now and then; nothing relies on it. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void yieldSometimes() {
        if (draw(4) == 0) {
            Thread.yield();
        }
    }

    /** Rule 10.1 lets a store fail to answer; the history records that. */
    private <T> T asked(Supplier<T> call, T otherwise) {
        yieldSometimes();
        calls++;
        try {
            return call.get();
        } catch (LedgerException e) {
            failed++;
            return otherwise;
        }
    }

    /** Whether more than half of the calls had no answer, so that the race says little. */
    boolean mostlyUnanswered() {
        return 2 * failed > calls;
    }
}
