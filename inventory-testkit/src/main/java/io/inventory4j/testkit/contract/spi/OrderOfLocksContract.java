package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Rule 1.7: carts that need each other's lines and counters, named in opposite orders, neither wait for each other for
 * ever nor fail. A store locks in one order: lines by key, counters by name, and all of one kind before the other.
 */
public interface OrderOfLocksContract extends Fixture {
    /** More than there are cores on a small machine, half of them in the opposite order. */
    int CALLERS = 8;

    /** Each kind of carts is tried at least so often by each caller. */
    int FEWEST = 12;

    /** And until this time has passed, since two calls must meet. */
    Duration LONG_ENOUGH = Duration.ofMillis(250);

    /** But never more often than this. */
    int MOST = 250;

    private static Charge most(String counter) {
        return limit(counter, 1_000_000);
    }

    /** Lets half of the callers send one kind of cart, and the others another, each followed by its release. */
    private void cross(BiFunction<Boolean, String, Reserve> cart) {
        for (String sku : List.of("A", "B", "C", "D")) {
            stock(sku, 1_000_000);
        }
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        List<Integer> sent = Together.run(CALLERS, caller -> {
            int round = 0;
            while (round < FEWEST || (round < MOST && System.nanoTime() - end < 0)) {
                String id = "r" + caller + "-" + round;
                applied(cart.apply(caller % 2 == 0, id));
                applied(now(round % 3 == 0 ? Transition.GIVE_BACK : Transition.RELEASE, id));
                round++;
            }
            return round;
        });
        long all = sent.stream().mapToLong(Integer::longValue).sum();
        assertTrue(all >= (long) CALLERS * FEWEST, sent::toString);
        for (String sku : List.of("A", "B", "C", "D")) {
            assertLevel(sku, 1_000_000, 0, 0);
        }
        for (String counter : List.of("u", "v", "w", "x", "y", "z")) {
            assertUsed(0, counter);
        }
    }

    @Test
    default void rule_1_7_linesInOppositeOrdersNeverDeadlock() {
        cross((one, id) -> one
                ? hold(id, line("A", 1), line("B", 1), line("C", 1), line("D", 1))
                : hold(id, line("D", 1), line("C", 1), line("B", 1), line("A", 1)));
    }

    @Test
    default void rule_1_7_countersInOppositeOrdersNeverDeadlock() {
        cross((one, id) -> {
            List<Charge> charges = new ArrayList<>(List.of(most("w"), most("x"), most("y"), most("z")));
            if (!one) {
                Collections.reverse(charges);
            }
            Charge[] unit = charges.toArray(Charge[]::new);
            return hold(id, charges, line(one ? "A" : "B", 1, unit));
        });
    }

    /** The counters of the lines, in the order of the lines, are in opposite orders. */
    @Test
    default void rule_1_7_linesAgainstTheirCountersNeverDeadlock() {
        cross((one, id) -> {
            ReserveLine[] lines = one
                    ? new ReserveLine[] {line("A", 1, most("w")), line("C", 1, most("x"))}
                    : new ReserveLine[] {line("B", 1, most("x")), line("D", 1, most("w"))};
            return hold(id, lines);
        });
    }

    /** What is a charge of the order here is a charge of the line there, and the line is one for both. */
    @Test
    default void rule_1_7_lineChargesAgainstOrderChargesNeverDeadlock() {
        cross((one, id) -> one
                ? hold(id, List.of(most("u"), most("v")), line("A", 1, most("y")), line("B", 1, most("z")))
                : hold(id, List.of(most("z"), most("y")), line("B", 1, most("v")), line("A", 1, most("u"))));
    }
}
