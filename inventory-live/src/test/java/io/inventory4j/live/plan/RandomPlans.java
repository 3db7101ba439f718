package io.inventory4j.live.plan;

import io.inventory4j.SafetyStock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes plans that are right, with names that are hard on a file. */
final class RandomPlans {
    private static final String[] NAMES = {
        "SKU-1",
        "6901234567890",
        "00012",
        "大衣",
        "=cmd|'/C calc'!A0",
        "'=x",
        "''@y",
        "+1",
        "-20°C",
        "@a",
        "'quoted'",
        "a\"b",
        "a,b",
        "1E5",
        "6.9E+12",
        "#N/A",
        "'#REF!",
        "none",
        "＝wide",
        "😀",
        "TRUE",
        "a/b",
        "a\\b",
        "'",
        "''",
        "- ",
        "é"
    };
    private static final Tier[] TIERS = Tier.values();

    private final Random random;

    RandomPlans(Random random) {
        this.random = random;
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    private long units(long most) {
        return random.nextInt(10) == 0 ? most : (long) (random.nextDouble() * most);
    }

    private String name() {
        return Texts.strip(sometimes() ? pick(NAMES) + pick(NAMES) : pick(NAMES));
    }

    private String listed() {
        return name().replace("=", "").replace("＝", "").replace(";", "") + random.nextInt(3);
    }

    private String channel() {
        String channel = listed().replace("/", "");
        return channel.codePointCount(0, channel.length()) > 40 ? "long" : channel;
    }

    private @Nullable Instant time() {
        return sometimes() ? null : Instant.ofEpochMilli(random.nextLong(1L << 42));
    }

    SalePlan plan() {
        Set<String> skus = new LinkedHashSet<>();
        int size = 1 + random.nextInt(8);
        while (skus.size() < size) {
            skus.add(listed());
        }
        List<PlannedSku> lines = new ArrayList<>();
        String before = null;
        for (String sku : skus) {
            PlannedSkuBuilder line = goods(sku);
            if (before != null && sometimes()) {
                line.backup(before).gift(before, 1 + units(5));
            }
            lines.add(line.build());
            before = sku;
        }
        // A kit is sold where its parts are, and in as many as they allow.
        PlannedSku part = lines.get(0);
        if (sometimes() && skus.add("KIT")) {
            PlannedSkuBuilder kit = PlannedSku.of("KIT", TIERS[random.nextInt(TIERS.length)])
                    .location(part.supply().location())
                    .isolated(part.shares().isolated())
                    .part(part.sku(), 1)
                    .orderMaximum(null)
                    .perBuyer(null)
                    .allotment(part.allotment());
            part.shares().units().keySet().forEach(channel -> kit.channelShare(channel, 0));
            lines.add(kit.build());
        }
        return new SalePlan("random-" + random.nextInt(100), lines);
    }

    private PlannedSkuBuilder goods(String sku) {
        long onHand = units(sometimes() ? (1L << 53) - 1 : 1_000);
        PlannedSkuBuilder line = PlannedSku.of(sku, TIERS[random.nextInt(TIERS.length)])
                .onHand(onHand)
                .location(listed())
                .isolated(random.nextBoolean());
        if (sometimes()) {
            line.safety(
                    random.nextBoolean()
                            ? SafetyStock.units(onHand / 3)
                            : SafetyStock.percentOfOpening(random.nextInt(50)));
        }
        if (sometimes()) {
            line.name(name()).spec(pick(NAMES).strip() + " ; " + name());
        }
        supply(line);
        limits(line);
        Instant opens = time();
        Instant closes = time();
        boolean swapped = opens != null && closes != null && opens.isAfter(closes);
        line.opensAt(swapped ? closes : opens).closesAt(swapped ? opens : closes);
        if (sometimes()) {
            line.channelShare(channel(), 0).channelShare(channel(), 0);
        }
        if (sometimes()) {
            line.alerts(90, 50, random.nextInt(50));
        }
        if (sometimes()) {
            line.paceAlert(random.nextBoolean() ? null : Duration.ofMinutes(1 + random.nextInt(24 * 60)));
        }
        return line;
    }

    private void supply(PlannedSkuBuilder line) {
        if (sometimes()) {
            line.inTransit(1 + units(99), time()).underInspection(units(100));
        }
        if (sometimes()) {
            line.replenishment(
                    1 + units(99),
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000))
                            .plusSeconds(1L << 31));
        }
        if (sometimes()) {
            line.transferable(listed() + "-a", 1 + units(10)).transferable("b", 1);
        }
    }

    private void limits(PlannedSkuBuilder line) {
        line.orderMaximum(sometimes() ? null : Long.valueOf(1 + units(10)));
        line.perBuyer(sometimes() ? null : Long.valueOf(1 + units(10)));
        if (sometimes()) {
            line.cap(1 + units(1_000));
        }
        if (sometimes()) {
            line.perBuyer(1 + units(5), Duration.ofMillis(1 + random.nextInt(1_000_000_000)));
        } else if (sometimes()) {
            line.perBuyer(1, Duration.ofMinutes(1 + random.nextInt(500_000)));
        }
        if (sometimes()) {
            line.perIdentity(listed(), 1 + units(5)).perIdentity("device", 1);
        }
        if (sometimes()) {
            line.perChannel("only-limited", units(10));
        }
        if (sometimes()) {
            line.regionsAllowed("CN", listed()).regionsDenied("HK");
        }
    }
}
