package io.inventory4j.examples.stores;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Random reserves: carts, sales, exchanges, and carts that are taken again after a sweep. A third of them have lines
 * that choose.
 */
final class RandomCarts {
    private static final List<Duration> HOLDS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofMinutes(1),
            Duration.ofHours(3),
            Duration.ofMillis(1));
    private static final List<String> OWNERS = List.of("ann", "bo");
    private static final List<Long> FLOORS = List.of(0L, 0L, 0L, 0L, -5L, 2L);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String WINDOW_NAME = "window";
    private static final int RECENT = 20;

    private final SplittableRandom random;
    private final InstantSource clock;
    private final Names names;
    private final Function<ReservationId, @Nullable Reservation> found;

    private int ids;

    RandomCarts(
            SplittableRandom random,
            InstantSource clock,
            Names names,
            Function<ReservationId, @Nullable Reservation> found) {
        this.random = random;
        this.clock = clock;
        this.names = names;
        this.found = found;
    }

    /** One of the last ids, or of the next few, which no command has had. */
    ReservationId id() {
        return ReservationId.of("order-" + Math.max(0, ids + 2 - random.nextInt(RECENT)));
    }

    /** A recent reservation that is as wanted, if there is one in a few tries. */
    @Nullable
    Reservation some(Predicate<Reservation> wanted) {
        for (int tries = 0; tries < RECENT; tries++) {
            Reservation one = found.apply(id());
            if (one != null && wanted.test(one)) {
                return one;
            }
        }
        return null;
    }

    Reserve reserve() {
        Reservation swept = random.nextInt(3) == 0 ? some(Reservation::swept) : null;
        if (swept != null) {
            return again(swept);
        }
        ReservationId id = random.nextInt(8) == 0 ? id() : ReservationId.of("order-" + ids++);
        ReservationId other = random.nextInt(4) == 0 ? replaced() : null;
        boolean sold = random.nextInt(4) == 0;
        List<ReserveLine> lines = lines();
        return new Reserve(
                id,
                random.nextInt(5) < 2 ? one(OWNERS) : null,
                lines,
                random.nextInt(3) == 0 ? choices(lines) : List.of(),
                random.nextInt(3) == 0 ? charges() : List.of(),
                sold ? null : one(HOLDS),
                sold,
                id.equals(other) ? null : other,
                random.nextInt(40) == 0 && other == null);
    }

    private ReservationId replaced() {
        Reservation one = random.nextInt(4) == 0 ? null : some(each -> each.open() || each.swept());
        return one == null ? id() : one.id();
    }

    /** Most are as they were made. Some counters are not named, or other ones. */
    private Reserve again(Reservation swept) {
        boolean sold = random.nextBoolean();
        Map<StockKey, Source> sources = new HashMap<>();
        List<ReserveLine> lines = new ArrayList<>();
        for (ReservedLine line : swept.lines()) {
            List<Charge> charges = random.nextInt(8) == 0 ? charges() : charges(line.charges());
            Source source = new Source(line.key(), one(FLOORS), charges);
            sources.put(line.key(), source);
            long fixed = line.requested() - granted(swept, line.key());
            if (fixed > 0) {
                lines.add(new ReserveLine(line.key(), fixed, source.floor(), charges));
            }
        }
        List<FlexibleLine> choices = new ArrayList<>();
        for (Grant grant : swept.grants()) {
            List<Source> from =
                    grant.sources().stream().map(key -> source(key, sources)).toList();
            choices.add(new FlexibleLine(from, grant.quantity(), grant.least(), grant.split()));
        }
        boolean other = random.nextInt(20) == 0;
        return new Reserve(
                swept.id(),
                swept.owner(),
                other ? lines() : lines,
                other ? List.of() : choices,
                charges(swept.orderCharges()),
                sold ? null : one(HOLDS),
                sold,
                null,
                true);
    }

    private static long granted(Reservation order, StockKey key) {
        return order.grants().stream().mapToLong(grant -> grant.granted(key)).sum();
    }

    private List<Charge> charges(List<String> counters) {
        List<Charge> charges = new ArrayList<>();
        for (String counter : counters) {
            if (random.nextInt(8) > 0) {
                String[] parts = counter.split("-", -1);
                charges.add(
                        parts[0].equals(WINDOW_NAME)
                                ? inWindow(Long.parseLong(parts[1]), parts[2])
                                : ofSale(Integer.parseInt(parts[1])));
            }
        }
        return charges;
    }

    /** New orders of one line, as a rush has them. */
    List<Reserve> rush(int batch) {
        List<Reserve> rush = new ArrayList<>();
        StockKey key = one(names.lines());
        List<Charge> charges = random.nextBoolean() ? charges() : List.of();
        Duration holdFor = one(HOLDS);
        for (int i = random.nextInt(10, 30); i > 0; i--) {
            ReserveLine line = new ReserveLine(key, 1, 0, charges);
            rush.add(new Reserve(ReservationId.of("rush-" + batch + "-" + i), List.of(line), List.of(), holdFor, null)
                    .ownedBy(one(OWNERS)));
        }
        return rush;
    }

    private List<ReserveLine> lines() {
        Map<StockKey, ReserveLine> lines = new TreeMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            StockKey key = key();
            long floor = one(FLOORS);
            List<Charge> charges = random.nextInt(5) < 2 ? charges() : List.of();
            lines.put(key, new ReserveLine(key, random.nextInt(1, 7), floor, charges));
        }
        return List.copyOf(lines.values());
    }

    private StockKey key() {
        return random.nextInt(60) == 0 ? StockKey.of("nowhere") : one(names.lines());
    }

    /** Gifts, one of several sources, or some of each; some of the stock lines of the fixed lines, too (rule 1.9). */
    private List<FlexibleLine> choices(List<ReserveLine> fixed) {
        Map<StockKey, Source> sources = new HashMap<>();
        fixed.forEach(line -> sources.put(line.key(), new Source(line.key(), line.floor(), line.unitCharges())));
        List<FlexibleLine> choices = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            Map<StockKey, Source> from = new LinkedHashMap<>();
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                StockKey key = key();
                from.put(key, source(key, sources));
            }
            long quantity = random.nextInt(1, 7);
            long least = one(List.of(0L, 1L, quantity));
            boolean split = from.size() > 1 && random.nextBoolean();
            choices.add(new FlexibleLine(List.copyOf(from.values()), quantity, least, split));
        }
        return choices;
    }

    /** All that is of one stock line agrees in floor and charges. */
    private Source source(StockKey key, Map<StockKey, Source> known) {
        return known.computeIfAbsent(
                key, each -> new Source(each, one(FLOORS), random.nextInt(5) < 2 ? charges() : List.of()));
    }

    private List<Charge> charges() {
        Map<String, Charge> charges = new TreeMap<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            Charge charge = random.nextBoolean() ? inWindow() : ofSale();
            charges.put(charge.counter(), charge);
        }
        return List.copyOf(charges.values());
    }

    /** A limit of a window of time; of a wrong one, now and then. */
    private Charge inWindow() {
        long window = Math.floorDiv(clock.instant().toEpochMilli(), WINDOW.toMillis());
        return inWindow(window - (random.nextInt(15) == 0 ? 1 : 0), "" + random.nextInt(3));
    }

    private Charge inWindow(long window, String buyer) {
        Instant from = Instant.ofEpochMilli(window * WINDOW.toMillis());
        Instant until = from.plus(WINDOW);
        // Some counters outlive their window, so that they are given back to later.
        Instant end = until.plus(random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofDays(1));
        Charge charge = new Charge(WINDOW_NAME + "-" + window + "-" + buyer, random.nextInt(3, 40), end);
        return random.nextInt(3) == 0 ? charge : charge.within(from, until);
    }

    /** A limit of a sale. Some counters end soon, some have ended. */
    private Charge ofSale() {
        return ofSale(random.nextInt(6));
    }

    private Charge ofSale(int sale) {
        Instant end = sale < 3 ? null : clock.instant().plus(one(HOLDS)).minusSeconds(90);
        return new Charge("sale-" + sale, random.nextInt(20, 300), end);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
