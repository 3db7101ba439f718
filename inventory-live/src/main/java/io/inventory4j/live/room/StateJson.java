package io.inventory4j.live.room;

import io.inventory4j.live.LiveSale;
import io.inventory4j.live.SaleAlert;
import io.inventory4j.live.SaleView;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Suggestion;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The state of a sale as JSON, read anew each time. The fields are those of docs/live-room.md. Thread-safe. */
final class StateJson {
    static final int FORMAT = 1;

    /** How many alerts, operations and steps are told, of each the newest. */
    static final int MOST = 200;

    private final LiveSale sale;
    private final SalePlan plan;
    private final SkuJson skus;

    StateJson(LiveSale sale, SalePlan plan) {
        this.sale = sale;
        this.plan = plan;
        skus = new SkuJson(plan, sale.levels().stream().map(StockLevel::key).toList());
    }

    /** The state now, without the time at which it was read. */
    ObjectNode read(Instant now) {
        SaleView view = sale.view(now);
        SkuFacts facts = SkuFacts.of(view.operations(), view.demand());
        ObjectNode json = CommandJson.object().put("format", FORMAT).put("sale", plan.name());
        json.put("endedAt", facts.endedAt() == null ? null : facts.endedAt().toString());
        ArrayNode lines = json.putArray("skus");
        for (int i = 0; i < view.paces().size(); i++) {
            PlannedSku line = plan.lines().get(i);
            int waiting = view.waiting().getOrDefault(line.sku(), 0);
            lines.add(skus.write(line, view.levels(), view.paces().get(i), waiting, facts));
        }
        ArrayNode others = json.putArray("lostOthers");
        facts.lostOthers().forEach(others::add);
        array(json, "alerts", view.alerts(), StateJson::alert);
        array(json, "operations", view.operations(), StateJson::operation);
        array(json, "steps", view.steps(), StateJson::step);
        ArrayNode suggestions = json.putArray("suggestions");
        view.suggestions().forEach(suggestion -> suggestions.add(suggestion(suggestion)));
        return json;
    }

    private interface Writer<T> {
        ObjectNode write(T value);
    }

    /** The newest ones, the newest first. */
    private static <T> void array(ObjectNode json, String name, List<T> values, Writer<T> writer) {
        ArrayNode array = json.putArray(name);
        for (int i = values.size() - 1; i >= Math.max(0, values.size() - MOST); i--) {
            array.add(writer.write(values.get(i)));
        }
        json.put(name + "InAll", values.size());
    }

    static ObjectNode alert(SaleAlert alert) {
        ObjectNode json = CommandJson.object()
                .put("id", alert.id())
                .put("kind", alert.kind().name())
                .put("percent", alert.percent())
                .put("minutes", alert.minutes())
                .put("sku", alert.sku())
                .put("channel", alert.channel())
                .put("available", alert.available())
                .put("at", alert.at().toString());
        ArrayNode roles = json.putArray("roles");
        alert.roles().stream().sorted().forEach(role -> roles.add(role.name()));
        SaleAlert.Acknowledgement seen = alert.acknowledgement();
        if (seen == null) {
            return json.putNull("acknowledged");
        }
        json.putObject("acknowledged")
                .put("who", seen.by().who())
                .put("why", seen.by().why())
                .put("at", seen.at().toString());
        return json;
    }

    static ObjectNode operation(SaleOperation operation) {
        ObjectNode json = CommandJson.object()
                .put("id", operation.id())
                .put("at", operation.at().toString())
                .put("who", operation.by().who())
                .put("why", operation.by().why());
        json.set("action", ActionJson.write(operation.action()));
        return json.put("outcome", operation.outcome());
    }

    private static ObjectNode step(PlannedStep step) {
        ObjectNode json = CommandJson.object()
                .put("id", step.id())
                .put("who", step.by().who())
                .put("why", step.by().why());
        json.set("trigger", ActionJson.write(step.trigger()));
        json.set("action", ActionJson.write(step.action()));
        return json.put("state", step.state().name());
    }

    private static ObjectNode suggestion(Suggestion suggestion) {
        Action action = suggestion.action();
        ObjectNode json = CommandJson.object()
                .put("kind", suggestion.kind().name())
                .put("sku", suggestion.sku())
                .put("units", suggestion.units());
        json.set("action", action == null ? null : ActionJson.write(action));
        json.putObject("reason").put("en", suggestion.english()).put("zh", suggestion.chinese());
        return json;
    }
}
