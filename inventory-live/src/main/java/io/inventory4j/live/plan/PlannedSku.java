package io.inventory4j.live.plan;

import io.inventory4j.alert.AlertLevels;
import io.inventory4j.order.Kit;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a plan: a SKU, or a kit of other lines. {@link #of} begins one with the defaults of its tier. Immutable.
 *
 * <p>A kit has parts, and no goods of its own: its allotment is how many kits the sale may sell. It is sold where its
 * parts are.
 *
 * @param sku the stock keeping unit, or the kit's name: 1 to 100 code points, without a blank at an end
 * @param name what people call it, 0 to 200 code points
 * @param spec its specification, such as colour and size, 0 to 200 code points
 * @param tier what it is for in the sale
 * @param supply what there is of it, and what may come
 * @param allotment units that the sale gets at its opening: 0 to what is {@linkplain #sellable sellable}
 * @param cap the most units that the sale may ever sell of it, also after it was topped up, 1 to 2^53 - 1; or null
 * @param limits who may buy how much
 * @param window from when to when it is sold
 * @param shares where the allotment is sold
 * @param backup the SKU that is offered in its place once it is sold out, or null
 * @param parts units by SKU in one kit; empty for goods
 * @param gifts units by SKU that go with one unit of it, while there are any
 * @param alertLevels when alerts are sent, in percent of the allotment: 1 to 10 of them
 * @param paceAlert an alert is sent when the units that are left would be sold within this time if it goes on as in the
 *     last minutes: 1 minute to 24 hours, whole minutes; or null for no such alert
 */
public record PlannedSku(
        String sku,
        String name,
        String spec,
        Tier tier,
        PlannedSupply supply,
        long allotment,
        @Nullable Long cap,
        PlannedLimits limits,
        Window window,
        ChannelShares shares,
        @Nullable String backup,
        Map<String, Long> parts,
        Map<String, Long> gifts,
        AlertLevels alertLevels,
        @Nullable Duration paceAlert) {

    /**
     * Checks and copies.
     *
     * @throws PlanException if a value is out of its bounds, or two do not fit together
     */
    public PlannedSku {
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(window, "window");
        parts = Faults.copy(parts);
        gifts = Faults.copy(gifts);
        SkuRules rules = new SkuRules(sku);
        rules.names(name, spec, backup);
        rules.others(parts, gifts, supply);
        rules.allotment(allotment, cap, parts.isEmpty() ? supply.sellable() : Bounds.MAX_QUANTITY);
        rules.channels(allotment, shares, limits);
        rules.smallestOrder(allotment, cap, limits);
        rules.alerts(alertLevels, paceAlert);
        rules.throwIfAny();
    }

    /**
     * Begins a line with the standard defaults of its tier.
     *
     * @param sku the stock keeping unit, or the kit's name
     * @param tier its tier
     * @return a builder
     */
    public static PlannedSkuBuilder of(String sku, Tier tier) {
        return of(sku, tier, TierDefaults.of(TierDefaults.standard(), tier));
    }

    /**
     * Begins a line with a shop's own defaults.
     *
     * @param sku the stock keeping unit, or the kit's name
     * @param tier its tier
     * @param defaults what it has unless the builder is told otherwise
     * @return a builder
     */
    public static PlannedSkuBuilder of(String sku, Tier tier, TierDefaults defaults) {
        return new PlannedSkuBuilder(sku, tier, defaults);
    }

    /**
     * The stock line that its units come from.
     *
     * @return the SKU at the location of its supply
     */
    public StockKey key() {
        return StockKey.of(sku, supply.location());
    }

    /**
     * Whether it is made of other lines.
     *
     * @return true if it has parts
     */
    public boolean isKit() {
        return !parts.isEmpty();
    }

    /**
     * What may be sold of it: on hand less the safety stock; of a kit, its allotment.
     *
     * @return units
     */
    public long sellable() {
        return isKit() ? allotment : supply.sellable();
    }

    /**
     * The most that orders of the sale may take of it, by a count of the sale's own. In shared stock the allotment is
     * such a limit, since it is not kept apart.
     *
     * @return units, or null where there is no limit but the stock
     */
    public @Nullable Long saleLimit() {
        if (shares.isolated()) {
            return cap;
        }
        return cap == null ? allotment : Math.min(cap, allotment);
    }

    /** Whether a buyer of another SKU can have this one, on whatever channel he is. */
    boolean soldWhere(PlannedSku other) {
        return forAll()
                || (!other.forAll()
                        && shares.units()
                                .keySet()
                                .containsAll(other.shares.units().keySet()));
    }

    /** Whether there are units for all channels: they are not kept apart, or some are given to none. */
    private boolean forAll() {
        long given = shares.units().values().stream().mapToLong(Long::longValue).sum();
        return !shares.isolated() || given == 0 || given < allotment;
    }

    /**
     * The kit as orders have it, with an allotment and with its gifts.
     *
     * @param location where it is sold
     * @return the kit
     * @throws IllegalStateException if it has no parts
     */
    public Kit kit(String location) {
        if (!isKit()) {
            throw new IllegalStateException(sku + " is no kit: it has no parts");
        }
        Kit kit = Kit.named(sku).at(location).allotted();
        for (Map.Entry<String, Long> part : parts.entrySet()) {
            kit = kit.part(part.getKey(), part.getValue());
        }
        for (Map.Entry<String, Long> gift : gifts.entrySet()) {
            kit = kit.gift(gift.getKey(), gift.getValue());
        }
        return kit;
    }
}
