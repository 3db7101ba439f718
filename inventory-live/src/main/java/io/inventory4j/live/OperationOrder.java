package io.inventory4j.live;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Operations on one SKU take effect in the order in which the journal has them, whichever node carries them out: who
 * carries one out finishes first what was begun before it. Otherwise a node that died in the middle of a freeze would
 * have it carried out after the thaw that followed.
 */
final class OperationOrder {
    private OperationOrder() {}

    /**
     * What was begun before an operation and concerns a SKU of it.
     *
     * @param all all operations, oldest first
     */
    static List<SaleOperation> before(SaleOperation one, List<SaleOperation> all, SaleLines lines) {
        return all.stream()
                .takeWhile(other -> !other.id().equals(one.id()))
                .filter(other -> meet(other.action(), one.action(), lines))
                .toList();
    }

    private static boolean meet(Action one, Action other, SaleLines lines) {
        return one.sku() == null
                || other.sku() == null
                || !Collections.disjoint(skus(one, one.sku(), lines), skus(other, other.sku(), lines));
    }

    /** The SKUs that an action changes. */
    private static Set<String> skus(Action action, String sku, SaleLines lines) {
        return action instanceof Action.SwitchToBackup
                ? Set.of(sku, Objects.requireNonNull(lines.get(sku).backup()))
                : Set.of(sku);
    }
}
