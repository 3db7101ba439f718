package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may buy how much of one SKU in a sale. {@link SalePlan#limits} makes a policy of it. All numbers are units, 1 to
 * 2^53 - 1, unless they are said to be other.
 *
 * @param orderMaximum the most in one order, or null
 * @param orderMinimum the fewest in one order, or null
 * @param multiplesOf whole packs of so many only, or null
 * @param perBuyer the most for one buyer in the sale, or null
 * @param perBuyerWindow the most for one buyer in each time window, or null
 * @param perIdentity the most for each identity of a kind in the sale, such as {@code device}
 * @param perChannel the most through a channel in the sale, 0 to 2^53 - 1
 * @param regionsAllowed the only regions that are sold into; empty for all
 * @param regionsDenied regions that are not sold into
 */
public record PlannedLimits(
        @Nullable Long orderMaximum,
        @Nullable Long orderMinimum,
        @Nullable Long multiplesOf,
        @Nullable Long perBuyer,
        @Nullable WindowLimit perBuyerWindow,
        Map<String, Long> perIdentity,
        Map<String, Long> perChannel,
        Set<String> regionsAllowed,
        Set<String> regionsDenied) {
    /** No limits. */
    public static final PlannedLimits NONE =
            new PlannedLimits(null, null, null, null, null, Map.of(), Map.of(), Set.of(), Set.of());

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int NANOS_OF_MILLI = 1_000_000;

    /**
     * A limit for each time window. Windows follow each other without a gap, and one begins at the epoch.
     *
     * @param units the most, 1 to 2^53 - 1
     * @param window how long a window is: 1 ms to 400 days, whole milliseconds
     */
    public record WindowLimit(long units, Duration window) {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if one of them is out of bounds
         */
        public WindowLimit {
            Bounds.quantity("per buyer and window", units);
            Bounds.within("window", window, SHORTEST, LONGEST);
            if (window.toNanosPart() % NANOS_OF_MILLI != 0) {
                throw new IllegalArgumentException("window is " + window + "; it has to be in whole milliseconds");
            }
        }
    }

    /**
     * Checks and copies.
     *
     * @throws PlanException if a value is out of its bounds, or two do not fit together
     */
    public PlannedLimits {
        perIdentity = Faults.copy(perIdentity);
        perChannel = Faults.copy(perChannel);
        regionsAllowed = Collections.unmodifiableSet(new LinkedHashSet<>(regionsAllowed));
        regionsDenied = Collections.unmodifiableSet(new LinkedHashSet<>(regionsDenied));
        Faults faults = new Faults();
        faults.within(PlanColumn.ORDER_MAXIMUM, "order maximum", orderMaximum, 1, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.ORDER_MINIMUM, "order minimum", orderMinimum, 1, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.MULTIPLES_OF, "multiples of", multiplesOf, 1, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.PER_BUYER, "per buyer", perBuyer, 1, Bounds.MAX_QUANTITY);
        faults.listed(PlanColumn.PER_IDENTITY, "per identity", perIdentity, 1);
        faults.listed(PlanColumn.PER_CHANNEL, "per channel", perChannel, 0);
        perChannel.keySet().forEach(channel -> ChannelShares.channel(faults, PlanColumn.PER_CHANNEL, channel));
        faults.size(PlanColumn.REGIONS_ALLOWED, "regions allowed", regionsAllowed.size());
        faults.size(PlanColumn.REGIONS_DENIED, "regions denied", regionsDenied.size());
        for (String region : regionsAllowed) {
            faults.listed(PlanColumn.REGIONS_ALLOWED, "region", region);
        }
        for (String region : regionsDenied) {
            faults.listed(PlanColumn.REGIONS_DENIED, "region", region);
            if (regionsAllowed.contains(region)) {
                faults.add(PlanColumn.REGIONS_DENIED, "region " + region + " is both allowed and denied");
            }
        }
        if (faults.found().isEmpty()) {
            long smallest = smallest(orderMinimum, multiplesOf);
            atMost(faults, PlanColumn.ORDER_MAXIMUM, smallest, "order maximum", orderMaximum);
            atMost(faults, PlanColumn.PER_BUYER, smallest, "per buyer", perBuyer);
            Long inWindow = perBuyerWindow == null ? null : perBuyerWindow.units();
            atMost(faults, PlanColumn.PER_BUYER_WINDOW, smallest, "per buyer and window", inWindow);
            perIdentity.forEach(
                    (kind, units) -> atMost(faults, PlanColumn.PER_IDENTITY, smallest, "per identity " + kind, units));
        }
        faults.throwIfAny();
    }

    private static void atMost(Faults faults, PlanColumn column, long smallest, String name, @Nullable Long most) {
        if (most != null && most < smallest) {
            faults.add(
                    column,
                    name + " is " + most + "; it must be at least " + smallest
                            + ", the smallest order that minimum and multiples allow");
        }
    }

    private static long smallest(@Nullable Long minimum, @Nullable Long pack) {
        long least = minimum == null ? 1 : minimum;
        if (pack == null) {
            return least;
        }
        // Both are at most 2^53 - 1, so the sum does not overflow.
        return (least + pack - 1) / pack * pack;
    }

    /**
     * The fewest units that an order may have.
     *
     * @return 1 unless a minimum or multiples say otherwise
     */
    public long smallestOrder() {
        return smallest(orderMinimum, multiplesOf);
    }
}
