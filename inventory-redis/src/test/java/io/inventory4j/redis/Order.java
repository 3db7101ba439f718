package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a buyer asked for and what it was told: a hold, and what became of it. Every command is sent once. */
final class Order {
    /** What the caller of one command knows. */
    enum Told {
        NOTHING,
        APPLIED,
        REFUSED,
        NONE,
        UNKNOWN
    }

    final String id;
    final Set<Reason> refusals = EnumSet.noneOf(Reason.class);
    Told hold = Told.NOTHING;
    Told settlement = Told.NOTHING;

    @Nullable
    LedgerException failure;

    private final int number;

    Order(String id, int number) {
        this.id = id;
        this.number = number;
    }

    /** Every fourth buyer keeps the hold, and every second gives it back. */
    private @Nullable Settle next() {
        return switch (number % 4) {
            case 0 -> null;
            case 1 -> SaleStock.settle(id, Transition.CONFIRM);
            default -> SaleStock.settle(id, Transition.RELEASE);
        };
    }

    void place(StockLedger ledger) {
        hold = send(ledger, SaleStock.cart(id, number));
        Settle next = next();
        if (hold == Told.APPLIED && next != null) {
            settlement = send(ledger, next);
        }
    }

    private Told send(StockLedger ledger, Command command) {
        try {
            Outcome outcome = SaleStock.apply(ledger, command);
            outcome.refused().ifPresent(refusal -> refusals.add(refusal.reason()));
            return outcome.applied() ? Told.APPLIED : Told.REFUSED;
        } catch (LedgerException e) {
            failure = e;
            return e.effect() == Effect.NONE ? Told.NONE : Told.UNKNOWN;
        }
    }

    boolean was(Told told) {
        return hold == told || settlement == told;
    }

    private Optional<Reservation> read(StockLedger ledger) {
        return ledger.reservation(ReservationId.of(id));
    }

    /** Whether something that was acknowledged is not there. */
    boolean lost(StockLedger ledger) {
        if (hold != Told.APPLIED) {
            return false;
        }
        Optional<Reservation> there = read(ledger);
        Settle next = next();
        if (there.isEmpty() || settlement != Told.APPLIED || next == null) {
            return there.isEmpty();
        }
        ReservationState expected =
                next.transition() == Transition.CONFIRM ? ReservationState.CONFIRMED : ReservationState.RELEASED;
        return there.orElseThrow().state() != expected;
    }

    /**
     * Makes sure of what is in doubt by sending it again; returns how many of it had happened. What was told as NONE
     * must not have.
     */
    int resolve(StockLedger ledger) {
        Optional<Reservation> there = read(ledger);
        there.ifPresent(found -> assertEquals(2, found.lines().size(), () -> "half a cart: " + found));
        if (hold == Told.NONE || hold == Told.REFUSED) {
            assertTrue(there.isEmpty(), () -> "told as " + hold + ": " + there);
        }
        boolean settled =
                there.isPresent() && !there.orElseThrow().settlements().isEmpty();
        if (settlement == Told.NONE || settlement == Told.REFUSED) {
            assertTrue(!settled, () -> "told as " + settlement + ": " + there);
        }
        int happened = 0;
        if (hold == Told.UNKNOWN) {
            happened += again(ledger, SaleStock.cart(id, number), there.isPresent());
        }
        Settle next = next();
        if (settlement == Told.UNKNOWN && there.isPresent() && next != null) {
            happened += again(ledger, next, settled);
        }
        return happened;
    }

    private static int again(StockLedger ledger, Command command, boolean happened) {
        Outcome outcome = SaleStock.apply(ledger, command);
        assertTrue(
                outcome instanceof Outcome.Applied applied && applied.replayed() == happened,
                () -> "I3: " + command + " had happened: " + happened + ", and was answered " + outcome);
        return happened ? 1 : 0;
    }
}
