package io.inventory4j.live.room;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands as they come, and answers as they go. Thread-safe. */
final class CommandJson {
    static final String TYPE = "application/json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Set<String> skus;

    CommandJson(SalePlan plan) {
        skus = plan.lines().stream().map(PlannedSku::sku).collect(Collectors.toUnmodifiableSet());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] bytes(ObjectNode json) {
        return JSON.writeValueAsBytes(json);
    }

    static RoomResponse answer(int status, ObjectNode json) {
        return RoomResponse.of(status, TYPE, bytes(json));
    }

    /** A name in camel case as a constant's: TopUp as TOP_UP. */
    static String capitals(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * Reads a command.
     *
     * @throws CommandException if it is too long, or not what a command looks like
     */
    RoomCommand read(byte[] body) {
        if (body.length > ControlRoom.MAX_BODY) {
            throw new CommandException(413, "a command may have at most " + ControlRoom.MAX_BODY + " bytes", Map.of());
        }
        Map<String, String> errors = new LinkedHashMap<>();
        JsonFields json = new JsonFields("", parse(body), skus, errors);
        RoomCommand command = command(json);
        if (!errors.isEmpty() || command == null) {
            throw new CommandException(400, "the command has fields that are missing or wrong", errors);
        }
        return command;
    }

    private static ObjectNode parse(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Its message may show a part of the document, which is nobody's business but the sender's, who has it.
            throw new CommandException(400, "the command is no JSON document", Map.of());
        }
        throw new CommandException(400, "the command has to be an object", Map.of());
    }

    private static @Nullable RoomCommand command(JsonFields json) {
        String kind = json.text("do");
        String reason = json.text("reason");
        RoomCommand command = switch (kind == null ? "" : kind) {
            case "PERFORM" -> perform(json, reason);
            case "PLAN" -> plan(json, reason);
            case "CANCEL" -> {
                String step = json.text("step");
                yield step == null || reason == null ? null : new RoomCommand.Cancel(step, reason);
            }
            case "ACKNOWLEDGE" -> {
                String alert = json.text("alert");
                yield alert == null || reason == null ? null : new RoomCommand.Acknowledge(alert, reason);
            }
            default -> {
                json.unknown("do", kind, "a command");
                yield null;
            }
        };
        json.nothingElse();
        return command;
    }

    private static @Nullable RoomCommand perform(JsonFields json, @Nullable String reason) {
        String id = json.id("id");
        Action action = action(json);
        return id == null || reason == null || action == null ? null : new RoomCommand.Perform(id, reason, action);
    }

    private static @Nullable RoomCommand plan(JsonFields json, @Nullable String reason) {
        String id = json.id("id");
        JsonFields when = json.object("trigger");
        Trigger trigger = when == null ? null : ActionJson.readTrigger(when);
        if (when != null) {
            when.nothingElse();
        }
        Action action = action(json);
        return id == null || reason == null || trigger == null || action == null
                ? null
                : new RoomCommand.Plan(id, reason, trigger, action);
    }

    private static @Nullable Action action(JsonFields json) {
        JsonFields what = json.object("action");
        if (what == null) {
            return null;
        }
        Action action = ActionJson.readAction(what);
        what.nothingElse();
        return action;
    }
}
