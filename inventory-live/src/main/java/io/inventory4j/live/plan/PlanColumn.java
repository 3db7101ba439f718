package io.inventory4j.live.plan;

import io.inventory4j.live.text.SaleLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a plan's file, in their order, and what they are called. docs/live-plan.md shows them. */
enum PlanColumn {
    SKU("SKU", "商品编码", "SKU编码|货号|编码"),
    NAME("name", "商品名称", "名称|品名"),
    SPEC("spec", "规格", "specification|规格型号"),
    TIER("tier", "货品类型", "款型"),
    LOCATION("location", "仓库", "warehouse|库位|仓位"),
    ON_HAND("on hand", "现有库存", "stock|在库数量|库存"),
    ALLOTMENT("allotment", "开播配额", "opening allotment|直播配额|分配库存"),
    SAFETY_STOCK("safety stock", "安全库存", "safety"),
    SELLABLE("sellable", "可售库存", "可售"),
    IN_TRANSIT("in transit", "在途库存", "在途"),
    IN_TRANSIT_DUE("in transit due", "在途到货时间", "在途到达时间"),
    REPLENISHMENT("replenishment", "预计补货数量", "expected replenishment|补货数量"),
    REPLENISHMENT_DUE("replenishment due", "预计补货时间", "补货时间"),
    UNDER_INSPECTION("returns under inspection", "退货待检", "under inspection|待检"),
    TRANSFERABLE("transferable", "可调拨库存", "可调拨"),
    ORDER_MAXIMUM("order maximum", "单笔限购", "per order|单笔最多"),
    ORDER_MINIMUM("order minimum", "起购数量", "at least|起购"),
    MULTIPLES_OF("multiples of", "购买倍数", "multiples|倍数"),
    PER_BUYER("per buyer", "每人限购", "限购"),
    PER_BUYER_WINDOW("per buyer and window", "时段限购", "per buyer window"),
    PER_IDENTITY("per identity", "身份限购", "设备限购"),
    PER_CHANNEL("per channel", "渠道限购", "channel limits"),
    REGIONS_ALLOWED("regions allowed", "可售地区", "可售区域"),
    REGIONS_DENIED("regions denied", "禁售地区", "禁售区域|不可售地区"),
    CAP("cap", "本场上限", "hard cap|场次上限"),
    OPENS("opens", "开售时间", "opens at|开始时间"),
    CLOSES("closes", "停售时间", "closes at|结束时间"),
    SHARING("sharing", "库存模式", "stock mode"),
    CHANNEL_SHARES("channel shares", "渠道库存", "渠道配额"),
    BACKUP("backup", "备用商品", "backup SKU|替补商品|备选商品"),
    PARTS("parts", "套装组件", "kit parts|套装明细"),
    GIFTS("gifts", "赠品", "gift"),
    ALERT_LEVELS("alert levels", "预警比例", "alerts|预警"),
    PACE_ALERT("pace alert", "售罄预警", "sell-out alert|售罄提醒");

    private static final Map<String, PlanColumn> BY_HEADER = new HashMap<>();

    static {
        for (PlanColumn column : values()) {
            column.headers().forEach(header -> {
                if (BY_HEADER.put(Texts.folded(header), column) != null) {
                    throw new IllegalStateException(header + " is the header of two columns");
                }
            });
        }
    }

    private final String english;
    private final String chinese;
    private final String others;

    PlanColumn(String english, String chinese, String others) {
        this.english = english;
        this.chinese = chinese;
        this.others = others;
    }

    String english() {
        return english;
    }

    String header(SaleLanguage language) {
        return language.pick(english, chinese);
    }

    /** All headers that mean this column: the English one, the Chinese one, then the others. */
    List<String> headers() {
        List<String> headers = new ArrayList<>();
        headers.add(english);
        headers.add(chinese);
        headers.addAll(Texts.split(others, "|"));
        return headers;
    }

    static @Nullable PlanColumn of(String header) {
        return BY_HEADER.get(Texts.folded(header));
    }
}
