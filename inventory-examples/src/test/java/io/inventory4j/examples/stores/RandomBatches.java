package io.inventory4j.examples.stores;

import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Random batches of all commands, most of them about what is there. It looks at one of the stores to see what is. */
final class RandomBatches {
    private static final int REPEATABLE = 40;
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(7),
            Duration.ofSeconds(50),
            Duration.ofMinutes(2),
            Duration.ofMinutes(6));
    private static final List<Duration> LONG_PAUSES = List.of(Duration.ofHours(1), Duration.ofDays(3));
    private static final List<Duration> AGES =
            List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(7));
    private static final List<Transition> TRANSITIONS = List.of(
            Transition.CONFIRM,
            Transition.CONFIRM,
            Transition.CONFIRM,
            Transition.SHIP,
            Transition.SHIP,
            Transition.RELEASE,
            Transition.CANCEL,
            Transition.RETURN,
            Transition.GIVE_BACK,
            Transition.EXTEND,
            Transition.EXTEND);
    private static final List<Posting> ROUTES = List.of(
            route(Bucket.OUTSIDE, Bucket.AVAILABLE),
            route(Bucket.OUTSIDE, Bucket.AVAILABLE),
            route(Bucket.OUTSIDE, Bucket.AVAILABLE),
            route(Bucket.OUTSIDE, Bucket.INCOMING),
            route(Bucket.INCOMING, Bucket.AVAILABLE),
            route(Bucket.QUALITY_CONTROL, Bucket.AVAILABLE),
            route(Bucket.AVAILABLE, Bucket.SAFETY),
            route(Bucket.AVAILABLE, Bucket.OUTSIDE),
            route(Bucket.AVAILABLE, Bucket.DAMAGED));

    private static final List<Target> TARGETS =
            List.of(Target.AVAILABLE, Target.ON_HAND, Target.ON_HAND, Target.SAFETY, Target.SAFETY_PERCENT);

    private final SplittableRandom random;
    private final StockLedger seen;
    private final Names names = new Names();
    private final RandomCarts carts;
    private final List<Command> sent = new ArrayList<>();
    private int batch;

    RandomBatches(SplittableRandom random, InstantSource clock, StockLedger seen) {
        this.random = random;
        this.seen = seen;
        carts = new RandomCarts(random, clock, names, this::found);
    }

    private static Posting route(Bucket from, Bucket to) {
        return new Posting(StockKey.of("any"), from, to, 1);
    }

    private @Nullable Reservation found(ReservationId id) {
        return seen.reservation(id).orElse(null);
    }

    Names names() {
        return names;
    }

    /** How long nothing happens before the next batch. */
    Duration pause() {
        return random.nextInt(30) == 0 ? one(LONG_PAUSES) : one(PAUSES);
    }

    /** True once in {@code n} times, on average. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** How much a job does at most. */
    int max() {
        return one(List.of(1, 3, 20, 1_000));
    }

    Duration age() {
        return one(AGES);
    }

    Retention retention() {
        return new Retention(age(), age(), age());
    }

    ReservationId id() {
        return carts.id();
    }

    List<Command> next() {
        List<Command> commands = new ArrayList<>();
        if (batch == 0) {
            names.lines().forEach(key -> commands.add(receive(key)));
        } else if (oneIn(6)) {
            commands.addAll(carts.rush(batch));
        } else {
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                commands.add(command());
            }
        }
        batch++;
        commands.forEach(names::add);
        sent.addAll(commands);
        return commands;
    }

    private Command command() {
        if (oneIn(12)) {
            return sent.get(sent.size() - 1 - random.nextInt(Math.min(REPEATABLE, sent.size())));
        }
        int kind = random.nextInt(20);
        if (kind < 9) {
            return carts.reserve();
        }
        if (kind < 16) {
            return settle();
        }
        return kind < 18 ? move() : oneIn(2) ? saleState() : receive(one(names.lines()));
    }

    /** Mostly a line is opened, so that it is not closed for long. */
    private Command saleState() {
        SaleState state = oneIn(4) ? one(List.of(SaleState.NO_NEW, SaleState.STOPPED)) : SaleState.OPEN;
        return new SetSaleState("state-" + batch + "-" + random.nextInt(3), one(names.lines()), state);
    }

    private Command settle() {
        Transition transition = one(TRANSITIONS);
        Reservation about = oneIn(5) ? null : carts.some(wanted(transition));
        ReservationId id = about == null ? carts.id() : about.id();
        String settlement = "step-" + random.nextInt(9);
        if (transition == Transition.EXTEND) {
            return Settle.extend(id, settlement, Duration.ofMinutes(random.nextInt(1, 30)));
        }
        boolean whole = transition == Transition.GIVE_BACK || oneIn(2);
        Map<StockKey, Long> part = about == null || whole ? Map.of() : part(about);
        if (part.isEmpty() && oneIn(2)) {
            return Settle.all(id, transition);
        }
        return new Settle(id, settlement, transition, part, transition == Transition.CONFIRM && oneIn(3), null);
    }

    /** What a transition can move. */
    private static Predicate<Reservation> wanted(Transition transition) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> Reservation::pending;
            case CANCEL, SHIP -> found -> found.open() && !found.pending();
            case RETURN -> Reservation::shipped;
            case GIVE_BACK -> Reservation::open;
        };
    }

    private Map<StockKey, Long> part(Reservation about) {
        Map<StockKey, Long> part = new TreeMap<>();
        ReservedLine one = one(about.lines());
        part.put(one.key(), random.nextLong(1, one.requested() + 1));
        if (oneIn(8)) {
            part.put(one(names.lines()), 1L);
        }
        return part;
    }

    private Move receive(StockKey key) {
        Posting receipt = new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, random.nextInt(20, 80));
        return Move.of("receipt-" + batch + "-" + key, "opening", receipt);
    }

    private Command move() {
        String id = "move-" + batch + "-" + random.nextInt(4);
        Map<StockKey, Posting> postings = new TreeMap<>();
        Map<StockKey, SetTo> targets = new TreeMap<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            StockKey key = one(names.lines());
            Posting route = one(ROUTES);
            postings.put(key, new Posting(key, route.from(), route.to(), random.nextInt(1, 12)));
            targets.put(key, target(key));
        }
        boolean sets = oneIn(3);
        Map<StockKey, Opening> openings =
                oneIn(4) ? Map.of(one(names.lines()), new Opening(random.nextInt(0, 90), oneIn(2))) : Map.of();
        Map<StockKey, Long> versions = oneIn(6) ? versions(one(names.lines())) : Map.of();
        return new Move(
                id,
                "random",
                oneIn(3),
                sets ? List.of() : List.copyOf(postings.values()),
                sets ? List.copyOf(targets.values()) : List.of(),
                versions,
                openings);
    }

    private Map<StockKey, Long> versions(StockKey key) {
        return Map.of(key, version(key) + random.nextInt(2));
    }

    private long version(StockKey key) {
        List<StockLevel> levels = seen.levels(List.of(key));
        return levels.isEmpty() ? 0 : levels.get(0).version();
    }

    private SetTo target(StockKey key) {
        Target target = one(TARGETS);
        SetTo.Departed departed = target == Target.ON_HAND && oneIn(3)
                ? new SetTo.Departed(random.nextInt(4), version(key) + random.nextInt(2))
                : null;
        return new SetTo(key, target, random.nextInt(0, target == Target.SAFETY_PERCENT ? 31 : 40), departed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
