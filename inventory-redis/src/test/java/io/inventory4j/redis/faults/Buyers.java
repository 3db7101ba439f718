package io.inventory4j.redis.faults;

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

/** Buyers who order from one ledger as long as there is trouble, and the answers they got. */
final class Buyers {
    private static final int THREADS = 6;
    private static final int AT_LEAST = 20;
    /** After this number of orders a buyer pauses between two, so that a long fault does not cause too many. */
    private static final int WITHOUT_PAUSE = 200;

    private static final Duration RETURNS = Duration.ofSeconds(5);

    /** What goes wrong while they buy. */
    interface Trouble {
        void happen(Buyers buyers) throws Exception;
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

    /** Lets them buy until the trouble is over. */
    void buy(Trouble trouble) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            tasks.add(() -> buy(number));
        }
        tasks.add(() -> {
            try {
                trouble.happen(this);
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
            if (order.failure != null || number > WITHOUT_PAUSE) {
                over.await(20, TimeUnit.MILLISECONDS);
            }
        }
        return true;
    }

    /** Waits until this number of further orders was answered. */
    void awaitAnswers(int more) throws InterruptedException {
        await(answers, more, "no more answers");
    }

    /** Waits until this number of further orders has failed. */
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

    /** The number of orders with a command that got this answer. */
    int count(Order.Answer answer) {
        return (int) orders.stream().filter(order -> order.got(answer)).count();
    }

    /** Any of the failures; null if there was none. */
    @Nullable
    LedgerException anyFailure() {
        return orders.stream()
                .map(order -> order.failure)
                .filter(failure -> failure != null)
                .findFirst()
                .orElse(null);
    }

    /** The number of orders that lost something that was acknowledged. */
    int lost(StockLedger from) {
        return (int) orders.stream().filter(order -> order.lost(from)).count();
    }

    /** Checks I1, I3 and I4; returns the number of commands in doubt that had been applied. */
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
