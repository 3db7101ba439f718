package io.inventory4j.redis;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random commands of a small shop, most of them orders whose lines choose (rule 1.9). Few keys, so they meet. */
final class ChoiceOrders {
    /** The last one is in stock nowhere. Their order is that of SKU, then location. */
    static final List<StockKey> KEYS = List.of(
            StockKey.of("a", "north"),
            StockKey.of("a", "south"),
            StockKey.of("a b", "c"),
            StockKey.of("bé", "c"),
            StockKey.of("gift"),
            StockKey.of("nowhere"));

    static final List<String> COUNTERS = List.of("c", "c1", "d", "e", "ö");

    private static final long MAX = Bounds.MAX_QUANTITY;
    private static final List<Long> HUGE = List.of(1L, 2L, MAX / 2, MAX - 1, MAX);
    private static final List<Long> FLOORS = List.of(0L, -1L, 1L, -MAX, MAX, -MAX / 2);

    private final SplittableRandom random;

    /** Whether quantities are at the bounds of what a number holds. */
    private final boolean huge;

    /** All orders that were sent, and those that were not refused. */
    private final List<Reserve> made = new ArrayList<>();

    private final List<Reserve> held = new ArrayList<>();

    /** Those that a sweep has ended, and that nobody has taken again. */
    private final List<Reserve> swept = new ArrayList<>();

    private final Map<StockKey, Source> said = new HashMap<>();
    private int ids;

    ChoiceOrders(SplittableRandom random) {
        this.random = random;
        huge = random.nextInt(5) == 0;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean in(int times) {
        return random.nextInt(times) == 0;
    }

    private String id(String kind) {
        ids++;
        return kind + ids;
    }

    private long quantity(int most) {
        return huge && random.nextBoolean() ? any(HUGE) : random.nextInt(1, most);
    }

    /** Takes note of an order that was not refused. */
    void held(Reserve order) {
        held.add(order);
    }

    /** Takes note of an order that a sweep has ended. */
    void swept(ReservationId id) {
        for (Reserve order : held) {
            if (order.id().equals(id)) {
                swept.add(order);
            }
        }
    }

    private Reserve anyOrder() {
        return any(held.isEmpty() || in(8) ? made : held);
    }

    /** Few commands name the line that does not exist. */
    private List<StockKey> keys(int rarely) {
        return in(rarely) ? KEYS : KEYS.subList(0, 5);
    }

    /** What comes first. */
    List<Command> opening() {
        List<Command> opening = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            opening.add(receipt(KEYS.get(random.nextInt(5)), quantity(9)));
        }
        if (huge && in(2)) {
            // A line whose bucket has no room, and one of which others may take little.
            opening.add(full(KEYS.get(5), MAX, in(2)));
            opening.add(receipt(KEYS.get(5), MAX));
            opening.add(full(KEYS.get(4), MAX - 3, in(2)));
            opening.add(receipt(KEYS.get(4), MAX - 40));
        }
        return opening;
    }

    private Reserve full(StockKey key, long units, boolean sold) {
        Reserve order = new Reserve(
                ReservationId.of(id("full")),
                null,
                List.of(new ReserveLine(key, units, -MAX, List.of())),
                List.of(),
                sold ? null : Duration.ofDays(1),
                sold,
                null,
                false);
        made.add(order);
        return order;
    }

    private Move receipt(StockKey key, long units) {
        return Move.of(id("m"), "receipt", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    private SetSaleState sales(Instant now) {
        if (random.nextBoolean()) {
            SaleState state = in(2) ? any(List.of(SaleState.values())) : SaleState.OPEN;
            return new SetSaleState(id("s"), any(keys(9)), state);
        }
        Instant opens = now.plusMillis(random.nextInt(-400_000, 200_000));
        Window window = in(2) ? Window.NONE : in(2) ? Window.from(opens) : Window.until(opens.plusSeconds(300));
        return new SetSaleState(id("s"), any(keys(9)), null, window);
    }

    private Charge charge(Instant now) {
        String counter = any(COUNTERS);
        long limit = huge && random.nextBoolean() ? any(HUGE) : random.nextInt(0, 40);
        Instant end = in(3) ? null : now.plusSeconds(random.nextInt(-30, 400));
        return new Charge(counter, limit, end)
                .within(in(3) ? from(now) : null, in(3) ? now.plusSeconds(in(20) ? 0 : random.nextInt(1, 300)) : null);
    }

    /** What is taken again counts at the time when the order was made (rule 12.3), so most are from the beginning. */
    private Instant from(Instant now) {
        return in(20) ? now.plusMillis(1) : in(6) ? now : TurnedClock.START;
    }

    private List<Charge> charges(Instant now) {
        List<Charge> charges = new ArrayList<>();
        while (charges.size() < 3 && in(2)) {
            charges.add(charge(now));
        }
        return charges;
    }

    /** What the command at hand says of a key: all of it agrees. */
    private Source source(StockKey key, Instant now) {
        return said.computeIfAbsent(key, one -> {
            long floor = huge && in(2) ? any(FLOORS) : in(3) ? random.nextInt(-4, 4) : 0;
            return new Source(key, floor, charges(now));
        });
    }

    private List<ReserveLine> fixed(Instant now) {
        List<ReserveLine> lines = new ArrayList<>();
        // Two of one key could be more than a number holds.
        while (lines.size() < (huge ? 1 : 2) && in(2)) {
            Source source = source(any(keys(9)), now);
            lines.add(new ReserveLine(source.key(), quantity(4), source.floor(), source.unitCharges()));
        }
        return lines;
    }

    private FlexibleLine flexible(Instant now) {
        List<StockKey> keys = new ArrayList<>(keys(4));
        Collections.shuffle(keys, new Random(random.nextLong()));
        List<Source> sources = new ArrayList<>();
        for (StockKey key : keys.subList(0, random.nextInt(1, 5))) {
            sources.add(source(key, now));
        }
        long quantity = quantity(7);
        long least = (huge && sources.size() == 1) || in(2) ? 0 : in(2) ? quantity : random.nextLong(quantity) + 1;
        return new FlexibleLine(sources, quantity, least, sources.size() > 1 && in(2));
    }

    private Reserve order(Instant now) {
        said.clear();
        List<ReserveLine> lines = fixed(now);
        List<FlexibleLine> flexible = new ArrayList<>();
        while (flexible.size() < 3 && (flexible.isEmpty() || in(2))) {
            flexible.add(flexible(now));
        }
        if (in(8) && !lines.isEmpty()) {
            flexible.clear();
        }
        ReservationId replaces = !made.isEmpty() && in(3) ? anyOrder().id() : null;
        boolean sold = in(replaces == null ? 4 : 2);
        Duration holdFor = sold ? null : Duration.ofMillis(random.nextInt(1, 60_000));
        Reserve order = new Reserve(
                ReservationId.of(id("o")), owner(), lines, flexible, charges(now), holdFor, sold, replaces, false);
        made.add(order);
        return order;
    }

    private @Nullable String owner() {
        return in(2) ? null : "buyer " + random.nextInt(2);
    }

    /** Other limits and ends for the counters that an order charges already, or some of them. */
    private void sayAnew(StockKey key, long floor, List<Charge> old, Instant now) {
        List<Charge> charges = new ArrayList<>();
        for (Charge charge : old) {
            if (!in(4)) {
                long limit = in(4) ? charge.limit() : random.nextInt(0, 20);
                charges.add(new Charge(
                        charge.counter(),
                        limit,
                        in(2) ? charge.forgetAfter() : charge(now).forgetAfter()));
            }
        }
        said.put(key, new Source(key, in(3) ? floor : random.nextInt(-2, 2), charges));
    }

    /** An order that was made, again: as it was, with other floors and charges, or with a part that differs. */
    private Reserve again(Instant now) {
        Reserve old = swept.isEmpty() || in(3) ? anyOrder() : swept.remove(random.nextInt(swept.size()));
        said.clear();
        if (!in(4)) {
            old.lines().forEach(line -> sayAnew(line.key(), line.floor(), line.unitCharges(), now));
            old.flexible().stream()
                    .flatMap(line -> line.sources().stream())
                    .forEach(source -> sayAnew(source.key(), source.floor(), source.unitCharges(), now));
        }
        List<ReserveLine> lines = new ArrayList<>();
        for (ReserveLine line : old.lines()) {
            Source source = source(line.key(), now);
            lines.add(new ReserveLine(line.key(), line.quantity(), source.floor(), source.unitCharges()));
        }
        List<FlexibleLine> flexible = new ArrayList<>();
        for (FlexibleLine line : old.flexible()) {
            List<Source> sources = new ArrayList<>();
            line.keys().forEach(key -> sources.add(source(key, now)));
            flexible.add(new FlexibleLine(sources, line.quantity(), line.least(), line.split()));
        }
        if (in(8)) {
            spoil(lines, flexible, now);
        }
        boolean again = !in(4);
        boolean sold = (again && in(3)) ? !old.sold() : old.sold();
        Duration holdFor = sold ? null : Duration.ofMillis(random.nextInt(1, 200_000));
        String owner = in(12) ? owner() : old.owner();
        return new Reserve(old.id(), owner, lines, flexible, charges(now), holdFor, sold, null, again);
    }

    private void spoil(List<ReserveLine> lines, List<FlexibleLine> flexible, Instant now) {
        int at = flexible.isEmpty() ? -1 : random.nextInt(flexible.size());
        if (at < 0 || in(4)) {
            lines.clear();
            lines.addAll(fixed(now));
            if (lines.isEmpty() && flexible.isEmpty()) {
                flexible.add(flexible(now));
            }
        } else if (in(3)) {
            flexible.set(at, flexible(now));
        } else if (in(2)) {
            FlexibleLine line = flexible.get(at);
            List<Source> sources = new ArrayList<>(line.sources());
            Collections.reverse(sources);
            flexible.set(at, new FlexibleLine(sources, line.quantity(), line.least(), line.split()));
        } else {
            Collections.reverse(flexible);
        }
    }

    private Settle settlement() {
        ReservationId id = anyOrder().id();
        Transition how = any(List.of(
                Transition.CONFIRM,
                Transition.CONFIRM,
                Transition.RELEASE,
                Transition.CANCEL,
                Transition.SHIP,
                Transition.RETURN,
                Transition.GIVE_BACK));
        if (in(6)) {
            return Settle.extend(id, id("x"), Duration.ofSeconds(random.nextInt(1, 300)));
        }
        if (how == Transition.GIVE_BACK || in(3)) {
            return in(2) ? Settle.all(id, how) : Settle.all(id, id("p"), how);
        }
        return Settle.part(id, id("p"), how, Map.of(any(KEYS.subList(0, 5)), (long) random.nextInt(1, 4)));
    }

    /** The next command. */
    Command next(Instant now) {
        int kind = random.nextInt(20);
        if (made.isEmpty() || kind < 8) {
            return order(now);
        }
        if (kind < 13) {
            return again(now);
        }
        if (kind < 16) {
            return settlement();
        }
        return kind < 18 ? receipt(KEYS.get(random.nextInt(5)), quantity(9)) : sales(now);
    }
}
