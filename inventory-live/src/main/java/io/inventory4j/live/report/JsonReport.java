package io.inventory4j.live.report;

import io.inventory4j.live.text.SaleLanguage;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link SaleReport} as JSON, by Jackson 3, which whoever uses this class names as a dependency. A field has the name
 * of the record's component, a time is a text in UTC as {@code 2025-11-11T12:00:00Z}, a duration one as {@code
 * PT0.002S}, and a value that is not there is null. Beside the components there are {@code format}, which is {@value
 * #FORMAT} and grows if a field changes its meaning, {@code total}, {@code totalUnits} and {@code totalRemaining}, and
 * the {@code explanation} of each discrepancy in English. Thread-safe.
 */
public final class JsonReport {
    /** The number of the format. */
    public static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    /**
     * Writes the report in UTF-8.
     *
     * @param report what to write
     * @param out where to; it is closed
     * @throws tools.jackson.core.JacksonException if it cannot be written
     */
    public static void write(SaleReport report, OutputStream out) {
        ObjectNode tree = JSON.createObjectNode().put("format", FORMAT);
        tree.setAll((ObjectNode) JSON.<JsonNode>valueToTree(report));
        tree.set("total", JSON.<JsonNode>valueToTree(report.total()));
        tree.set("totalUnits", JSON.<JsonNode>valueToTree(report.totalUnits()));
        tree.set("totalRemaining", JSON.<JsonNode>valueToTree(report.totalRemaining()));
        ArrayNode discrepancies = (ArrayNode) tree.get("discrepancies");
        for (int index = 0; index < discrepancies.size(); index++) {
            ((ObjectNode) discrepancies.get(index))
                    .put("explanation", report.discrepancies().get(index).explanation(SaleLanguage.ENGLISH));
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(out, tree);
    }

    /**
     * Reads a report that was written by {@link #write}.
     *
     * @param in what to read; it is closed
     * @return the report
     * @throws tools.jackson.core.JacksonException if it cannot be read, or is no report
     */
    public static SaleReport read(InputStream in) {
        return JSON.readValue(in, SaleReport.class);
    }
}
