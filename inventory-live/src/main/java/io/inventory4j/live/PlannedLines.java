package io.inventory4j.live;

import io.inventory4j.SafetyStock;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.plan.PlanFile;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.StockKey;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a plan says, as lines of a sale. */
final class PlannedLines {
    private PlannedLines() {}

    static List<SaleLine> of(SalePlan plan) {
        SaleIds ids = new SaleIds(plan.name());
        return plan.lines().stream().map(planned -> line(ids, planned)).toList();
    }

    /** A text that two plans have in common only if they are the same. */
    static String fingerprint(SalePlan plan) {
        return SaleNotes.sha256Hex(PlanFile.write(plan, SaleLanguage.ENGLISH, ZoneOffset.UTC));
    }

    private static SaleLine line(SaleIds ids, PlannedSku planned) {
        long safety = planned.isKit() ? 0 : planned.supply().safetyUnits();
        return new SaleLine(
                planned.sku(),
                planned.isKit(),
                planned.key(),
                shares(ids, planned),
                planned.window(),
                safety == 0 ? null : SafetyStock.units(safety),
                planned.backup(),
                planned.alertLevels().percentages(),
                planned.paceAlert());
    }

    private static List<Share> shares(SaleIds ids, PlannedSku planned) {
        if (!planned.shares().isolated()) {
            return List.of(new Share(null, planned.key(), planned.isKit() ? planned.allotment() : 0));
        }
        List<Share> shares = new ArrayList<>();
        long rest = planned.allotment();
        // Sorted, so that each node numbers them alike.
        for (Map.Entry<String, Long> channel : new TreeMap<>(planned.shares().units()).entrySet()) {
            StockKey key = StockKey.of(planned.sku(), ids.location(channel.getKey()));
            shares.add(new Share(channel.getKey(), key, channel.getValue()));
            rest -= channel.getValue();
        }
        if (rest > 0 || shares.isEmpty()) {
            shares.add(new Share(null, StockKey.of(planned.sku(), ids.location("")), rest));
        }
        return shares;
    }
}
