package io.inventory4j.live.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A table of the page. On a narrow screen each row is a card, and each of its cells has its title beside it, which
 * comes from style rules rather than being there once more in every cell.
 */
final class HtmlTable<T> {
    private record Column<T>(String english, String chinese, boolean numeric, Function<T, String> html) {}

    private final String id;
    private final List<Column<T>> columns = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    HtmlTable(String id) {
        this.id = id;
    }

    /** Rows beyond this are left out, and the page says so. */
    HtmlTable<T> most(int rows) {
        most = rows;
        return this;
    }

    HtmlTable<T> text(String english, String chinese, Function<T, String> html) {
        columns.add(new Column<>(english, chinese, false, html));
        return this;
    }

    HtmlTable<T> number(String english, String chinese, Function<T, Long> number) {
        return figure(english, chinese, row -> HtmlText.number(number.apply(row)));
    }

    HtmlTable<T> figure(String english, String chinese, Function<T, String> html) {
        columns.add(new Column<>(english, chinese, true, html));
        return this;
    }

    String html(List<T> rows, String englishIfEmpty, String chineseIfEmpty) {
        if (rows.isEmpty()) {
            return "<p class=\"empty\">" + HtmlText.both(englishIfEmpty, chineseIfEmpty) + "</p>\n";
        }
        StringBuilder html = new StringBuilder("<table id=\"" + id + "\" class=\"rows\"><thead><tr>");
        columns.forEach(column -> html.append(column.numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                .append(HtmlText.both(column.english, column.chinese))
                .append("</th>"));
        html.append("</tr></thead><tbody>\n");
        rows.stream().limit(most).forEach(row -> row(html, row));
        html.append("</tbody></table>\n");
        if (rows.size() > most) {
            int more = rows.size() - most;
            html.append("<p class=\"note\">")
                    .append(HtmlText.both(
                            String.format(Locale.ROOT, "%,d more rows are in the CSV files.", more),
                            String.format(Locale.ROOT, "其余 %,d 行见 CSV 文件。", more)))
                    .append("</p>\n");
        }
        return html.toString();
    }

    private void row(StringBuilder html, T row) {
        html.append("<tr>");
        for (Column<T> column : columns) {
            html.append(column.numeric ? "<td class=\"n\">" : "<td>")
                    .append("<div>")
                    .append(column.html.apply(row))
                    .append("</div></td>");
        }
        html.append("</tr>\n");
    }

    /** Style rules for a narrow screen. Titles are ours, and have no quotes. */
    String labels() {
        StringBuilder css = new StringBuilder();
        for (int index = 0; index < columns.size(); index++) {
            String cell = "#" + id + " td:nth-child(" + (index + 1) + ")::before{content:\"";
            css.append("html[lang=en] ")
                    .append(cell)
                    .append(columns.get(index).english)
                    .append("\"}\nhtml[lang=zh] ")
                    .append(cell)
                    .append(columns.get(index).chinese)
                    .append("\"}\n");
        }
        return css.toString();
    }
}
