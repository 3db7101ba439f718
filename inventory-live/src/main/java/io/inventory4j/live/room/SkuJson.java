package io.inventory4j.live.room;

import io.inventory4j.live.Pace;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A SKU of the sale as JSON. Immutable, thread-safe. */
final class SkuJson {
    private final String places;
    private final Map<String, List<StockKey>> sold = new HashMap<>();

    SkuJson(SalePlan plan, List<StockKey> keys) {
        places = "live/" + plan.name() + "/";
        keys.forEach(
                key -> sold.computeIfAbsent(key.sku(), any -> new ArrayList<>()).add(key));
    }

    private List<StockKey> sold(PlannedSku line) {
        return Objects.requireNonNull(sold.get(line.sku()), line.sku());
    }

    ObjectNode write(PlannedSku line, Map<StockKey, StockLevel> levels, Pace pace, int waiting, SkuFacts facts) {
        boolean moves = !sold(line).contains(line.key());
        ObjectNode json = CommandJson.object()
                .put("sku", line.sku())
                .put("name", line.name())
                .put("spec", line.spec())
                .put("tier", line.tier().name())
                .put("kit", line.isKit())
                .put("backup", line.backup())
                .put("switched", facts.switched(line.sku()))
                .put("ended", facts.ended(line.sku()));
        ArrayNode channels = json.putArray("channels");
        for (StockKey key : sold(line)) {
            channels.add(line(key, levels).put("channel", channel(key)));
        }
        if (line.isKit() || !moves) {
            json.putNull("stock");
        } else {
            json.set("stock", line(line.key(), levels));
        }
        operations(json.putArray("operations"), line, moves);
        Map<SkuLimit, Long> limits = limits(line);
        ArrayNode limited = json.putArray("limits");
        limits.forEach((limit, planned) -> limited.addObject()
                .put("limit", limit.kind().name())
                .put("channel", limit.channel())
                .put("units", facts.limit(limit, planned)));
        json.set("pace", pace(pace));
        json.put("waiting", waiting);
        ArrayNode lost = json.putArray("lost");
        facts.lost(line.sku()).forEach(lost::add);
        json.set("announced", announced(facts.announced(line.sku())));
        return json;
    }

    /** What the plan allows, whatever the ledger will say to it. */
    private void operations(ArrayNode kinds, PlannedSku line, boolean moves) {
        kinds.add("FREEZE").add("THAW");
        if (moves) {
            kinds.add("TOP_UP");
            if (sold(line).size() > 1) {
                kinds.add("TRANSFER");
            }
        }
        if (!line.isKit()) {
            kinds.add("RELEASE_SAFETY");
        }
        if (line.backup() != null) {
            kinds.add("SWITCH_TO_BACKUP");
        }
        if (!limits(line).isEmpty()) {
            kinds.add("CHANGE_LIMIT");
        }
        kinds.add("ANNOUNCE").add("END");
    }

    /** The limits of the plan that can be changed. */
    private static Map<SkuLimit, Long> limits(PlannedSku line) {
        Map<SkuLimit, Long> limits = new LinkedHashMap<>();
        add(
                limits,
                SkuLimit.of(line.sku(), SkuLimit.Kind.PER_BUYER),
                line.limits().perBuyer());
        add(
                limits,
                SkuLimit.of(line.sku(), SkuLimit.Kind.ORDER_MAXIMUM),
                line.limits().orderMaximum());
        Map<String, Long> byChannel = new TreeMap<>(line.limits().perChannel());
        if (!line.shares().isolated()) {
            // Of stock that is not kept apart, a channel's share is a limit.
            byChannel.putAll(line.shares().units());
        }
        byChannel.forEach((channel, units) -> limits.put(SkuLimit.ofChannel(line.sku(), channel), units));
        add(limits, SkuLimit.of(line.sku(), SkuLimit.Kind.CAP), line.saleLimit());
        return limits;
    }

    private static void add(Map<SkuLimit, Long> limits, SkuLimit limit, @Nullable Long units) {
        if (units != null) {
            limits.put(limit, units);
        }
    }

    private @Nullable String channel(StockKey key) {
        return key.location().startsWith(places) ? key.location().substring(places.length()) : null;
    }

    /** A line with the names that the stream of levels uses. */
    private static ObjectNode line(StockKey key, Map<StockKey, StockLevel> levels) {
        StockLevel level = levels.getOrDefault(key, StockLevel.empty(key));
        Window window = level.window();
        return CommandJson.object()
                .put("location", key.location())
                .put("state", level.saleState().name())
                .put("opensAt", text(window.opensAt()))
                .put("closesAt", text(window.closesAt()))
                .put("available", level.available())
                .put("reserved", level.reserved())
                .put("committed", level.committed())
                .put("safety", level.safety())
                .put("opening", level.opening())
                .put("version", level.version());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static ObjectNode pace(Pace pace) {
        // Rounded, so that what nobody can see is no change.
        return CommandJson.object()
                .put("sold", pace.sold())
                .put("perMinute", Math.round(pace.perMinute() * 10) / 10.0)
                .put(
                        "sellsOutAt",
                        pace.sellsOutAt()
                                .filter(at -> pace.available() > 0)
                                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse(null))
                .put("heat", heat(pace.against()));
    }

    private static @Nullable String heat(@Nullable PlanPace against) {
        if (against == null || against.verdict() == PlanPace.Verdict.NOT_BEGUN) {
            return null;
        }
        return against.verdict() == PlanPace.Verdict.AS_PLANNED
                ? "STEADY"
                : against.verdict().name();
    }

    private static @Nullable ObjectNode announced(Action.@Nullable Announce announced) {
        return announced == null
                ? null
                : CommandJson.object().put("eta", announced.eta().toString()).put("units", announced.units());
    }
}
