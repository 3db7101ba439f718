package io.inventory4j.benchmarks.report;

import io.inventory4j.benchmarks.measure.Row;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One figure of one scene as SVG: a line a subject over the number of callers, or a bar a subject if all had the same
 * number. Numbers of callers and all figures but bars have logarithmic axes.
 */
final class Chart {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 520;
    private static final int PADDING = 25;
    /** How the names of the library's own subjects begin. */
    private static final String OURS = "inventory";

    private static final Color PEER = new Color(0xA0A0A0);
    /** Okabe and Ito's colours, which colour-blind readers tell apart, and four more. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x000000),
        new Color(0x7F3C8D),
        new Color(0x80BA5A),
        new Color(0x8C564B),
        new Color(0x999999),
    };

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS,
    };

    private final String title;
    private final String unit;
    private final ToDoubleFunction<Row> figure;

    Chart(String title, String unit, ToDoubleFunction<Row> figure) {
        this.title = title;
        this.unit = unit;
        this.figure = figure;
    }

    /** Writes the file, or nothing if no row has the figure. */
    boolean write(Path svg, List<Row> rows) throws IOException {
        List<Row> shown = rows.stream()
                .filter(row -> Double.isFinite(figure.applyAsDouble(row)) && figure.applyAsDouble(row) > 0)
                .toList();
        if (shown.isEmpty()) {
            return false;
        }
        boolean overCallers = shown.stream().mapToInt(Row::callers).distinct().count() > 1;
        try (OutputStream out = Files.newOutputStream(svg)) {
            if (overCallers) {
                ChartEncoder.saveChart(lines(shown), out, "svg");
            } else {
                ChartEncoder.saveChart(bars(shown), out, "svg");
            }
        }
        return true;
    }

    private XYChart lines(List<Row> rows) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("callers, or calls in flight (log)")
                .yAxisTitle(unit + " (log)")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        double[] figures = rows.stream().mapToDouble(figure).toArray();
        double[] callers = rows.stream().mapToDouble(Row::callers).toArray();
        chart.getStyler().setYAxisMin(decade(least(figures), false)).setYAxisMax(decade(most(figures), true));
        chart.getStyler().setXAxisMin(decade(least(callers), false)).setXAxisMax(decade(most(callers), true));
        Map<String, List<Row>> subjects = new LinkedHashMap<>();
        rows.forEach(row -> subjects.computeIfAbsent(row.subject(), subject -> new ArrayList<>())
                .add(row));
        List<String> names = List.copyOf(subjects.keySet());
        subjects.forEach((subject, points) -> chart.addSeries(
                        subject,
                        points.stream().mapToDouble(Row::callers).toArray(),
                        points.stream().mapToDouble(figure).toArray())
                .setMarker(MARKERS[names.indexOf(subject) % MARKERS.length])
                // Ours is the thick one.
                .setLineStyle(new BasicStroke(subject.startsWith(OURS) ? 3.5f : 1.6f)));
        return chart;
    }

    private CategoryChart bars(List<Row> rows) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("")
                .yAxisTitle(unit)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.6).setLabelsVisible(true);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        boolean large = rows.stream().mapToDouble(figure).max().orElseThrow() >= 100;
        chart.getStyler().setDecimalPattern(large ? "#,##0" : "#,##0.##");
        chart.getStyler().setChartPadding(PADDING);
        chart.getStyler()
                .setSeriesColors(rows.stream()
                        .map(row -> row.subject().startsWith(OURS) ? COLOURS[0] : PEER)
                        .toArray(Color[]::new));
        // A series each, so that each has a colour; the others have no bar there.
        List<String> names = rows.stream().map(Row::subject).toList();
        for (Row row : rows) {
            Double[] values = new Double[rows.size()];
            Arrays.fill(values, Double.NaN);
            values[names.indexOf(row.subject())] = figure.applyAsDouble(row);
            chart.addSeries(row.subject(), names, Arrays.asList(values));
        }
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setSeriesColors(COLOURS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setMarkerSize(9);
        styler.setDecimalPattern("#,##0.###");
    }

    /** The power of ten at or below, or at or above a value. */
    private static double decade(double value, boolean up) {
        double exponent = Math.log10(value);
        return Math.pow(10, up ? Math.ceil(exponent) : Math.floor(exponent));
    }

    private static double least(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
