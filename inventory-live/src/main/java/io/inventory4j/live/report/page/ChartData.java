package io.inventory4j.live.report.page;

import io.inventory4j.live.report.CurvePoint;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.StockMark;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The curves as JSON for the page's script. It is written by hand, so that the page needs no library for it; nothing in
 * it can end the script element that it stands in.
 */
final class ChartData {
    private static final int MOST_LINES = 200;
    private static final int MOST_POINTS = 1_000;

    private final SaleReport report;
    private final StringBuilder json = new StringBuilder();

    private ChartData(SaleReport report) {
        this.report = report;
    }

    /** The lines that have a chart: those that sold most. */
    static List<LineAccount> charted(SaleReport report) {
        return report.lines().stream()
                .filter(line -> line.curve().points().size() > 1)
                .sorted(Comparator.comparingLong(
                                (LineAccount line) -> line.terms().sold())
                        .reversed()
                        .thenComparing(LineAccount::key))
                .limit(MOST_LINES)
                .toList();
    }

    static String of(SaleReport report, ZoneId zone, String zoneName) {
        ChartData data = new ChartData(report);
        data.json
                .append("{\"zone\":")
                .append(quoted(zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()))
                .append(",\"times\":")
                .append(quoted(zoneName))
                .append(",\"total\":");
        data.total();
        data.json.append(",\"lines\":[");
        List<LineAccount> lines = charted(report);
        for (int index = 0; index < lines.size(); index++) {
            data.json.append(index == 0 ? "" : ",");
            data.line(lines.get(index));
        }
        return data.json.append("]}").toString();
    }

    private void line(LineAccount line) {
        boolean named = !line.name().equals(line.key().sku());
        String title = (named ? line.name() + " \u00B7 " : "")
                + line.key().sku()
                + (line.key().location().equals("main")
                        ? ""
                        : " @ " + line.key().location());
        List<long[]> points = new ArrayList<>();
        for (CurvePoint point : line.curve().points()) {
            points.add(new long[] {point.at().getEpochSecond(), point.available(), point.sold()});
        }
        json.append("{\"name\":").append(quoted(title)).append(',');
        series(points);
        json.append(",\"out\":[");
        marks(line.marks().stream()
                .filter(StockMark::soldOut)
                .map(StockMark::at)
                .toList());
        json.append("],\"back\":[");
        marks(line.marks().stream()
                .filter(mark -> !mark.soldOut())
                .map(StockMark::at)
                .toList());
        json.append("]}");
    }

    /** Lines of which units are; those of kits only say how many may be sold. */
    private List<LineAccount> goods() {
        return report.lines().stream().filter(line -> !line.kit()).toList();
    }

    /** All lines together, minute by minute: what each had last. */
    private void total() {
        Map<Long, long[]> changes = new TreeMap<>();
        long available = 0;
        for (LineAccount line : goods()) {
            List<CurvePoint> points = line.curve().points();
            long before = points.isEmpty()
                    ? line.remaining().available()
                    : points.get(0).available();
            available += before;
            long sold = 0;
            for (CurvePoint point : points) {
                long[] change = changes.computeIfAbsent(point.at().getEpochSecond(), none -> new long[2]);
                change[0] += point.available() - before;
                change[1] += point.sold() - sold;
                before = point.available();
                sold = point.sold();
            }
        }
        List<long[]> points = new ArrayList<>();
        long sold = 0;
        for (Map.Entry<Long, long[]> change : changes.entrySet()) {
            available += change.getValue()[0];
            sold += change.getValue()[1];
            points.add(new long[] {change.getKey(), available, sold});
        }
        json.append('{');
        series(thinned(points));
        json.append(",\"out\":[");
        marks(goods().stream()
                .flatMap(line -> line.soldOutAt().stream())
                .sorted()
                .limit(MOST_POINTS)
                .toList());
        json.append("],\"back\":[]}");
    }

    /** Every nth point and the last one. */
    private static List<long[]> thinned(List<long[]> points) {
        int every = points.size() / MOST_POINTS + 1;
        List<long[]> fewer = new ArrayList<>();
        for (int index = 0; index < points.size(); index++) {
            if (index % every == 0 || index == points.size() - 1) {
                fewer.add(points.get(index));
            }
        }
        return fewer;
    }

    /** The last level lasts until the end of the sale. */
    private void series(List<long[]> points) {
        long end = report.until().getEpochSecond();
        List<long[]> drawn = new ArrayList<>(points);
        if (!points.isEmpty() && points.get(points.size() - 1)[0] < end) {
            long[] last = points.get(points.size() - 1);
            drawn.add(new long[] {end, last[1], last[2]});
        }
        String[] names = {"t", "a", "s"};
        for (int column = 0; column < names.length; column++) {
            json.append(column == 0 ? "\"" : ",\"").append(names[column]).append("\":[");
            for (int index = 0; index < drawn.size(); index++) {
                json.append(index == 0 ? "" : ",").append(drawn.get(index)[column]);
            }
            json.append(']');
        }
    }

    private void marks(List<Instant> marks) {
        for (int index = 0; index < marks.size(); index++) {
            json.append(index == 0 ? "" : ",").append(marks.get(index).getEpochSecond());
        }
    }

    /** A JSON string without any character that means something to HTML or to JavaScript. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean plain =
                    c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\'';
            boolean letter = c >= 0x7F && Character.isLetterOrDigit(c);
            if (plain || letter) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
