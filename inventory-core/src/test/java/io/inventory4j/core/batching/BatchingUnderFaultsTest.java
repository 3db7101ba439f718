package io.inventory4j.core.batching;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers that wait and callers that do not, on a store that loses calls and answers, with interrupts: each call comes
 * back, with the outcome of its own command, and what is told is true.
 */
@Timeout(300)
class BatchingUnderFaultsTest {
    private static final int CALLERS = 12;
    private static final int ORDERS = 150;
    private static final int UNITS = 900;
    private static final int LOST_ONE_IN = 10;
    private static final int INTERRUPTED_ONE_IN = 40;

    private final HeldStore store = new HeldStore(UNITS);
    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private enum Told {
        SOLD,
        REFUSED,
        NOTHING,
        UNKNOWN
    }

    @SuppressWarnings("ThreadPriorityCheck") // not relied on: it only lets more callers wait
    private static void lose() {
        int chance = ThreadLocalRandom.current().nextInt(LOST_ONE_IN);
        if (chance == 0) {
            throw new LedgerException(Effect.UNKNOWN, "lost", null);
        }
        if (chance == 1) {
            Thread.yield();
        }
    }

    private static void refuse() {
        if (ThreadLocalRandom.current().nextInt(LOST_ONE_IN) == 0) {
            throw new LedgerException(Effect.NONE, "refused", null);
        }
        lose();
    }

    private static void assertOwn(String id, Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            Reservation reservation = applied.reservation();
            assertTrue(reservation != null && reservation.id().value().equals(id), () -> id + " was told " + outcome);
        }
    }

    private static Told told(RuntimeException failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return ((LedgerException) Objects.requireNonNull(cause)).effect() == Effect.NONE ? Told.NOTHING : Told.UNKNOWN;
    }

    private Told buy(Batching ledger, String id, boolean waiting) {
        List<Command> order = List.of(HeldStore.order(id));
        Outcome outcome;
        try {
            outcome = waiting
                    ? ledger.apply(order).get(0)
                    : ledger.submit(order).toCompletableFuture().join().get(0);
        } catch (RuntimeException e) {
            Thread.interrupted();
            return told(e);
        }
        Thread.interrupted();
        assertOwn(id, outcome);
        return outcome.applied() ? Told.SOLD : Told.REFUSED;
    }

    private void caller(Batching ledger, String caller, SplittableRandom random) {
        List<CompletionStage<List<Outcome>>> settlements = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String id = caller + "-" + i;
            boolean waiting = random.nextBoolean();
            if (waiting && random.nextInt(INTERRUPTED_ONE_IN) == 0) {
                Thread.currentThread().interrupt();
            }
            Told told = buy(ledger, id, waiting);
            boolean there = store.reservation(ReservationId.of(id)).isPresent();
            assertTrue(told != Told.SOLD || there, () -> id + " is sold, and gone");
            assertTrue(
                    told == Told.SOLD || told == Told.UNKNOWN || !there, () -> id + ": " + told + ", and it is there");
            (told == Told.SOLD ? sold : failed).incrementAndGet();
            if (told == Told.SOLD) {
                settlements.add(ledger.submit(List.of(Settle.all(ReservationId.of(id), Transition.CONFIRM))));
            }
        }
        for (CompletionStage<List<Outcome>> one : settlements) {
            try {
                assertTrue(one.toCompletableFuture().join().get(0).applied());
            } catch (CompletionException e) {
                // The store was away for this one; whether it knows what became of it is part of what is told.
                assertNotNull(told(e), e::toString);
            }
        }
    }

    @Test
    void eachCallComesBackWithTheTruthAboutItsOwnCommand() {
        for (int run = 0; run < Effort.scale(); run++) {
            long seed = Effort.seed() + run;
            SplittableRandom random = new SplittableRandom(seed);
            List<SplittableRandom> each = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                each.add(random.split());
            }
            store.before(ids -> refuse());
            store.after(ids -> lose());
            BatchLimits limits = BatchLimits.standard().deadline(Duration.ofSeconds(20));
            try (Batching ledger = new Batching(store, limits, 1 + run % 2)) {
                Together.run(CALLERS, caller -> {
                    caller(ledger, seed + "-" + caller, each.get(caller));
                    return caller;
                });
            } catch (AssertionError e) {
                throw new AssertionError("inventory.test.seed=" + seed + ": " + e.getMessage(), e);
            }
            assertTrue(sold.get() > 0 && failed.get() > 0, "some are sold, some not");
        }
    }
}
