package io.inventory4j.benchmarks.report;

import io.inventory4j.benchmarks.measure.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables in Markdown, one a scene, which a terminal shows well too. */
final class Tables {
    private Tables() {}

    static String of(List<Row> rows) {
        Map<String, List<Row>> scenes = new LinkedHashMap<>();
        rows.forEach(row ->
                scenes.computeIfAbsent(row.bench(), bench -> new ArrayList<>()).add(row));
        StringBuilder text = new StringBuilder();
        scenes.forEach((bench, ofScene) -> text.append("**")
                .append(bench)
                .append("**\n\n")
                .append(table(ofScene))
                .append('\n'));
        return text.toString();
    }

    private static String table(List<Row> rows) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.fields().keySet()));
        names.remove("bench");
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.copyOf(names));
        for (Row row : rows) {
            cells.add(names.stream()
                    .map(name -> row.fields().getOrDefault(name, ""))
                    .toList());
        }
        int[] widths = new int[names.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < cells.size(); line++) {
            append(text, cells.get(line), widths);
            if (line == 0) {
                for (int width : widths) {
                    text.append('|').append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, int... widths) {
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            // Words to the left, numbers to the right.
            text.append("| ")
                    .append(i == 0 ? cells.get(i) + blanks : blanks + cells.get(i))
                    .append(' ');
        }
        text.append("|\n");
    }
}
