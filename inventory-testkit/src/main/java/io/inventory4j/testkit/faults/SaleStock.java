package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A stock of three lines for an adapter's own fault tests: carts that sell it, and a check that it adds up afterwards
 * (I1), reservation by reservation. Stateless, thread-safe.
 */
public final class SaleStock {
    /** The units of each line, and the limit that carts of a line are charged against. */
    public static final long UNITS = 100_000;

    /** The lines. */
    public static final List<StockKey> LINES = List.of(StockKey.of("A"), StockKey.of("B"), StockKey.of("C"));

    /** How long a cart is held. */
    public static final Duration HOLD = Duration.ofDays(1);

    /** The counter that every cart is charged to once. */
    private static final String ORDERS = "orders";

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SaleStock() {}

    /**
     * Receives the units.
     *
     * @param ledger an empty ledger
     */
    public static void fill(StockLedger ledger) {
        fill(ledger, UNITS);
    }

    /**
     * Receives fewer units, so that shops sell out.
     *
     * @param ledger an empty ledger
     * @param units how many of each line, 1 to {@link #UNITS}
     */
    public static void fill(StockLedger ledger, long units) {
        for (StockKey line : LINES) {
            Posting posting = new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, units);
            insist(ledger, Move.of("stock of " + line, "opening", posting));
        }
    }

    /**
     * Sends a command until it is answered: on a busy machine the first connection alone may take long.
     *
     * @param ledger the ledger
     * @param command the command
     * @throws AssertionError if it is refused
     * @throws LedgerException if it is still unanswered after a minute
     */
    public static void insist(StockLedger ledger, Command command) {
        Outcome outcome = answered(ledger, command);
        assertTrue(outcome.applied(), () -> command + " was answered " + outcome);
    }

    static Outcome answered(StockLedger ledger, Command command) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return apply(ledger, command);
            } catch (LedgerException e) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Sends one command, once.
     *
     * @param ledger the ledger
     * @param command the command
     * @return its outcome
     * @throws LedgerException as the ledger does
     */
    public static Outcome apply(StockLedger ledger, Command command) {
        return ledger.apply(List.of(command)).get(0);
    }

    /**
     * Reserves one unit each of two of the lines, so that half a cart would show.
     *
     * @param id the reservation's id
     * @param number decides which two, 0 or more
     * @return the command
     */
    public static Reserve cart(String id, int number) {
        StockKey first = LINES.get(number % LINES.size());
        StockKey second = LINES.get((number + 1) % LINES.size());
        return new Reserve(
                ReservationId.of(id),
                List.of(
                        new ReserveLine(second, 1, 0, List.of(Charge.of(limitOf(second), UNITS))),
                        new ReserveLine(first, 1, 0, List.of(Charge.of(limitOf(first), UNITS)))),
                List.of(Charge.of(ORDERS, 1_000_000)),
                HOLD,
                null);
    }

    /**
     * Settles all of a cart, under an id that the transition gives.
     *
     * @param id the reservation's id
     * @param transition what to do; any but EXTEND
     * @return the command
     */
    public static Settle settle(String id, Transition transition) {
        return Settle.all(ReservationId.of(id), transition.name(), transition);
    }

    /**
     * Checks that the units and charges are those of these reservations and no others (I1).
     *
     * @param ledger the ledger, which nobody else uses now
     * @param ids the ids of all reservations that may be there
     * @throws AssertionError if they are not
     */
    public static void check(StockLedger ledger, Collection<String> ids) {
        check(ledger, ids, UNITS);
    }

    static void check(StockLedger ledger, Collection<String> ids, long units) {
        List<Reservation> there = new ArrayList<>();
        ids.forEach(id -> ledger.reservation(ReservationId.of(id)).ifPresent(there::add));
        List<StockLevel> levels = ledger.levels(LINES);
        assertEquals(LINES.size(), levels.size(), "I1: a line is gone");
        for (StockLevel level : levels) {
            check(ledger, level, there, units);
        }
        assertEquals(there.stream().filter(one -> !one.releasedInFull()).count(), ledger.used(ORDERS), "I1: orders");
    }

    private static void check(StockLedger ledger, StockLevel level, List<Reservation> there, long units) {
        long reserved = 0;
        long committed = 0;
        long gone = 0;
        Set<ReservationId> pending = new TreeSet<>();
        for (Reservation reservation : there) {
            ReservedLine line = reservation.line(level.key());
            if (line != null) {
                reserved += line.reserved();
                committed += line.committed();
                gone += line.shipped();
                if (line.reserved() > 0) {
                    pending.add(reservation.id());
                }
            }
        }
        assertEquals(reserved, level.reserved(), () -> "I1: reserved of " + level);
        assertEquals(committed, level.committed(), () -> "I1: committed of " + level);
        assertEquals(units - gone, level.total(), () -> "I1: all units of " + level);
        assertTrue(level.available() >= 0, () -> "I1: available of " + level);
        assertEquals(reserved + committed + gone, ledger.used(limitOf(level.key())), "I1: limit");
        assertEquals(pending, open(ledger, level.key()), () -> "I1: open reservations of " + level);
    }

    private static String limitOf(StockKey line) {
        return "limit of " + line;
    }

    private static Set<ReservationId> open(StockLedger ledger, StockKey line) {
        Set<ReservationId> open = new TreeSet<>();
        List<Reservation> page = ledger.open(line, null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(one -> assertTrue(open.add(one.id()), () -> one.id() + " is listed twice"));
            @Nullable ReservationId last = page.get(page.size() - 1).id();
            page = page.size() < PAGE ? List.of() : ledger.open(line, last, PAGE);
        }
        return open;
    }
}
