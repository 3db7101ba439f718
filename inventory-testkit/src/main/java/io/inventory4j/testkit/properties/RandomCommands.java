package io.inventory4j.testkit.properties;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * Random commands, within the bounds of rule 9 and often at them. A value is drawn from a list in which likely values
 * are repeated, because jqwik shrinks towards the front of such a list.
 */
final class RandomCommands {
    private static final long MAX = Bounds.MAX_QUANTITY;

    private static final List<Route> ROUTES = List.of(
            new Route(Bucket.OUTSIDE, Bucket.AVAILABLE),
            new Route(Bucket.AVAILABLE, Bucket.OUTSIDE),
            new Route(Bucket.AVAILABLE, Bucket.SAFETY),
            new Route(Bucket.SAFETY, Bucket.AVAILABLE),
            new Route(Bucket.AVAILABLE, Bucket.DAMAGED),
            new Route(Bucket.QUALITY_CONTROL, Bucket.AVAILABLE),
            new Route(Bucket.OUTSIDE, Bucket.INCOMING),
            new Route(Bucket.INCOMING, Bucket.AVAILABLE),
            new Route(Bucket.OUTSIDE, Bucket.QUALITY_CONTROL),
            new Route(Bucket.SAFETY, Bucket.INCOMING),
            new Route(Bucket.DAMAGED, Bucket.OUTSIDE));

    private record Route(Bucket from, Bucket to) {}

    private record Part(StockKey key, long units) {}

    /** What else a reserve has; jqwik combines eight values at most. */
    private record Beside(@Nullable String owner, RandomChoices.Some choices) {}

    private RandomCommands() {}

    /** Any command, without regard to the state. */
    static Arbitrary<Command> any() {
        return Arbitraries.frequencyOf(List.<Tuple2<Integer, Arbitrary<Command>>>of(
                Tuple.of(5, reserve().map(command -> command)),
                Tuple.of(5, settle().map(command -> command)),
                Tuple.of(2, move().map(command -> command)),
                Tuple.of(5, saleState().map(command -> command))));
    }

    static Arbitrary<StockKey> key() {
        return Arbitraries.of(often(Names.KEYS, 12, 3, 2, 1));
    }

    /**
     * A list that repeats the n-th value as often as the n-th number says; the last number applies to all further
     * values.
     */
    static <T> List<T> often(List<T> values, int... times) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (int n = 0; n < times[Math.min(i, times.length - 1)]; n++) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    /** True once in {@code n} times, on average. */
    static Arbitrary<Boolean> oneIn(int times) {
        return Arbitraries.of(often(List.of(false, true), times - 1, 1));
    }

    private static Arbitrary<Long> units() {
        return Arbitraries.of(often(List.of(1L, 2L, 3L, 5L, 8L, MAX, MAX - 1, MAX - 5, MAX / 2), 24, 14, 8, 4, 2, 1));
    }

    private static Arbitrary<ReservationId> reservation() {
        return Arbitraries.of(often(Names.RESERVATIONS, 4, 4, 4, 3, 2, 2, 1));
    }

    private static Arbitrary<Charge> charge() {
        return Combinators.combine(
                        Arbitraries.of(often(Names.COUNTERS, 3, 2, 1, 1, 3)),
                        Arbitraries.of(often(List.of(100L, 10L, 5L, 3L, 2L, 1L, 0L, MAX), 4, 3, 3, 2, 1)),
                        Arbitraries.of(Duration.ZERO, Duration.ofMinutes(5)).injectNull(0.3),
                        Arbitraries.of(often(List.of(0, 1, -1), 6, 1)).injectNull(0.5))
                .as(CounterWindows::charge);
    }

    static Arbitrary<List<Charge>> someCharges() {
        return charge().list().ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<List<Charge>> charges() {
        return Combinators.combine(oneIn(3), someCharges()).as((some, charges) -> some ? charges : List.of());
    }

    static Arbitrary<ReserveLine> line() {
        Arbitrary<Long> floor = Arbitraries.of(often(List.of(0L, -5L, -1L, 1L, 3L, -MAX, MAX), 24, 8, 2, 2, 1));
        return Combinators.combine(key(), units(), floor, charges()).as(ReserveLine::new);
    }

    static Arbitrary<Reserve> reserve() {
        List<Duration> holds = List.of(
                Duration.ofMinutes(10), Duration.ofMinutes(1), Bounds.MIN_HOLD, Duration.ofHours(1), Bounds.MAX_HOLD);
        return Combinators.combine(
                        reservation(),
                        line(),
                        line().list().ofMinSize(1).ofMaxSize(3),
                        Combinators.combine(oneIn(3), oneIn(10), oneIn(4), oneIn(20))
                                .as(List::of),
                        charges(),
                        Arbitraries.of(often(holds, 6, 3, 2, 1)),
                        reservation().injectNull(0.75),
                        Combinators.combine(
                                        Arbitraries.of(often(Names.OWNERS, 3, 1))
                                                .injectNull(0.7),
                                        RandomChoices.some())
                                .as(Beside::new))
                .as((id, line, more, flags, charges, hold, replaces, beside) -> {
                    List<ReserveLine> lines = beside.choices.alone()
                            ? List.of()
                            : lines(line, flags.get(0) ? more : List.of(), flags.get(1));
                    boolean again = flags.get(3);
                    return new Reserve(
                            id,
                            beside.owner,
                            lines,
                            RandomChoices.lines(lines, beside.choices.lines()),
                            charges,
                            flags.get(2) ? null : hold,
                            flags.get(2),
                            again || id.equals(replaces) ? null : replaces,
                            again);
                });
    }

    // Rule 1.2: lines with one key must agree, so of two that do not the second is left out; equal ones are summed.
    private static List<ReserveLine> lines(ReserveLine line, List<ReserveLine> more, boolean doubled) {
        Map<StockKey, ReserveLine> agreeing = new LinkedHashMap<>();
        agreeing.put(line.key(), line);
        more.forEach(next -> agreeing.putIfAbsent(next.key(), next));
        List<ReserveLine> all = new ArrayList<>(agreeing.values());
        if (doubled && line.quantity() <= MAX / 2) {
            all.add(line);
        }
        return all;
    }

    static Arbitrary<Settle> settle() {
        List<Transition> transitions = List.of(
                Transition.RELEASE,
                Transition.CONFIRM,
                Transition.SHIP,
                Transition.RETURN,
                Transition.CANCEL,
                Transition.EXTEND,
                Transition.GIVE_BACK);
        Arbitrary<String> id = Arbitraries.integers().between(1, 12).map(n -> "s" + n);
        return Combinators.combine(
                        reservation(),
                        id,
                        Arbitraries.of(often(transitions, 3, 7, 6, 6, 4, 2, 1)),
                        sometimes(2, parts()),
                        oneIn(3),
                        oneIn(2))
                .as(RandomCommands::settle);
    }

    private static Settle settle(
            ReservationId reservation,
            String id,
            Transition transition,
            Map<StockKey, Long> parts,
            boolean rest,
            boolean noId) {
        if (transition == Transition.EXTEND) {
            return Settle.extend(reservation, id, Duration.ofMinutes(rest ? 30 : 5));
        }
        Map<StockKey, Long> quantities = transition == Transition.GIVE_BACK ? Map.of() : parts;
        return noId && quantities.isEmpty()
                ? Settle.all(reservation, transition)
                : new Settle(reservation, id, transition, quantities, rest && transition == Transition.CONFIRM, null);
    }

    private static <V> Arbitrary<Map<StockKey, V>> sometimes(int times, Arbitrary<Map<StockKey, V>> parts) {
        return Combinators.combine(oneIn(times), parts).as((some, all) -> some ? all : Map.of());
    }

    private static Arbitrary<Map<StockKey, Long>> parts() {
        return Combinators.combine(key(), units())
                .as(Part::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(RandomCommands::joined);
    }

    private static Map<StockKey, Long> joined(List<Part> parts) {
        Map<StockKey, Long> all = new HashMap<>();
        parts.forEach(part -> all.put(part.key(), part.units()));
        return Map.copyOf(all);
    }

    static Arbitrary<Move> move() {
        Arbitrary<String> id = Arbitraries.integers().between(1, 60).map(n -> "m" + n);
        return Combinators.combine(
                        id,
                        oneIn(8),
                        posting(),
                        sometimes(2, openings()),
                        oneIn(3),
                        posting().list().ofMaxSize(2),
                        Combinators.combine(
                                        oneIn(3), target().list().ofMinSize(1).ofMaxSize(2))
                                .as((some, targets) -> some ? targets : List.<SetTo>of()))
                .as((name, opens, first, openings, forced, more, targets) -> {
                    List<Posting> postings = new ArrayList<>(more);
                    if (targets.isEmpty() && (!opens || openings.isEmpty())) {
                        postings.add(0, first);
                    }
                    return move(name, forced, postings, targets, opens ? openings : Map.of());
                });
    }

    // Rule 3.8: a line has one target at most, and no posting beside it.
    private static Move move(
            String id, boolean forced, List<Posting> postings, List<SetTo> targets, Map<StockKey, Opening> openings) {
        Map<StockKey, SetTo> byKey = new LinkedHashMap<>();
        targets.forEach(target -> byKey.putIfAbsent(target.key(), target));
        List<Posting> others = postings.stream()
                .filter(posting -> !byKey.containsKey(posting.key()))
                .toList();
        return new Move(id, "random", forced, others, List.copyOf(byKey.values()), Map.of(), openings);
    }

    private static Arbitrary<SetTo> target() {
        List<Target> kinds = List.of(Target.AVAILABLE, Target.ON_HAND, Target.SAFETY, Target.SAFETY_PERCENT);
        Arbitrary<Long> units = Arbitraries.of(often(List.of(5L, 0L, 1L, 10L, 30L, 100L, MAX), 3, 2, 2, 3, 2, 2, 1));
        return Combinators.combine(key(), Arbitraries.of(often(kinds, 2, 3, 2, 2)), units)
                .as((key, kind, many) -> new SetTo(key, kind, kind == Target.SAFETY_PERCENT ? many % 101 : many));
    }

    /** A move that receives goods. */
    static Arbitrary<Move> receipts() {
        Arbitrary<Posting> receipt = Combinators.combine(key(), Arbitraries.of(1L, 2L, 5L, 10L, 20L))
                .as((key, units) -> new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
        return Combinators.combine(
                        Arbitraries.of("m1", "m2"), receipt.list().ofMinSize(1).ofMaxSize(4))
                .as((id, postings) -> Move.of(id, "random", postings.toArray(new Posting[0])));
    }

    /** Openings. An 8 is sent as 0, which takes the opening away (rule 3.7); an odd one is pinned. */
    private static Arbitrary<Map<StockKey, Opening>> openings() {
        return parts().map(units -> {
            Map<StockKey, Opening> all = new HashMap<>();
            units.forEach((key, opening) -> all.put(key, new Opening(opening == 8 ? 0 : opening, opening % 2 == 1)));
            return Map.copyOf(all);
        });
    }

    private static Arbitrary<Posting> posting() {
        return Combinators.combine(key(), Arbitraries.of(often(ROUTES, 30, 5, 2, 1)), units(), Arbitraries.of(1, 4))
                .as((key, route, units, times) ->
                        new Posting(key, route.from(), route.to(), Math.min(MAX, units * times)));
    }

    private static Arbitrary<SetSaleState> saleState() {
        Arbitrary<String> id = Arbitraries.integers().between(1, 12).map(n -> "x" + n);
        List<SaleState> states = List.of(SaleState.OPEN, SaleState.NO_NEW, SaleState.STOPPED);
        Arbitrary<SaleState> state = Arbitraries.of(often(states, 3, 1, 2));
        Arbitrary<Window> window = Arbitraries.of(SaleWindows.ALL);
        return Arbitraries.oneOf(
                Combinators.combine(id, key(), state).as(SetSaleState::new),
                Combinators.combine(id, key(), state.injectNull(0.7), window).as(SetSaleState::new));
    }
}
