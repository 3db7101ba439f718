package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Reason;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Buyers who order from one ledger for as long as something goes wrong, and what they were told. */
final class Buyers {
    private static final int THREADS = 6;
    private static final int AT_LEAST = 20;
    /** So many orders each are placed in a hurry, so that a long fault does not make endless ones. */
    private static final int IN_A_HURRY = 200;

    private static final Duration RETURNS = Duration.ofSeconds(5);

    /** What goes wrong meanwhile. */
    interface Weather {
        void rage(Buyers buyers) throws Exception;
    }

    private final StockLedger ledger;
    private final String name;
    private final List<Order> orders = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore answers = new Semaphore(0);
    private final Semaphore failures = new Semaphore(0);
    private final CountDownLatch over = new CountDownLatch(1);

    Buyers(StockLedger ledger, String name) {
        this.ledger = ledger;
        this.name = name;
    }

    /** Lets them buy while the weather rages. */
    void buy(Weather weather) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            tasks.add(() -> buy(number));
        }
        tasks.add(() -> {
            try {
                weather.rage(this);
            } finally {
                over.countDown();
            }
            return true;
        });
        Together.run(180, tasks);
    }

    private boolean buy(int buyer) throws InterruptedException {
        for (int number = 0; number < AT_LEAST || over.getCount() > 0; number++) {
            Order order = new Order(name + " " + buyer + "-" + number, number);
            orders.add(order);
            order.place(ledger);
            if (order.failure == null) {
                answers.release();
            } else {
                failures.release();
            }
            if (order.failure != null || number > IN_A_HURRY) {
                over.await(20, TimeUnit.MILLISECONDS);
            }
        }
        return true;
    }

    /** Waits until so many more orders were answered. */
    void awaitAnswers(int more) throws InterruptedException {
        await(answers, more, "no more answers");
    }

    /** Waits until so many more orders have failed. */
    void awaitFailures(int more) throws InterruptedException {
        await(failures, more, "no more failures");
    }

    private static void await(Semaphore events, int more, String otherwise) throws InterruptedException {
        events.drainPermits();
        assertTrue(events.tryAcquire(more, 60, TimeUnit.SECONDS), otherwise);
    }

    List<String> ids() {
        return orders.stream().map(order -> order.id).toList();
    }

    Set<Reason> refusals() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        orders.forEach(order -> reasons.addAll(order.refusals));
        return reasons;
    }

    /** How many orders have a command that was answered so. */
    int count(Order.Told told) {
        return (int) orders.stream().filter(order -> order.was(told)).count();
    }

    /** One of the failures, if there was any. */
    @Nullable
    LedgerException anyFailure() {
        return orders.stream()
                .map(order -> order.failure)
                .filter(failure -> failure != null)
                .findFirst()
                .orElse(null);
    }

    /** How many orders have lost something that was acknowledged. */
    int lost(StockLedger from) {
        return (int) orders.stream().filter(order -> order.lost(from)).count();
    }

    /** Checks I1, I3 and I4; returns how many commands in doubt had happened. */
    int check(StockLedger from) {
        serviceReturned(from);
        AtomicInteger happened = new AtomicInteger();
        orders.forEach(order -> happened.addAndGet(order.resolve(from)));
        SaleStock.check(from, ids());
        return happened.get();
    }

    private static void serviceReturned(StockLedger ledger) {
        long begin = System.nanoTime();
        while (true) {
            try {
                ledger.levels(SaleStock.LINES);
                return;
            } catch (LedgerException e) {
                if (System.nanoTime() - begin > RETURNS.toNanos()) {
                    throw new AssertionError("I4: no answer in " + RETURNS, e);
                }
            }
        }
    }
}
