package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many callers want the same lines and limits at once, each in another order. Every call must be answered. */
class DeadlockStormTest {
    private static final int CALLERS = 16;
    private static final int ORDERS = 12;
    private static final List<StockKey> LINES =
            IntStream.range(0, 6).mapToObj(i -> StockKey.of("line " + i)).toList();
    private static final Duration HOLD = Duration.ofMinutes(15);

    @ParameterizedTest
    @EnumSource
    @Timeout(900)
    void everyCallIsAnswered(DatabaseKind kind) {
        long seed = Rounds.play((turn, random) -> storm(kind, turn));
        System.out.println("storm: " + kind + " runs=" + Effort.scale() + " callers=" + CALLERS + " orders="
                + Effort.scale() * CALLERS * ORDERS + " seed=" + seed + ": all answered");
    }

    private static void storm(DatabaseKind kind, long seed) {
        TestDatabase database = kind == DatabaseKind.POSTGRES ? TestDatabase.POSTGRES : TestDatabase.MARIADB;
        TurnedClock clock = new TurnedClock();
        try (Conservation ledger = Conservation.of(database.open(clock))) {
            for (StockKey line : LINES) {
                Posting posting = new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000);
                assertTrue(apply(ledger, Move.of("stock of " + line, "opening", posting))
                        .applied());
            }
            Together.run(CALLERS, number -> {
                Random random = new Random(seed * CALLERS + number);
                for (int order = 0; order < ORDERS; order++) {
                    order(ledger, clock, "order " + number + "-" + order, random);
                }
                return number;
            });
            ledger.check();
        }
    }

    private static void order(StockLedger ledger, TurnedClock clock, String id, Random random) {
        Reserve cart = cart(id, random);
        Outcome held = apply(ledger, cart);
        assertTrue(held.applied(), () -> "not applied: " + held);
        switch (random.nextInt(6)) {
            case 0 -> apply(ledger, settle(id, Transition.RELEASE));
            case 1 -> ledger.apply(List.of(settle(id, Transition.CONFIRM), settle(id, Transition.SHIP)));
            case 2 -> apply(ledger, settle(id, Transition.CONFIRM));
            case 3 -> apply(ledger, move(id, random));
            case 4 -> {
                clock.advance(HOLD.dividedBy(8));
                ledger.expire(5);
            }
            default ->
                // The same lines and limits again, from the other end of the batch.
                ledger.apply(List.of(move(id, random), cart, settle(id, Transition.RELEASE)));
        }
    }

    /** Two to five lines in any order, with limits that most carts share. */
    private static Reserve cart(String id, Random random) {
        List<StockKey> lines = some(2 + random.nextInt(4), random);
        List<ReserveLine> wanted = new ArrayList<>();
        for (StockKey line : lines) {
            List<Charge> limits = new ArrayList<>(
                    List.of(Charge.of("limit " + random.nextInt(4), 1_000_000), Charge.of("all units", 1_000_000)));
            Collections.shuffle(limits, random);
            wanted.add(new ReserveLine(line, 1 + random.nextInt(3), 0, limits));
        }
        return new Reserve(ReservationId.of(id), wanted, List.of(Charge.of("all orders", 1_000_000)), HOLD, null);
    }

    private static Move move(String id, Random random) {
        Posting[] postings = some(3, random).stream()
                .map(line -> new Posting(line, Bucket.AVAILABLE, Bucket.QUALITY_CONTROL, 1))
                .toArray(Posting[]::new);
        return Move.of("move of " + id, "inspection", postings);
    }

    private static List<StockKey> some(int count, Random random) {
        List<StockKey> shuffled = new ArrayList<>(LINES);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private static Settle settle(String id, Transition transition) {
        return Settle.all(ReservationId.of(id), transition.name(), transition);
    }

    private static Outcome apply(StockLedger ledger, Command command) {
        return ledger.apply(List.of(command)).get(0);
    }
}
