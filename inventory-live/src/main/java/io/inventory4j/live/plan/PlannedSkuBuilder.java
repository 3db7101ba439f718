package io.inventory4j.live.plan;

import io.inventory4j.SafetyStock;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.live.plan.PlannedLimits.WindowLimit;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link PlannedSku}. What it is not told comes from the defaults of the tier. Values are checked by
 * {@link #build}, which says everything that is wrong at once. For one thread.
 */
public final class PlannedSkuBuilder {
    private final String sku;
    private final Tier tier;
    private final TierDefaults defaults;
    private String name = "";
    private String spec = "";
    private String location = StockKey.MAIN;
    private @Nullable Long onHand;
    private @Nullable SafetyStock safetyStock;
    private long inTransit;
    private @Nullable Instant inTransitDue;
    private long replenishment;
    private @Nullable Instant replenishmentDue;
    private long underInspection;
    private final Map<String, Long> transferable = new LinkedHashMap<>();
    private @Nullable Long allotment;
    private @Nullable Long cap;
    private @Nullable Long orderMaximum;
    private @Nullable Long orderMinimum;
    private @Nullable Long multiplesOf;
    private @Nullable Long perBuyer;
    private @Nullable WindowLimit perBuyerWindow;
    private final Map<String, Long> perIdentity = new LinkedHashMap<>();
    private final Map<String, Long> perChannel = new LinkedHashMap<>();
    private final Set<String> regionsAllowed = new LinkedHashSet<>();
    private final Set<String> regionsDenied = new LinkedHashSet<>();
    private @Nullable Instant opensAt;
    private @Nullable Instant closesAt;
    private boolean isolated;
    private final Map<String, Long> channelShares = new LinkedHashMap<>();
    private @Nullable String backup;
    private final Map<String, Long> parts = new LinkedHashMap<>();
    private final Map<String, Long> gifts = new LinkedHashMap<>();
    private List<Integer> alerts;

    PlannedSkuBuilder(String sku, Tier tier, TierDefaults defaults) {
        this.sku = Objects.requireNonNull(sku, "sku");
        this.tier = Objects.requireNonNull(tier, "tier");
        this.defaults = Objects.requireNonNull(defaults, "defaults");
        orderMaximum = defaults.orderMaximum();
        perBuyer = defaults.perBuyer();
        isolated = defaults.isolated();
        alerts = defaults.alertLevels().percentages();
    }

    /**
     * What people call it.
     *
     * @param text 0 to 200 code points
     * @return this builder
     */
    public PlannedSkuBuilder name(String text) {
        name = Objects.requireNonNull(text, "name");
        return this;
    }

    /**
     * Its specification, such as colour and size.
     *
     * @param text 0 to 200 code points
     * @return this builder
     */
    public PlannedSkuBuilder spec(String text) {
        spec = Objects.requireNonNull(text, "spec");
        return this;
    }

    /**
     * Where its units come from: {@link StockKey#MAIN} unless said.
     *
     * @param place the location
     * @return this builder
     */
    public PlannedSkuBuilder location(String place) {
        location = Objects.requireNonNull(place, "location");
        return this;
    }

    /**
     * What is there. Needed, but for a kit.
     *
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder onHand(long units) {
        onHand = units;
        return this;
    }

    /**
     * What is withheld: unless said, the percentage of its tier.
     *
     * @param safety at most what is on hand; a percentage is of what is on hand, rounded up
     * @return this builder
     */
    public PlannedSkuBuilder safety(SafetyStock safety) {
        safetyStock = safety;
        return this;
    }

    /**
     * What is on its way.
     *
     * @param units 0 to 2^53 - 1
     * @param due when it arrives, or null where that is not known
     * @return this builder
     */
    public PlannedSkuBuilder inTransit(long units, @Nullable Instant due) {
        inTransit = units;
        inTransitDue = due;
        return this;
    }

    /**
     * What may be made or bought.
     *
     * @param units 0 to 2^53 - 1
     * @param due when it arrives; null only with 0 units
     * @return this builder
     */
    public PlannedSkuBuilder replenishment(long units, @Nullable Instant due) {
        replenishment = units;
        replenishmentDue = due;
        return this;
    }

    /**
     * Returned units that are not yet back in stock.
     *
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder underInspection(long units) {
        underInspection = units;
        return this;
    }

    /**
     * What another location can give. May be called for several.
     *
     * @param from the location
     * @param units 1 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder transferable(String from, long units) {
        transferable.put(from, units);
        return this;
    }

    /**
     * What the sale gets at its opening. Unless said, the percentage of its tier; needed for a kit.
     *
     * @param units 0 to what is sellable; of a kit, 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder allotment(long units) {
        allotment = units;
        return this;
    }

    /**
     * The most that the sale may ever sell, whoever buys, as in "only 1,000 in this room".
     *
     * @param units 1 to 2^53 - 1, or null for no cap
     * @return this builder
     */
    public PlannedSkuBuilder cap(@Nullable Long units) {
        cap = units;
        return this;
    }

    /**
     * The most in one order.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder orderMaximum(@Nullable Long units) {
        orderMaximum = units;
        return this;
    }

    /**
     * The fewest in one order.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder orderMinimum(@Nullable Long units) {
        orderMinimum = units;
        return this;
    }

    /**
     * Whole packs only.
     *
     * @param units a pack's, 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder multiplesOf(@Nullable Long units) {
        multiplesOf = units;
        return this;
    }

    /**
     * The most for one buyer in the sale.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder perBuyer(@Nullable Long units) {
        perBuyer = units;
        return this;
    }

    /**
     * The most for one buyer in each time window.
     *
     * @param units 1 to 2^53 - 1
     * @param window 1 ms to 400 days, whole milliseconds
     * @return this builder
     */
    public PlannedSkuBuilder perBuyer(long units, Duration window) {
        perBuyerWindow = new WindowLimit(units, window);
        return this;
    }

    /**
     * The most for each identity of a kind in the sale. May be called for several kinds.
     *
     * @param kind such as {@code device}
     * @param units 1 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder perIdentity(String kind, long units) {
        perIdentity.put(kind, units);
        return this;
    }

    /**
     * The most through a channel in the sale. May be called for several channels.
     *
     * @param channel the channel
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder perChannel(String channel, long units) {
        perChannel.put(channel, units);
        return this;
    }

    /**
     * Regions that are sold into, and no others.
     *
     * @param regions more regions
     * @return this builder
     */
    public PlannedSkuBuilder regionsAllowed(String... regions) {
        regionsAllowed.addAll(List.of(regions));
        return this;
    }

    /**
     * Regions that are not sold into.
     *
     * @param regions more regions
     * @return this builder
     */
    public PlannedSkuBuilder regionsDenied(String... regions) {
        regionsDenied.addAll(List.of(regions));
        return this;
    }

    /**
     * The first instant at which it sells.
     *
     * @param at whole milliseconds, of the years 1970 to 9999, or null for no beginning
     * @return this builder
     */
    public PlannedSkuBuilder opensAt(@Nullable Instant at) {
        opensAt = at;
        return this;
    }

    /**
     * The first instant at which it sells no more.
     *
     * @param at whole milliseconds, after the first one, or null for no end
     * @return this builder
     */
    public PlannedSkuBuilder closesAt(@Nullable Instant at) {
        closesAt = at;
        return this;
    }

    /**
     * Whether the allotment is moved to lines of the sale. Unless said, as its tier has it.
     *
     * @param apart true to move it, false to leave it beside the shop's other sales
     * @return this builder
     */
    public PlannedSkuBuilder isolated(boolean apart) {
        isolated = apart;
        return this;
    }

    /**
     * The share of a channel if isolated, or else the most that is sold through it. May be called for several
     * channels.
     *
     * @param channel 1 to 40 code points, without a slash
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder channelShare(String channel, long units) {
        channelShares.put(channel, units);
        return this;
    }

    /**
     * What is offered in its place once it is sold out.
     *
     * @param other another SKU of the plan, or null
     * @return this builder
     */
    public PlannedSkuBuilder backup(@Nullable String other) {
        backup = other;
        return this;
    }

    /**
     * Makes it a kit, and adds a part, without which the kit is not sold.
     *
     * @param other another SKU of the plan, which is no kit
     * @param units units in one kit, 1 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder part(String other, long units) {
        parts.put(other, units);
        return this;
    }

    /**
     * Adds a gift, which is left out when there is none.
     *
     * @param other another SKU of the plan, which is no kit
     * @param units units with one unit of this, 1 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder gift(String other, long units) {
        gifts.put(other, units);
        return this;
    }

    /**
     * When alerts are sent, in percent of the allotment; 0 is sold out.
     *
     * @param percentages 1 to 10 numbers from 99 down to 0, each below the one before
     * @return this builder
     */
    public PlannedSkuBuilder alerts(int... percentages) {
        alerts = IntStream.of(percentages).boxed().toList();
        return this;
    }

    /**
     * Makes the line.
     *
     * @return the line
     * @throws PlanException with everything that is wrong
     */
    public PlannedSku build() {
        Faults faults = new Faults();
        String about = SkuRules.about(sku);
        boolean kit = !parts.isEmpty();
        if (onHand == null && !kit) {
            faults.add(PlanColumn.ON_HAND, about + "on hand is missing; only a kit needs none");
        }
        if (allotment == null && kit) {
            faults.add(PlanColumn.ALLOTMENT, about + "allotment is missing; a kit needs one");
        }
        PlannedSupply supply = faults.attempt(PlanColumn.SAFETY_STOCK, about, () -> supply(kit));
        PlannedLimits limits = faults.attempt(PlanColumn.PER_BUYER_WINDOW, about, this::limits);
        ChannelShares shares =
                faults.attempt(PlanColumn.CHANNEL_SHARES, about, () -> new ChannelShares(isolated, channelShares));
        Window window = faults.attempt(PlanColumn.OPENS, about, () -> new Window(opensAt, closesAt));
        AlertLevels levels = faults.attempt(PlanColumn.ALERT_LEVELS, about, () -> SkuRules.descending(alerts));
        if (supply == null || limits == null || shares == null || window == null || levels == null) {
            faults.throwIfAny();
            throw new IllegalStateException("a part of " + sku + " is missing without a fault");
        }
        faults.throwIfAny();
        long units = allotment == null ? supply.sellable() * defaults.allotmentPercent() / 100 : allotment;
        return new PlannedSku(
                sku, name, spec, tier, supply, units, cap, limits, window, shares, backup, parts, gifts, levels);
    }

    private PlannedSupply supply(boolean kit) {
        SafetyStock usual = kit ? SafetyStock.units(0) : SafetyStock.percentOfOpening(defaults.safetyPercent());
        return new PlannedSupply(
                location,
                onHand == null ? 0 : onHand,
                safetyStock == null ? usual : safetyStock,
                inTransit,
                inTransitDue,
                replenishment,
                replenishmentDue,
                underInspection,
                transferable);
    }

    private PlannedLimits limits() {
        return new PlannedLimits(
                orderMaximum,
                orderMinimum,
                multiplesOf,
                perBuyer,
                perBuyerWindow,
                perIdentity,
                perChannel,
                regionsAllowed,
                regionsDenied);
    }
}
