package io.inventory4j.examples.replay.live;

import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.stock.StockKey;
import java.util.Map;

/** Where the shop keeps articles beside the sale. Thread-safe. */
public final class Shelves {
    private final Map<String, PlannedSku> plan;

    /**
     * The shelves that a plan names.
     *
     * @param plan the plan
     */
    public Shelves(SalePlan plan) {
        this.plan = plan.bySku();
    }

    /**
     * The line of an article beside the sale.
     *
     * @param sku any stock code
     * @return its line; the shop's main one where the plan does not have the article
     */
    public StockKey of(String sku) {
        PlannedSku line = plan.get(sku);
        return line == null ? StockKey.of(sku) : line.key();
    }
}
