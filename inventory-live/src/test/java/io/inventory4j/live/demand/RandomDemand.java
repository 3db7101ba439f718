package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random refusals, and what they come to by a reading of its own. */
final class RandomDemand {
    static final Instant START = Instant.parse("2026-11-11T20:00:00Z");

    private static final Reason[] REASONS = {Reason.OUT_OF_STOCK, Reason.LIMIT_REACHED, Reason.NOT_OPEN};

    /** Names of rules: one that has the signs of a note in it, and none. */
    private static final List<@Nullable String> RULES = Arrays.asList(null, "per-buyer", "-", "per day/50 % 日", "*");

    private RandomDemand() {}

    static RefusedDemand one(Random random, int skus, int minutes) {
        StockKey key = StockKey.of("SKU-" + random.nextInt(skus), random.nextBoolean() ? "room" : StockKey.MAIN);
        @Nullable String channel = random.nextInt(3) == 0 ? null : "room-" + random.nextInt(3);
        boolean here = random.nextInt(4) > 0;
        long requests = here ? 1L + random.nextInt(1_000) : 0L;
        return new RefusedDemand(
                START.plusSeconds(60L * random.nextInt(minutes)),
                key,
                REASONS[random.nextInt(REASONS.length)],
                RULES.get(random.nextInt(RULES.size())),
                channel,
                random.nextBoolean() ? "north" : null,
                requests,
                requests * (1L + random.nextInt(3)),
                here ? 0 : 1L + random.nextInt(9));
    }

    static List<RefusedDemand> some(Random random, int count, int skus, int minutes) {
        List<RefusedDemand> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one(random, skus, minutes));
        }
        return all;
    }

    /** The rows of refusals, without any bound. */
    static List<DemandRow> rows(List<RefusedDemand> refused) {
        return summed(refused.stream()
                .map(one -> new DemandRow(
                        one.minute(),
                        one.key() == null ? null : one.key().sku(),
                        one.reason(),
                        one.key() == null ? null : one.rule(),
                        one.channel(),
                        one.requests(),
                        one.units(),
                        one.unitsBeside()))
                .toList());
    }

    /** Rows of which those of one key and minute are added up. */
    static List<DemandRow> summed(List<DemandRow> rows) {
        TreeMap<String, DemandRow> sums = new TreeMap<>();
        for (DemandRow row : rows) {
            String name =
                    row.minute() + "\n" + row.sku() + "\n" + row.reason() + "\n" + row.rule() + "\n" + row.channel();
            sums.merge(
                    name,
                    row,
                    (one, other) -> new DemandRow(
                            one.minute(),
                            one.sku(),
                            one.reason(),
                            one.rule(),
                            one.channel(),
                            one.requests() + other.requests(),
                            one.units() + other.units(),
                            one.unitsBeside() + other.unitsBeside()));
        }
        return sums.values().stream().sorted().toList();
    }

    /** Requests, units and units beside of some rows. */
    static List<Long> sums(List<DemandRow> rows) {
        return List.of(
                rows.stream().mapToLong(DemandRow::requests).sum(),
                rows.stream().mapToLong(DemandRow::units).sum(),
                rows.stream().mapToLong(DemandRow::unitsBeside).sum());
    }
}
