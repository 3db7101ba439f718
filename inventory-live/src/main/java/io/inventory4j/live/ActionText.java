package io.inventory4j.live;

import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.plan.SkuLimit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Actions as notes have them: a word for what is done, and numbers of the plan for SKU and channel. */
final class ActionText {
    private static final String ALL = "*";

    private final SaleLines lines;

    ActionText(SaleLines lines) {
        this.lines = lines;
    }

    /** The text of an action. Throws where the plan does not have the SKU or channel. */
    String write(Action action) {
        if (action instanceof Action.Freeze freeze) {
            return words("freeze", sku(freeze.sku()), word(freeze.holds()));
        } else if (action instanceof Action.Thaw thaw) {
            return words("thaw", sku(thaw.sku()));
        } else if (action instanceof Action.TopUp topUp) {
            return words("topup", sku(topUp.sku()), share(topUp.sku(), topUp.channel()), topUp.units());
        } else if (action instanceof Action.Transfer move) {
            return words(
                    "transfer",
                    sku(move.sku()),
                    share(move.sku(), move.from()),
                    share(move.sku(), move.to()),
                    move.units());
        } else if (action instanceof Action.ReleaseSafety release) {
            return words("safety", sku(release.sku()), share(release.sku(), release.channel()), release.units());
        } else if (action instanceof Action.ChangeLimit change) {
            SkuLimit limit = change.limit();
            String channel = Objects.requireNonNullElse(limit.channel(), "");
            // The channel is the last word, since it may have blanks.
            return words("limit", sku(limit.sku()), word(limit.kind()), change.units(), channel);
        } else if (action instanceof Action.Announce eta) {
            return words("announce", sku(eta.sku()), eta.eta().getEpochSecond(), eta.units());
        } else if (action instanceof Action.SwitchToBackup backup) {
            return words("backup", sku(backup.sku()));
        }
        Action.End end = (Action.End) action;
        return words("end", end.sku() == null ? ALL : sku(end.sku()), word(end.holds()));
    }

    /** Reads what {@link #write} wrote. */
    Action read(List<String> words) {
        String sku = words.get(1).equals(ALL) ? "" : lines.get(number(words, 1)).sku();
        return switch (words.get(0)) {
            case "freeze" -> new Action.Freeze(sku, holds(words, 2));
            case "thaw" -> new Action.Thaw(sku);
            case "topup" -> new Action.TopUp(sku, channel(sku, words, 2), Long.parseLong(words.get(3)));
            case "transfer" ->
                new Action.Transfer(sku, channel(sku, words, 2), channel(sku, words, 3), Long.parseLong(words.get(4)));
            case "safety" -> new Action.ReleaseSafety(sku, channel(sku, words, 2), Long.parseLong(words.get(3)));
            case "limit" -> new Action.ChangeLimit(limit(sku, words), Long.parseLong(words.get(3)));
            case "announce" ->
                new Action.Announce(
                        sku, Instant.ofEpochSecond(Long.parseLong(words.get(2))), Long.parseLong(words.get(3)));
            case "backup" -> new Action.SwitchToBackup(sku);
            case "end" -> new Action.End(sku.isEmpty() ? null : sku, holds(words, 2));
            default -> throw new IllegalArgumentException("no action is called " + words.get(0));
        };
    }

    private static SkuLimit limit(String sku, List<String> words) {
        String channel = String.join(" ", words.subList(4, words.size()));
        SkuLimit.Kind kind = SkuLimit.Kind.valueOf(words.get(2).toUpperCase(Locale.ROOT));
        return new SkuLimit(sku, kind, channel.isEmpty() ? null : channel);
    }

    private static String words(Object... words) {
        StringBuilder text = new StringBuilder();
        for (Object word : words) {
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
        return text.toString();
    }

    private String sku(String sku) {
        return Integer.toString(lines.number(sku));
    }

    private String share(String sku, @Nullable String channel) {
        return Integer.toString(lines.share(lines.get(sku), lines.share(sku, channel)));
    }

    private @Nullable String channel(String sku, List<String> words, int at) {
        List<Share> shares = lines.get(sku).shares();
        return shares.get(number(words, at)).channel();
    }

    private static int number(List<String> words, int at) {
        return Integer.parseInt(words.get(at));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static OpenHolds holds(List<String> words, int at) {
        return OpenHolds.valueOf(words.get(at).toUpperCase(Locale.ROOT));
    }
}
