package io.inventory4j.examples.replay.live;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.stock.StockKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts, for the audit, what the sale has moved from line to line: by its plan, by its operations, and by what the
 * buyers have left over. No level and no journal entry of those lines is asked. Used by one thread.
 */
public final class MovedUnits {
    private final LiveSale sale;
    private final Map<String, PlannedSku> plan;
    private final Tally tally;

    /**
     * Nothing is counted yet.
     *
     * @param sale the sale, which is open
     * @param plan its plan
     * @param tally what counts, of the buyers and the warehouse too
     */
    public MovedUnits(LiveSale sale, SalePlan plan, Tally tally) {
        this.sale = sale;
        this.plan = plan.bySku();
        this.tally = tally;
    }

    /** Counts what the plan gives to each channel, and to all of them. */
    public void opened() {
        for (PlannedSku line : plan.values()) {
            if (isAllotted(line)) {
                long rest = line.allotment();
                for (Map.Entry<String, Long> share : line.shares().units().entrySet()) {
                    moveTo(line, share.getKey(), share.getValue(), Count.ALLOTTED);
                    rest -= share.getValue();
                }
                if (rest > 0) {
                    moveTo(line, null, rest, Count.ALLOTTED);
                }
            }
        }
    }

    private static boolean isAllotted(PlannedSku line) {
        return line.isKit() || line.shares().isolated();
    }

    private void moveTo(PlannedSku line, @Nullable String channel, long units, Count count) {
        move(line, sale.ownKey(line.sku(), channel), units, count);
    }

    /** To a line of the sale, or back. Kits are made for it, and end with it. */
    private void move(PlannedSku line, StockKey key, long units, Count count) {
        if (units != 0) {
            tally.add(key, count, units);
            if (!line.isKit()) {
                tally.add(line.key(), count, -units);
            }
        }
    }

    /** Counts what operations have moved, and what was left over and went back, when the sale is closed. */
    public void closed() {
        for (SaleOperation operation : sale.operations()) {
            if (operation.done()) {
                count(operation.action());
            }
        }
        for (PlannedSku line : plan.values()) {
            if (isAllotted(line)) {
                for (StockKey key : lines(line)) {
                    move(line, key, Math.min(0, -left(key)), Count.MOVED);
                }
            }
        }
    }

    private void count(Action action) {
        if (action instanceof Action.TopUp topUp) {
            moveTo(line(topUp.sku()), topUp.channel(), topUp.units(), Count.MOVED);
        } else if (action instanceof Action.Transfer between) {
            moveTo(line(between.sku()), between.from(), -between.units(), Count.MOVED);
            moveTo(line(between.sku()), between.to(), between.units(), Count.MOVED);
        } else if (action instanceof Action.ReleaseSafety release
                && line(release.sku()).shares().isolated()) {
            moveTo(line(release.sku()), release.channel(), release.units(), Count.MOVED);
        }
    }

    private PlannedSku line(String sku) {
        PlannedSku line = plan.get(sku);
        if (line == null) {
            throw new IllegalStateException("an operation is about " + sku + ", which the plan does not have");
        }
        return line;
    }

    private Set<StockKey> lines(PlannedSku line) {
        Set<StockKey> keys = new LinkedHashSet<>();
        for (String channel : line.shares().units().keySet()) {
            keys.add(sale.ownKey(line.sku(), channel));
        }
        if (line.allotment()
                        > line.shares().units().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                || keys.isEmpty()) {
            keys.add(sale.ownKey(line.sku(), null));
        }
        return keys;
    }

    /** What buyers and warehouse have left of a line: it can be sold, and nobody has it. */
    private long left(StockKey key) {
        return sum(key, List.of(Count.ALLOTTED, Count.MOVED, Count.RECEIVED, Count.RELEASED, Count.EXPIRED))
                + tally.of(key, Count.CANCELLED)
                - sum(key, List.of(Count.WRITTEN_OFF, Count.HELD));
    }

    private long sum(StockKey key, List<Count> counts) {
        return counts.stream().mapToLong(count -> tally.of(key, count)).sum();
    }
}
