package io.inventory4j.live.plan;

import io.inventory4j.Inventory;
import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.stock.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a live sale sells. Immutable, thread-safe.
 *
 * @param name the sale's name, which no other sale has: 1 to 40 letters A to Z, digits, dots, underscores and hyphens,
 *     since it becomes part of ids
 * @param lines 1 to 10,000 lines, each of another SKU, in the order in which they are shown
 */
public record SalePlan(String name, List<PlannedSku> lines) {
    /** The most lines of a plan. */
    public static final int MAX_LINES = 10_000;

    /**
     * Checks and copies: what no line can see alone.
     *
     * @throws PlanException if the lines do not fit together
     * @throws IllegalArgumentException if the name or the number of lines is out of bounds
     */
    public SalePlan {
        SaleNames.check("sale", name);
        lines = List.copyOf(lines);
        Bounds.size("lines", lines.size(), 1, MAX_LINES);
        Faults faults = new Faults();
        new PlanRules(lines).check((line, column, message) -> faults.add(column, message));
        faults.throwIfAny();
    }

    /**
     * A plan.
     *
     * @param name the sale's name
     * @param lines its lines
     * @return the plan
     */
    public static SalePlan of(String name, PlannedSku... lines) {
        return new SalePlan(name, List.of(lines));
    }

    /**
     * The line of a SKU. Looks through all lines; {@link #bySku} is for many.
     *
     * @param sku the SKU
     * @return its line, or empty where the plan has none
     */
    public Optional<PlannedSku> line(String sku) {
        return lines.stream().filter(line -> line.sku().equals(sku)).findFirst();
    }

    /**
     * The lines by their SKU.
     *
     * @return a copy
     */
    public Map<String, PlannedSku> bySku() {
        return lines.stream().collect(Collectors.toUnmodifiableMap(PlannedSku::sku, Function.identity()));
    }

    /**
     * The same plan with another line in the place of the one of its SKU.
     *
     * @param changed the line
     * @return a copy
     * @throws IllegalArgumentException if the plan has no line of the SKU
     */
    public SalePlan with(PlannedSku changed) {
        List<PlannedSku> others = new ArrayList<>(lines);
        if (!others.removeIf(line -> line.sku().equals(changed.sku()))) {
            throw new IllegalArgumentException(SkuRules.about(changed.sku()) + "plan " + name + " has no such SKU");
        }
        others.clear();
        lines.forEach(line -> others.add(line.sku().equals(changed.sku()) ? changed : line));
        return new SalePlan(name, others);
    }

    /**
     * The limits of all lines as one policy. It judges an order by the lines of its SKUs only; what the plan does not
     * have it lets pass. Counts are those of this sale, so they begin anew with another name.
     *
     * @return the policy
     * @throws IllegalStateException if a line has a limit per identity, which needs a key
     */
    public SaleLimits limits() {
        return new SaleLimits(this, null);
    }

    /**
     * The limits of all lines as one policy, also those per identity.
     *
     * @param key hashes identities
     * @return the policy
     */
    public SaleLimits limits(IdentityKey key) {
        return new SaleLimits(this, key);
    }

    /**
     * Compares the plan with the stock as it is now, before the sale opens. Reads only.
     *
     * @param inventory the shop's stock
     * @return what was found, line by line
     */
    public PlanCheck check(Inventory inventory) {
        return new PlanChecker(this, inventory).check();
    }
}
