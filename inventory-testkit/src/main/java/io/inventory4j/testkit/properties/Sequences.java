package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Random sequences of steps. A value is drawn from a list in which likely values are repeated, because jqwik shrinks
 * towards the front of such a list.
 */
final class Sequences {
    private static final int MIN_STEPS = 10;
    private static final int MAX_STEPS = 40;
    private static final int MAX_BATCH = 3;
    private static final int MAX_RECEIPTS = 2;

    /** jqwik's measure of how wide a generator's values are spread. */
    private static final int SIZE = 1_000;

    private Sequences() {}

    /** One sequence, each step with the simpler ones that it shrinks to. */
    static RandomGenerator<List<Shrinkable<Step>>> generator() {
        RandomGenerator<Step> receipt = RandomCommands.receipts()
                .<Step>map(move -> new Step.Send(List.of(new Order.Exactly(move))))
                .generator(SIZE, false);
        RandomGenerator<Step> step = step().generator(SIZE, false);
        return random -> {
            List<Shrinkable<Step>> steps = new ArrayList<>();
            int receipts = 1 + random.nextInt(MAX_RECEIPTS);
            int size = MIN_STEPS + random.nextInt(MAX_STEPS - MIN_STEPS + 1);
            while (steps.size() < size) {
                steps.add((steps.size() < receipts ? receipt : step).next(random));
            }
            return Shrinkable.unshrinkable(steps);
        };
    }

    private static Arbitrary<Step> step() {
        return Arbitraries.frequencyOf(List.<Tuple2<Integer, Arbitrary<Step>>>of(
                weighing(34, order().list().ofMinSize(1).ofMaxSize(MAX_BATCH).map(Step.Send::new)),
                weighing(7, Arbitraries.of(times()).map(Step.Turn::new)),
                weighing(4, sweep()),
                weighing(4, Arbitraries.of(100, 1).map(Step.RunOut::new)),
                weighing(1, ship()),
                weighing(2, forget()),
                weighing(1, Arbitraries.create(Step.Read::new))));
    }

    private static <T> Tuple2<Integer, Arbitrary<T>> weighing(int weight, Arbitrary<? extends T> values) {
        return Tuple.of(weight, values.map(value -> value));
    }

    private static List<Duration> times() {
        return List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofMillis(1));
    }

    private static Arbitrary<Step> sweep() {
        return Combinators.combine(
                        Arbitraries.of(1, 2, 100),
                        Arbitraries.of(Names.RESERVATIONS).injectNull(0.7))
                .as(Step.Sweep::new);
    }

    private static Arbitrary<Step> ship() {
        return Combinators.combine(
                        Arbitraries.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(1)),
                        Arbitraries.of(100, 1))
                .as(Step.Ship::new);
    }

    private static Arbitrary<Step> forget() {
        Arbitrary<Duration> age =
                Arbitraries.of(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(1));
        return Combinators.combine(Combinators.combine(age, age, age).as(Retention::new), Arbitraries.of(100, 3, 1))
                .as(Step.Forget::new);
    }

    private static Arbitrary<Order> order() {
        Arbitrary<Command> command = RandomCommands.any();
        Arbitrary<Integer> pick = Arbitraries.integers().between(0, 11);
        return Arbitraries.frequencyOf(List.<Tuple2<Integer, Arbitrary<Order>>>of(
                weighing(4, command.map(Order.Exactly::new)),
                weighing(10, Combinators.combine(RandomCommands.reserve(), pick).as(Order.Fresh::new)),
                weighing(
                        11,
                        Combinators.combine(RandomCommands.settle(), pick, RandomCommands.oneIn(5))
                                .as(Order.Guided::new)),
                weighing(
                        6,
                        Combinators.combine(RandomCommands.reserve(), RandomCommands.someCharges(), pick)
                                .as(Order.TakeAgain::new)),
                weighing(5, RandomCommands.move().map(Order.Exactly::new)),
                weighing(
                        5,
                        Combinators.combine(Arbitraries.integers().between(1, 8), command)
                                .as(Order.Again::new)),
                weighing(2, expecting())));
    }

    private static Arbitrary<Order> expecting() {
        Arbitrary<Map<StockKey, Integer>> ahead = Combinators.combine(
                        RandomCommands.key(), Arbitraries.of(0, 0, 0, 1, -1))
                .as((key, by) -> Map.of(key, by))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(Sequences::joined);
        Arbitrary<Move> move = RandomCommands.move();
        return Combinators.combine(move, ahead).as(Order.Expecting::new);
    }

    private static Map<StockKey, Integer> joined(List<Map<StockKey, Integer>> parts) {
        Map<StockKey, Integer> all = new HashMap<>();
        parts.forEach(all::putAll);
        return Map.copyOf(all);
    }
}
