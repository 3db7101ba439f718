package io.inventory4j.ledger.rules;

import io.inventory4j.Grant;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random commands about what is stored, on so few rows that they touch the same ones all the time: most could be
 * granted, some could not, a few are repeats, a few have the largest numbers there are.
 */
final class Dice {
    static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private static final List<StockKey> KEYS = List.of(
            StockKey.of("A"), StockKey.of("A", "live"), StockKey.of("B"), StockKey.of("A", "a"), StockKey.of("Z"));
    private static final List<String> COUNTERS = List.of("buyer", "channel", "\uD83D\uDE00", "\uE000");
    private static final List<Transition> TRANSITIONS = List.of(
            Transition.CONFIRM,
            Transition.CONFIRM,
            Transition.CONFIRM,
            Transition.SHIP,
            Transition.SHIP,
            Transition.RETURN,
            Transition.RETURN,
            Transition.RELEASE,
            Transition.CANCEL,
            Transition.GIVE_BACK,
            Transition.EXTEND);
    private static final String WINDOW = "today-";
    private static final int WINDOW_SECONDS = 40;
    private static final Bucket[] BUCKETS = Bucket.values();
    private static final List<SetTo.Target> TARGETS = List.of(SetTo.Target.values());

    private final Random random;
    private final RowMap rows;
    private final Instant now;

    Dice(long seed, RowMap rows, Instant now) {
        random = new Random(seed);
        this.rows = rows;
        this.now = now;
    }

    /** Whether a counter is that of a window which has ended: then it counts no more what charges it (rule 8.5). */
    static boolean hasEnded(String counter, Instant time) {
        return counter.startsWith(WINDOW) && !end(counter).isAfter(time);
    }

    private static Instant end(String counter) {
        long number = Long.parseLong(counter.substring(WINDOW.length()));
        return START.plusSeconds(WINDOW_SECONDS * (number + 1));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int n) {
        return random.nextInt(n);
    }

    /** Mostly one that is stored, sometimes one that is not. */
    ReservationId reservation() {
        int stored = rows.reservations.size();
        return ReservationId.of("r" + (oneIn(12) ? stored : random.nextInt(stored + 1)));
    }

    private StockKey key() {
        return KEYS.get(oneIn(20) ? random.nextInt(KEYS.size()) : random.nextInt(3));
    }

    private long quantity() {
        return oneIn(60) ? Bounds.MAX_QUANTITY - random.nextInt(2) : 1 + random.nextInt(4);
    }

    private Duration hold() {
        return Duration.ofSeconds(1 + random.nextInt(60));
    }

    private List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        while (oneIn(2) && charges.size() < 4) {
            long window = Duration.between(START, now).toSeconds() / WINDOW_SECONDS;
            charges.add(charge(oneIn(2) ? WINDOW + window : COUNTERS.get(random.nextInt(COUNTERS.size()))));
        }
        return charges;
    }

    private Charge charge(String counter) {
        long limit = 5L + random.nextInt(30);
        if (!counter.startsWith(WINDOW)) {
            return Charge.of(counter, limit);
        }
        Instant end = end(counter);
        Charge charge = new Charge(counter, limit, end);
        return oneIn(2) ? charge : charge.within(end.minusSeconds(WINDOW_SECONDS), oneIn(9) ? now : end);
    }

    private long floor() {
        return switch (random.nextInt(10)) {
            case 0 -> 2;
            case 1, 2, 3 -> -9;
            case 4 -> oneIn(3) ? -Bounds.MAX_QUANTITY : 0;
            default -> 0;
        };
    }

    Command command() {
        int kind = random.nextInt(20);
        if (kind < 5) {
            return reserve();
        }
        return kind < 16 ? settle() : kind < 19 ? move() : saleState();
    }

    private Reserve reserve() {
        Reserve made = oneIn(4) ? again() : fresh();
        return oneIn(3) ? made.selling() : made;
    }

    /** What takes swept units again, with the content of a reservation that is stored. */
    private Reserve again() {
        List<Reservation> swept = rows.reservations.values().stream()
                .filter(found -> found.swept() || (oneIn(9) && !found.tombstone()))
                .sorted(Comparator.comparing(Reservation::id))
                .toList();
        if (swept.isEmpty()) {
            return fresh();
        }
        Reservation found = swept.get(random.nextInt(swept.size()));
        Map<StockKey, Source> sources = new HashMap<>();
        found.lines().forEach(line -> sources.put(line.key(), new Source(line.key(), floor(), named(line.charges()))));
        List<ReserveLine> lines = new ArrayList<>();
        for (ReservedLine line : found.lines()) {
            long granted = found.grants().stream()
                    .mapToLong(grant -> grant.granted(line.key()))
                    .sum();
            if (granted < line.requested()) {
                lines.add(fixed(sources.computeIfAbsent(line.key(), Source::of), line.requested() - granted));
            }
        }
        List<FlexibleLine> flexible = new ArrayList<>();
        for (Grant grant : found.grants()) {
            List<Source> same = grant.sources().stream()
                    .map(key -> sources.computeIfAbsent(key, Source::of))
                    .toList();
            flexible.add(new FlexibleLine(same, grant.quantity(), grant.least(), grant.split()));
        }
        return new Reserve(
                found.id(), found.owner(), lines, flexible, named(found.orderCharges()), hold(), false, null, true);
    }

    private List<Charge> named(List<String> counters) {
        return counters.stream().filter(counter -> !oneIn(4)).map(this::charge).toList();
    }

    private Reserve fresh() {
        ReservationId id = oneIn(8) ? reservation() : ReservationId.of("r" + rows.reservations.size());
        ReservationId old = oneIn(4) ? reservation() : null;
        Map<StockKey, Source> sources = new HashMap<>();
        List<FlexibleLine> flexible = new ArrayList<>();
        while (oneIn(3)) {
            flexible.add(flexible(sources));
        }
        Map<StockKey, ReserveLine> lines = new LinkedHashMap<>();
        boolean more = flexible.isEmpty() || oneIn(2);
        while (more) {
            Source source = source(sources);
            long most = flexible.isEmpty() ? quantity() : 1 + random.nextInt(4);
            lines.put(source.key(), fixed(source, most));
            more = oneIn(2);
        }
        return new Reserve(
                id,
                oneIn(3) ? "buyer-42" : null,
                List.copyOf(lines.values()),
                flexible,
                charges(),
                hold(),
                false,
                id.equals(old) ? null : old,
                false);
    }

    /** One source a key, since a command agrees with itself (rule 1.9.8). */
    private Source source(Map<StockKey, Source> sources) {
        return sources.computeIfAbsent(key(), key -> new Source(key, floor(), charges()));
    }

    private static ReserveLine fixed(Source source, long quantity) {
        return new ReserveLine(source.key(), quantity, source.floor(), source.unitCharges());
    }

    private FlexibleLine flexible(Map<StockKey, Source> all) {
        Map<StockKey, Source> sources = new LinkedHashMap<>();
        do {
            Source source = source(all);
            sources.put(source.key(), source);
        } while (oneIn(2));
        // What has one source and no choice is added to the fixed lines, and the sum has to be in bounds.
        long quantity = sources.size() > 1 ? quantity() : 1 + random.nextInt(4);
        long least = oneIn(2) ? 0 : oneIn(2) ? quantity : 1 + random.nextLong(quantity);
        return new FlexibleLine(List.copyOf(sources.values()), quantity, least, sources.size() > 1 && oneIn(2));
    }

    private Settle settle() {
        ReservationId id = reservation();
        String name = "s" + random.nextInt(20);
        Transition transition = TRANSITIONS.get(random.nextInt(TRANSITIONS.size()));
        if (transition == Transition.EXTEND) {
            return Settle.extend(id, name, hold());
        }
        if (transition == Transition.GIVE_BACK || oneIn(3)) {
            return oneIn(2) ? Settle.all(id, transition) : Settle.all(id, name, transition);
        }
        boolean rest = transition == Transition.CONFIRM && oneIn(3);
        return new Settle(id, name, transition, oneIn(4) ? Map.of() : part(id), rest, null);
    }

    private Map<StockKey, Long> part(ReservationId id) {
        Map<StockKey, Long> part = new HashMap<>();
        Reservation stored = rows.reservations.get(id);
        for (ReservedLine line : stored == null ? List.<ReservedLine>of() : stored.lines()) {
            if (oneIn(2)) {
                part.put(line.key(), 1 + random.nextLong(Math.min(line.requested(), 5)));
            }
        }
        if (part.isEmpty() || oneIn(20)) {
            part.put(key(), quantity());
        }
        return part;
    }

    private Move move() {
        List<Posting> postings = new ArrayList<>();
        do {
            StockKey key = key();
            Bucket from = oneIn(3) ? Bucket.OUTSIDE : BUCKETS[random.nextInt(BUCKETS.length)];
            Bucket to = oneIn(3) ? Bucket.AVAILABLE : BUCKETS[random.nextInt(BUCKETS.length)];
            if (from.movable() && to.movable() && from != to) {
                postings.add(new Posting(key, from, to, oneIn(4) ? 9 : quantity()));
            }
        } while (oneIn(2));
        Map<StockKey, Long> versions = new HashMap<>();
        if (oneIn(5)) {
            StockKey key = key();
            StockLevel level = rows.lines.get(key);
            versions.put(key, level == null || oneIn(3) ? (long) random.nextInt(2) : level.version());
        }
        List<SetTo> targets = targets(postings);
        Map<StockKey, Opening> openings = new HashMap<>();
        if ((postings.isEmpty() && targets.isEmpty()) || oneIn(5)) {
            openings.put(key(), new Opening(random.nextInt(50), oneIn(2)));
        }
        return new Move("m" + random.nextInt(100), "why", oneIn(3), postings, targets, versions, openings);
    }

    private List<SetTo> targets(List<Posting> postings) {
        Map<StockKey, SetTo> targets = new HashMap<>();
        while (oneIn(4)) {
            StockKey key = key();
            SetTo.Target target = TARGETS.get(random.nextInt(TARGETS.size()));
            boolean departed = target == SetTo.Target.ON_HAND && oneIn(3);
            StockLevel level = rows.lines.get(key);
            long version = level == null || oneIn(5) ? 0 : level.version();
            targets.put(
                    key, new SetTo(key, target, random.nextInt(30), departed ? new SetTo.Departed(2, version) : null));
        }
        postings.forEach(posting -> targets.remove(posting.key()));
        return List.copyOf(targets.values());
    }

    private SetSaleState saleState() {
        int roll = random.nextInt(6);
        SaleState state = roll < 4 ? SaleState.OPEN : roll == 4 ? SaleState.NO_NEW : SaleState.STOPPED;
        String id = "x" + random.nextInt(20);
        if (random.nextInt(3) > 0) {
            return new SetSaleState(id, key(), state);
        }
        return new SetSaleState(id, key(), random.nextBoolean() ? null : state, window());
    }

    /** Open, over or to come; half of them take the window away. */
    private Window window() {
        Instant edge = now.truncatedTo(ChronoUnit.MILLIS).plusMillis(random.nextInt(3) - 1);
        return switch (random.nextInt(6)) {
            case 0 -> Window.from(edge);
            case 1 -> Window.until(edge);
            case 2 -> new Window(edge, edge.plusMillis(1 + random.nextInt(1_000)));
            default -> Window.NONE;
        };
    }
}
