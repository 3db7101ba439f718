package io.inventory4j.live;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.plan.SkuLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the operations that took effect have left in force. Immutable.
 *
 * @param backups the SKU that is sold in the place of another one, by that one
 * @param ended the SKUs whose sale has ended
 * @param allEnded whether the whole sale has ended
 * @param limits the limits that are not as the plan says any more
 */
record InForce(Map<String, String> backups, Set<String> ended, boolean allEnded, Map<SkuLimit, Long> limits) {
    static final InForce NOTHING = new InForce(Map.of(), Set.of(), false, Map.of());

    /** After these operations, in the order of the journal. */
    static InForce after(List<SaleOperation> operations, SaleLines lines) {
        Map<String, String> backups = new HashMap<>();
        Set<String> ended = new HashSet<>();
        boolean allEnded = false;
        Map<SkuLimit, Long> limits = new HashMap<>();
        for (SaleOperation operation : operations) {
            if (!operation.done()) {
                continue;
            }
            if (operation.action() instanceof Action.SwitchToBackup backup) {
                backups.put(backup.sku(), backup(lines, backup));
            } else if (operation.action() instanceof Action.Thaw thaw) {
                backups.remove(thaw.sku());
            } else if (operation.action() instanceof Action.ChangeLimit change) {
                limits.put(change.limit(), change.units());
            } else if (operation.action() instanceof Action.End end && end.sku() == null) {
                allEnded = true;
            } else if (operation.action() instanceof Action.End end) {
                ended.add(Objects.requireNonNull(end.sku()));
            }
        }
        return new InForce(Map.copyOf(backups), Set.copyOf(ended), allEnded, Map.copyOf(limits));
    }

    private static String backup(SaleLines lines, Action.SwitchToBackup action) {
        return Objects.requireNonNull(lines.get(action.sku()).backup());
    }

    /** The SKU that is sold for this one. */
    String soldFor(String sku) {
        String now = sku;
        // Backups may have backups; a circle ends where it began.
        for (Set<String> seen = new HashSet<>(); seen.add(now) && backups.containsKey(now); ) {
            now = Objects.requireNonNull(backups.get(now));
        }
        return now;
    }

    boolean ended(String sku) {
        return allEnded || ended.contains(sku);
    }

    /** Whether an action comes too late: its SKU has ended, or the one that it would sell instead. Ends may follow. */
    boolean tooLate(Action action, SaleLines lines) {
        if (action instanceof Action.End || action.sku() == null) {
            return false;
        }
        String sku = Objects.requireNonNull(action.sku());
        String other = action instanceof Action.SwitchToBackup ? lines.get(sku).backup() : null;
        return ended(sku) || (other != null && ended(other));
    }
}
