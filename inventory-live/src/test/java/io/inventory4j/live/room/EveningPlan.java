package io.inventory4j.live.room;

import io.inventory4j.SafetyStock;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.PlannedSkuBuilder;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a beauty and fashion room sells in one evening: a name, a specification, units, and how fast it goes. */
final class EveningPlan {
    private record Goods(String sku, Tier tier, String name, String spec, long units, double perMinute) {}

    private static final List<Goods> GOODS = List.of(
            new Goods("LIP-0921", Tier.TRAFFIC, "Velvet lip tint", "No. 09 Rosewood", 300, 14),
            new Goods("SRM-3000", Tier.HERO, "Ceramide repair serum", "30 ml", 2_400, 61),
            new Goods("CRM-5001", Tier.HERO, "Barrier cream", "50 g", 1_800, 28),
            new Goods("MSK-1010", Tier.TRAFFIC, "Sheet mask, pack of ten", "Hyaluronic", 500, 38),
            new Goods("SUN-5050", Tier.HERO, "Sunscreen SPF 50+", "50 ml", 1_500, 19),
            new Goods("CUS-1302", Tier.PROFIT, "Cushion foundation", "13 Ivory, with refill", 640, 9),
            new Goods("BRW-0403", Tier.LONG_TAIL, "Brow pencil", "03 Ash brown", 220, 1.6),
            new Goods("EYE-1204", Tier.PROFIT, "Twelve-pan eye palette", "Desert", 480, 5),
            new Goods("CLN-1500", Tier.PROFIT, "Amino cleanser", "150 ml", 900, 11),
            new Goods("TNR-2000", Tier.LONG_TAIL, "Essence toner", "200 ml", 360, 2.4),
            new Goods("PRF-5007", Tier.IMAGE, "Eau de parfum Osmanthus", "50 ml", 160, 0.7),
            new Goods("HND-0303", Tier.LONG_TAIL, "Hand cream trio", "3 × 30 ml", 420, 3.2),
            new Goods("COAT-L01", Tier.HERO, "Double-faced wool coat", "Camel, L", 260, 4.1),
            new Goods("COAT-M01", Tier.HERO, "Double-faced wool coat", "Camel, M", 320, 6.3),
            new Goods("KNT-2201", Tier.PROFIT, "Cashmere crew-neck", "Oat, one size", 180, 8.6),
            new Goods("SCF-7001", Tier.LONG_TAIL, "Lambswool scarf", "Check", 240, 1.1),
            new Goods("BAG-0110", Tier.IMAGE, "Mini bucket bag", "Black", 80, 0.3),
            new Goods("JNS-2633", Tier.PROFIT, "Straight jeans", "Washed blue, 26–33", 600, 7.4),
            new Goods("SHO-3700", Tier.PROFIT, "Chunky loafers", "35–40", 380, 4.4),
            new Goods("PJS-0401", Tier.LONG_TAIL, "Brushed cotton pyjamas", "M–XL", 300, 2),
            new Goods("CUP-0350", Tier.TRAFFIC, "Thermal cup", "350 ml", 400, 21),
            new Goods("TEA-1208", Tier.LONG_TAIL, "Jasmine tea, 12 tins", "8 g each", 260, 1.4),
            new Goods("保湿面霜-80", Tier.PROFIT, "神经酰胺保湿面霜（秋冬滋润型）", "80 g", 700, 12));

    /** Sold from the shop's own stock, since a kit is made of them. */
    private static final List<String> SHARED = List.of("TEA-1208", "SCF-7001");

    private EveningPlan() {}

    static SalePlan plan() {
        List<PlannedSku> lines = new ArrayList<>();
        for (Goods goods : GOODS) {
            PlannedSkuBuilder line = PlannedSku.of(goods.sku(), goods.tier())
                    .name(goods.name())
                    .spec(goods.spec())
                    .onHand(goods.units() * 2)
                    .isolated(!SHARED.contains(goods.sku()))
                    .perBuyer((Long) null)
                    .orderMaximum(null)
                    .safety(SafetyStock.percentOfOpening(5))
                    .allotment(goods.units())
                    .alerts(20, 10, 0)
                    .opensAt(goods.sku().equals("BAG-0110") ? RoomSale.EIGHT.plusSeconds(45 * 60) : RoomSale.EIGHT)
                    .closesAt(RoomSale.EIGHT.plusSeconds(65 * 60));
            if (goods.units() >= 250 && !SHARED.contains(goods.sku())) {
                line.channelShare("douyin", goods.units() / 2).channelShare("taobao", goods.units() / 4);
            }
            if (goods.sku().equals("COAT-L01")) {
                line.backup("COAT-M01");
            } else if (goods.sku().equals("MSK-1010")) {
                line.backup("SRM-3000");
            }
            lines.add(line.build());
        }
        lines.add(PlannedSku.of("SET-0001", Tier.PROFIT)
                .name("Winter evening set")
                .spec("Scarf + jasmine tea")
                .part("SCF-7001", 1)
                .part("TEA-1208", 1)
                .allotment(80)
                .orderMaximum(null)
                .perBuyer((Long) null)
                .build());
        return new SalePlan("double-12-evening", lines);
    }

    static long unitsPerMinute(int line, int minute, Random random) {
        double mean = line < GOODS.size() ? GOODS.get(line).perMinute() : 2;
        double wave = 1 + 0.5 * Math.sin((minute + line * 3) / 4.0);
        return Math.round(mean * wave * (0.7 + 0.6 * random.nextDouble()));
    }
}
