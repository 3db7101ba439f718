package io.inventory4j.live.plan;

import io.inventory4j.Inventory;
import io.inventory4j.live.plan.PlanFinding.Kind;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a plan with levels that are read once. For one thread and one check. */
final class PlanChecker {
    /** Levels that are read in one call. */
    private static final int CHUNK = 1_000;

    private final SalePlan plan;
    private final Map<String, PlannedSku> bySku;
    private final Map<StockKey, StockLevel> levels = new HashMap<>();
    private final Map<String, Long> forKits = new HashMap<>();
    private final Map<String, Long> asGifts = new HashMap<>();

    PlanChecker(SalePlan plan, Inventory inventory) {
        this.plan = plan;
        this.bySku = plan.bySku();
        read(inventory, keys());
        for (PlannedSku line : plan.lines()) {
            line.parts().forEach((sku, each) -> add(forKits, sku, line.allotment(), each));
            line.gifts().forEach((sku, each) -> add(asGifts, sku, line.allotment(), each));
        }
    }

    /** Adds a product; what is beyond the largest quantity stays there. */
    private static void add(Map<String, Long> sums, String sku, long units, long each) {
        sums.merge(
                sku,
                Math.min(PlanRules.product(units, each), Bounds.MAX_QUANTITY),
                (one, other) -> Math.min(one + other, Bounds.MAX_QUANTITY));
    }

    private Set<StockKey> keys() {
        Set<StockKey> keys = new LinkedHashSet<>();
        for (PlannedSku line : plan.lines()) {
            if (!line.isKit()) {
                keys.add(line.key());
            }
            line.supply().transferable().keySet().forEach(from -> keys.add(StockKey.of(line.sku(), from)));
        }
        return keys;
    }

    private void read(Inventory inventory, Collection<StockKey> keys) {
        List<StockKey> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<StockKey> some = all.subList(from, Math.min(from + CHUNK, all.size()));
            inventory.levels(some).forEach(level -> levels.put(level.key(), level));
        }
    }

    PlanCheck check() {
        return new PlanCheck(
                plan.name(),
                plan.lines().stream()
                        .map(line -> line.isKit() ? kit(line) : goods(line))
                        .toList());
    }

    /** What the sale could take, once the line withholds what the plan says; 0 or more. */
    private long sellable(PlannedSku line) {
        StockLevel level = levels.get(line.key());
        if (level == null) {
            return 0;
        }
        long toWithhold = Math.max(0, line.supply().safetyUnits() - level.safety());
        return Math.max(0, level.available() - toWithhold);
    }

    private PlanCheckLine goods(PlannedSku line) {
        List<PlanFinding> findings = new ArrayList<>();
        StockLevel level = levels.get(line.key());
        long sellable = sellable(line);
        long shortBy = Math.max(0, line.allotment() - sellable);
        if (level == null) {
            findings.add(new PlanFinding(Kind.UNKNOWN_SKU, line.key().toString(), line.allotment(), 0));
        } else {
            compare(line, level, findings);
        }
        if (shortBy > 0 && level != null) {
            findings.add(new PlanFinding(Kind.SHORT, line.sku(), line.allotment(), sellable));
        }
        transfers(line, findings);
        always(line, findings);
        List<StockSource> sources = shortBy == 0 ? List.of() : sources(line, level);
        return new PlanCheckLine(line, level, sellable, shortBy, sources, findings);
    }

    private static void compare(PlannedSku line, StockLevel level, List<PlanFinding> findings) {
        String key = line.key().toString();
        PlannedSupply supply = line.supply();
        if (level.safety() < supply.safetyUnits()) {
            findings.add(new PlanFinding(Kind.SAFETY_NOT_SET, key, supply.safetyUnits(), level.safety()));
        }
        if (level.saleState() != SaleState.OPEN) {
            findings.add(new PlanFinding(Kind.NOT_OPEN, key, 0, 0));
        }
        if (!level.window().equals(line.window())) {
            findings.add(new PlanFinding(Kind.WINDOW_DIFFERS, key, 0, 0));
        }
        if (level.onHand() != supply.onHand()) {
            findings.add(new PlanFinding(Kind.ON_HAND_DIFFERS, key, supply.onHand(), level.onHand()));
        }
    }

    private void transfers(PlannedSku line, List<PlanFinding> findings) {
        line.supply().transferable().forEach((from, units) -> {
            long there = there(line, from);
            if (there < units) {
                findings.add(new PlanFinding(Kind.TRANSFER_SHORT, from, units, there));
            }
        });
    }

    private long there(PlannedSku line, String location) {
        StockLevel level = levels.get(StockKey.of(line.sku(), location));
        return level == null ? 0 : Math.max(0, level.available());
    }

    /** What is found of goods and of kits. */
    private void always(PlannedSku line, List<PlanFinding> findings) {
        if (line.cap() != null && line.cap() < line.allotment()) {
            findings.add(new PlanFinding(Kind.CAP_BELOW_ALLOTMENT, line.sku(), line.allotment(), line.cap()));
        }
        PlannedSku backup = line.backup() == null ? null : bySku.get(line.backup());
        if (backup != null && soldOut(backup)) {
            findings.add(new PlanFinding(Kind.BACKUP_SOLD_OUT, backup.sku(), backup.allotment(), 0));
        }
        for (String gift : line.gifts().keySet()) {
            long needed = asGifts.getOrDefault(gift, 0L);
            long left = bySku.containsKey(gift) ? sellable(line(gift)) : 0;
            if (left < needed) {
                findings.add(new PlanFinding(Kind.GIFT_SHORT, gift, needed, left));
            }
        }
    }

    private PlannedSku line(String sku) {
        PlannedSku line = bySku.get(sku);
        if (line == null) {
            throw new IllegalStateException("a plan knows its parts and gifts, and has no " + sku);
        }
        return line;
    }

    private boolean soldOut(PlannedSku line) {
        return line.isKit() ? kits(line) == 0 : sellable(line) == 0;
    }

    /** For how many kits there are parts, if nothing else took any of them. */
    private long kits(PlannedSku kit) {
        long kits = Bounds.MAX_QUANTITY;
        for (Map.Entry<String, Long> part : kit.parts().entrySet()) {
            kits = Math.min(kits, sellable(line(part.getKey())) / part.getValue());
        }
        return kits;
    }

    private PlanCheckLine kit(PlannedSku line) {
        List<PlanFinding> findings = new ArrayList<>();
        for (String part : line.parts().keySet()) {
            long needed = forKits.getOrDefault(part, 0L);
            long left = sellable(line(part));
            if (left < needed) {
                findings.add(new PlanFinding(Kind.PART_SHORT, part, needed, left));
            }
        }
        always(line, findings);
        long kits = kits(line);
        return new PlanCheckLine(line, null, kits, Math.max(0, line.allotment() - kits), List.of(), findings);
    }

    /** What the ledger has under inspection and on its way is believed before what the plan says of it. */
    private List<StockSource> sources(PlannedSku line, @Nullable StockLevel level) {
        PlannedSupply supply = line.supply();
        List<StockSource> sources = new ArrayList<>();
        supply.transferable().forEach((from, units) -> {
            long there = Math.min(units, there(line, from));
            add(sources, StockSource.Kind.TRANSFER, from, there, null, true);
        });
        long inspected = level == null ? 0 : level.qualityControl();
        long coming = level == null ? 0 : level.incoming();
        String here = supply.location();
        Instant opens = line.window().opensAt();
        add(
                sources,
                StockSource.Kind.INSPECTION,
                here,
                inspected > 0 ? inspected : supply.underInspection(),
                null,
                true);
        add(
                sources,
                StockSource.Kind.IN_TRANSIT,
                here,
                coming > 0 ? coming : supply.inTransit(),
                supply.inTransitDue(),
                inTime(supply.inTransitDue(), opens));
        add(
                sources,
                StockSource.Kind.REPLENISHMENT,
                here,
                supply.replenishment(),
                supply.replenishmentDue(),
                inTime(supply.replenishmentDue(), opens));
        return sources;
    }

    private static boolean inTime(@Nullable Instant due, @Nullable Instant opens) {
        return due != null && opens != null && !due.isAfter(opens);
    }

    private static void add(
            List<StockSource> sources,
            StockSource.Kind kind,
            String location,
            long units,
            @Nullable Instant due,
            boolean inTime) {
        if (units > 0) {
            sources.add(new StockSource(kind, location, units, due, inTime));
        }
    }
}
