package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lines of a plan have to fit together in. For one thread. */
final class PlanRules {
    /** Is told of what is wrong. */
    @FunctionalInterface
    interface Listener {
        void wrong(int line, PlanColumn column, String message);
    }

    /** A longer circle is shown by its beginning. */
    private static final int SHOWN_OF_CIRCLE = 6;

    private static final long BEYOND = Bounds.MAX_QUANTITY + 1;

    private final List<PlannedSku> lines;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> unreadable;

    PlanRules(List<PlannedSku> lines) {
        this(lines, Set.of());
    }

    /**
     * Rules of the lines of a file, of which some could not be made.
     *
     * @param lines those that could
     * @param unreadable the SKUs of those that could not: they are known, and nothing else is known of them
     */
    PlanRules(List<PlannedSku> lines, Set<String> unreadable) {
        this.lines = lines;
        this.unreadable = unreadable;
    }

    void check(Listener listener) {
        for (int i = 0; i < lines.size(); i++) {
            String sku = lines.get(i).sku();
            if (places.putIfAbsent(sku, i) != null) {
                listener.wrong(i, PlanColumn.SKU, SkuRules.about(sku) + "the plan has this SKU already");
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            PlannedSku line = lines.get(i);
            int place = i;
            String backup = line.backup();
            if (backup != null && unknown(backup)) {
                wrong(listener, place, PlanColumn.BACKUP, "the plan has no " + backup + ", its backup");
            }
            PlannedSku other = backup == null ? null : find(backup);
            if (other != null && !other.soldWhere(line)) {
                wrong(listener, place, PlanColumn.BACKUP, "its backup " + backup + " is not sold on all its channels");
            }
            line.parts().keySet().forEach(part -> other(listener, place, PlanColumn.PARTS, part, line.isKit()));
            line.gifts().keySet().forEach(gift -> other(listener, place, PlanColumn.GIFTS, gift, line.isKit()));
        }
        circles(listener);
        partsForAllKits(listener);
    }

    private void wrong(Listener listener, int place, PlanColumn column, String message) {
        listener.wrong(place, column, SkuRules.about(lines.get(place).sku()) + message);
    }

    private boolean unknown(String sku) {
        return !places.containsKey(sku) && !unreadable.contains(sku);
    }

    private @Nullable PlannedSku find(String sku) {
        Integer place = places.get(sku);
        return place == null ? null : lines.get(place);
    }

    /** A part or gift of a line, which is sold together with it, and so at one location. */
    private void other(Listener listener, int place, PlanColumn column, String sku, boolean kit) {
        PlannedSku other = find(sku);
        if (other == null) {
            if (unknown(sku)) {
                wrong(listener, place, column, "the plan has no " + sku);
            }
            return;
        }
        PlannedSku line = lines.get(place);
        if (other.isKit()) {
            wrong(listener, place, column, sku + " is a kit itself");
            return;
        }
        if (!kit) {
            return;
        }
        String here = line.supply().location();
        String there = other.supply().location();
        if (!here.equals(there)) {
            wrong(listener, place, column, "it is sold from " + here + ", and " + sku + " from " + there);
        }
        if (line.shares().isolated() != other.shares().isolated()) {
            wrong(
                    listener,
                    place,
                    column,
                    "it is " + mode(line) + " and " + sku + " is " + mode(other)
                            + "; they have to be where an order can take both");
        } else if (line.shares().isolated()
                && !line.shares().units().keySet().equals(other.shares().units().keySet())) {
            wrong(
                    listener,
                    place,
                    column,
                    "its channels are " + line.shares().units().keySet() + " and those of " + sku + " are "
                            + other.shares().units().keySet() + "; they have to be where an order can take both");
        }
    }

    private static String mode(PlannedSku line) {
        return line.shares().isolated() ? "isolated" : "shared";
    }

    /** Follows each backup once; a line that is met again on its own way is in a circle, which is said once. */
    private void circles(Listener listener) {
        Set<String> done = new HashSet<>();
        for (PlannedSku start : lines) {
            List<String> way = new ArrayList<>();
            Set<String> onWay = new HashSet<>();
            PlannedSku line = start;
            while (line != null && !done.contains(line.sku()) && onWay.add(line.sku())) {
                way.add(line.sku());
                line = line.backup() == null ? null : find(line.backup());
            }
            if (line != null && onWay.contains(line.sku()) && !line.sku().equals(line.backup())) {
                List<String> circle = way.subList(way.indexOf(line.sku()), way.size());
                wrong(
                        listener,
                        places.getOrDefault(line.sku(), 0),
                        PlanColumn.BACKUP,
                        "its backups go in a circle: "
                                + String.join(" -> ", circle.subList(0, Math.min(circle.size(), SHOWN_OF_CIRCLE)))
                                + (circle.size() > SHOWN_OF_CIRCLE ? " -> …" : "") + " -> " + line.sku());
            }
            done.addAll(way);
        }
    }

    /** All kits together may not promise more of a part than the sale gets of it. */
    private void partsForAllKits(Listener listener) {
        Map<String, Long> needed = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            PlannedSku kit = lines.get(i);
            for (Map.Entry<String, Long> part : kit.parts().entrySet()) {
                PlannedSku goods = find(part.getKey());
                if (goods == null || goods.isKit()) {
                    continue;
                }
                long units = product(kit.allotment(), part.getValue());
                long before = needed.getOrDefault(goods.sku(), 0L);
                long sum = Math.min(before + units, BEYOND);
                needed.put(goods.sku(), sum);
                if (sum > goods.allotment()) {
                    wrong(
                            listener,
                            i,
                            PlanColumn.PARTS,
                            kit.allotment() + " kits need " + units + " units of "
                                    + goods.sku() + (before == 0 ? "" : ", and other kits " + before)
                                    + "; its allotment is "
                                    + goods.allotment());
                }
            }
        }
    }

    /** How many units so many kits take; what is beyond the largest quantity is one more than that. */
    static long product(long kits, long each) {
        return kits != 0 && each > Bounds.MAX_QUANTITY / kits ? BEYOND : kits * each;
    }
}
