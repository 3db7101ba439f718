package io.inventory4j.benchmarks.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rows as one CSV file with a header; a field without a value is empty. */
final class CsvFile {
    private static final List<String> FIRST =
            List.of("bench", "subject", "callers", "rate", "p50_us", "p99_us", "ratio_to_peer", "ratio_to_limit");

    private CsvFile() {}

    static void write(Path file, List<Row> rows) throws IOException {
        Set<String> names = new LinkedHashSet<>(FIRST);
        rows.forEach(row -> names.addAll(row.fields().keySet()));
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord(names);
            for (Row row : rows) {
                Map<String, String> fields = row.fields();
                csv.writeRecord(names.stream()
                        .map(name -> fields.getOrDefault(name, ""))
                        .toList());
            }
        }
    }

    /** Every turn, also those that warm up, whose rounds are negative. */
    static void writeTurns(Path file, List<Results.TurnTaken> turns) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("bench", "subject", "callers", "round", "rate");
            for (Results.TurnTaken turn : turns) {
                csv.writeRecord(
                        turn.bench(),
                        turn.subject(),
                        Integer.toString(turn.callers()),
                        Integer.toString(turn.round()),
                        Row.number(turn.rate()));
            }
        }
    }

    static List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : csv) {
                Map<String, Double> more = new LinkedHashMap<>();
                line.getFieldsAsMap().forEach((name, value) -> {
                    if (!FIRST.contains(name) && !value.isEmpty()) {
                        more.put(name, Double.valueOf(value));
                    }
                });
                String callers = line.getField("callers");
                rows.add(new Row(
                        line.getField("bench"),
                        line.getField("subject"),
                        callers.isEmpty() ? 0 : Integer.parseInt(callers),
                        number(line, "rate"),
                        number(line, "p50_us"),
                        number(line, "p99_us"),
                        number(line, "ratio_to_peer"),
                        number(line, "ratio_to_limit"),
                        more));
            }
        }
        return rows;
    }

    private static double number(NamedCsvRecord line, String name) {
        String value = line.getField(name);
        return value.isEmpty() ? Double.NaN : Double.parseDouble(value);
    }
}
