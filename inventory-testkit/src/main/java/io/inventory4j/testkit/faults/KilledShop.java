package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.testkit.Together;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A shop's process that was killed in the middle of its work, by SIGKILL, and the checks of what it left: every order
 * that was acknowledged is there (I2), none was made twice (I3), no cart is there by half, and the units add up (I1).
 *
 * <p>An adapter's test has a class with a {@code main} that opens the ledger and calls {@link #sell}. The test fills
 * the stock ({@link SaleStock#fill}), calls {@link #kill} with that class, and {@link #check} on a ledger that it opens
 * afterwards. Immutable.
 */
public final class KilledShop {
    /** What becomes of commands that were under way when their process died. */
    public enum InFlight {
        /** They are done or not, for good: the store died too, or takes one command at a time. */
        FINAL,
        /** They may still be done: a database server may not have noticed yet. */
        MAY_LAND
    }

    private static final int THREADS = 4;
    private static final int ENOUGH = 25_000;

    private static final int RACE_SECONDS = 120;

    private static final String READY = "READY";
    private static final String RESERVED = "R";
    private static final String CONFIRMED = "C";

    private final String name;
    private final Set<String> reported;
    private final int[] last = new int[THREADS];

    private KilledShop(List<String> reported) {
        name = reported.get(0).split(" ", 4)[3];
        this.reported = new HashSet<>(reported);
        this.reported.remove(line(READY, 0, 0, name));
        for (String line : this.reported) {
            String[] words = line.split(" ", 4);
            int thread = Integer.parseInt(words[1]);
            last[thread] = Math.max(last[thread], Integer.parseInt(words[2]));
        }
    }

    /**
     * Sells, in the process that will be killed: reserves carts on several threads, confirms every second one, and
     * reports on standard output each that is acknowledged. Nothing else may be written there. Returns only if nobody
     * kills it.
     *
     * @param ledger a ledger with {@link SaleStock}
     * @param name what its orders are called, up to 100 characters of one line, different for each process that sells
     *     from one stock
     * @throws LedgerException if the ledger does not answer for a minute
     * @throws AssertionError if nobody reads its reports, because the test has died before it
     */
    public static void sell(StockLedger ledger, String name) {
        Together.run(THREADS, thread -> {
            for (int order = 0; order < ENOUGH; order++) {
                String id = id(name, thread, order);
                SaleStock.insist(ledger, SaleStock.cart(id, order));
                report(line(RESERVED, thread, order, name));
                if (order % 2 == 0) {
                    SaleStock.insist(ledger, SaleStock.settle(id, Transition.CONFIRM));
                    report(line(CONFIRMED, thread, order, name));
                }
            }
            return thread;
        });
    }

    /**
     * Sells out, in one of several processes that {@link #race} started: waits until all are ready, and then reserves
     * carts until nothing is left, confirms every second one, and reports on standard output each that is acknowledged.
     * Nothing else may be written there, and nothing else read from standard input.
     *
     * @param ledger a ledger with {@link SaleStock} of few units
     * @param name what its orders are called: the last argument of its {@code main}
     * @throws LedgerException if the ledger does not answer for a minute
     * @throws AssertionError if the test has died before it
     */
    public static void sellOut(StockLedger ledger, String name) {
        report(line(READY, 0, 0, name));
        awaitBegin();
        Together.run(THREADS, thread -> {
            int refused = 0;
            for (int order = 0; refused < SaleStock.LINES.size(); order++) {
                String id = id(name, thread, order);
                boolean sold =
                        SaleStock.answered(ledger, SaleStock.cart(id, order)).applied();
                refused = sold ? 0 : refused + 1;
                if (sold) {
                    report(line(RESERVED, thread, order, name));
                }
                if (sold && order % 2 == 0) {
                    SaleStock.insist(ledger, SaleStock.settle(id, Transition.CONFIRM));
                    report(line(CONFIRMED, thread, order, name));
                }
            }
            return thread;
        });
    }

    private static void awaitBegin() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody lets this shop begin");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String id(String name, int thread, int order) {
        return name + " " + thread + "-" + order;
    }

    private static String line(String what, int thread, int order, String name) {
        return what + " " + thread + " " + order + " " + name;
    }

    private static void report(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        PrintStream out = System.out;
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            if (out.checkError()) {
                throw new IllegalStateException("nobody reads this shop's reports any more");
            }
        }
    }

    /**
     * Starts a process with this one's class path, kills it after a number of acknowledgements, and waits for its end.
     *
     * @param shop has the {@code main}, which calls {@link #sell}
     * @param acknowledged how many acknowledgements to wait for, 1 or more
     * @param arguments for its {@code main}
     * @return what is known of it
     * @throws AssertionError if it ends by itself; what it wrote to standard error is in this process's
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static KilledShop kill(Class<?> shop, int acknowledged, String... arguments)
            throws IOException, InterruptedException {
        try (ShopProcess process = ShopProcess.start(shop, List.of(arguments))) {
            if (!process.awaitLines(acknowledged)) {
                throw new AssertionError("the shop ended by itself, after " + process.reports());
            }
            process.kill();
            return new KilledShop(process.reports());
        }
    }

    /**
     * Starts several processes that sell from one stock at the same time, to the last unit, and waits until each has
     * ended. A lock, a cache or a number that only one process sees is found so. Each is given the arguments and then
     * its name, and calls {@link #sellOut} with that.
     *
     * @param shop has the {@code main}
     * @param processes how many, 1 or more
     * @param killedAfter after how many acknowledgements the first is killed, while the others go on; 0 if none is
     * @param arguments for each {@code main}, before the name
     * @return what is known of each
     * @throws AssertionError if one ends otherwise, or has not ended after two minutes
     */
    public static List<KilledShop> race(Class<?> shop, int processes, int killedAfter, String... arguments) {
        CountDownLatch ready = new CountDownLatch(processes);
        List<Callable<KilledShop>> shops = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.add("process " + i);
            int killed = i == 0 ? killedAfter : 0;
            shops.add(() -> soldOut(shop, all, killed, ready));
        }
        return Together.run(RACE_SECONDS, shops);
    }

    private static KilledShop soldOut(Class<?> shop, List<String> arguments, int killedAfter, CountDownLatch ready)
            throws IOException, InterruptedException {
        try (ShopProcess process = ShopProcess.start(shop, arguments)) {
            if (!process.awaitLines(1)) {
                throw new AssertionError("the shop ended before it was ready: " + process.reports());
            }
            ready.countDown();
            if (!ready.await(RACE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("another shop did not get ready");
            }
            process.begin();
            if (killedAfter > 0 && process.awaitLines(1 + killedAfter)) {
                process.kill();
            }
            return new KilledShop(process.reports());
        }
    }

    /**
     * How many acknowledgements it reported.
     *
     * @return 1 or more
     */
    public int acknowledged() {
        return reported.size();
    }

    Set<String> reported() {
        return reported;
    }

    int last(int thread) {
        return last[thread];
    }

    /**
     * Checks all that was sold from one stock, by sending every order again; what was in flight is final then.
     *
     * @param ledger the ledger, opened anew, which nobody else uses
     * @param inFlight what may be expected of commands that were under way
     * @param killed all who sold from it
     * @return how many commands had been done and not acknowledged
     * @throws AssertionError with the invariant that does not hold
     */
    public static int check(StockLedger ledger, InFlight inFlight, List<KilledShop> killed) {
        return check(ledger, inFlight, killed, SaleStock.UNITS);
    }

    /**
     * The same where there were fewer units of each line, which may have sold out.
     *
     * @param ledger the ledger, opened anew, which nobody else uses
     * @param inFlight what may be expected of commands that were under way
     * @param shops all who sold from it
     * @param units how many units of each line there were
     * @return how many commands had been done and not acknowledged
     * @throws AssertionError with the invariant that does not hold
     */
    public static int check(StockLedger ledger, InFlight inFlight, List<KilledShop> shops, long units) {
        notOversold(shops, units);
        List<String> ids = new ArrayList<>();
        int unheard = 0;
        for (KilledShop shop : shops) {
            for (int thread = 0; thread < THREADS; thread++) {
                for (int order = 0; order <= shop.last[thread] + 1; order++) {
                    ids.add(id(shop.name, thread, order));
                    unheard += shop.resolve(ledger, inFlight, thread, order);
                }
            }
        }
        SaleStock.check(ledger, ids, units);
        return unheard;
    }

    private static void notOversold(List<KilledShop> shops, long units) {
        long[] taken = new long[SaleStock.LINES.size()];
        for (KilledShop shop : shops) {
            for (String line : shop.reported) {
                String[] words = line.split(" ", 4);
                int order = Integer.parseInt(words[2]);
                if (words[0].equals(RESERVED)) {
                    taken[order % taken.length]++;
                    taken[(order + 1) % taken.length]++;
                }
            }
        }
        for (int i = 0; i < taken.length; i++) {
            String sold = "I2: " + taken[i] + " units of " + SaleStock.LINES.get(i) + " were acknowledged, and " + units
                    + " were there";
            assertTrue(taken[i] <= units, sold);
        }
    }

    private int resolve(StockLedger ledger, InFlight inFlight, int thread, int order) {
        String id = id(name, thread, order);
        boolean reserved = reported.contains(line(RESERVED, thread, order, name));
        boolean confirmed = reported.contains(line(CONFIRMED, thread, order, name));
        Optional<Reservation> before = ledger.reservation(ReservationId.of(id));
        assertTrue(before.isPresent() || !reserved, () -> "I2: " + id + " was acknowledged, and is gone");
        before.ifPresent(there -> assertEquals(2, there.lines().size(), () -> "I1: half a cart: " + there));
        Outcome again = SaleStock.apply(ledger, SaleStock.cart(id, order));
        if (!reserved && before.isEmpty() && soldOut(again)) {
            return 0;
        }
        boolean there = replayed(again, id);
        assertTrue(there || before.isEmpty(), () -> "I3: " + id + " was made twice");
        assertTrue(
                !there || before.isPresent() || inFlight == InFlight.MAY_LAND,
                () -> id + " is known, and could not be seen");
        int unheard = there && !reserved ? 1 : 0;
        if (order % 2 == 0) {
            boolean was = replayed(SaleStock.apply(ledger, SaleStock.settle(id, Transition.CONFIRM)), id);
            assertTrue(was || !confirmed, () -> "I2: " + id + " was acknowledged as sold, and was not");
            unheard += was && !confirmed ? 1 : 0;
        }
        return unheard;
    }

    private static boolean soldOut(Outcome outcome) {
        return outcome.refused()
                .map(Refusal::reason)
                .filter(Reason.OUT_OF_STOCK::equals)
                .isPresent();
    }

    private static boolean replayed(Outcome outcome, String id) {
        assertTrue(outcome.applied(), () -> "I3: " + id + " was answered " + outcome);
        return outcome instanceof Outcome.Applied applied && applied.replayed();
    }
}
