package io.inventory4j.testkit.properties;

import io.inventory4j.Charge;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counters that end. As rule 8.6 asks, the name contains the time of the window, so the name and the end of a charge
 * are known only when it is sent. Until then its end is the time for which the counter is kept after its window,
 * counted from the epoch.
 */
final class CounterWindows {
    static final String NAME = "window";
    private static final Duration LENGTH = Duration.ofMinutes(10);

    private CounterWindows() {}

    static Charge charge(String counter, long limit, @Nullable Duration longer) {
        boolean ends = counter.equals(NAME) && longer != null;
        return new Charge(counter, limit, ends ? Instant.EPOCH.plus(longer) : null);
    }

    /** The counters that a command charges. */
    static Set<String> charged(Command command) {
        Set<String> counters = new TreeSet<>();
        if (command instanceof Reserve reserve) {
            reserve.orderCharges().forEach(charge -> counters.add(charge.counter()));
            for (ReserveLine line : reserve.lines()) {
                line.unitCharges().forEach(charge -> counters.add(charge.counter()));
            }
        }
        return counters;
    }

    static Command dated(Command command, Instant now) {
        if (!(command instanceof Reserve reserve)) {
            return command;
        }
        List<ReserveLine> lines = reserve.lines().stream()
                .map(line -> new ReserveLine(line.key(), line.quantity(), line.floor(), dated(line.unitCharges(), now)))
                .toList();
        return new Reserve(
                reserve.id(), lines, dated(reserve.orderCharges(), now), reserve.holdFor(), reserve.replaces());
    }

    private static List<Charge> dated(List<Charge> charges, Instant now) {
        return charges.stream()
                .map(charge -> charge.counter().equals(NAME) ? dated(charge, now) : charge)
                .toList();
    }

    private static Charge dated(Charge charge, Instant now) {
        long number = Duration.between(TurnedClock.START, now).dividedBy(LENGTH);
        Instant end = TurnedClock.START.plus(LENGTH.multipliedBy(number + 1));
        Instant longer = charge.forgetAfter();
        return new Charge(
                NAME + "-" + number,
                charge.limit(),
                longer == null ? null : end.plus(Duration.between(Instant.EPOCH, longer)));
    }
}
