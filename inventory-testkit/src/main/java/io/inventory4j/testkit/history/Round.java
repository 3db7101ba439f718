package io.inventory4j.testkit.history;

import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One round of a race: a ledger of its own, its callers, and what they saw. */
final class Round implements AutoCloseable {
    final int turns;
    private final TurnedClock clock;
    private final CallHistory history;
    private final Conservation ledger;
    private final List<Caller> callers;

    Round(StockLedger fresh, TurnedClock clock, int callers, int turns, SplittableRandom random) {
        this.turns = turns;
        this.clock = clock;
        // The history is the layer next to the ledger, so that its intervals are as short as possible.
        history = CallHistory.of(fresh, clock);
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

    /** Sends commands before the race, or between two. */
    void prepare(Command... commands) {
        for (Command command : commands) {
            ledger.apply(List.of(command));
        }
    }

    void stock(StockKey key, long units) {
        prepare(Orders.receive("stock of " + key, key, units));
    }

    void turnClock(Duration by) {
        clock.advance(by);
    }

    /** Lets every caller take its turns, all at once. */
    void race(Consumer<Caller> turn) {
        Together.run(callers.size(), number -> {
            for (int i = 0; i < turns; i++) {
                turn.accept(callers.get(number));
            }
            return number;
        });
    }

    /**
     * Checks that everything adds up and has an order. The reads of that check are a part of the history, so the order
     * has to explain the final state too.
     */
    Verdict verdict() {
        List<String> violations = ledger.violations();
        Verdict verdict = new HistoryChecker().check(history);
        verdict.check();
        if (!violations.isEmpty()) {
            throw new AssertionError("not conserved:\n" + String.join("\n", violations));
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
