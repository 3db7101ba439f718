package io.inventory4j.live.plan;

import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.limits.PurchaseRule;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a plan, found by SKU: an order costs as much as its own lines have limits, whatever the plan has.
 *
 * @param bySku the limits of each SKU, narrowed to it
 * @param timeless whether none of them looks at the time
 */
record PlanLimits(Map<String, List<ReservationPolicy>> bySku, boolean timeless) implements ReservationPolicy {
    /** The rules of this package, as refusals name them. */
    static final String CAP = "sale-cap";

    /** As {@link #CAP}. */
    static final String CHANNEL = "sale-channel";

    /**
     * A count of all units of one SKU in one sale, or of those that are sold through one channel.
     *
     * @param rule the rule's name
     * @param sku the SKU
     * @param channel the only channel that counts; null for all
     * @param charge the counter, of the sale's own
     */
    record SaleCount(String rule, String sku, @Nullable String channel, Charge charge) implements ReservationPolicy {
        @Override
        public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
            if (channel != null && !channel.equals(request.channel())) {
                return;
            }
            for (RequestLine line : request.lines()) {
                for (StockKey source : line.sources()) {
                    if (source.sku().equals(sku)) {
                        terms.chargeUnits(source, rule, charge);
                    }
                }
            }
        }

        @Override
        public boolean timeless() {
            return true;
        }
    }

    /** The limits of a plan, with those that were changed since. */
    static PlanLimits of(SalePlan plan, @Nullable IdentityKey key, Map<SkuLimit, Long> changes) {
        // A HashMap, because it sorts names of one hash code, which somebody may have chosen.
        Map<String, List<ReservationPolicy>> bySku = new HashMap<>();
        boolean timeless = true;
        for (PlannedSku line : plan.lines()) {
            List<ReservationPolicy> policies = new ArrayList<>();
            purchaseRules(plan, line, key, changes).forEach(rule -> policies.add(rule.forSkus(line.sku())));
            counts(plan, line, changes, policies);
            timeless &= policies.stream().allMatch(ReservationPolicy::timeless);
            bySku.put(line.sku(), List.copyOf(policies));
        }
        return new PlanLimits(bySku, timeless);
    }

    /** The limits that the library has. Those for the whole sale are a campaign's, so another sale counts anew. */
    private static List<PurchaseRule> purchaseRules(
            SalePlan plan, PlannedSku line, @Nullable IdentityKey key, Map<SkuLimit, Long> changes) {
        PlannedLimits limits = line.limits();
        String campaign = SaleNames.MARK + plan.name();
        List<PurchaseRule> rules = new ArrayList<>();
        if (!limits.regionsAllowed().isEmpty()) {
            rules.add(PurchaseLimits.regionsAllowed(limits.regionsAllowed()));
        }
        if (!limits.regionsDenied().isEmpty()) {
            rules.add(PurchaseLimits.regionsDenied(limits.regionsDenied()));
        }
        if (limits.orderMinimum() != null) {
            rules.add(PurchaseLimits.atLeast(limits.orderMinimum()));
        }
        if (limits.multiplesOf() != null) {
            rules.add(PurchaseLimits.multiplesOf(limits.multiplesOf()));
        }
        Long inOrder = units(line, SkuLimit.of(line.sku(), SkuLimit.Kind.ORDER_MAXIMUM), changes);
        if (inOrder != null) {
            rules.add(PurchaseLimits.perOrder(inOrder));
        }
        Long perBuyer = units(line, SkuLimit.of(line.sku(), SkuLimit.Kind.PER_BUYER), changes);
        if (perBuyer != null) {
            rules.add(PurchaseLimits.perBuyerInCampaign(campaign, perBuyer));
        }
        PlannedLimits.WindowLimit inWindow = limits.perBuyerWindow();
        if (inWindow != null) {
            rules.add(PurchaseLimits.perBuyer(inWindow.units(), inWindow.window()));
        }
        limits.perIdentity().forEach((kind, units) -> {
            if (key == null) {
                throw new IllegalStateException(SkuRules.about(line.sku()) + "a limit per identity, here of kind "
                        + kind + ", needs a key: call limits(key)");
            }
            rules.add(PurchaseLimits.perIdentityInCampaign(campaign, kind, units, key));
        });
        return rules;
    }

    /** Names fit into a counter's 200 code points: 5 + 40 for the sale, 9 and 40 for the channel, 100 for the SKU. */
    private static void counts(
            SalePlan plan, PlannedSku line, Map<SkuLimit, Long> changes, List<ReservationPolicy> policies) {
        String head = SaleNames.MARK + plan.name();
        for (String channel : channels(line).keySet()) {
            Long units = units(line, SkuLimit.ofChannel(line.sku(), channel), changes);
            policies.add(new SaleCount(
                    CHANNEL,
                    line.sku(),
                    channel,
                    Charge.of(head + "/channel/" + channel + "/" + line.sku(), Objects.requireNonNull(units))));
        }
        Long most = units(line, SkuLimit.of(line.sku(), SkuLimit.Kind.CAP), changes);
        if (most != null) {
            policies.add(new SaleCount(CAP, line.sku(), null, Charge.of(head + "/cap/" + line.sku(), most)));
        }
    }

    /** What may be sold through each channel: as the plan says, or its share of stock that is not kept apart. */
    private static Map<String, Long> channels(PlannedSku line) {
        Map<String, Long> channels = new LinkedHashMap<>(line.limits().perChannel());
        if (!line.shares().isolated()) {
            channels.putAll(line.shares().units());
        }
        return channels;
    }

    /** The units of a limit as the plan says; null where it has no such limit. */
    static @Nullable Long planned(PlannedSku line, SkuLimit limit) {
        return switch (limit.kind()) {
            case ORDER_MAXIMUM -> line.limits().orderMaximum();
            case PER_BUYER -> line.limits().perBuyer();
            case CHANNEL -> channels(line).get(String.valueOf(limit.channel()));
            case CAP -> line.saleLimit();
        };
    }

    static @Nullable Long units(PlannedSku line, SkuLimit limit, Map<SkuLimit, Long> changes) {
        Long changed = changes.get(limit);
        return changed == null ? planned(line, limit) : changed;
    }

    /**
     * Each limit sees the lines of its SKU only: the cost of an order grows with its lines, and not with their square.
     */
    @Override
    public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
        Map<String, List<RequestLine>> linesBySku = new LinkedHashMap<>();
        for (RequestLine line : request.lines()) {
            // A line may have several sources of one SKU.
            line.sources().stream()
                    .map(StockKey::sku)
                    .distinct()
                    .forEach(sku -> linesBySku
                            .computeIfAbsent(sku, any -> new ArrayList<>(1))
                            .add(line));
        }
        for (Map.Entry<String, List<RequestLine>> of : linesBySku.entrySet()) {
            List<ReservationPolicy> policies = bySku.getOrDefault(of.getKey(), List.of());
            if (!policies.isEmpty()) {
                ReserveRequest own = request.lines(of.getValue());
                policies.forEach(policy -> policy.judge(own, now, terms));
            }
        }
    }
}
