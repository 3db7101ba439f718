package io.inventory4j.core.listeners;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Refusals, counted where they happen. Thread-safe; exact: what is added is drained once.
 *
 * <p>Counts lie in stripes, each a small hash table under a lock of one bit. A caller takes the stripe of its thread,
 * or the next one if that is taken: nobody waits for a thread that was stopped while it counts, unless all stripes are
 * taken. Who drains swaps the table of each stripe for an empty one under its lock, so no count is between the two. A
 * counter without a lock, such as a {@code LongAdder} for each key, would lose what a late thread adds to a key that
 * was just taken out.
 */
final class RefusalTally {
    /** What is counted apart. */
    private record Kind(
            long minute,
            StockKey key,
            Reason reason,
            @Nullable String rule,
            @Nullable String channel,
            @Nullable String region) {}

    /** The counts of one kind; with the lock of its stripe, or after the stripe was drained. */
    private static final class Count {
        private final Kind kind;
        private final int hash;
        private long requests;
        private long units;
        private long beside;

        Count(Kind kind, int hash) {
            this.kind = kind;
            this.hash = hash;
        }

        boolean isOf(
                long minute,
                StockKey key,
                Reason reason,
                @Nullable String rule,
                @Nullable String channel,
                @Nullable String region) {
            return kind.minute == minute
                    && kind.reason == reason
                    && kind.key.equals(key)
                    && Objects.equals(kind.channel, channel)
                    && Objects.equals(kind.region, region)
                    && Objects.equals(kind.rule, rule);
        }

        void add(long moreRequests, long moreUnits, long moreBeside) {
            requests = sum(requests, moreRequests);
            units = sum(units, moreUnits);
            beside = sum(beside, moreBeside);
        }

        private static long sum(long one, long other) {
            return Math.min(one + other, Bounds.MAX_QUANTITY);
        }
    }

    /** A hash table with open addressing, at most half full. */
    private static final class Stripe {
        private static final int FIRST_SIZE = 16;

        private @Nullable Count[] table = new @Nullable Count[FIRST_SIZE];
        private int filled;
        private Map<Reason, Count> others = new EnumMap<>(Reason.class);

        private @Nullable Count[] take() {
            @Nullable Count[] all = table;
            table = new @Nullable Count[FIRST_SIZE];
            filled = 0;
            return all;
        }

        private Map<Reason, Count> takeOthers() {
            Map<Reason, Count> all = others;
            others = new EnumMap<>(Reason.class);
            return all;
        }

        private void put(Count count) {
            if (2 * (filled + 1) > table.length) {
                @Nullable Count[] old = table;
                table = new @Nullable Count[2 * old.length];
                for (Count known : old) {
                    if (known != null) {
                        place(known);
                    }
                }
            }
            place(count);
            filled++;
        }

        private void place(Count count) {
            int at = count.hash & (table.length - 1);
            while (table[at] != null) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = count;
        }
    }

    /** Stands for the lines of what did not fit. It is not told. */
    private static final StockKey OTHER = StockKey.of("other");

    private static final int MOST_STRIPES = 32;

    /** How long to wait where all stripes are taken, by threads that were stopped. */
    private static final long PAUSE_NANOS = 10_000;

    /** Locks lie so far apart that no two share a cache line, nor a pair of them that is fetched together. */
    private static final int APART = 32;

    private final Stripe[] stripes;
    private final AtomicIntegerArray taken;
    private final int most;

    /**
     * A tally without counts.
     *
     * @param most how many kinds a stripe keeps apart
     */
    RefusalTally(int most) {
        this(most, stripesFor(Runtime.getRuntime().availableProcessors()));
    }

    RefusalTally(int most, int stripes) {
        this.most = most;
        this.stripes = new Stripe[stripes];
        Arrays.setAll(this.stripes, i -> new Stripe());
        taken = new AtomicIntegerArray(stripes * APART);
    }

    /** A power of two, and several times as many as run at once: so few of them share one. */
    private static int stripesFor(int processors) {
        int wanted = Math.min(MOST_STRIPES, 8 * processors);
        return Integer.highestOneBit(2 * wanted - 1);
    }

    /** Adds counts. The minute is in minutes since 1970 in UTC. */
    void add(
            long minute,
            StockKey key,
            Reason reason,
            @Nullable String rule,
            @Nullable String channel,
            @Nullable String region,
            long requests,
            long units,
            long beside) {
        int hash = hash(minute, key, reason, channel, region);
        int at = takeAny();
        try {
            Stripe stripe = stripes[at];
            Count count = find(stripe, hash, minute, key, reason, rule, channel, region);
            if (count == null && stripe.filled < most) {
                count = new Count(new Kind(minute, key, reason, rule, channel, region), hash);
                stripe.put(count);
            }
            (count == null ? other(stripe, minute, reason) : count).add(requests, units, beside);
        } finally {
            giveBack(at);
        }
    }

    private static int hash(
            long minute, StockKey key, Reason reason, @Nullable String channel, @Nullable String region) {
        int hash = 31 * key.sku().hashCode() + key.location().hashCode();
        hash = 31 * hash + (channel == null ? 0 : channel.hashCode());
        hash = 31 * hash + (region == null ? 0 : region.hashCode());
        hash = 31 * hash + reason.hashCode();
        hash = 31 * hash + (int) minute;
        return hash ^ (hash >>> 16);
    }

    private static @Nullable Count find(
            Stripe stripe,
            int hash,
            long minute,
            StockKey key,
            Reason reason,
            @Nullable String rule,
            @Nullable String channel,
            @Nullable String region) {
        @Nullable Count[] table = stripe.table;
        int mask = table.length - 1;
        Count count;
        for (int at = hash & mask; (count = table[at]) != null; at = (at + 1) & mask) {
            if (count.hash == hash && count.isOf(minute, key, reason, rule, channel, region)) {
                return count;
            }
        }
        return null;
    }

    private static Count other(Stripe stripe, long minute, Reason reason) {
        Count before = stripe.others.get(reason);
        if (before != null && before.kind.minute >= minute) {
            return before;
        }
        Count other = new Count(new Kind(minute, OTHER, reason, null, null, null), 0);
        if (before != null) {
            other.add(before.requests, before.units, before.beside);
        }
        stripe.others.put(reason, other);
        return other;
    }

    private int takeAny() {
        int mask = stripes.length - 1;
        long id = Thread.currentThread().getId();
        int at = (int) (id ^ (id >>> 4)) & mask;
        for (int tried = 0; !tryTake(at); tried++) {
            at = (at + 1) & mask;
            if ((tried & mask) == mask) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return at;
    }

    private boolean tryTake(int stripe) {
        return taken.getOpaque(stripe * APART) == 0 && taken.compareAndSet(stripe * APART, 0, 1);
    }

    private void giveBack(int stripe) {
        taken.setRelease(stripe * APART, 0);
    }

    /** What is drained: the counts, and how many requests of them are told without their line. */
    record Drained(List<RefusedDemand> counts, long withoutLine) {}

    /** Takes all counts. They are in no order. */
    Drained drain() {
        Map<Kind, Count> apart = new HashMap<>();
        Map<Reason, Count> others = new EnumMap<>(Reason.class);
        for (int i = 0; i < stripes.length; i++) {
            while (!tryTake(i)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            @Nullable Count[] counts;
            Map<Reason, Count> beyond;
            try {
                counts = stripes[i].take();
                beyond = stripes[i].takeOthers();
            } finally {
                giveBack(i);
            }
            for (Count count : counts) {
                if (count != null) {
                    apart.merge(count.kind, count, RefusalTally::joined);
                }
            }
            beyond.forEach((reason, count) -> others.merge(reason, count, RefusalTally::joined));
        }
        List<RefusedDemand> told = new ArrayList<>(apart.size() + others.size());
        apart.values().forEach(count -> told.add(told(count, count.kind.key)));
        long withoutLine = 0;
        for (Count count : others.values()) {
            told.add(told(count, null));
            withoutLine += count.requests;
        }
        return new Drained(told, withoutLine);
    }

    private static Count joined(Count one, Count other) {
        Count later = one.kind.minute >= other.kind.minute ? one : other;
        Count earlier = later == one ? other : one;
        later.add(earlier.requests, earlier.units, earlier.beside);
        return later;
    }

    private static RefusedDemand told(Count count, @Nullable StockKey key) {
        Kind kind = count.kind;
        return new RefusedDemand(
                Instant.ofEpochSecond(Math.multiplyExact(kind.minute, 60L)),
                key,
                kind.reason,
                kind.rule,
                kind.channel,
                kind.region,
                count.requests,
                count.units,
                count.beside);
    }
}
