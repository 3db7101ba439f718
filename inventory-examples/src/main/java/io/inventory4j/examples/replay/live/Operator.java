package io.inventory4j.examples.replay.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.Pace;
import io.inventory4j.live.SaleAlert;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reacts to the alerts of the sale as its team would, and acknowledges them:
 *
 * <pre>
 *   20 percent left   if that will not last until the end: units of the shelf, or of a slow channel
 *   sells fast        units of the shelf
 *   10 percent left   the safety stock, or units of a slow channel
 *   sold out          units of the shelf, the safety stock, or units of a slow channel; where there are none any more,
 *                     the backup, or word of when more come
 *   back in stock     sells again what a backup had replaced
 * </pre>
 *
 * <p>It sees to articles for which something can be done: that have units of their own in the sale, a backup or a
 * replenishment. The sold-out alerts of a thousand others are left to whoever reads the report.
 *
 * <p>The id of an operation is made of its alert's and of what is done, and an alert that was acknowledged, or has an
 * operation, is not answered again. So a run that goes on after a kill does nothing twice. Thread-safe.
 */
public final class Operator {
    private static final String ME = "operator";
    private static final String SEEN = "seen";
    private static final By PLANNED = new By(ME, "a second part for the second half");

    private static final By CLOSING = new By(ME, "the day is over");
    private static final String STEP = "second-half";
    private static final int HOST_PERCENT = 10;

    private final LiveSale sale;
    private final SalePlan plan;
    private final Map<String, PlannedSku> bySku;
    private final Set<String> watched;
    private final Inventory inventory;
    private final InstantSource clock;

    /**
     * An operator of a sale that is open.
     *
     * @param sale the sale
     * @param plan its plan
     * @param inventory what it sells from
     * @param clock the sale's
     */
    public Operator(LiveSale sale, SalePlan plan, Inventory inventory, InstantSource clock) {
        this.sale = sale;
        this.plan = plan;
        bySku = plan.bySku();
        watched = plan.lines().stream()
                .filter(line -> line.shares().isolated()
                        || line.backup() != null
                        || line.supply().replenishment() > 0)
                .map(PlannedSku::sku)
                .collect(Collectors.toSet());
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * Plans that half of what was kept back of the largest article comes in the middle of the sale.
     *
     * @param begin when the sale begins
     * @param end when it ends
     * @return when that will be; empty where nothing was kept back
     */
    public Optional<Instant> planAhead(Instant begin, Instant end) {
        Instant middle = begin.plus(Duration.between(begin, end).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        return plan.lines().stream()
                .filter(line -> line.tier() == Tier.HERO && line.shares().isolated() && kept(line) > 1)
                .findFirst()
                .map(line -> {
                    String channel =
                            line.shares().units().keySet().stream().findFirst().orElse(null);
                    sale.plan(
                            STEP,
                            PLANNED,
                            new Trigger.At(middle),
                            new Action.TopUp(line.sku(), channel, kept(line) / 2));
                    return middle;
                });
    }

    private static long kept(PlannedSku line) {
        return line.isKit() ? 0 : line.sellable() - line.allotment();
    }

    /** Looks at the alerts that nobody has seen to. */
    public synchronized void react() {
        Set<String> done = new HashSet<>();
        Set<String> ended = new HashSet<>();
        boolean over = false;
        for (SaleOperation operation : sale.operations()) {
            done.add(operation.id());
            if (operation.action() instanceof Action.End end) {
                over |= end.sku() == null;
                ended.add(String.valueOf(end.sku()));
            }
        }
        for (SaleAlert alert : sale.alerts()) {
            if (alert.acknowledgement() == null && watched.contains(alert.sku())) {
                String id = "on." + alert.id() + ".";
                boolean late =
                        over || ended.contains(alert.sku()) || done.stream().anyMatch(known -> known.startsWith(id));
                sale.acknowledge(alert.id(), late ? new By(ME, SEEN) : answer(id, alert));
            }
        }
    }

    private By answer(String id, SaleAlert alert) {
        PlannedSku line = bySku.get(alert.sku());
        String why = switch (alert.kind()) {
            case LOW -> line == null ? null : low(id, alert, line);
            case SOLD_OUT -> line == null ? null : soldOut(id, alert, line);
            case BACK_IN_STOCK -> back(id, alert);
            case PACE -> line == null ? null : fast(id, line);
            case RISEN -> null;
        };
        return new By(ME, why == null ? SEEN : why);
    }

    private @Nullable String low(String id, SaleAlert alert, PlannedSku line) {
        if (!line.shares().isolated()) {
            return null;
        }
        if (alert.percent() <= HOST_PERCENT) {
            return releaseSafety(id, alert, line) ? "safety stock released" : fromSlowChannel(id, alert, line);
        }
        Pace pace = sale.pace(alert.sku(), clock.instant());
        Instant closes = line.window().closesAt();
        if (closes != null && pace.sellsOutAt().filter(closes::isAfter).isEmpty()) {
            return "lasts at this pace";
        }
        // A part only: other channels may need some too.
        return topUp(id, line, alert.channel(), 2) ? "topped up" : fromSlowChannel(id, alert, line);
    }

    /** It will soon be sold out, over all channels: half of the shelf for the channel that has least. */
    private @Nullable String fast(String id, PlannedSku line) {
        if (!line.shares().isolated()) {
            return null;
        }
        String channel = line.shares().units().keySet().stream()
                .min(Comparator.comparingLong(
                        each -> level(sale.ownKey(line.sku(), each)).available()))
                .orElse(null);
        return topUp(id, line, channel, 2) ? "topped up" : null;
    }

    /** Adds a part of what the shelf has. */
    private boolean topUp(String id, PlannedSku line, @Nullable String channel, int parts) {
        long kept = line.isKit() ? 0 : level(line.key()).available();
        if (kept > 0) {
            Action more = new Action.TopUp(line.sku(), channel, (kept + parts - 1) / parts);
            perform(id + "top", more, "the shelf has some");
        }
        return kept > 0;
    }

    private boolean releaseSafety(String id, SaleAlert alert, PlannedSku line) {
        long safety = line.isKit() ? 0 : level(line.key()).safety();
        if (safety > 0) {
            perform(id + "safety", new Action.ReleaseSafety(alert.sku(), alert.channel(), safety), "few are left");
        }
        return safety > 0;
    }

    /** Half of what another channel has more, the one that has most of it. */
    private @Nullable String fromSlowChannel(String id, SaleAlert alert, PlannedSku line) {
        long here = level(sale.ownKey(alert.sku(), alert.channel())).available();
        // Between two looks a hold of this channel may have come back.
        Optional<StockLevel> most = line.shares().units().keySet().stream()
                .filter(channel -> !channel.equals(alert.channel()))
                .map(channel -> level(sale.ownKey(alert.sku(), channel)))
                .max(Comparator.comparingLong(StockLevel::available));
        long units = most.map(level -> (level.available() - Math.max(0, here) + 1) / 2)
                .orElse(0L);
        if (units <= 0) {
            return null;
        }
        String from = channel(line, most.orElseThrow().key());
        perform(id + "move", new Action.Transfer(alert.sku(), from, alert.channel(), units), "another channel is slow");
        return "moved from " + from;
    }

    private String channel(PlannedSku line, StockKey key) {
        return line.shares().units().keySet().stream()
                .filter(channel -> sale.ownKey(line.sku(), channel).equals(key))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String soldOut(String id, SaleAlert alert, PlannedSku line) {
        if (level(sale.ownKey(alert.sku(), alert.channel())).available() > 0) {
            return null;
        }
        if (line.shares().isolated()) {
            if (topUp(id, line, alert.channel(), 1)) {
                return "topped up";
            }
            if (releaseSafety(id, alert, line)) {
                return "safety stock released";
            }
            String moved = fromSlowChannel(id, alert, line);
            if (moved != null) {
                return moved;
            }
        }
        String backup = line.backup();
        boolean switched = !sale.key(alert.sku(), alert.channel()).sku().equals(alert.sku());
        if (backup != null && !switched) {
            perform(id + "switch", new Action.SwitchToBackup(alert.sku()), "sold out on all channels");
            return "switched to " + backup;
        }
        Instant due = line.supply().replenishmentDue();
        if (due != null) {
            Instant seconds = due.truncatedTo(ChronoUnit.SECONDS);
            perform(
                    id + "eta",
                    new Action.Announce(alert.sku(), seconds, line.supply().replenishment()),
                    "more will come");
            return "replenishment announced";
        }
        return null;
    }

    /** If it still is: an alert may be older than what was done since. */
    private @Nullable String back(String id, SaleAlert alert) {
        StockKey own = sale.ownKey(alert.sku(), alert.channel());
        if (sale.key(alert.sku(), alert.channel()).equals(own) || level(own).available() <= 0) {
            return null;
        }
        perform(id + "thaw", new Action.Thaw(alert.sku()), "units have come back");
        return "sold again";
    }

    private void perform(String id, Action action, String why) {
        sale.perform(id, new By(ME, why), action);
    }

    private StockLevel level(StockKey key) {
        return inventory.level(key).orElseGet(() -> StockLevel.empty(key));
    }

    /** Ends the sale, and gives back what is left. */
    public void close() {
        sale.close(CLOSING, OpenHolds.HONOUR);
    }

    /**
     * What was done so far, by people too.
     *
     * @return the operations that took effect
     */
    public List<SaleOperation> done() {
        return sale.operations().stream().filter(SaleOperation::done).toList();
    }
}
