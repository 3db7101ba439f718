package io.inventory4j.testkit.faults;

import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.history.CallHistory;
import io.inventory4j.testkit.history.HistoryChecker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One fault run: shoppers on one ledger, faults, and the checks afterwards (I1 to I5 of docs/testing.md). */
final class FaultRun implements AutoCloseable {
    private static final List<StockKey> LINES = List.of(StockKey.of("A"), StockKey.of("B"), StockKey.of("C"));
    private static final long STOCK = 40;
    private static final int SHOPPERS = 6;
    private static final int ORDERS = 8;
    private static final int FAULT_SECONDS = 120;

    /** What goes wrong while the shoppers shop. Ends when everything is well again. */
    interface Disturbance {
        void disturb(Answers answers) throws Exception;
    }

    private final TurnedClock clock;
    private final CallHistory history;
    private final Conservation ledger;
    private final Answers answers = new Answers();
    private final CountDownLatch healed = new CountDownLatch(1);
    private final List<Shopper> shoppers = new ArrayList<>();

    /**
     * A run on a fresh ledger.
     *
     * @param front what the shoppers call: the ledger, or a layer over it in which calls go wrong
     * @param clock the ledger's clock
     * @param seed repeats what the shoppers choose
     */
    FaultRun(StockLedger front, TurnedClock clock, long seed) {
        this.clock = clock;
        history = CallHistory.of(front, clock);
        ledger = Conservation.of(history);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SHOPPERS; i++) {
            shoppers.add(new Shopper("shopper" + i, ledger, LINES, random.split(), answers));
        }
        for (StockKey line : LINES) {
            ledger.apply(List.of(Move.of(
                    "stock of " + line, "opening", new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, STOCK))));
        }
    }

    /** Lets the shoppers shop while the faults happen, until everything is healed. */
    void shop(Disturbance disturbance) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        shoppers.forEach(shopper -> tasks.add(() -> shop(shopper)));
        tasks.add(() -> {
            try {
                disturbance.disturb(answers);
                return true;
            } finally {
                healed.countDown();
            }
        });
        Together.run(FAULT_SECONDS, tasks);
    }

    private boolean shop(Shopper shopper) throws InterruptedException {
        int orders = 0;
        while (orders < ORDERS || healed.getCount() > 0) {
            boolean answered = shopper.order();
            orders++;
            if (!answered || orders > ORDERS) {
                // While the store is down or the stock is sold out, a shopper waits for healing, or a moment.
                healed.await(20, TimeUnit.MILLISECONDS);
            }
        }
        return true;
    }

    /** Checks I1 to I5; returns how many operations the history had. */
    int check() {
        FaultChecks.serviceReturned(ledger);
        Set<ReservationId> givenBack = new HashSet<>();
        shoppers.forEach(shopper -> givenBack.addAll(shopper.givenBack));
        FaultChecks.sameAnswers(ledger, LINES, acknowledged(), givenBack);
        FaultChecks.notOversold(acknowledged(), LINES, STOCK);
        clock.advance(Shopper.HOLD);
        FaultChecks.holdsAreFree(ledger, LINES);
        ledger.check();
        new HistoryChecker().check(history).check();
        return history.size();
    }

    /** Whether the ledger's journal was checked too. */
    boolean journaled() {
        return history instanceof Journaled;
    }

    private List<Shopper.Acknowledged> acknowledged() {
        List<Shopper.Acknowledged> all = new ArrayList<>();
        shoppers.forEach(shopper -> all.addAll(shopper.acknowledged));
        return all;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
