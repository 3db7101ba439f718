package io.inventory4j.testkit.faults;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
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

    /** A command and the first answer that reached its caller. */
    record Acknowledged(Command command, Outcome outcome) {}

    final List<Acknowledged> acknowledged = new ArrayList<>();

    /** What it released, or tried to: an unanswered release may have happened too. */
    final Set<ReservationId> givenBack = new HashSet<>();

    private final StockLedger ledger;
    private final List<StockKey> lines;
    private final SplittableRandom random;
    private final String name;
    private final Answers answers;
    private boolean doubted;
    private int orders;

    Shopper(String name, StockLedger ledger, List<StockKey> lines, SplittableRandom random, Answers answers) {
        this.name = name;
        this.ledger = ledger;
        this.lines = lines;
        this.random = random;
        this.answers = answers;
    }

    /**
     * Buys something, or tries to.
     *
     * @return false if the store did not answer at all
     */
    boolean order() {
        String id = name + "-" + orders++;
        if (random.nextInt(10) == 0) {
            return send(Move.of(id, "inspection", new Posting(line(), Bucket.AVAILABLE, Bucket.QUALITY_CONTROL, 1)))
                    != null;
        }
        boolean atOnce = random.nextInt(4) == 0;
        Outcome held = send(atOnce ? cart(id).selling() : cart(id));
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
        Outcome paid = send(settle(id, Transition.CONFIRM));
        if (paid != null && paid.applied() && choice < 7) {
            Outcome shipped = send(settle(id, Transition.SHIP));
            if (shipped != null && shipped.applied() && choice == 4) {
                send(settle(id, Transition.RETURN));
            }
        }
    }

    private @Nullable Outcome giveBack(String id, Transition transition) {
        givenBack.add(ReservationId.of(id));
        return send(settle(id, transition));
    }

    private Reserve cart(String id) {
        Charge limit = Charge.of("buyer/" + name, 1_000);
        List<ReserveLine> cart = new ArrayList<>();
        cart.add(new ReserveLine(line(), 1 + random.nextInt(2), 0, List.of(limit)));
        StockKey second = line();
        if (random.nextBoolean() && !second.equals(cart.get(0).key())) {
            cart.add(new ReserveLine(second, 1, 0, List.of(limit)));
        }
        return new Reserve(ReservationId.of(id), cart, List.of(Charge.of("orders", 1_000_000)), HOLD, null)
                .ownedBy(name);
    }

    private static Settle settle(String id, Transition transition) {
        return Settle.all(ReservationId.of(id), transition.name(), transition);
    }

    private StockKey line() {
        return lines.get(random.nextInt(lines.size()));
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
            }
        }
        return null;
    }
}
