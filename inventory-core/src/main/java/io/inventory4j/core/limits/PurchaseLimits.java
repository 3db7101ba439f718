package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies that shops use: limits per order, buyer, identity, time, campaign, channel and region, lists of who is
 * served, and floors. Combine them with {@link PurchaseRule#and}; narrow each with {@link PurchaseRule#forSkus}.
 *
 * <p>A limit on units counts each SKU separately, over all its locations; {@link PurchaseLimit#acrossSkus} counts all
 * SKUs together. Units that are given back before shipment stop counting; shipped units go on counting, even when they
 * are returned.
 *
 * <p>Of a line that may choose (rule 1.9), counts have the units that it was granted, where they were taken. Rules
 * about one order refuse single sources of it, which then give nothing: {@link #perOrder} judges it with the fixed
 * lines and the flexible ones before it, as if all its units came from there; a list of channels or regions refuses the
 * sources of its SKUs. An order is refused by such a rule if that leaves a line no source, but for a gift, which is
 * left out.
 *
 * <p>A refusal names its rule: {@code per-order}, {@code at-least}, {@code multiples-of}, {@code per-buyer},
 * {@code per-buyer-window}, {@code per-buyer-day}, {@code per-identity/kind}, {@code per-identity-window/kind},
 * {@code per-identity-day/kind}, {@code campaign}, {@code campaign-identity/kind}, {@code campaign-total},
 * {@code channel}, {@code region}, {@code orders-per-buyer}, {@code orders-per-buyer-window},
 * {@code orders-per-buyer-day}, {@code channel-allowed}, {@code channel-denied}, {@code region-allowed},
 * {@code region-denied} or {@code keep}. Every limit is 0 to 2^53 - 1 units or orders, else an
 * {@link IllegalArgumentException}.
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
     * At least {@code units} of a SKU in an order that has it, over all its locations. An order of fewer is refused as
     * {@link Reason#NOT_ALLOWED}. The subject is the key of its first line with that SKU, and {@code remaining} is
     * {@code units}: what the order may have instead.
     *
     * <p>What is given back later, in part, is not judged. With {@link PurchaseLimit#acrossSkus} all SKUs are summed.
     * Gifts are not looked at. A line that splits gets nothing of the SKU, and one that may choose it has to be right
     * together with the fixed lines alone, since the other lines that choose may take other SKUs.
     *
     * @param units the fewest, 1 to 2^53 - 1
     * @return the limit
     */
    public static PurchaseLimit atLeast(long units) {
        return ScopedRule.of(OrderQuantity.atLeast(units));
    }

    /**
     * Whole packs only: a multiple of {@code units} of a SKU in an order, over all its locations. Another quantity is
     * refused as {@link Reason#NOT_ALLOWED}. The subject is the key of the order's first line with that SKU, and
     * {@code remaining} is what the order may have instead: as many whole packs as there are in it, or else one.
     *
     * <p>What is given back later, in part, is not judged. With {@link PurchaseLimit#acrossSkus} all SKUs are summed,
     * so a pack may be mixed. Gifts and lines that may choose are judged as by {@link #atLeast}.
     *
     * @param units a pack's, 1 to 2^53 - 1
     * @return the limit
     */
    public static PurchaseLimit multiplesOf(long units) {
        return ScopedRule.of(OrderQuantity.multiplesOf(units));
    }

    /**
     * At most {@code limit} units a buyer, without end: also after the store has forgotten the buyer's reservations.
     *
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perBuyer(long limit) {
        return ScopedRule.of(UnitCount.of(Party.BUYER, "per-buyer", limit, null));
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
        return ScopedRule.of(UnitCount.of(Party.BUYER, "per-buyer-window", limit, TimeWindows.every(window)));
    }

    /**
     * At most {@code limit} units a buyer and calendar day.
     *
     * @param limit units
     * @param zone where the day begins and ends
     * @return the limit
     */
    public static PurchaseLimit perBuyerAndDay(long limit, ZoneId zone) {
        return ScopedRule.of(UnitCount.of(Party.BUYER, "per-buyer-day", limit, TimeWindows.days(zone)));
    }

    /**
     * At most {@code limit} units a buyer in a campaign. Units bought outside the campaign do not count.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param limit units
     * @return the limit
     */
    public static PurchaseLimit perBuyerInCampaign(String campaign, long limit) {
        return ScopedRule.of(UnitCount.inCampaign(Party.BUYER, "campaign", campaign, limit));
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
     * At most {@code limit} units for each identity of one kind, without end, whoever buys: two per device, though it
     * has ten accounts. A request names them by {@link ReserveRequest#identity}. The counter is
     * {@code per-identity/kind/hash/sku}, where the hash is that of {@link IdentityKey}.
     *
     * <p>A late payment takes units again under the same limits only if {@code confirmOrReacquire} is given the same
     * identities: what it does not name is counted again, but not limited. Where one is {@link IdentityLimit#required}
     * and missing, it is a refund.
     *
     * @param kind the kind, 1 to 200 code points
     * @param limit units
     * @param key hashes identities
     * @return the limit
     */
    public static IdentityLimit perIdentity(String kind, long limit, IdentityKey key) {
        return perIdentity("per-identity", kind, limit, null, key);
    }

    /**
     * At most {@code limit} units for each identity of one kind in each time window, as {@link #perBuyer(long,
     * Duration)} cuts time.
     *
     * @param kind the kind, 1 to 200 code points
     * @param limit units
     * @param window how long a window is: 1 ms to 400 days, whole milliseconds
     * @param key hashes identities
     * @return the limit
     */
    public static IdentityLimit perIdentity(String kind, long limit, Duration window, IdentityKey key) {
        return perIdentity("per-identity-window", kind, limit, TimeWindows.every(window), key);
    }

    /**
     * At most {@code limit} units for each identity of one kind and calendar day.
     *
     * @param kind the kind, 1 to 200 code points
     * @param limit units
     * @param zone where the day begins and ends
     * @param key hashes identities
     * @return the limit
     */
    public static IdentityLimit perIdentityAndDay(String kind, long limit, ZoneId zone, IdentityKey key) {
        return perIdentity("per-identity-day", kind, limit, TimeWindows.days(zone), key);
    }

    private static IdentityLimit perIdentity(
            String rule, String kind, long limit, @Nullable TimeWindows windows, IdentityKey key) {
        return ScopedIdentityLimit.of(UnitCount.of(new Party.OfIdentity(kind, key, false), rule, limit, windows));
    }

    /**
     * At most {@code limit} units for each identity of one kind in a campaign. Units bought outside the campaign do not
     * count.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param kind the kind, 1 to 200 code points
     * @param limit units
     * @param key hashes identities
     * @return the limit
     */
    public static IdentityLimit perIdentityInCampaign(String campaign, String kind, long limit, IdentityKey key) {
        Party party = new Party.OfIdentity(kind, key, false);
        return ScopedIdentityLimit.of(UnitCount.inCampaign(party, "campaign-identity", campaign, limit));
    }

    /**
     * At most {@code limit} units for each identity of one kind in a campaign on some SKUs.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param kind the kind, 1 to 200 code points
     * @param limit units
     * @param key hashes identities
     * @param skus the SKUs of the campaign
     * @return the limit
     */
    public static IdentityLimit perIdentityInCampaign(
            String campaign, String kind, long limit, IdentityKey key, Set<String> skus) {
        return perIdentityInCampaign(campaign, kind, limit, key).forSkus(skus);
    }

    /**
     * At most {@code limit} units in a campaign as a whole: all buyers, all SKUs and all locations together. Units
     * bought outside the campaign do not count. The count is {@code campaign-total/campaign}, and it outlives a change
     * of the campaign's SKUs. All orders of the campaign charge that one counter.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param limit units
     * @return the rule
     */
    public static PurchaseRule campaignTotal(String campaign, long limit) {
        return ScopedRule.of(UnitCount.inCampaign(Party.EVERYBODY, "campaign-total", campaign, limit))
                .acrossSkus();
    }

    /**
     * At most {@code limit} units in a campaign as a whole on some SKUs.
     *
     * @param campaign the campaign's name, which no other campaign has
     * @param limit units
     * @param skus the SKUs of the campaign
     * @return the rule
     */
    public static PurchaseRule campaignTotal(String campaign, long limit, Set<String> skus) {
        return campaignTotal(campaign, limit).forSkus(skus);
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
        return floor("backorder", -Bounds.limit("backorder", units));
    }

    /**
     * Keeps {@code units} of a line, at each location, from those who buy under this policy. Of several floors the
     * highest applies.
     *
     * <p>A refusal is {@link Reason#OUT_OF_STOCK}. It names this rule if something remains and there would be enough
     * without it. If nothing remains, it names none: whether units are kept is then not known.
     *
     * @param units what must stay available
     * @return the rule
     */
    public static PurchaseRule keep(long units) {
        return floor("keep", Bounds.limit("keep", units));
    }

    private static PurchaseRule floor(String rule, long floor) {
        return ScopedRule.of((request, scope, now, terms) ->
                scope.forEachSource(request, (line, key) -> terms.floor(key, rule, floor)));
    }
}
