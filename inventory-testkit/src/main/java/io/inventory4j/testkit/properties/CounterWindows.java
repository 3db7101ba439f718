package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.words.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counters that end. As rule 8.6 asks, the name contains the time of the window, so the name, the end and the interval
 * of a charge (rule 12.1) are known only when it is sent. Until then its end is the time for which the counter is kept
 * after its window, counted from the epoch, and its interval is that of the window which begins at the epoch.
 */
final class CounterWindows {
    static final String NAME = "window";
    private static final Duration LENGTH = Duration.ofMinutes(10);

    private CounterWindows() {}

    /** A charge, and by how many windows its interval differs from the right one; null for none. */
    static Charge charge(String counter, long limit, @Nullable Duration longer, @Nullable Integer ahead) {
        if (!counter.equals(NAME)) {
            return Charge.of(counter, limit);
        }
        Charge charge = new Charge(counter, limit, longer == null ? null : Instant.EPOCH.plus(longer));
        Instant start = ahead == null ? Instant.EPOCH : Instant.EPOCH.plus(LENGTH.multipliedBy(ahead));
        return ahead == null ? charge : charge.within(start, start.plus(LENGTH));
    }

    /** The counters that a command charges. */
    static Set<String> charged(Command command) {
        Set<String> counters = new TreeSet<>();
        if (command instanceof Reserve reserve) {
            reserve.orderCharges().forEach(charge -> counters.add(charge.counter()));
            for (Source source : Named.sources(reserve)) {
                source.unitCharges().forEach(charge -> counters.add(charge.counter()));
            }
        }
        return counters;
    }

    static Command dated(Command command, Instant now) {
        if (command instanceof SetSaleState saleState) {
            return SaleWindows.dated(saleState, now);
        }
        if (!(command instanceof Reserve reserve)) {
            return command;
        }
        List<ReserveLine> lines = reserve.lines().stream()
                .map(line -> new ReserveLine(line.key(), line.quantity(), line.floor(), dated(line.unitCharges(), now)))
                .toList();
        List<FlexibleLine> flexible = reserve.flexible().stream()
                .map(line -> new FlexibleLine(dated(line, now), line.quantity(), line.least(), line.split()))
                .toList();
        return new Reserve(
                reserve.id(),
                reserve.owner(),
                lines,
                flexible,
                dated(reserve.orderCharges(), now),
                reserve.holdFor(),
                reserve.sold(),
                reserve.replaces(),
                reserve.again());
    }

    private static List<Source> dated(FlexibleLine line, Instant now) {
        return line.sources().stream()
                .map(source -> new Source(source.key(), source.floor(), dated(source.unitCharges(), now)))
                .toList();
    }

    private static List<Charge> dated(List<Charge> charges, Instant now) {
        return charges.stream()
                .map(charge -> charge.counter().equals(NAME) ? dated(charge, now) : charge)
                .toList();
    }

    private static Charge dated(Charge charge, Instant time) {
        long number = Duration.between(TurnedClock.START, time).dividedBy(LENGTH);
        return inWindow(charge, NAME + "-" + number);
    }

    /** The charge on a counter of another time: what a facade computes for a reservation that was made then. */
    static Charge charge(Charge like, String counter) {
        return counter.startsWith(NAME + "-") ? inWindow(like, counter) : Charge.of(counter, like.limit());
    }

    private static Charge inWindow(Charge charge, String counter) {
        long number = Long.parseLong(counter.substring(NAME.length() + 1));
        Instant start = TurnedClock.START.plus(LENGTH.multipliedBy(number));
        Instant longer = charge.forgetAfter();
        Charge dated = new Charge(counter, charge.limit(), longer == null ? null : moved(longer, start.plus(LENGTH)));
        Instant from = charge.from();
        Instant until = charge.until();
        return dated.within(from == null ? null : moved(from, start), until == null ? null : moved(until, start));
    }

    private static Instant moved(Instant sinceEpoch, Instant to) {
        return to.plus(Duration.between(Instant.EPOCH, sinceEpoch));
    }
}
