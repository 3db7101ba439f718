package io.inventory4j.core.memory;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.history.CallHistory;
import io.inventory4j.testkit.history.HistoryChecker;
import io.inventory4j.testkit.history.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One long history of many callers on one line; with {@code inventory.test.scale=20}, of 640,000 operations. */
class HotLineHistoryTest {
    private static final int CALLERS = 64;
    private static final int OPERATIONS = 500;
    private static final StockKey LINE = StockKey.of("hot");

    @Test
    void rule_1_7_allOperationsOfManyCallersOnOneLineHaveAnOrder() {
        long seed = Effort.seed();
        int each = OPERATIONS * Math.min(20, Effort.scale());
        TurnedClock clock = new TurnedClock();
        CallHistory history = CallHistory.of(InMemoryLedger.create(clock), clock);
        history.apply(List.of(Move.of("receipt", "test", new Posting(LINE, Bucket.OUTSIDE, Bucket.AVAILABLE, 200))));
        SplittableRandom random = new SplittableRandom(seed);
        List<SplittableRandom> choices =
                Stream.generate(random::split).limit(CALLERS).toList();
        Together.run(CALLERS, caller -> {
            new Buyer(history, "b" + caller + "-", choices.get(caller)).run(each);
            return caller;
        });
        long start = System.nanoTime();
        Verdict verdict = new HistoryChecker().check(history);
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("hot line: seed=" + seed + " " + verdict + ", in " + millis + " ms");
        verdict.check();
    }

    /** Reserves, gives back, and sells on; about half of what it wants is sold out. */
    private static final class Buyer {
        private final CallHistory ledger;
        private final String prefix;
        private final SplittableRandom random;
        private final Deque<ReservationId> held = new ArrayDeque<>();
        private int made;

        Buyer(CallHistory ledger, String prefix, SplittableRandom random) {
            this.ledger = ledger;
            this.prefix = prefix;
            this.random = random;
        }

        void run(int operations) {
            for (int i = 0; i < operations; i++) {
                if (i % 16 == 0) {
                    stepAside();
                }
                act();
            }
        }

        /** Lets the others come in between, on few cores too. */
        @SuppressWarnings("ThreadPriorityCheck")
        private static void stepAside() {
            Thread.yield();
        }

        private void act() {
            int choice = random.nextInt(10);
            if (choice == 0) {
                ledger.levels(List.of(LINE));
            } else if (choice < 6 || held.isEmpty()) {
                ReservationId id = ReservationId.of(prefix + made++);
                ReserveLine line = ReserveLine.of(LINE, 1 + random.nextInt(3));
                Outcome outcome = ledger.apply(
                                List.of(new Reserve(id, List.of(line), List.of(), Duration.ofMinutes(1), null)))
                        .get(0);
                if (outcome.applied()) {
                    held.add(id);
                }
            } else if (choice == 6) {
                ledger.reservation(held.getFirst());
            } else {
                ledger.apply(List.of(Settle.all(held.removeFirst(), "release", Transition.RELEASE)));
            }
        }
    }
}
