package io.inventory4j.live.plan;

import io.inventory4j.SafetyStock;
import io.inventory4j.live.plan.PlannedLimits.WindowLimit;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link PlannedSku}. What it is not told comes from the defaults of the tier. Values are checked by
 * {@link #build}, which says everything that is wrong at once. For one thread.
 */
public final class PlannedSkuBuilder {
    private final SkuDraft draft;

    PlannedSkuBuilder(String sku, Tier tier, TierDefaults defaults) {
        draft = new SkuDraft(sku, tier, defaults);
    }

    /**
     * What people call it.
     *
     * @param text 0 to 200 code points
     * @return this builder
     */
    public PlannedSkuBuilder name(String text) {
        draft.name = Objects.requireNonNull(text, "name");
        return this;
    }

    /**
     * Its specification, such as colour and size.
     *
     * @param text 0 to 200 code points
     * @return this builder
     */
    public PlannedSkuBuilder spec(String text) {
        draft.spec = Objects.requireNonNull(text, "spec");
        return this;
    }

    /**
     * Where its units come from: {@link StockKey#MAIN} unless said.
     *
     * @param place the location
     * @return this builder
     */
    public PlannedSkuBuilder location(String place) {
        draft.location = Objects.requireNonNull(place, "location");
        return this;
    }

    /**
     * What is there. Needed, but for a kit.
     *
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder onHand(long units) {
        draft.onHand = units;
        return this;
    }

    /**
     * What is withheld: unless said, the percentage of its tier.
     *
     * @param safety at most what is on hand; a percentage is of what is on hand, rounded up
     * @return this builder
     */
    public PlannedSkuBuilder safety(SafetyStock safety) {
        draft.safetyStock = safety;
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
        draft.inTransit = units;
        draft.inTransitDue = due;
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
        draft.replenishment = units;
        draft.replenishmentDue = due;
        return this;
    }

    /**
     * Returned units that are not yet back in stock.
     *
     * @param units 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder underInspection(long units) {
        draft.underInspection = units;
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
        draft.transferable.put(from, units);
        return this;
    }

    /**
     * What the sale gets at its opening. Unless said, the percentage of its tier; needed for a kit.
     *
     * @param units 0 to what is sellable; of a kit, 0 to 2^53 - 1
     * @return this builder
     */
    public PlannedSkuBuilder allotment(long units) {
        draft.allotment = units;
        return this;
    }

    /**
     * The most that the sale may ever sell, whoever buys, as in "only 1,000 in this room".
     *
     * @param units 1 to 2^53 - 1, or null for no cap
     * @return this builder
     */
    public PlannedSkuBuilder cap(@Nullable Long units) {
        draft.cap = units;
        return this;
    }

    /**
     * The most in one order.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder orderMaximum(@Nullable Long units) {
        draft.orderMaximum = units;
        return this;
    }

    /**
     * The fewest in one order.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder orderMinimum(@Nullable Long units) {
        draft.orderMinimum = units;
        return this;
    }

    /**
     * Whole packs only.
     *
     * @param units a pack's, 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder multiplesOf(@Nullable Long units) {
        draft.multiplesOf = units;
        return this;
    }

    /**
     * The most for one buyer in the sale.
     *
     * @param units 1 to 2^53 - 1, or null for no limit
     * @return this builder
     */
    public PlannedSkuBuilder perBuyer(@Nullable Long units) {
        draft.perBuyer = units;
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
        draft.perBuyerWindow = new WindowLimit(units, window);
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
        draft.perIdentity.put(kind, units);
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
        draft.perChannel.put(channel, units);
        return this;
    }

    /**
     * Regions that are sold into, and no others.
     *
     * @param regions more regions
     * @return this builder
     */
    public PlannedSkuBuilder regionsAllowed(String... regions) {
        draft.regionsAllowed.addAll(List.of(regions));
        return this;
    }

    /**
     * Regions that are not sold into.
     *
     * @param regions more regions
     * @return this builder
     */
    public PlannedSkuBuilder regionsDenied(String... regions) {
        draft.regionsDenied.addAll(List.of(regions));
        return this;
    }

    /**
     * The first instant at which it sells.
     *
     * @param at whole milliseconds, of the years 1970 to 9999, or null for no beginning
     * @return this builder
     */
    public PlannedSkuBuilder opensAt(@Nullable Instant at) {
        draft.opensAt = at;
        return this;
    }

    /**
     * The first instant at which it sells no more.
     *
     * @param at whole milliseconds, after the first one, or null for no end
     * @return this builder
     */
    public PlannedSkuBuilder closesAt(@Nullable Instant at) {
        draft.closesAt = at;
        return this;
    }

    /**
     * Whether the allotment is moved to lines of the sale. Unless said, as its tier has it.
     *
     * @param apart true to move it, false to leave it beside the shop's other sales
     * @return this builder
     */
    public PlannedSkuBuilder isolated(boolean apart) {
        draft.isolated = apart;
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
        draft.channelShares.put(channel, units);
        return this;
    }

    /**
     * What is offered in its place once it is sold out.
     *
     * @param other another SKU of the plan, or null
     * @return this builder
     */
    public PlannedSkuBuilder backup(@Nullable String other) {
        draft.backup = other;
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
        draft.parts.put(other, units);
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
        draft.gifts.put(other, units);
        return this;
    }

    /**
     * When alerts are sent, in percent of the allotment; 0 is sold out.
     *
     * @param percentages 1 to 10 numbers from 99 down to 0, each below the one before
     * @return this builder
     */
    public PlannedSkuBuilder alerts(int... percentages) {
        draft.alerts = IntStream.of(percentages).boxed().toList();
        return this;
    }

    /**
     * When an alert is sent for its pace: it would be sold out within this time if it goes on like this.
     *
     * @param within 1 minute to 24 hours, whole minutes, or null for no such alert
     * @return this builder
     */
    public PlannedSkuBuilder paceAlert(@Nullable Duration within) {
        draft.paceAlert = within;
        return this;
    }

    /**
     * Makes the line.
     *
     * @return the line
     * @throws PlanException with everything that is wrong
     */
    public PlannedSku build() {
        return draft.line();
    }
}
