package io.inventory4j.testkit.history;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.words.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One round of a race: a ledger of its own, its callers, and what they saw. */
final class Round implements AutoCloseable {
    private static final List<Duration> UNITS = List.of(
            Duration.ofNanos(1),
            Duration.ofNanos(100),
            Duration.ofNanos(1_000),
            Duration.ofMillis(1),
            Duration.ofSeconds(1));

    final int turns;
    private final TurnedClock clock;
    private final StockLedger fresh;
    private final CallHistory history;
    private final Conservation ledger;
    private final List<Caller> callers;
    private volatile Duration unit = UNITS.get(0);

    Round(StockLedger fresh, TurnedClock clock, int callers, int turns, SplittableRandom random) {
        this.turns = turns;
        this.clock = clock;
        this.fresh = fresh;
        // The history is the layer next to the ledger, so that its intervals are as short as possible.
        history = CallHistory.of(fresh, () -> floor(clock.instant(), unit));
        ledger = Conservation.of(history);
        this.callers = IntStream.range(0, callers)
                .mapToObj(number -> new Caller(number, ledger, random.split()))
                .toList();
    }

    int callers() {
        return callers.size();
    }

    /** How many turns there are, of all callers together. */
    int allTurns() {
        return turns * callers.size();
    }

    /** The ledger under test, as the callers see it. */
    StockLedger ledger() {
        return ledger;
    }

    /** Sends commands before the race, or between two. */
    void prepare(Command... commands) {
        for (Command command : commands) {
            ledger.apply(List.of(command));
        }
    }

    void stock(StockKey key, long units) {
        prepare(RaceCommands.receive("stock of " + key, key, units));
    }

    void turnClock(Duration by) {
        clock.advance(by);
    }

    /** The ledger's now. */
    Instant now() {
        return floor(clock.instant(), unit);
    }

    /**
     * Finds out to which unit the ledger rounds its now down, which it may do, by a reservation that is over before the
     * race begins.
     *
     * @return the unit, of one second at most
     */
    Duration measureUnit() {
        StockKey key = StockKey.of("measured");
        ReservationId id = ReservationId.of("measured");
        fresh.apply(List.of(
                RaceCommands.receive("measured", key, 1), RaceCommands.hold("measured", RaceCommands.line(key, 1))));
        Instant made = fresh.reservation(id).map(Reservation::madeAt).orElseThrow();
        fresh.apply(List.of(RaceCommands.all(Transition.RELEASE, "measured")));
        Instant now = clock.instant();
        unit = UNITS.stream()
                .filter(one -> floor(now, one).equals(made))
                .findFirst()
                .orElseThrow(() -> new AssertionError("rule 1.3: at " + now + " a reservation was made at " + made
                        + ": a ledger may round its now down, but to a unit of time, and never up"));
        return unit;
    }

    private static Instant floor(Instant time, Duration unit) {
        long since = Duration.between(TurnedClock.START, time).toNanos();
        return time.minusNanos(since % unit.toNanos());
    }

    /** Lets every caller take its turns, all at once. */
    void race(Consumer<Caller> turn) {
        try {
            Together.run(callers.size(), number -> {
                for (int i = 0; i < turns; i++) {
                    turn.accept(callers.get(number));
                }
                return number;
            });
        } catch (AssertionError e) {
            throw Failures.around("", e, history.underWay());
        }
    }

    /**
     * Checks that everything adds up and has an order. The reads of that check are a part of the history, so the order
     * has to explain the final state too.
     */
    Verdict verdict() {
        List<String> violations = ledger.violations();
        Verdict verdict = history.purged()
                ? new Verdict(Verdict.Finding.LINEARIZABLE, history.size(), "not asked: there was a purge")
                : new HistoryChecker().check(history);
        verdict.check();
        if (!violations.isEmpty()) {
            throw new AssertionError("not conserved:\n" + HistoryFormat.printable(String.join("\n", violations)));
        }
        if (callers.stream().allMatch(Caller::mostlyUnanswered)) {
            throw new AssertionError("no caller had an answer to more than half of its calls");
        }
        return verdict;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
