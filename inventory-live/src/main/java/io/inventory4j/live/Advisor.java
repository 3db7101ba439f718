package io.inventory4j.live;

import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.Suggestion;
import io.inventory4j.live.action.Suggestion.Kind;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what a team could do, from levels and paces of one moment. It looks {@link #AHEAD}, or to the end of a SKU's
 * window if that comes first: a pace of five minutes says nothing of the hours after.
 */
final class Advisor {
    static final Duration AHEAD = Duration.ofMinutes(30);

    /** A SKU is called slow or fast only after this part of its window. */
    private static final double EARLY = 0.1;

    private static final double MILLIS = 60_000;

    private final SaleLines lines;
    private final Map<String, PlannedSku> planned;
    private final Map<StockKey, StockLevel> levels;
    private final List<Pace> paces;
    private final PaceBook book;
    private final InForce inForce;
    private final Instant now;
    private final List<Suggestion> found = new ArrayList<>();

    Advisor(
            SaleLines lines,
            Map<String, PlannedSku> planned,
            Map<StockKey, StockLevel> levels,
            List<Pace> paces,
            PaceBook book,
            InForce inForce,
            Instant now) {
        this.lines = lines;
        this.planned = planned;
        this.levels = levels;
        this.paces = paces;
        this.book = book;
        this.inForce = inForce;
        this.now = now;
    }

    /** What could be done, SKU by SKU in the order of the plan. */
    List<Suggestion> suggest() {
        for (int number = 0; number < lines.all().size(); number++) {
            SaleLine line = lines.get(number);
            double minutes = minutesLeft(line);
            if (!open(line) || inForce.ended(line.sku()) || inForce.backups().containsKey(line.sku()) || minutes <= 0) {
                continue;
            }
            Pace pace = paces.get(number);
            boolean taken = book.lastTaken(number) != null;
            long cap = cap(line);
            long underCap = Math.max(0, cap - pace.sold() - pace.held());
            if (taken && underCap == 0) {
                backup(line, "All " + cap + " of its cap are taken.", "上限 " + cap + " 件已全部下单。");
            } else if (taken && pace.available() < Math.min(pace.perMinute() * minutes, (double) underCap)) {
                runsShort(number, line, pace, minutes, underCap);
            } else if (taken && pace.available() <= 0) {
                backup(line, "It is sold out.", "已售罄。");
            } else if (!lines.get(number).kit()) {
                shortShare(number, line, minutes).ifPresent(found::add);
                againstPlan(line, pace);
            }
        }
        return List.copyOf(found);
    }

    /** The most that the sale may sell of a SKU: more units than that are of no use. */
    private long cap(SaleLine line) {
        PlannedSku plan = planned.get(line.sku());
        Long changed = inForce.limits().get(SkuLimit.of(line.sku(), SkuLimit.Kind.CAP));
        Long cap = changed != null || plan == null ? changed : plan.saleLimit();
        return cap == null ? Bounds.MAX_QUANTITY : cap;
    }

    /** Whether it can be had at all: what the team has frozen needs no more units. */
    private boolean open(SaleLine line) {
        return line.shares().stream()
                .map(share -> levels.get(share.key()))
                .anyMatch(level -> level != null && level.saleState() == SaleState.OPEN);
    }

    private double minutesLeft(SaleLine line) {
        Instant closes = line.window().closesAt();
        Instant opens = line.window().opensAt();
        if (opens != null && opens.isAfter(now)) {
            return 0;
        }
        Instant until = closes == null || closes.isAfter(now.plus(AHEAD)) ? now.plus(AHEAD) : closes;
        return Duration.between(now, until).toMillis() / MILLIS;
    }

    private void runsShort(int number, SaleLine line, Pace pace, double minutes, long underCap) {
        long wanted = (long) Math.ceil(pace.perMinute() * minutes);
        long need = Math.min(wanted, underCap) - pace.available();
        String english = String.format(
                Locale.ROOT,
                "%.1f a minute are taken, %d are left: %d are missing for the next %d minutes.",
                pace.perMinute(),
                pace.available(),
                need,
                Math.round(minutes));
        String chinese = String.format(
                Locale.ROOT,
                "每分钟下单 %.1f 件，剩余 %d 件，未来 %d 分钟还缺 %d 件。",
                pace.perMinute(),
                pace.available(),
                Math.round(minutes),
                need);
        if (underCap < wanted) {
            english += " By its cap " + underCap + " more may be taken.";
            chinese += "按上限还可下单 " + underCap + " 件。";
        }
        long missing = need - topUp(number, line, need, minutes, english, chinese);
        if (missing > 0) {
            replenish(line, missing, english, chinese);
            backup(line, english, chinese);
        }
    }

    /** Suggests what brings units; gives how many they are. */
    private long topUp(int number, SaleLine line, long need, double minutes, String english, String chinese) {
        if (line.kit()) {
            return 0;
        }
        @Nullable String channel = shortestChannel(number, line, minutes);
        StockLevel stock = levels.get(line.stock());
        long there = stock == null || !line.isolated() ? 0 : Math.max(0, stock.available());
        long given = Math.min(need, there);
        if (given > 0) {
            found.add(new Suggestion(
                    Kind.TOP_UP,
                    line.sku(),
                    given,
                    new Action.TopUp(line.sku(), channel, given),
                    english + " The shop's stock has " + there + ".",
                    chinese + "仓库可用 " + there + " 件。"));
        }
        long safety = stock == null ? 0 : stock.safety();
        long released = Math.min(need - given, safety);
        if (released > 0) {
            found.add(new Suggestion(
                    Kind.RELEASE_SAFETY,
                    line.sku(),
                    released,
                    new Action.ReleaseSafety(line.sku(), channel, released),
                    english + " " + safety + " are withheld as safety stock.",
                    chinese + "安全库存 " + safety + " 件。"));
        }
        return given + Math.max(0, released);
    }

    /** The channel that is sold out first; null where shares are not told apart. */
    private @Nullable String shortestChannel(int number, SaleLine line, double minutes) {
        Share shortest = line.shares().get(0);
        for (Share share : line.shares()) {
            if (surplus(number, share, minutes) < surplus(number, shortest, minutes)) {
                shortest = share;
            }
        }
        return shortest.channel();
    }

    /** Units of a share that are left after the time ahead; below 0 those that are missing. */
    private double surplus(int number, Share share, double minutes) {
        return available(share.key()) - book.perMinute(number, share, now) * minutes;
    }

    private long available(StockKey key) {
        StockLevel level = levels.get(key);
        return level == null ? 0 : Math.max(0, level.available());
    }

    /** A channel that runs short while another one has too much. */
    private Optional<Suggestion> shortShare(int number, SaleLine line, double minutes) {
        Share poor = null;
        Share rich = null;
        for (Share share : line.shares()) {
            double surplus = surplus(number, share, minutes);
            if (surplus < 0 && (poor == null || surplus < surplus(number, poor, minutes))) {
                poor = share;
            }
            if (surplus >= 1 && (rich == null || surplus > surplus(number, rich, minutes))) {
                rich = share;
            }
        }
        if (poor == null || rich == null) {
            return Optional.empty();
        }
        long missing = (long) Math.ceil(-surplus(number, poor, minutes));
        long spare = (long) surplus(number, rich, minutes);
        long units = Math.min(missing, spare);
        double rate = book.perMinute(number, poor, now);
        long left = available(poor.key());
        String english = "On %s %.1f a minute are taken, %d are left; %s has %d more than it needs for %d minutes.";
        String chinese = "%s 每分钟下单 %.1f 件，剩余 %d 件；%s 富余 %d 件（未来 %d 分钟）。";
        return Optional.of(new Suggestion(
                Kind.TRANSFER,
                line.sku(),
                units,
                new Action.Transfer(line.sku(), rich.channel(), poor.channel(), units),
                english.formatted(
                        name(poor, "what is unassigned"),
                        rate,
                        left,
                        name(rich, "what is unassigned"),
                        spare,
                        Math.round(minutes)),
                chinese.formatted(name(poor, "未分配渠道"), rate, left, name(rich, "未分配渠道"), spare, Math.round(minutes))));
    }

    private static String name(Share share, String pool) {
        return Objects.requireNonNullElse(share.channel(), pool);
    }

    /** Units that other locations have, or that can be ordered, as the plan knew it. */
    private void replenish(SaleLine line, long missing, String english, String chinese) {
        PlannedSku plan = planned.get(line.sku());
        if (plan == null) {
            return;
        }
        List<String> from = new ArrayList<>();
        plan.supply().transferable().forEach((location, units) -> from.add(location + " " + units));
        if (plan.supply().replenishment() > 0) {
            from.add(plan.supply().replenishmentDue() + " " + plan.supply().replenishment());
        }
        if (!from.isEmpty()) {
            String sources = String.join(", ", from);
            found.add(new Suggestion(
                    Kind.REPLENISH,
                    line.sku(),
                    missing,
                    null,
                    english + " By the plan there may come: " + sources + ".",
                    chinese + "计划可补：" + sources + "。"));
        }
    }

    private void backup(SaleLine line, String english, String chinese) {
        String backup = line.backup();
        if (backup == null || inForce.ended(backup)) {
            return;
        }
        SaleLine other = lines.get(backup);
        if (!open(other) || minutesLeft(other) <= 0) {
            return;
        }
        Pace pace = paces.get(lines.number(backup));
        long there = Math.min(
                other.shares().stream()
                        .mapToLong(share -> available(share.key()))
                        .sum(),
                cap(other) - pace.sold() - pace.held());
        if (there > 0) {
            found.add(new Suggestion(
                    Kind.PROMOTE_BACKUP,
                    line.sku(),
                    0,
                    new Action.SwitchToBackup(line.sku()),
                    english + " Its backup " + backup + " has " + there + ".",
                    chinese + "备用商品 " + backup + " 可售 " + there + " 件。"));
        }
    }

    private void againstPlan(SaleLine line, Pace pace) {
        PlanPace against = pace.against();
        if (against == null || against.due() < against.planned() * EARLY || pace.available() <= 0) {
            return;
        }
        boolean hot = against.verdict() == PlanPace.Verdict.HOT;
        if (!hot && against.verdict() != PlanPace.Verdict.COLD) {
            return;
        }
        found.add(new Suggestion(
                hot ? Kind.BRING_FORWARD : Kind.SKIP,
                line.sku(),
                0,
                null,
                String.format(
                        Locale.ROOT,
                        "%d were taken where %.0f were due by the plan; %d are left.",
                        against.sold(),
                        against.due(),
                        pace.available()),
                String.format(
                        Locale.ROOT,
                        "已下单 %d 件，按计划应为 %.0f 件；剩余 %d 件。",
                        against.sold(),
                        against.due(),
                        pace.available())));
    }
}
