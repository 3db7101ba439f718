package io.inventory4j.benchmarks;

import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Scene;
import io.inventory4j.benchmarks.report.Report;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program: runs scenes. On its standard output is a line for machines for each result and nothing else; a table for
 * people is on its error output and, with a CSV file and charts, in a folder.
 */
public final class Benchmarks {
    private static final String STORES = "--stores=";
    private static final String OUT = "--out=";

    /** What the command line asks for. */
    record Asked(Plan plan, List<Scene> scenes, Path folder) {}

    private Benchmarks() {}

    /**
     * Runs scenes.
     *
     * @param arguments see the usage, by {@code --help}
     */
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 0 || List.of(arguments).contains("--help")) {
            System.err.println(usage());
            return;
        }
        Asked asked;
        try {
            asked = parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(usage());
            System.exit(2);
            return;
        }
        PrintStream machine = System.out;
        // What libraries print must not get between the lines for machines.
        System.setOut(System.err);
        Results results = new Results(machine, System.err);
        int failed = run(asked, results);
        // Threads of clients that are still closing must not keep the program.
        System.exit(failed == 0 ? 0 : 1);
    }

    /** Runs the scenes, writes the report and returns how many scenes failed. */
    static int run(Asked asked, Results results) throws Exception {
        int failed = 0;
        long began = System.nanoTime();
        for (Scene scene : asked.scenes()) {
            long start = System.nanoTime();
            results.note("-- " + scene.name() + ": " + scene.what());
            try {
                scene.body().run(asked.plan(), results);
            } catch (Exception | Error e) {
                // The results of the others are worth as much as before.
                failed++;
                results.skip(scene.name(), "failed after " + seconds(start) + " s: " + e);
                e.printStackTrace();
            }
            results.note("   " + scene.name() + " took " + seconds(start) + " s");
        }
        String heading = String.format(
                Locale.ROOT,
                "%s mode, %s, JDK %s, %d processors, %d MB of heap, %d s",
                asked.plan().mode().name().toLowerCase(Locale.ROOT),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                seconds(began));
        results.note(Report.write(asked.folder(), heading, results));
        results.note("written to " + asked.folder());
        return failed;
    }

    private static long seconds(long since) {
        return Math.round((System.nanoTime() - since) / 1e9);
    }

    static Asked parse(List<String> arguments) {
        Plan plan = switch (arguments.get(0)) {
            case "quick" -> Plan.quick();
            case "full" -> Plan.full();
            default -> throw new IllegalArgumentException("'" + arguments.get(0) + "' is no mode");
        };
        List<Scene> scenes = new ArrayList<>();
        Path folder = folder();
        for (String argument : arguments.subList(1, arguments.size())) {
            if (argument.startsWith(STORES)) {
                plan = plan.only(stores(argument.substring(STORES.length())));
            } else if (argument.startsWith(OUT)) {
                folder = Path.of(argument.substring(OUT.length()));
            } else {
                scenes.add(scene(argument));
            }
        }
        return new Asked(plan, scenes.isEmpty() ? Scenes.ALL : scenes, folder);
    }

    private static Set<String> stores(String list) {
        Set<String> stores = Set.copyOf(List.of(list.split(",", -1)));
        stores.stream()
                .filter(store -> !Scenes.STORES.contains(store))
                .findFirst()
                .ifPresent(store -> {
                    throw new IllegalArgumentException("'" + store + "' is no store");
                });
        return stores;
    }

    private static Scene scene(String name) {
        return Stream.concat(Scenes.ALL.stream(), Scenes.BY_NAME.stream())
                .filter(scene -> scene.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no scene"));
    }

    /** In the module, when the program runs from the root of the build. */
    private static Path folder() {
        Path module = Path.of("inventory-benchmarks");
        return (Files.isDirectory(module) ? module : Path.of("")).resolve(Path.of("target", "benchmarks"));
    }

    static String usage() {
        StringBuilder text = new StringBuilder("""
                Usage: benchmarks quick|full [scene]... [--stores=a,b] [--out=folder]
                  quick  all scenes in about two minutes: for ratios, not for publication
                  full   all scenes with the sizes of docs/benchmarks.md, in one to two hours
                """);
        text.append("  stores ").append(String.join(",", Scenes.STORES)).append('\n');
        text.append("Scenes, all of which run if none is named:\n");
        Scenes.ALL.forEach(scene -> append(text, scene));
        text.append("Scenes that run only by name:\n");
        Scenes.BY_NAME.forEach(scene -> append(text, scene));
        return text.toString();
    }

    private static void append(StringBuilder text, Scene scene) {
        text.append(String.format(Locale.ROOT, "  %-18s%s%n", scene.name(), scene.what()));
    }
}
