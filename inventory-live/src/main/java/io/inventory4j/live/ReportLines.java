package io.inventory4j.live;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.report.AlertLine;
import io.inventory4j.live.report.LimitHit;
import io.inventory4j.live.report.LostDemandLine;
import io.inventory4j.live.report.OperationLine;
import io.inventory4j.stock.Bounds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts, operations and lost demand as the report has them: in words that its page knows in both languages. */
final class ReportLines {
    private static final String ALL = "*";

    private record Moved(@Nullable String channel, @Nullable Long units) {}

    private ReportLines() {}

    static AlertLine of(SaleAlert alert) {
        SaleAlert.@Nullable Acknowledgement seen = alert.acknowledgement();
        String kind = alert.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new AlertLine(
                alert.at(),
                alert.sku(),
                alert.channel(),
                kind + threshold(alert),
                alert.roles().stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")),
                seen == null ? null : seen.by().who(),
                seen == null ? null : seen.at());
    }

    private static String threshold(SaleAlert alert) {
        if (alert.minutes() > 0) {
            return " " + alert.minutes() + " min";
        }
        // That something is back needs no number: it was sold out before.
        boolean level = alert.kind() == SaleAlert.Kind.LOW || alert.kind() == SaleAlert.Kind.RISEN;
        return level && alert.percent() > 0 ? " " + alert.percent() + "%" : "";
    }

    static OperationLine of(SaleOperation operation) {
        Action action = operation.action();
        String outcome = operation.outcome();
        Moved moved = moved(action);
        return new OperationLine(
                operation.at(),
                operation.by().who(),
                name(action) + ": " + (outcome == null ? "under way" : outcome),
                action.sku() == null ? ALL : action.sku(),
                moved.channel(),
                moved.units(),
                operation.by().why());
    }

    /** What an action is, with what is neither units nor a channel in parentheses. */
    private static String name(Action action) {
        String name = action.getClass().getSimpleName();
        if (action instanceof Action.Freeze freeze) {
            return name + "(" + freeze.holds() + ")";
        } else if (action instanceof Action.End end) {
            return name + "(" + end.holds() + ")";
        } else if (action instanceof Action.ChangeLimit change) {
            return name + "(" + change.limit().kind() + ")";
        } else if (action instanceof Action.Announce announce) {
            return name + "(" + announce.eta() + ")";
        }
        return name;
    }

    /** The channel of an action and its units, as far as it has them. */
    private static Moved moved(Action action) {
        if (action instanceof Action.TopUp topUp) {
            return new Moved(topUp.channel(), topUp.units());
        } else if (action instanceof Action.ReleaseSafety release) {
            return new Moved(release.channel(), release.units());
        } else if (action instanceof Action.ChangeLimit change) {
            return new Moved(change.limit().channel(), change.units());
        } else if (action instanceof Action.Announce announce) {
            return new Moved(null, announce.units());
        } else if (action instanceof Action.Transfer move) {
            String channels = Objects.requireNonNullElse(move.from(), ALL) + " \u2192 "
                    + Objects.requireNonNullElse(move.to(), ALL);
            return new Moved(channels, move.units());
        }
        return new Moved(null, null);
    }

    /** Lost demand by minute; what is from before the minutes that are kept apart is left out. */
    static List<LostDemandLine> lost(List<DemandRow> rows) {
        Map<List<Object>, LostDemandLine> sums = new LinkedHashMap<>();
        for (DemandRow row : rows) {
            if (row.minute() != null && row.requests() > 0) {
                LostDemandLine line = new LostDemandLine(
                        row.sku() == null ? ALL : row.sku(),
                        row.reason().name(),
                        row.channel(),
                        row.minute(),
                        row.requests(),
                        row.units());
                // Rows of several rules are one line: the limits have them apart.
                List<Object> key = Arrays.asList(line.sku(), line.reason(), line.channel(), line.minute());
                sums.merge(key, line, ReportLines::sum);
            }
        }
        return List.copyOf(sums.values());
    }

    private static LostDemandLine sum(LostDemandLine one, LostDemandLine other) {
        return new LostDemandLine(
                one.sku(),
                one.reason(),
                one.channel(),
                one.minute(),
                added(one.requests(), other.requests()),
                added(one.units(), other.units()));
    }

    /** The purchase rules that refused orders, those that refused most first. */
    static List<LimitHit> limits(List<DemandRow> rows) {
        Map<List<String>, LimitHit> sums = new LinkedHashMap<>();
        for (DemandRow row : rows) {
            if (row.rule() != null && row.sku() != null && row.requests() > 0) {
                sums.merge(
                        List.of(row.rule(), row.sku()),
                        new LimitHit(row.rule(), row.sku(), row.requests(), row.units()),
                        (one, other) -> new LimitHit(
                                one.limit(),
                                one.sku(),
                                added(one.hits(), other.hits()),
                                added(one.units(), other.units())));
            }
        }
        return sums.values().stream()
                .sorted(Comparator.comparingLong(LimitHit::hits)
                        .reversed()
                        .thenComparing(LimitHit::limit)
                        .thenComparing(LimitHit::sku))
                .toList();
    }

    private static long added(long one, long other) {
        return Math.min(one + other, Bounds.MAX_QUANTITY);
    }
}
