package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
            Transition.EXTEND);
    private static final Bucket[] BUCKETS = Bucket.values();

    private final Random random;
    private final RowMap rows;

    Dice(long seed, RowMap rows) {
        random = new Random(seed);
        this.rows = rows;
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
            Instant end = oneIn(2) ? null : START.plusSeconds(random.nextInt(60));
            charges.add(new Charge(COUNTERS.get(random.nextInt(COUNTERS.size())), 5 + random.nextInt(30), end));
        }
        return charges;
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
        ReservationId id = oneIn(8) ? reservation() : ReservationId.of("r" + rows.reservations.size());
        ReservationId old = oneIn(4) ? reservation() : null;
        Map<StockKey, ReserveLine> lines = new LinkedHashMap<>();
        do {
            StockKey key = key();
            lines.put(key, new ReserveLine(key, quantity(), floor(), charges()));
        } while (oneIn(2));
        return new Reserve(id, List.copyOf(lines.values()), charges(), hold(), id.equals(old) ? null : old);
    }

    private Settle settle() {
        ReservationId id = reservation();
        String name = "s" + random.nextInt(20);
        Transition transition = TRANSITIONS.get(random.nextInt(TRANSITIONS.size()));
        if (transition == Transition.EXTEND) {
            return Settle.extend(id, name, hold());
        }
        boolean rest = transition == Transition.CONFIRM && oneIn(3);
        return new Settle(id, name, transition, oneIn(2) ? Map.of() : part(id), rest, null);
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
        Map<StockKey, Long> openings = new HashMap<>();
        if (postings.isEmpty() || oneIn(5)) {
            openings.put(key(), (long) random.nextInt(50));
        }
        return new Move("m" + random.nextInt(100), "why", oneIn(3), postings, versions, openings);
    }

    private SetSaleState saleState() {
        int roll = random.nextInt(6);
        SaleState state = roll < 4 ? SaleState.OPEN : roll == 4 ? SaleState.NO_NEW : SaleState.STOPPED;
        return new SetSaleState("x" + random.nextInt(20), key(), state);
    }
}
