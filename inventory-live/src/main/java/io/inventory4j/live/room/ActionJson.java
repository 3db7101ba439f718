package io.inventory4j.live.room;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.plan.SkuLimit;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Actions and triggers as JSON: what is done, as {@code kind}, and its arguments beside it. */
final class ActionJson {
    private ActionJson() {}

    static ObjectNode write(Action action) {
        ObjectNode json = CommandJson.object().put("kind", kind(action)).put("sku", action.sku());
        if (action instanceof Action.Freeze freeze) {
            return json.put("holds", freeze.holds().name());
        } else if (action instanceof Action.TopUp topUp) {
            return json.put("channel", topUp.channel()).put("units", topUp.units());
        } else if (action instanceof Action.Transfer move) {
            return json.put("from", move.from()).put("to", move.to()).put("units", move.units());
        } else if (action instanceof Action.ReleaseSafety release) {
            return json.put("channel", release.channel()).put("units", release.units());
        } else if (action instanceof Action.ChangeLimit change) {
            return json.put("limit", change.limit().kind().name())
                    .put("channel", change.limit().channel())
                    .put("units", change.units());
        } else if (action instanceof Action.Announce announce) {
            return json.put("eta", announce.eta().toString()).put("units", announce.units());
        } else if (action instanceof Action.End end) {
            return json.put("holds", end.holds().name());
        }
        return json;
    }

    private static String kind(Action action) {
        return CommandJson.capitals(action.getClass().getSimpleName());
    }

    static ObjectNode write(Trigger trigger) {
        if (trigger instanceof Trigger.Sold sold) {
            return CommandJson.object()
                    .put("kind", "SOLD")
                    .put("sku", sold.sku())
                    .put("units", sold.units());
        }
        return CommandJson.object()
                .put("kind", "AT")
                .put("when", ((Trigger.At) trigger).when().toString());
    }

    /** Reads an action; null if something of it is wrong, which the fields remember. */
    static @Nullable Action readAction(JsonFields json) {
        String kind = json.text("kind");
        return switch (kind == null ? "" : kind) {
            case "FREEZE" -> {
                String sku = json.sku("sku");
                OpenHolds holds = json.constant("holds", OpenHolds.values());
                yield made(json, () -> new Action.Freeze(sku, Objects.requireNonNull(holds)));
            }
            case "THAW" -> {
                String sku = json.sku("sku");
                yield made(json, () -> new Action.Thaw(sku));
            }
            case "TOP_UP" -> {
                String sku = json.sku("sku");
                String channel = json.optionalText("channel");
                long units = json.units("units", 1);
                yield made(json, () -> new Action.TopUp(sku, channel, units));
            }
            case "TRANSFER" -> transfer(json);
            case "RELEASE_SAFETY" -> {
                String sku = json.sku("sku");
                String channel = json.optionalText("channel");
                long units = json.units("units", 1);
                yield made(json, () -> new Action.ReleaseSafety(sku, channel, units));
            }
            default -> readOther(json, kind);
        };
    }

    private static @Nullable Action readOther(JsonFields json, @Nullable String kind) {
        return switch (kind == null ? "" : kind) {
            case "CHANGE_LIMIT" -> {
                String sku = json.sku("sku");
                SkuLimit.Kind limit = json.constant("limit", SkuLimit.Kind.values());
                String channel = json.optionalText("channel");
                long units = json.units("units", 0);
                yield made(
                        json,
                        () -> new Action.ChangeLimit(new SkuLimit(sku, Objects.requireNonNull(limit), channel), units));
            }
            case "ANNOUNCE" -> {
                String sku = json.sku("sku");
                var eta = json.instant("eta");
                long units = json.units("units", 1);
                yield made(json, () -> new Action.Announce(sku, eta, units));
            }
            case "SWITCH_TO_BACKUP" -> {
                String sku = json.sku("sku");
                yield made(json, () -> new Action.SwitchToBackup(sku));
            }
            case "END" -> {
                String sku = json.has("sku") ? json.sku("sku") : null;
                OpenHolds holds = json.constant("holds", OpenHolds.values());
                yield made(json, () -> new Action.End(sku, Objects.requireNonNull(holds)));
            }
            default -> {
                json.unknown("kind", kind, "an operation");
                yield null;
            }
        };
    }

    private static @Nullable Action transfer(JsonFields json) {
        String sku = json.sku("sku");
        String from = json.optionalText("from");
        String to = json.optionalText("to");
        long units = json.units("units", 1);
        return made(json, () -> new Action.Transfer(sku, from, to, units));
    }

    /** Reads a trigger; null if something of it is wrong, which the fields remember. */
    static @Nullable Trigger readTrigger(JsonFields json) {
        String kind = json.text("kind");
        return switch (kind == null ? "" : kind) {
            case "AT" -> {
                var when = json.instant("when");
                yield made(json, () -> new Trigger.At(when));
            }
            case "SOLD" -> {
                String sku = json.sku("sku");
                long units = json.units("units", 1);
                yield made(json, () -> new Trigger.Sold(sku, units));
            }
            default -> {
                json.unknown("kind", kind, "a trigger");
                yield null;
            }
        };
    }

    /** Makes a value of fields that are right; what does not fit together is said of the whole. */
    private static <T> @Nullable T made(JsonFields json, Supplier<T> value) {
        if (json.wrong()) {
            return null;
        }
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            json.refuse(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
