package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.Together;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** The exit code that a shell and Java report for a process that signal 9 has ended. */
    private static final int SIGKILLED = 128 + 9;

    private static final String RESERVED = "R";
    private static final String CONFIRMED = "C";

    private final String name;
    private final Set<String> reported;
    private final int[] last = new int[THREADS];

    private KilledShop(List<String> reported) {
        this.reported = new HashSet<>(reported);
        name = reported.get(0).split(" ", 4)[3];
        for (String line : reported) {
            String[] words = line.split(" ", 4);
            last[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
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
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                shop.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        StringBuilder text = new StringBuilder();
        int lines = 0;
        try (InputStream out = process.getInputStream()) {
            byte[] buffer = new byte[8_192];
            for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
                String part = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                lines += (int) part.chars().filter(one -> one == '\n').count();
                text.append(part);
                if (lines >= acknowledged) {
                    // Not Process.destroyForcibly, which would close the stream before everything in it was read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertEquals(SIGKILLED, process.waitFor(), () -> "the shop ended by itself, after " + text);
        // What follows the last line feed is half a line.
        String whole = text.substring(0, text.lastIndexOf("\n"));
        return new KilledShop(new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .lines()
                .toList());
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
        List<String> ids = new ArrayList<>();
        int unheard = 0;
        for (KilledShop shop : killed) {
            for (int thread = 0; thread < THREADS; thread++) {
                for (int order = 0; order <= shop.last[thread] + 1; order++) {
                    ids.add(id(shop.name, thread, order));
                    unheard += shop.resolve(ledger, inFlight, thread, order);
                }
            }
        }
        SaleStock.check(ledger, ids);
        return unheard;
    }

    private int resolve(StockLedger ledger, InFlight inFlight, int thread, int order) {
        String id = id(name, thread, order);
        boolean reserved = reported.contains(line(RESERVED, thread, order, name));
        boolean confirmed = reported.contains(line(CONFIRMED, thread, order, name));
        Optional<Reservation> before = ledger.reservation(ReservationId.of(id));
        assertTrue(before.isPresent() || !reserved, () -> "I2: " + id + " was acknowledged, and is gone");
        before.ifPresent(there -> assertEquals(2, there.lines().size(), () -> "I1: half a cart: " + there));
        boolean there = replayed(SaleStock.apply(ledger, SaleStock.cart(id, order)), id);
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

    private static boolean replayed(Outcome outcome, String id) {
        assertTrue(outcome.applied(), () -> "I3: " + id + " was answered " + outcome);
        return outcome instanceof Outcome.Applied applied && applied.replayed();
    }
}
