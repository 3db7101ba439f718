package io.inventory4j.live.plan;

import io.inventory4j.alert.AlertLevels;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the values of one line have to fit together in. Every message names the SKU. For one thread. */
final class SkuRules {
    /** The most parts and gifts of a line: an order has 100 lines (rule 9.5), and one is the kit's own. */
    static final int MAX_OTHERS = Bounds.MAX_LINES - 1;

    /** The most alert levels of a line. */
    static final int MAX_ALERTS = 10;

    private static final Duration SHORTEST_PACE_ALERT = Duration.ofMinutes(1);
    private static final Duration LONGEST_PACE_ALERT = Duration.ofHours(24);

    private final String sku;
    private final String about;
    private final Faults faults = new Faults();

    SkuRules(String sku) {
        this.sku = sku;
        this.about = about(sku);
    }

    /** How a message about a line begins. */
    static String about(String sku) {
        return PlanProblem.shown(sku) + ": ";
    }

    private void add(PlanColumn column, String message) {
        faults.add(column, about + message);
    }

    void throwIfAny() {
        faults.throwIfAny();
    }

    void names(String name, String spec, @Nullable String backup) {
        faults.name(PlanColumn.SKU, "SKU", sku);
        faults.text(PlanColumn.NAME, about + "name", name);
        faults.text(PlanColumn.SPEC, about + "spec", spec);
        if (backup != null) {
            faults.name(PlanColumn.BACKUP, about + "backup", backup);
            if (backup.equals(sku)) {
                add(PlanColumn.BACKUP, "it is its own backup");
            }
        }
    }

    void others(Map<String, Long> parts, Map<String, Long> gifts, PlannedSupply supply) {
        faults.listed(PlanColumn.PARTS, about + "part", parts, 1);
        faults.listed(PlanColumn.GIFTS, about + "gift", gifts, 1);
        if (parts.containsKey(sku)) {
            add(PlanColumn.PARTS, "it is a part of itself");
        }
        if (gifts.containsKey(sku)) {
            add(PlanColumn.GIFTS, "it is a gift with itself");
        }
        int others = parts.size() + gifts.size();
        if (others > MAX_OTHERS) {
            add(
                    PlanColumn.PARTS,
                    "it has " + others + " parts and gifts; at most " + MAX_OTHERS + " fit into an order");
        }
        if (!parts.isEmpty() && !supply.nothing()) {
            add(PlanColumn.ON_HAND, "a kit has no goods of its own, so nothing is on hand, withheld or expected of it");
        }
    }

    void allotment(long allotment, @Nullable Long cap, long sellable) {
        if (allotment < 0 || allotment > sellable) {
            add(
                    PlanColumn.ALLOTMENT,
                    "allotment is " + allotment + "; it must be from 0 to " + sellable + ", what is sellable");
        }
        faults.within(PlanColumn.CAP, about + "cap", cap, 1, Bounds.MAX_QUANTITY);
    }

    void channels(long allotment, ChannelShares shares, PlannedLimits limits) {
        if (shares.isolated()) {
            // Adding stops before the sum could overflow.
            long sum = 0;
            for (long units : shares.units().values()) {
                sum = sum > allotment ? sum : sum + units;
            }
            if (sum > allotment) {
                add(
                        PlanColumn.CHANNEL_SHARES,
                        "the shares of channels sum up to " + sum + " or more; the allotment is " + allotment);
            }
        }
        shares.units().forEach((channel, units) -> {
            Long limit = limits.perChannel().get(channel);
            if (limit != null && !shares.isolated()) {
                add(
                        PlanColumn.PER_CHANNEL,
                        "channel " + channel + " is limited twice, to " + units + " and to " + limit);
            } else if (limit != null && limit < units) {
                add(
                        PlanColumn.PER_CHANNEL,
                        "channel " + channel + " is limited to " + limit + "; its share is " + units);
            }
        });
    }

    void smallestOrder(long allotment, @Nullable Long cap, PlannedLimits limits) {
        long smallest = limits.smallestOrder();
        if (cap != null && cap < smallest) {
            add(PlanColumn.CAP, "cap is " + cap + "; it must be at least " + smallest + ", the smallest order");
        }
        if (allotment > 0 && allotment < smallest) {
            add(
                    PlanColumn.ALLOTMENT,
                    "allotment is " + allotment + "; it must be 0 or at least " + smallest + ", the smallest order");
        }
    }

    /** Alert levels as somebody wrote them, which has to be in their order. */
    static AlertLevels descending(List<Integer> percentages) {
        for (int i = 1; i < percentages.size(); i++) {
            if (percentages.get(i) >= percentages.get(i - 1)) {
                throw new IllegalArgumentException("alert level " + percentages.get(i) + " comes after "
                        + percentages.get(i - 1) + "; each has to be below the one before");
            }
        }
        return new AlertLevels(percentages);
    }

    /** How close the end of the stock has to be for an alert, in bounds. */
    static @Nullable Duration paceAlert(@Nullable Duration within) {
        if (within != null) {
            Bounds.within("pace alert", within, SHORTEST_PACE_ALERT, LONGEST_PACE_ALERT);
            if (!within.equals(within.truncatedTo(ChronoUnit.MINUTES))) {
                throw new IllegalArgumentException("pace alert is " + within + "; it has to be in whole minutes");
            }
        }
        return within;
    }

    void alerts(AlertLevels levels, @Nullable Duration paceAlert) {
        faults.attempt(PlanColumn.PACE_ALERT, about, () -> paceAlert(paceAlert));
        int size = levels.percentages().size();
        if (size < 1 || size > MAX_ALERTS) {
            add(PlanColumn.ALERT_LEVELS, "it has " + size + " alert levels; it needs 1 to " + MAX_ALERTS);
        }
    }
}
