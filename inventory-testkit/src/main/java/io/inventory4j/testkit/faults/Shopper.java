package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A caller that follows rule 10.2: it sends an unanswered command again, with the same id and a bounded number of
 * times, and makes an order that stayed in doubt final: a hold by a release of its id, an order that was sold at once
 * by giving it back (rules 2.9 and 2.11). Keeps what was acknowledged. For one thread.
 */
final class Shopper {
    static final Duration HOLD = Duration.ofMinutes(15);
    private static final int ATTEMPTS = 5;

    /** How often it asks at most, with pauses, whether there is something. */
    private static final int LOOKS = 500;

    /** A command and the first answer that reached its caller. */
    record Acknowledged(Command command, Outcome outcome) {}

    final List<Acknowledged> acknowledged = new ArrayList<>();

    /** What it released, or tried to: an unanswered release may have happened too. */
    final Set<ReservationId> givenBack = new HashSet<>();

    private final StockLedger ledger;
    private final Basket basket;
    private final SplittableRandom random;
    private final String name;
    private final Answers answers;
    private final boolean sweeps;
    private boolean doubted;

    /** Whether the page could not be shown: nobody fills a large basket then, and less stays in doubt. */
    private boolean away;

    private int orders;

    /** One that sweeps, too, where no sweep is left in doubt: any reservation may be ended by such a one. */
    Shopper(String name, StockLedger ledger, SplittableRandom random, Answers answers, boolean sweeps) {
        this.sweeps = sweeps;
        this.name = name;
        this.ledger = ledger;
        this.random = random;
        basket = new Basket(name, random.split());
        this.answers = answers;
    }

    /**
     * Buys something, or tries to.
     *
     * @return false if the store did not answer at all
     */
    boolean order() {
        String id = name + "-" + orders++;
        look(ReservationId.of(name + "-" + random.nextInt(orders)));
        int kind = random.nextInt(10);
        if (kind == 0) {
            Posting posting = new Posting(basket.line(), Bucket.AVAILABLE, Bucket.QUALITY_CONTROL, 1);
            return send(Move.of(id, "inspection", posting)) != null;
        }
        if (kind == 1 && !away) {
            return sendAll(basket.batch(id));
        }
        if (kind == 2 && sweeps) {
            return sweep();
        }
        if (kind == 2 || (kind == 3 && !sweeps)) {
            return sendAll(basket.smallBatch(id));
        }
        boolean atOnce = random.nextInt(4) == 0;
        Outcome held = send(atOnce ? basket.cart(id).selling() : basket.cart(id));
        if (held == null || (doubted && !held.applied())) {
            return giveBack(id, atOnce ? Transition.GIVE_BACK : Transition.RELEASE) != null;
        }
        if (held.applied() && atOnce) {
            shipped(id, random.nextInt(10));
        } else if (held.applied()) {
            goOn(id, random.nextInt(10));
        }
        return true;
    }

    /** Sends what asks for a state: it has no id, and is as harmless to repeat (rule 2.10). */
    private void shipped(String id, int choice) {
        Outcome paid = send(Settle.all(ReservationId.of(id), Transition.CONFIRM));
        if (paid != null && paid.applied() && choice < 7) {
            Outcome shipped = send(Settle.all(ReservationId.of(id), Transition.SHIP));
            if (shipped != null && shipped.applied() && choice < 2) {
                send(Settle.all(ReservationId.of(id), Transition.RETURN));
            }
        }
    }

    private void goOn(String id, int choice) {
        if (choice < 2) {
            return; // walks away: the hold runs out
        }
        if (choice < 4) {
            giveBack(id, Transition.RELEASE);
            return;
        }
        Outcome paid = send(Basket.settle(id, Transition.CONFIRM));
        if (paid != null && paid.applied() && choice < 7) {
            Outcome shipped = send(Basket.settle(id, Transition.SHIP));
            if (shipped != null && shipped.applied() && choice == 4) {
                send(Basket.settle(id, Transition.RETURN));
            }
        }
    }

    private @Nullable Outcome giveBack(String id, Transition transition) {
        givenBack.add(ReservationId.of(id));
        return send(Basket.settle(id, transition));
    }

    /** A batch: whoever is told that nothing happened sends it again, and whoever is left in doubt each command. */
    private boolean sendAll(List<Command> batch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Outcome> outcomes = ledger.apply(batch);
                for (int i = 0; i < batch.size(); i++) {
                    acknowledged.add(new Acknowledged(batch.get(i), outcomes.get(i)));
                }
                batch.forEach(this::noteGivenBack);
                answers.increment();
                return true;
            } catch (LedgerException e) {
                if (e.effect() == Effect.UNKNOWN) {
                    batch.forEach(this::noteGivenBack);
                    return resolve(batch);
                }
                nothingHappened(batch, e);
            }
        }
        return false;
    }

    private void noteGivenBack(Command command) {
        if (command instanceof Settle settle && settle.transition() == Transition.RELEASE) {
            givenBack.add(settle.reservation());
        }
    }

    private boolean resolve(List<Command> batch) {
        for (Command command : batch) {
            Outcome outcome = send(command);
            if (command instanceof Reserve reserve && (outcome == null || !outcome.applied())) {
                Transition end = reserve.sold() ? Transition.GIVE_BACK : Transition.RELEASE;
                outcome = giveBack(reserve.id().value(), end);
            }
            if (outcome == null) {
                return false;
            }
        }
        return true;
    }

    /** Rule 10.1: after NONE nothing of the batch may be there, neither its first order nor its last. */
    private void nothingHappened(List<Command> batch, LedgerException failure) {
        List<ReservationId> ids = batch.stream()
                .filter(Reserve.class::isInstance)
                .map(command -> ((Reserve) command).id())
                .toList();
        for (ReservationId id : List.of(ids.get(0), ids.get(ids.size() / 2), ids.get(ids.size() - 1))) {
            if (isThere(id)) {
                throw new AssertionError(
                        "I5: a batch of " + batch.size() + " commands failed with effect NONE, but " + id
                                + " of it is there",
                        failure);
            }
        }
    }

    /** Asks until it is answered, or has asked so often that the run is over. */
    private boolean isThere(ReservationId id) {
        for (int attempt = 0; attempt < LOOKS; attempt++) {
            try {
                return ledger.reservation(id).isPresent();
            } catch (LedgerException e) {
                CallWatch.pause();
            }
        }
        return false;
    }

    /** Looks at what is for sale and at an order, also while the store is away: what it reads may not be outdated. */
    private void look(ReservationId order) {
        try {
            ledger.levels(basket.some());
            if (random.nextBoolean()) {
                ledger.reservation(order);
            }
            away = false;
        } catch (LedgerException e) {
            away = true;
            CallWatch.pause();
        }
    }

    /** Nothing is overdue while the shoppers shop. */
    private boolean sweep() {
        try {
            List<Outcome.Applied> ended = ledger.expire(10);
            if (!ended.isEmpty()) {
                throw new AssertionError("I4: a sweep ended what was not overdue: " + ended);
            }
            answers.increment();
            return true;
        } catch (LedgerException e) {
            return false;
        }
    }

    private @Nullable Outcome send(Command command) {
        doubted = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Outcome outcome = ledger.apply(List.of(command)).get(0);
                acknowledged.add(new Acknowledged(command, outcome));
                answers.increment();
                return outcome;
            } catch (LedgerException e) {
                doubted |= e.effect() == Effect.UNKNOWN;
                if (command instanceof Reserve reserve) {
                    look(reserve.id());
                }
            }
        }
        return null;
    }
}
