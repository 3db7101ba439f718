package io.inventory4j.live.plan;

import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a check found as rows of cells for people.
 *
 * @param language the language of all words
 * @param times writes times
 */
record CheckSheet(SaleLanguage language, CellTimes times) {
    private String word(String english, String chinese) {
        return language.pick(english, chinese);
    }

    List<List<String>> rows(PlanCheck check) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                word("result", "结果"),
                word("SKU", "商品编码"),
                word("name", "商品名称"),
                word("spec", "规格"),
                word("location", "仓库"),
                word("allotment", "开播配额"),
                word("sellable now", "当前可售"),
                word("short by", "缺口"),
                word("could come from", "可补来源"),
                word("can be covered in time", "能否按时补齐"),
                word("findings", "检查结果")));
        for (PlanCheckLine line : check.lines()) {
            PlannedSku planned = line.planned();
            rows.add(List.of(
                    result(line),
                    GuardedCell.written(planned.sku()),
                    GuardedCell.written(planned.name()),
                    GuardedCell.written(planned.spec()),
                    GuardedCell.written(planned.supply().location()),
                    Long.toString(planned.allotment()),
                    Long.toString(line.sellable()),
                    Long.toString(line.shortBy()),
                    GuardedCell.written(
                            line.sources().stream().map(this::source).collect(Collectors.joining("; "))),
                    covered(line),
                    GuardedCell.written(line.findings().stream()
                            .map(finding -> finding(line, finding))
                            .collect(Collectors.joining("; ")))));
        }
        return rows;
    }

    private String result(PlanCheckLine line) {
        if (line.severity().isEmpty()) {
            return word("ok", "正常");
        }
        return switch (line.severity().get()) {
            case BLOCKER -> word("blocker", "阻断");
            case WARNING -> word("warning", "警告");
            case NOTE -> word("note", "提示");
        };
    }

    private String covered(PlanCheckLine line) {
        if (line.enough()) {
            return "";
        }
        return line.canBeCovered() ? word("yes", "能") : word("no", "不能");
    }

    private String source(StockSource source) {
        String kind = switch (source.kind()) {
            case TRANSFER -> word("transfer from " + source.location(), "从" + source.location() + "调拨");
            case INSPECTION -> word("returns under inspection", "退货待检");
            case IN_TRANSIT -> word("in transit", "在途");
            case REPLENISHMENT -> word("replenishment", "补货");
        };
        boolean now = source.kind() == StockSource.Kind.TRANSFER || source.kind() == StockSource.Kind.INSPECTION;
        String when = source.due() == null
                ? now ? "" : word(", time unknown", "，时间未定")
                : word(", due ", "，预计") + times.text(source.due());
        return kind + " " + source.units() + when;
    }

    private String finding(PlanCheckLine line, PlanFinding finding) {
        String about = finding.subject();
        long planned = finding.planned();
        long actual = finding.actual();
        return switch (finding.kind()) {
            case UNKNOWN_SKU -> word("no stock line " + about, "没有库存行 " + about);
            case SHORT ->
                word(
                        "short by " + (planned - actual) + ": " + actual + " of " + planned,
                        "缺 " + (planned - actual) + "：需 " + planned + "，可售 " + actual);
            case PART_SHORT ->
                word(
                        "part " + about + ": kits need " + planned + ", sellable " + actual,
                        "组件 " + about + "：套装需 " + planned + "，可售 " + actual);
            case GIFT_SHORT ->
                word(
                        "gift " + about + ": " + planned + " may be wanted, sellable " + actual,
                        "赠品 " + about + "：可能需 " + planned + "，可售 " + actual);
            case BACKUP_SOLD_OUT -> word("backup " + about + " is sold out", "备用商品 " + about + " 已售罄");
            case SAFETY_NOT_SET ->
                word("safety stock is " + actual + ", planned " + planned, "安全库存为 " + actual + "，计划 " + planned);
            case NOT_OPEN -> word(about + " takes no orders", about + " 未开放销售");
            case WINDOW_DIFFERS -> word("window is " + window(line.level()), "销售时段为 " + window(line.level()));
            case TRANSFER_SHORT ->
                word(
                        about + " can give " + actual + ", planned " + planned,
                        about + " 可调 " + actual + "，计划 " + planned);
            case ON_HAND_DIFFERS ->
                word("on hand is " + actual + ", planned " + planned, "现有库存为 " + actual + "，计划 " + planned);
            case CAP_BELOW_ALLOTMENT ->
                word("cap " + actual + " is below the allotment " + planned, "本场上限 " + actual + " 低于配额 " + planned);
        };
    }

    private String window(@Nullable StockLevel level) {
        Window window = level == null ? Window.NONE : level.window();
        if (!window.hasEdge()) {
            return word("not set", "未设置");
        }
        return times.text(window.opensAt()) + " - " + times.text(window.closesAt());
    }
}
