package io.inventory4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.benchmarks.measure.Scene;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scene runs, in a tiny size. What it measures here means nothing. */
class ScenesTest {
    private static final String FIELDS =
            "bench=\\S+ subject=\\S+( callers=\\d+)?( rate=[\\d.]+)?( p50_us=[\\d.]+)?( p99_us=[\\d.]+)?"
                    + "( ratio_to_peer=[\\d.]+)?( ratio_to_limit=[\\d.]+)?( [a-z_]+=-?[\\d.]+)*";

    static List<Scene> scenes() {
        return Stream.concat(Scenes.ALL.stream(), Scenes.BY_NAME.stream()).toList();
    }

    /** Runs a scene and returns its results. */
    private static Results run(Scene scene, Plan plan) throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Results results = new Results(
                new PrintStream(lines, true, StandardCharsets.UTF_8), new PrintStream(OutputStream.nullOutputStream()));
        scene.body().run(plan, results);
        List<String> printed = lines.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(results.rows().stream().map(Row::line).toList(), printed);
        printed.forEach(line -> assertTrue(line.matches(FIELDS), line));
        return results;
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void aSceneRunsInMemoryAndInAFileAndSaysWhatItLeavesOut(Scene scene) throws Exception {
        Results results = run(scene, Plan.tiny().only(Set.of("memory", "h2")));

        assertFalse(results.rows().isEmpty() && results.skipped().isEmpty(), "nothing ran, and nothing says why");
        for (String store : List.of("redis", "postgres", "mariadb")) {
            assertTrue(results.rows().stream().noneMatch(row -> row.bench().contains(store)), store);
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void noStoreOfASceneIsLeftOutSilently(Scene scene) throws Exception {
        // None of the stores takes part, so that each has to be named.
        List<String> skipped = run(scene, Plan.tiny().only(Set.of("none"))).skipped();

        assertFalse(skipped.isEmpty(), scene.name());
        assertTrue(
                skipped.stream().allMatch(note -> note.contains("the command line leaves")),
                () -> String.join("\n", skipped));
    }

    @Test
    void theHotSceneOfRedisHasAllItsPeers() throws Exception {
        Results results = run(scene("redis-hot"), Plan.tiny());

        for (String subject : List.of(
                "inventory",
                "inventory-batching-off",
                "inventory-async",
                "inventory-ready-64",
                "lua-by-hand",
                "redisson-semaphore",
                "bucket4j",
                "lua-by-hand-async",
                "inventory-ledger-ready-64",
                "raw-script-ready-64")) {
            Row row = results.rows().stream()
                    .filter(one -> one.subject().equals(subject))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(subject + " is missing"));
            assertTrue(row.rate() > 0, subject);
            assertTrue(row.more().containsKey("redis_cpu_us"), subject);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("scenes")
    void aSceneRunsInEveryStore(Scene scene) throws Exception {
        Results results = run(scene, Plan.tiny());

        boolean tooOld = scene.name().equals("virtual") && Runtime.version().feature() < 21;
        assertEquals(tooOld, results.rows().isEmpty(), scene.name());
    }

    @Test
    void theProgramGoesOnAfterASceneThatFails(@TempDir Path folder) throws Exception {
        Scene failing = new Scene("failing", "fails", (plan, results) -> {
            throw new IllegalStateException("on purpose");
        });
        Results results = new Results(
                new PrintStream(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream()));
        int failed = Benchmarks.run(
                new Benchmarks.Asked(Plan.tiny().only(Set.of("memory")), List.of(failing, scene("footprint")), folder),
                results);

        assertEquals(1, failed);
        assertFalse(results.rows().isEmpty());
        assertTrue(results.skipped().get(0).contains("on purpose"), results.skipped()::toString);
    }

    private static Scene scene(String name) {
        return scenes().stream()
                .filter(scene -> scene.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
