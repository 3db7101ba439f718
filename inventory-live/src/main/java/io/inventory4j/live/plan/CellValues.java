package io.inventory4j.live.plan;

import io.inventory4j.SafetyStock;
import io.inventory4j.live.guard.GuardedCell;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.Bounds;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts of cells as values, and writes them back. Wide digits and signs are read as those of ASCII. */
final class CellValues {
    private static final Pattern PLAIN = Pattern.compile("\\+?[0-9]{1,30}");
    private static final Pattern GROUPED = Pattern.compile("\\+?[0-9]{1,3}(,[0-9]{3}){1,9}");
    private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9.,]*[.,][0-9]+");
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,12})\\s*(d|h|min|m|s|天|小时|分钟|秒)");
    private static final BigInteger MOST = BigInteger.valueOf(Bounds.MAX_QUANTITY);
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_MINUTE = 60;

    private CellValues() {}

    /** Whether a cell says that there is no limit, though the tier has one. */
    static boolean none(String cell) {
        return switch (Texts.folded(cell)) {
            case "none", "nolimit", "unlimited", "无", "不限", "无限制" -> true;
            default -> false;
        };
    }

    static String none(SaleLanguage language) {
        return language.pick("none", "不限");
    }

    static long number(String cell) throws BadCell {
        String text = Texts.strip(Texts.narrow(cell));
        if (!PLAIN.matcher(text).matches() && !GROUPED.matcher(text).matches()) {
            throw new BadCell(hint(text) + "expected whole units, such as 1200 or 1,200");
        }
        BigInteger number = new BigInteger(text.replace(",", "").replace("+", ""));
        if (number.compareTo(MOST) > 0) {
            throw new BadCell("expected at most 2^53 - 1, which is " + MOST);
        }
        return number.longValueExact();
    }

    private static String hint(String text) {
        if (GuardedCell.scientific(text)) {
            return "a spreadsheet has thrown digits away; ";
        }
        if (text.startsWith("-")) {
            return "it is negative; ";
        }
        return FRACTION.matcher(text).matches() ? "a point or comma that is no thousands separator; " : "";
    }

    static SafetyStock safety(String cell) throws BadCell {
        String text = Texts.strip(Texts.narrow(cell));
        if (!text.endsWith("%")) {
            return SafetyStock.units(number(text));
        }
        return SafetyStock.percentOfOpening(percent(text));
    }

    static String text(SafetyStock safety) {
        return safety instanceof SafetyStock.Units fixed
                ? Long.toString(fixed.units())
                : ((SafetyStock.PercentOfOpening) safety).percent() + "%";
    }

    private static int percent(String cell) throws BadCell {
        String text = Texts.strip(Texts.narrow(cell));
        String digits = text.endsWith("%") ? Texts.strip(text.substring(0, text.length() - 1)) : text;
        if (!PLAIN.matcher(digits).matches()) {
            throw new BadCell("expected whole percent from 0 to 100, such as 8%");
        }
        BigInteger number = new BigInteger(digits.replace("+", ""));
        if (number.bitLength() > Byte.SIZE - 1 || number.intValueExact() > 100) {
            throw new BadCell("expected whole percent from 0 to 100, such as 8%");
        }
        return number.intValueExact();
    }

    static int[] percentages(String cell) throws BadCell {
        List<String> items = items(cell);
        int[] percentages = new int[items.size()];
        for (int i = 0; i < percentages.length; i++) {
            percentages[i] = percent(items.get(i));
        }
        return percentages;
    }

    /** The names of a list: between semicolons, wide ones and line breaks; an empty one at the end does not count. */
    static List<String> items(String cell) throws BadCell {
        List<String> items = new ArrayList<>(Texts.split(cell, ";；\n\r"));
        items.removeIf(String::isEmpty);
        if (items.isEmpty()) {
            throw new BadCell("expected names between semicolons, such as CN; HK");
        }
        return items;
    }

    static Map<String, Long> units(String cell) throws BadCell {
        Map<String, Long> units = new LinkedHashMap<>();
        for (String item : items(cell)) {
            List<String> sides = Texts.split(item, "=＝");
            if (sides.size() != 2 || sides.get(0).isEmpty() || sides.get(1).isEmpty()) {
                throw new BadCell("expected names with units between semicolons, such as douyin=600; tmall=400");
            }
            if (units.put(sides.get(0), number(sides.get(1))) != null) {
                throw new BadCell(PlanProblem.shown(sides.get(0)) + " comes twice");
            }
        }
        return units;
    }

    static String text(Map<String, Long> units) {
        List<String> items = new ArrayList<>();
        units.forEach((name, number) -> items.add(name + "=" + number));
        return String.join("; ", items);
    }

    static PlannedLimits.WindowLimit windowLimit(String cell) throws BadCell {
        List<String> sides = Texts.split(Texts.narrow(cell), "/");
        if (sides.size() != 2) {
            throw new BadCell("expected units and a window, such as 2/24h or 2/PT90M");
        }
        return new PlannedLimits.WindowLimit(
                number(sides.get(0)), duration(sides.get(1), "a window, such as 24h, 30m, 7d or PT90M"));
    }

    /** How close the end of the stock has to be for an alert; null where none is sent. */
    static @Nullable Duration paceAlert(String cell) throws BadCell {
        return none(cell)
                ? null
                : duration(
                        Texts.strip(Texts.narrow(cell)), "whole minutes from 1m to 24h, such as 10m or PT10M, or none");
    }

    private static Duration duration(String text, String expected) throws BadCell {
        Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "d", "天" -> Duration.ofDays(Math.min(count, Integer.MAX_VALUE));
                case "h", "小时" -> Duration.ofHours(count);
                case "m", "min", "分钟" -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadCell("expected " + expected);
        }
    }

    static String text(PlannedLimits.WindowLimit limit) {
        return limit.units() + "/" + text(limit.window());
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toNanosPart() != 0) {
            return duration.toString();
        }
        if (seconds % SECONDS_OF_DAY == 0) {
            return seconds / SECONDS_OF_DAY + "d";
        }
        if (seconds % SECONDS_OF_HOUR == 0) {
            return seconds / SECONDS_OF_HOUR + "h";
        }
        return seconds % SECONDS_OF_MINUTE == 0 ? seconds / SECONDS_OF_MINUTE + "m" : seconds + "s";
    }

    static Tier tier(String cell) throws BadCell {
        return switch (Texts.folded(cell)) {
            case "traffic", "引流款", "引流", "福利款" -> Tier.TRAFFIC;
            case "hero", "主推款", "主推", "爆款" -> Tier.HERO;
            case "profit", "利润款", "利润" -> Tier.PROFIT;
            case "image", "形象款", "形象" -> Tier.IMAGE;
            case "longtail", "长尾款", "长尾" -> Tier.LONG_TAIL;
            default ->
                throw new BadCell("expected TRAFFIC, HERO, PROFIT, IMAGE or LONG_TAIL; 引流款, 主推款, 利润款, 形象款 or" + " 长尾款");
        };
    }

    static String text(Tier tier, SaleLanguage language) {
        if (language == SaleLanguage.ENGLISH) {
            return tier.name();
        }
        return switch (tier) {
            case TRAFFIC -> "引流款";
            case HERO -> "主推款";
            case PROFIT -> "利润款";
            case IMAGE -> "形象款";
            case LONG_TAIL -> "长尾款";
        };
    }

    static boolean isolated(String cell) throws BadCell {
        return switch (Texts.folded(cell)) {
            case "isolated", "独占", "隔离" -> true;
            case "shared", "共享" -> false;
            default -> throw new BadCell("expected isolated or shared; 独占 or 共享");
        };
    }

    static String text(boolean isolated, SaleLanguage language) {
        return isolated ? language.pick("isolated", "独占") : language.pick("shared", "共享");
    }

    static String text(@Nullable Long number) {
        return number == null ? "" : number.toString();
    }
}
