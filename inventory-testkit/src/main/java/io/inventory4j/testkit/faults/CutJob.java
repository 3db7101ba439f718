package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A job whose connection is cut: its answer names all that it has done, or there is none. A client that makes the call
 * again by itself has an answer that leaves out what the first one did, and no later call tells of that.
 */
enum CutJob {
    SWEEP {
        @Override
        List<Command> orders(String id) {
            return List.of(held(id));
        }

        @Override
        int run(StockLedger ledger) {
            return ledger.expire(MANY).size();
        }

        @Override
        boolean done(Optional<Reservation> order) {
            return order.filter(one -> one.state() == ReservationState.EXPIRED).isPresent();
        }
    },
    SHIPMENT {
        @Override
        List<Command> orders(String id) {
            return List.of(held(id).selling());
        }

        @Override
        int run(StockLedger ledger) {
            return ledger.shipConfirmed(Duration.ZERO, MANY).size();
        }

        @Override
        boolean done(Optional<Reservation> order) {
            return order.filter(Reservation::shipped).isPresent();
        }
    },
    PURGE {
        @Override
        List<Command> orders(String id) {
            return List.of(held(id), Settle.all(ReservationId.of(id), Transition.RELEASE));
        }

        @Override
        int run(StockLedger ledger) {
            return ledger.purge(Duration.ZERO, MANY);
        }

        @Override
        boolean done(Optional<Reservation> order) {
            return order.isEmpty();
        }
    };

    private static final int MANY = 1_000;
    private static final int ORDERS = 3;
    private static final StockKey A = StockKey.of("A");
    private static final Duration HOLD = Duration.ofMinutes(15);

    /** What the job finds one of. */
    abstract List<Command> orders(String id);

    /** Runs the job; returns how many it says it has done. */
    abstract int run(StockLedger ledger);

    /** Whether the job has done this one. */
    abstract boolean done(Optional<Reservation> order);

    private static Reserve held(String id) {
        return new Reserve(ReservationId.of(id), List.of(ReserveLine.of(A, 1)), List.of(), HOLD, null);
    }

    /**
     * Runs the job over a connection that is cut once.
     *
     * @param direct a node whose connections are left alone
     * @param clock the clock of both nodes
     * @param round names the orders
     * @param cut the node whose connection is cut
     * @throws AssertionError if an answer leaves out what was done, or NONE is said of what was done
     */
    void check(StockLedger direct, TurnedClock clock, String round, StockLedger cut) {
        List<ReservationId> ids = new ArrayList<>();
        List<Command> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String id = name() + round + "-" + i;
            ids.add(ReservationId.of(id));
            orders.addAll(orders(id));
        }
        direct.apply(
                List.of(Move.of(name() + round, "fault", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, ORDERS))));
        // From here on nothing else is due to be forgotten.
        direct.purge(Duration.ZERO, MANY);
        direct.apply(orders);
        clock.advance(HOLD);
        String answer;
        long told;
        try {
            told = run(cut);
            answer = told + " were done";
        } catch (LedgerException e) {
            if (e.effect() == Effect.UNKNOWN) {
                run(direct);
                return;
            }
            told = 0;
            answer = "NONE";
        }
        long done = ids.stream().filter(id -> done(direct.reservation(id))).count();
        if (told != done) {
            throw new AssertionError("a connection was cut during a " + name().toLowerCase(Locale.ROOT)
                    + ": its caller was told " + answer + ", and " + done
                    + " were done; a job names all that it has done, or its effect is UNKNOWN");
        }
        run(direct);
    }
}
