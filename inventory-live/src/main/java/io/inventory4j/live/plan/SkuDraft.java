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
import org.jspecify.annotations.Nullable;

/**
 * What is said of a line before it is one: values that nobody has checked, and the defaults of the tier where nothing
 * is said. {@link PlannedSkuBuilder} fills it in, {@link #line} checks it as a whole. For one thread.
 */
final class SkuDraft {
    private final String sku;
    private final Tier tier;
    private final TierDefaults defaults;
    String name = "";
    String spec = "";
    String location = StockKey.MAIN;

    @Nullable
    Long onHand;

    @Nullable
    SafetyStock safetyStock;

    long inTransit;

    @Nullable
    Instant inTransitDue;

    long replenishment;

    @Nullable
    Instant replenishmentDue;

    long underInspection;
    final Map<String, Long> transferable = new LinkedHashMap<>();

    @Nullable
    Long allotment;

    @Nullable
    Long cap;

    @Nullable
    Long orderMaximum;

    @Nullable
    Long orderMinimum;

    @Nullable
    Long multiplesOf;

    @Nullable
    Long perBuyer;

    @Nullable
    WindowLimit perBuyerWindow;

    final Map<String, Long> perIdentity = new LinkedHashMap<>();
    final Map<String, Long> perChannel = new LinkedHashMap<>();
    final Set<String> regionsAllowed = new LinkedHashSet<>();
    final Set<String> regionsDenied = new LinkedHashSet<>();

    @Nullable
    Instant opensAt;

    @Nullable
    Instant closesAt;

    boolean isolated;
    final Map<String, Long> channelShares = new LinkedHashMap<>();

    @Nullable
    String backup;

    final Map<String, Long> parts = new LinkedHashMap<>();
    final Map<String, Long> gifts = new LinkedHashMap<>();
    List<Integer> alerts;

    @Nullable
    Duration paceAlert;

    SkuDraft(String sku, Tier tier, TierDefaults defaults) {
        this.sku = Objects.requireNonNull(sku, "sku");
        this.tier = Objects.requireNonNull(tier, "tier");
        this.defaults = Objects.requireNonNull(defaults, "defaults");
        orderMaximum = defaults.orderMaximum();
        perBuyer = defaults.perBuyer();
        isolated = defaults.isolated();
        alerts = defaults.alertLevels().percentages();
        paceAlert = defaults.paceAlert();
    }

    PlannedSku line() {
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
                sku, name, spec, tier, supply, units, cap, limits, window, shares, backup, parts, gifts, levels,
                paceAlert);
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
