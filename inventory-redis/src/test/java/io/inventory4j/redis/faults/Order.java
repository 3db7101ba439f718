package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.script.Answer;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A buyer's order, a hold and its settlement, and the answers the buyer got. Every command is sent once. */
final class Order {
    /** The answer to one command, as far as its caller knows. */
    enum Answer {
        NOTHING,
        APPLIED,
        REFUSED,
        NONE,
        UNKNOWN
    }

    final String id;
    final Set<Reason> refusals = EnumSet.noneOf(Reason.class);
    Answer hold = Answer.NOTHING;
    Answer settlement = Answer.NOTHING;

    @Nullable
    LedgerException failure;

    private final int number;

    Order(String id, int number) {
        this.id = id;
        this.number = number;
    }

    /** Of four buyers, one keeps the hold, one confirms it, and two release it. */
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
        if (hold == Answer.APPLIED && next != null) {
            settlement = send(ledger, next);
        }
    }

    private Answer send(StockLedger ledger, Command command) {
        try {
            Outcome outcome = SaleStock.apply(ledger, command);
            outcome.refused().ifPresent(refusal -> refusals.add(refusal.reason()));
            return outcome.applied() ? Answer.APPLIED : Answer.REFUSED;
        } catch (LedgerException e) {
            failure = e;
            return e.effect() == Effect.NONE ? Answer.NONE : Answer.UNKNOWN;
        }
    }

    boolean got(Answer answer) {
        return hold == answer || settlement == answer;
    }

    private Optional<Reservation> read(StockLedger ledger) {
        return ledger.reservation(ReservationId.of(id));
    }

    /** Whether something that was acknowledged is missing. */
    boolean lost(StockLedger ledger) {
        if (hold != Answer.APPLIED) {
            return false;
        }
        Optional<Reservation> there = read(ledger);
        Settle next = next();
        if (there.isEmpty() || settlement != Answer.APPLIED || next == null) {
            return there.isEmpty();
        }
        ReservationState expected =
                next.transition() == Transition.CONFIRM ? ReservationState.CONFIRMED : ReservationState.RELEASED;
        return there.orElseThrow().state() != expected;
    }

    /**
     * Sends the commands in doubt again; returns how many of them had been applied. A command that was reported as NONE
     * must not have been.
     */
    int resolve(StockLedger ledger) {
        Optional<Reservation> there = read(ledger);
        there.ifPresent(found -> assertEquals(2, found.lines().size(), () -> "half a cart: " + found));
        if (hold == Answer.NONE || hold == Answer.REFUSED) {
            assertTrue(there.isEmpty(), () -> "reported as " + hold + ": " + there);
        }
        boolean settled =
                there.isPresent() && !there.orElseThrow().settlements().isEmpty();
        if (settlement == Answer.NONE || settlement == Answer.REFUSED) {
            assertTrue(!settled, () -> "reported as " + settlement + ": " + there);
        }
        int happened = 0;
        if (hold == Answer.UNKNOWN) {
            happened += again(ledger, SaleStock.cart(id, number), there.isPresent());
        }
        Settle next = next();
        if (settlement == Answer.UNKNOWN && there.isPresent() && next != null) {
            happened += again(ledger, next, settled);
        }
        return happened;
    }

    private static int again(StockLedger ledger, Command command, boolean happened) {
        Outcome outcome = SaleStock.apply(ledger, command);
        assertTrue(
                outcome instanceof Outcome.Applied applied && applied.replayed() == happened,
                () -> "I3: " + command + " had been applied: " + happened + ", and was answered " + outcome);
        return happened ? 1 : 0;
    }
}
