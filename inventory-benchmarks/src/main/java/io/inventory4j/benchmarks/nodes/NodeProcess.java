package io.inventory4j.benchmarks.nodes;

import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.shop.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A node as the benchmark sees it: a process that is told turns. What it prints on its error output is shown. */
final class NodeProcess implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 256;
    private static final int PATIENCE_SECONDS = 10;

    private final String name;
    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    NodeProcess(String name, String kind, Store.Place place) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                name,
                kind));
        command.add(place.url());
        command.add(place.prefix());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    void awaitReady() throws IOException {
        if (!line().equals(Node.READY)) {
            throw new IllegalStateException("node " + name + " did not start");
        }
    }

    /** Begins a turn; its label tells its orders from those of other turns. */
    void begin(String subject, String label, int round, int callers, long millis, long most) {
        orders.println(String.join(
                " ",
                subject,
                Integer.toString(round),
                Integer.toString(callers),
                Long.toString(millis),
                Long.toString(most),
                label));
    }

    Measured await() throws IOException {
        return Node.read(line());
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("node " + name + " ended");
        }
        return line;
    }

    @Override
    public void close() {
        // The end of its input is its end.
        orders.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What all nodes did in one turn. Their clocks are one, and they begin within a millisecond or so. */
    static Measured together(List<Measured> each) {
        double rate = 0;
        long sold = 0;
        Histogram nanos = new Histogram(3);
        for (Measured one : each) {
            rate += one.rate();
            sold += one.orders();
            nanos.add(one.nanos());
        }
        return new Measured(rate, sold, nanos, Map.of());
    }
}
