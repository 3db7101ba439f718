package io.inventory4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Scene;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarksTest {
    @Test
    void withoutANameAllScenesRun() {
        Benchmarks.Asked asked = Benchmarks.parse(List.of("quick"));

        assertEquals(Scenes.ALL, asked.scenes());
        assertEquals(Plan.quick(), asked.plan());
        assertTrue(asked.folder().endsWith(Path.of("target", "benchmarks")), asked::toString);
    }

    @Test
    void scenesStoresAndFolderAreNamed() {
        Benchmarks.Asked asked =
                Benchmarks.parse(List.of("full", "redis-hot", "redis-strict", "--stores=redis,h2", "--out=there"));

        assertEquals(
                List.of("redis-hot", "redis-strict"),
                asked.scenes().stream().map(Scene::name).toList());
        assertEquals(Plan.full().only(Set.of("redis", "h2")), asked.plan());
        assertEquals(Path.of("there"), asked.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "quick,nothing", "quick,--stores=oracle", "quick,--stores=", "quick,--speed=9"})
    void whatIsUnknownIsSaid(String arguments) {
        assertThrows(IllegalArgumentException.class, () -> Benchmarks.parse(List.of(arguments.split(",", 2))));
    }

    @Test
    void theUsageNamesEveryScene() {
        String usage = Benchmarks.usage();

        Scenes.ALL.forEach(scene -> assertTrue(usage.contains(scene.name()), scene.name()));
        Scenes.BY_NAME.forEach(scene -> assertTrue(usage.contains(scene.name()), scene.name()));
    }
}
