package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.RememberedDraft;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A purge looks at what was filed, and not at what is stored: so whatever may be forgotten must have been filed. */
class PurgeCompletenessTest {
    private static final StockKey SKU = StockKey.of("A");
    private static final Retention RETENTION =
            new Retention(Duration.ofMillis(300), Duration.ofMillis(2_000), Duration.ofMillis(900));

    private final TurnedClock clock = new TurnedClock();
    private final InMemoryLedger ledger = InMemoryLedger.create(clock);
    private int number;

    private boolean apply(Command command) {
        return ledger.apply(command).applied();
    }

    private void receive(long units) {
        assertTrue(
                apply(Move.of("m" + number++, "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, units))));
    }

    private Reserve reserve(String id, Charge... charges) {
        ReserveLine line = new ReserveLine(SKU, 2, 0, List.of(charges));
        return new Reserve(ReservationId.of(id), List.of(line), List.of(), Duration.ofMillis(500), null);
    }

    private boolean settle(String id, Transition transition) {
        return apply(Settle.all(ReservationId.of(id), "s" + number++, transition));
    }

    private int purge() {
        return ledger.purge(RETENTION, Integer.MAX_VALUE);
    }

    private void turn(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aPurgeFindsAllThatMayBeForgotten() {
        long seed = Long.getLong("inventory.test.seed", new Random().nextLong());
        System.out.println("PurgeCompletenessTest ran with inventory.test.seed=" + seed);
        Random random = new Random(seed);
        receive(1_000_000_000);
        for (int step = 0; step < 10_000; step++) {
            step(random, "r" + random.nextInt(1 + step / 20));
            if (step % 10 == 0) {
                purge();
                assertNothingIsDue(step);
            }
        }
        turn(1_000);
        ledger.expire(1_000_000, null);
        turn(1_000);
        assertTrue(purge() > 0);
        assertNothingIsDue(-1);
        assertEquals(0, filed(), "nothing that is gone keeps an entry");
    }

    private void step(Random random, String id) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                Charge plain = Charge.of("buyer/" + random.nextInt(50), 1_000_000);
                Instant end = clock.instant().plusMillis(random.nextInt(3_000));
                Charge ending = new Charge("day/" + random.nextInt(50), 1_000_000, end, null, null);
                apply(
                        random.nextBoolean()
                                ? reserve(id, plain, ending)
                                : reserve(id, plain).selling());
            }
            case 3 -> apply(reserve(id).takingAgain());
            case 4 ->
                apply(Settle.part(ReservationId.of(id), "p" + number++, Transition.CONFIRM, java.util.Map.of(SKU, 1L)));
            case 5 -> apply(new SetSaleState("s" + number++, SKU, SaleState.OPEN));
            case 6 -> receive(1);
            case 7 -> {
                clock.advance(Duration.ofMillis(random.nextInt(200)));
                ledger.expire(random.nextInt(1, 9), null);
            }
            default -> {
                Transition[] all = {
                    Transition.CONFIRM,
                    Transition.RELEASE,
                    Transition.CANCEL,
                    Transition.SHIP,
                    Transition.RETURN,
                    Transition.GIVE_BACK
                };
                settle(id, all[random.nextInt(all.length)]);
            }
        }
    }

    private long filed() {
        Forgettables all = ledger.forgettables();
        return (long) all.settled.size()
                + all.shipped.size()
                + all.moves.size()
                + all.saleStates.size()
                + all.counters.size();
    }

    private void assertNothingIsDue(int step) {
        StoreTransaction.Due due = StoreTransaction.Due.of(RETENTION, clock.instant());
        Tables tables = ledger.tables();
        for (Table table : List.of(tables.reservations, tables.moves, tables.saleStates, tables.counters)) {
            Walk walk = table.after(null);
            for (Cell at = walk.next(); at != null; at = walk.next()) {
                assertTrue(!isDue(at.row(), due), "step " + step + ": " + at.key + " may be forgotten");
            }
        }
    }

    private static boolean isDue(Row row, StoreTransaction.Due due) {
        if (row instanceof ReservationRow reservation) {
            return reservation.forgottenBy(due);
        }
        if (row instanceof RememberedDraft.Remembered remembered) {
            return !remembered.command().at().isAfter(due.appliedBy());
        }
        return row instanceof CountRow counter && counter.value().stale(due.now());
    }

    /** Only what may be forgotten one day is filed, so that an order that is paid costs a purge nothing. */
    @Test
    void anOrderThatIsHeldOrPaidIsNotFiled() {
        receive(10);
        assertTrue(apply(reserve("r", Charge.of("buyer", 9))));
        assertTrue(settle("r", Transition.CONFIRM));
        assertEquals(1, filed(), "the move");
        assertTrue(settle("r", Transition.SHIP));
        assertEquals(1, ledger.forgettables().shipped.size());
        turn(1);
        assertTrue(settle("r", Transition.RETURN));
        assertEquals(2, ledger.forgettables().shipped.size(), "by the time of its last change, too");
        turn(20);
        assertEquals(2, purge(), "the reservation and the move; the counter counts");
        assertEquals(0, filed());
    }

    @Test
    void aCounterThatCountsAgainIsNotForgotten() {
        receive(10);
        assertTrue(apply(reserve("r1", Charge.of("buyer", 9))));
        assertTrue(settle("r1", Transition.RELEASE));
        assertTrue(apply(reserve("r2", Charge.of("buyer", 9))));
        assertEquals(0, purge());
        assertEquals(2, ledger.used("buyer"));
        assertTrue(settle("r2", Transition.RELEASE));
        assertEquals(1, purge());
    }
}
