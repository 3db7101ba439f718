package io.inventory4j.core.limits;

import io.inventory4j.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * The policies that shops use: limits per order, buyer, time, campaign, channel and region, lists of who is served, and
 * floors. Combine them with {@link PurchaseRule#and}; narrow each with {@link PurchaseRule#forSkus}.
 *
 * <p>A limit on units counts each SKU separately, over all its locations; {@link PurchaseLimit#acrossSkus} counts all
 * SKUs together. Units that are given back before shipment stop counting; shipped units go on counting, even when they
 * are returned.
 *
 * <p>A refusal names its rule: {@code per-order}, {@code per-buyer}, {@code per-buyer-window}, {@code per-buyer-day},
 * {@code campaign}, {@code channel}, {@code region}, {@code orders-per-buyer}, {@code orders-per-buyer-window},
 * {@code orders-per-buyer-day}, {@code channel-allowed}, {@code channel-denied}, {@code region-allowed} or
 * {@code region-denied}. Every limit is 0 to 2^53 - 1 units or orders, else an {@link IllegalArgumentException}.
 */
public final class PurchaseLimits {
    private PurchaseLimits() {}

    /**
     * At most {@code limit} units in one order. A refusal's subject is the key of the line that exceeds the limit, and
     * its {@code remaining} is the limit.
     *
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perOrder(long limit) {
        return ScopedRule.of(new OrderSize(limit));
    }

    /**
     * At most {@code limit} units a buyer, without end: also after the store has forgotten the buyer's reservations.
     *
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perBuyer(long limit) {
        return ScopedRule.of(UnitCount.ofBuyer("per-buyer", limit, null));
    }

    /**
     * At most {@code limit} units a buyer in each time window. Windows follow each other without a gap, one begins at
     * the epoch (1970-01-01T00:00Z), and a unit counts in the window in which it was reserved.
     *
     * @param limit units
     * @param window how long a window is: 1 ms to 400 days, whole milliseconds
     * @return the limit
     */
    public static PurchaseLimit perBuyer(long limit, Duration window) {
        return ScopedRule.of(UnitCount.ofBuyer("per-buyer-window", limit, TimeWindows.every(window)));
    }

    /**
     * At most {@code limit} units a buyer and calendar day.
     *
     * @param limit units
     * @param zone where the day begins and ends
     * @return the limit
     */
    public static PurchaseLimit perBuyerAndDay(long limit, ZoneId zone) {
        return ScopedRule.of(UnitCount.ofBuyer("per-buyer-day", limit, TimeWindows.days(zone)));
    }

    /**
     * At most {@code limit} units a buyer in a campaign. Units bought outside the campaign do not count.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perBuyerInCampaign(String campaign, long limit) {
        return ScopedRule.of(UnitCount.inCampaign(campaign, limit));
    }

    /**
     * At most {@code limit} units a buyer in a campaign on some SKUs.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param limit units
     * @param skus the SKUs of the campaign
     * @return the limit
     */
    public static PurchaseLimit perBuyerInCampaign(String campaign, long limit, Set<String> skus) {
        return perBuyerInCampaign(campaign, limit).forSkus(skus);
    }

    /**
     * At most {@code limit} units through one channel. Requests from other channels are not limited.
     *
     * @param channel the channel, as {@link ReserveRequest#channel} names it
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perChannel(String channel, long limit) {
        return ScopedRule.of(UnitCount.ofPlace(Place.CHANNEL, channel, limit));
    }

    /**
     * At most {@code limit} units into one region. Requests from other regions are not limited.
     *
     * @param region the region, as {@link ReserveRequest#region} names it
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perRegion(String region, long limit) {
        return ScopedRule.of(UnitCount.ofPlace(Place.REGION, region, limit));
    }

    /**
     * At most {@code limit} orders a buyer. Narrowed to some SKUs, it counts the orders that have one of them.
     *
     * @param limit orders
     * @return the rule
     */
    public static PurchaseRule ordersPerBuyer(long limit) {
        return ScopedRule.of(new OrderCount("orders-per-buyer", limit, null));
    }

    /**
     * At most {@code limit} orders a buyer in each time window.
     *
     * @param limit orders
     * @param window how long a window is: 1 ms to 400 days, whole milliseconds
     * @return the rule
     */
    public static PurchaseRule ordersPerBuyer(long limit, Duration window) {
        return ScopedRule.of(new OrderCount("orders-per-buyer-window", limit, TimeWindows.every(window)));
    }

    /**
     * At most {@code limit} orders a buyer and calendar day.
     *
     * @param limit orders
     * @param zone where the day begins and ends
     * @return the rule
     */
    public static PurchaseRule ordersPerBuyerAndDay(long limit, ZoneId zone) {
        return ScopedRule.of(new OrderCount("orders-per-buyer-day", limit, TimeWindows.days(zone)));
    }

    /**
     * Sells through these channels only. A request without a channel is refused, with an empty subject.
     *
     * @param channels the channels
     * @return the rule
     */
    public static PurchaseRule channelsAllowed(Set<String> channels) {
        return ScopedRule.of(PlaceList.allowed(Place.CHANNEL, channels));
    }

    /**
     * Sells through all channels but these. A request without a channel passes.
     *
     * @param channels the channels
     * @return the rule
     */
    public static PurchaseRule channelsDenied(Set<String> channels) {
        return ScopedRule.of(PlaceList.denied(Place.CHANNEL, channels));
    }

    /**
     * Sells into these regions only. A request without a region is refused, with an empty subject.
     *
     * @param regions the regions
     * @return the rule
     */
    public static PurchaseRule regionsAllowed(Set<String> regions) {
        return ScopedRule.of(PlaceList.allowed(Place.REGION, regions));
    }

    /**
     * Sells into all regions but these. A request without a region passes.
     *
     * @param regions the regions
     * @return the rule
     */
    public static PurchaseRule regionsDenied(Set<String> regions) {
        return ScopedRule.of(PlaceList.denied(Place.REGION, regions));
    }

    /**
     * Lets a line be sold beyond what is available, by up to {@code units} at each location.
     *
     * @param units how far below zero what is available may fall
     * @return the rule
     */
    public static PurchaseRule backorder(long units) {
        return floor(-Bounds.limit("backorder", units));
    }

    /**
     * Keeps {@code units} of a line, at each location, from those who buy under this policy. Of several floors the
     * highest applies.
     *
     * @param units what must stay available
     * @return the rule
     */
    public static PurchaseRule keep(long units) {
        return floor(Bounds.limit("keep", units));
    }

    private static PurchaseRule floor(long floor) {
        return ScopedRule.of((request, scope, now, terms) -> {
            for (ReserveRequest.Line line : request.lines()) {
                terms.floor(line.key(), floor);
            }
        });
    }
}
