package io.inventory4j.live.room;

import io.inventory4j.Reason;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.plan.SkuLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What operations and lost demand say of single SKUs. */
final class SkuFacts {
    private record Lost(long requests, long units) {
        Lost and(DemandRow row) {
            return new Lost(requests + row.requests(), units + row.units());
        }
    }

    private final Set<String> ended = new HashSet<>();
    private final Set<String> switched = new HashSet<>();
    private final Map<String, Action.Announce> announced = new HashMap<>();
    private final Map<String, Map<Reason, Lost>> lost = new HashMap<>();
    private final Map<SkuLimit, Long> limits = new HashMap<>();
    private @Nullable Instant endedAt;

    static SkuFacts of(List<SaleOperation> operations, List<DemandRow> demand) {
        SkuFacts facts = new SkuFacts();
        operations.stream().filter(SaleOperation::done).forEach(facts::see);
        for (DemandRow row : demand) {
            facts.lost
                    .computeIfAbsent(String.valueOf(row.sku() == null ? "" : row.sku()), any -> new TreeMap<>())
                    .merge(row.reason(), new Lost(row.requests(), row.units()), (one, other) -> one.and(row));
        }
        return facts;
    }

    private void see(SaleOperation operation) {
        Action action = operation.action();
        if (action instanceof Action.End end) {
            if (end.sku() == null) {
                endedAt = endedAt == null ? operation.at() : endedAt;
            } else {
                ended.add(end.sku());
            }
        } else if (action instanceof Action.SwitchToBackup backup) {
            switched.add(backup.sku());
        } else if (action instanceof Action.Thaw thaw) {
            switched.remove(thaw.sku());
        } else if (action instanceof Action.ChangeLimit change) {
            limits.put(change.limit(), change.units());
        } else if (action instanceof Action.Announce announce) {
            announced.put(announce.sku(), announce);
        }
    }

    /** When the whole sale was ended; null if it was not. */
    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    boolean ended(String sku) {
        return endedAt != null || ended.contains(sku);
    }

    boolean switched(String sku) {
        return switched.contains(sku);
    }

    /** A limit as it is now, which was {@code planned}. */
    long limit(SkuLimit limit, long planned) {
        return limits.getOrDefault(limit, planned);
    }

    Action.@Nullable Announce announced(String sku) {
        return announced.get(sku);
    }

    /** Lost demand of a SKU by reason. */
    List<ObjectNode> lost(String sku) {
        List<ObjectNode> json = new ArrayList<>();
        lost.getOrDefault(sku, Map.of())
                .forEach((reason, sum) -> json.add(CommandJson.object()
                        .put("reason", reason.name())
                        .put("requests", sum.requests())
                        .put("units", sum.units())));
        return json;
    }

    /** Lost demand whose SKU was not kept. */
    List<ObjectNode> lostOthers() {
        return lost("");
    }
}
