package io.inventory4j.live.plan;

import io.inventory4j.alert.AlertLevels;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a plan has where it does not say so itself. Data, so a shop may give its own. The standard ones:
 *
 * <table>
 * <caption>Standard defaults by tier</caption>
 * <tr><th>tier</th><th>safety</th><th>allotment</th><th>stock</th><th>order</th><th>buyer</th><th>alerts</th>
 * <th>pace</th></tr>
 * <tr><td>TRAFFIC</td><td>10%</td><td>100%</td><td>isolated</td><td>1</td><td>1</td><td>20, 10, 0</td><td>-</td></tr>
 * <tr><td>HERO</td><td>5%</td><td>70%</td><td>isolated</td><td>-</td><td>-</td><td>40, 20, 10, 0</td><td>10m</td></tr>
 * <tr><td>PROFIT</td><td>5%</td><td>100%</td><td>shared</td><td>-</td><td>-</td><td>20, 10, 0</td><td>-</td></tr>
 * <tr><td>IMAGE</td><td>8%</td><td>100%</td><td>shared</td><td>-</td><td>-</td><td>20, 10, 0</td><td>-</td></tr>
 * <tr><td>LONG_TAIL</td><td>10%</td><td>100%</td><td>shared</td><td>-</td><td>-</td><td>20, 10, 0</td><td>-</td></tr>
 * </table>
 *
 * <p>A traffic item is exact and one for each buyer. A hero keeps 30 percent back for a release in steps, and alerts
 * early and by its pace too, since its replenishment takes time. Of a long tail's few units a larger part is
 * withheld, since one unit that was counted wrongly weighs more.
 *
 * @param safetyPercent what is withheld of what is on hand, 0 to 100
 * @param allotmentPercent what the sale gets of what may be sold, 0 to 100, rounded down
 * @param isolated whether the allotment is moved to lines of the sale
 * @param orderMaximum the most in one order, or null
 * @param perBuyer the most for one buyer in the sale, or null
 * @param alertLevels when alerts are sent, of the allotment
 * @param paceAlert an alert is sent when the units that are left would be sold within this time: 1 minute to 24 hours,
 *     whole minutes; or null for no such alert
 */
public record TierDefaults(
        int safetyPercent,
        int allotmentPercent,
        boolean isolated,
        @Nullable Long orderMaximum,
        @Nullable Long perBuyer,
        AlertLevels alertLevels,
        @Nullable Duration paceAlert) {
    private static final Duration HERO_PACE_ALERT = Duration.ofMinutes(10);
    private static final Map<Tier, TierDefaults> STANDARD = standardTable();

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of bounds
     */
    public TierDefaults {
        Bounds.within("safetyPercent", safetyPercent, 0, 100);
        Bounds.within("allotmentPercent", allotmentPercent, 0, 100);
        Objects.requireNonNull(alertLevels, "alertLevels");
        if (orderMaximum != null) {
            Bounds.quantity("orderMaximum", orderMaximum);
        }
        if (perBuyer != null) {
            Bounds.quantity("perBuyer", perBuyer);
        }
        SkuRules.paceAlert(paceAlert);
    }

    private static Map<Tier, TierDefaults> standardTable() {
        AlertLevels three = AlertLevels.standard();
        AlertLevels four = AlertLevels.percentOfOpening(40, 20, 10, 0);
        Map<Tier, TierDefaults> table = new EnumMap<>(Tier.class);
        table.put(Tier.TRAFFIC, new TierDefaults(10, 100, true, 1L, 1L, three, null));
        table.put(Tier.HERO, new TierDefaults(5, 70, true, null, null, four, HERO_PACE_ALERT));
        table.put(Tier.PROFIT, new TierDefaults(5, 100, false, null, null, three, null));
        table.put(Tier.IMAGE, new TierDefaults(8, 100, false, null, null, three, null));
        table.put(Tier.LONG_TAIL, new TierDefaults(10, 100, false, null, null, three, null));
        return Collections.unmodifiableMap(table);
    }

    /**
     * The standard defaults.
     *
     * @return one for each tier
     */
    public static Map<Tier, TierDefaults> standard() {
        return STANDARD;
    }

    /** A copy that has all tiers: those that a shop does not name are standard. */
    static Map<Tier, TierDefaults> completed(Map<Tier, TierDefaults> some) {
        Map<Tier, TierDefaults> all = new EnumMap<>(STANDARD);
        all.putAll(some);
        return Collections.unmodifiableMap(all);
    }

    static TierDefaults of(Map<Tier, TierDefaults> table, Tier tier) {
        return Objects.requireNonNull(table.get(tier), "tier");
    }
}
