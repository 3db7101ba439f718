package io.inventory4j.live.plan;

import io.inventory4j.SafetyStock;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is of one SKU, and what may come, as the plan says it. Times are of the years 1970 to 9999.
 *
 * @param location where the units of the sale come from: 1 to 100 code points
 * @param onHand units there, 0 to 2^53 - 1
 * @param safetyStock what of them is withheld; a percentage is of {@code onHand}, rounded up
 * @param inTransit units that are on their way, 0 to 2^53 - 1
 * @param inTransitDue when they arrive, or null where that is not known
 * @param replenishment units that may be made or bought, 0 to 2^53 - 1
 * @param replenishmentDue when they arrive; given with {@code replenishment}, and only with it
 * @param underInspection returned units that are not yet back in stock, 0 to 2^53 - 1
 * @param transferable units that other locations can give, at least 1 each, by location, in order of preference
 */
public record PlannedSupply(
        String location,
        long onHand,
        SafetyStock safetyStock,
        long inTransit,
        @Nullable Instant inTransitDue,
        long replenishment,
        @Nullable Instant replenishmentDue,
        long underInspection,
        Map<String, Long> transferable) {

    /** A kit's: it has no goods of its own. */
    private static final PlannedSupply NONE = onHand(StockKey.MAIN, 0, SafetyStock.units(0));

    /**
     * Checks and copies.
     *
     * @throws PlanException if a value is out of its bounds, or two do not fit together
     */
    public PlannedSupply {
        Objects.requireNonNull(safetyStock, "safetyStock");
        transferable = Faults.copy(transferable);
        Faults faults = new Faults();
        faults.name(PlanColumn.LOCATION, "location", location);
        faults.within(PlanColumn.ON_HAND, "on hand", onHand, 0, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.IN_TRANSIT, "in transit", inTransit, 0, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.REPLENISHMENT, "replenishment", replenishment, 0, Bounds.MAX_QUANTITY);
        faults.within(PlanColumn.UNDER_INSPECTION, "under inspection", underInspection, 0, Bounds.MAX_QUANTITY);
        faults.listed(PlanColumn.TRANSFERABLE, "transferable", transferable, 1);
        faults.instant(PlanColumn.IN_TRANSIT_DUE, "in transit due", inTransitDue);
        faults.instant(PlanColumn.REPLENISHMENT_DUE, "replenishment due", replenishmentDue);
        if (transferable.containsKey(location)) {
            faults.add(PlanColumn.TRANSFERABLE, "transferable names " + location + ", where the units already are");
        }
        if (inTransit == 0 && inTransitDue != null) {
            faults.add(PlanColumn.IN_TRANSIT_DUE, "in transit due is " + inTransitDue + ", but in transit is 0");
        }
        if (replenishment == 0 && replenishmentDue != null) {
            faults.add(
                    PlanColumn.REPLENISHMENT_DUE,
                    "replenishment due is " + replenishmentDue + ", but replenishment is 0");
        }
        if (replenishment > 0 && replenishmentDue == null) {
            faults.add(PlanColumn.REPLENISHMENT, "replenishment is " + replenishment + ", but no time says when");
        }
        if (onHand >= 0 && onHand <= Bounds.MAX_QUANTITY && safetyUnits(onHand, safetyStock) > onHand) {
            faults.add(
                    PlanColumn.SAFETY_STOCK,
                    "safety stock is " + safetyUnits(onHand, safetyStock) + " units; it must be at most " + onHand
                            + ", the units on hand");
        }
        faults.throwIfAny();
    }

    /**
     * Units at a location, of which some are withheld, and no others to come.
     *
     * @param location where they are
     * @param onHand units
     * @param safetyStock what of them is withheld
     * @return the supply
     */
    public static PlannedSupply onHand(String location, long onHand, SafetyStock safetyStock) {
        return new PlannedSupply(location, onHand, safetyStock, 0, null, 0, null, 0, Map.of());
    }

    private static long safetyUnits(long onHand, SafetyStock safetyStock) {
        if (safetyStock instanceof SafetyStock.Units fixed) {
            return fixed.units();
        }
        return SafetyStock.percentOf(onHand, ((SafetyStock.PercentOfOpening) safetyStock).percent());
    }

    /**
     * What is withheld.
     *
     * @return units, 0 to {@link #onHand}
     */
    public long safetyUnits() {
        return safetyUnits(onHand, safetyStock);
    }

    /**
     * What may be sold.
     *
     * @return on hand less the safety stock
     */
    public long sellable() {
        return onHand - safetyUnits();
    }

    /** Whether there is nothing, as a kit has it. */
    boolean nothing() {
        return equals(
                new PlannedSupply(location, NONE.onHand, NONE.safetyStock, 0, null, 0, null, 0, NONE.transferable));
    }
}
