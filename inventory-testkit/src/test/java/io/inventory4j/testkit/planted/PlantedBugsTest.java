package io.inventory4j.testkit.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.planted.Part.Failure;
import io.inventory4j.testkit.planted.Part.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kit fails every ledger of {@link PlantedBug}: the part that is declared for it must, each of {@code
 * -Dinventory.test.scale=N} times. The quick run draws a tenth of the bugs by its seed; {@code -Dinventory.test.bugs=}
 * names those to take, with commas between them. From a scale of 20 on the other parts have a try, too.
 */
@SuppressWarnings("SystemOut")
class PlantedBugsTest {
    private static final long SEED = Effort.seed();
    private static final int ONE_IN = 10;
    private static final int ALL_PARTS_FROM = 20;

    private static int bugs;
    private static int caught;
    private static int runs;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Part.class)
    void theSoundLedgerPasses(Part part) {
        assumeTrue(Effort.scale() > 1, "the quick run has a test of each part over MapLedger");
        runs++;
        Findings findings = part.run(PlantedBug.Planted.SOUND);
        assertTrue(findings.tests() > 0, "no test was run");
        assertEquals(List.of(), findings.failures());
        System.out.println("planted: bug=none part=" + part + " tests=" + findings.tests() + " failed=0 millis="
                + findings.millis());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Part.class)
    void theKitFails(Part part) {
        List<PlantedBug> all = drawn().stream().filter(bug -> bug.part == part).toList();
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < Effort.scale(); i++) {
            passed.addAll(passed(part, all));
        }
        bugs += all.size();
        caught += all.size() - (int) passed.stream().distinct().count();
        assertEquals(List.of(), passed, () -> "of these the " + part + " found nothing");
    }

    private static List<PlantedBug> drawn() {
        String named = System.getProperty("inventory.test.bugs", "").trim();
        if (!named.isEmpty()) {
            return Stream.of(named.split(",", -1)).map(PlantedBug::valueOf).toList();
        }
        List<PlantedBug> all = new ArrayList<>(List.of(PlantedBug.values()));
        if (Effort.scale() > 1) {
            return all;
        }
        Collections.shuffle(all, new Random(SEED));
        return all.subList(0, all.size() / ONE_IN);
    }

    private static List<String> passed(Part part, List<PlantedBug> all) {
        List<String> passed = new ArrayList<>();
        List<Findings> found = findings(part, all);
        for (int i = 0; i < all.size(); i++) {
            List<Failure> ofTheKit = found.get(i).ofTheKit();
            if (ofTheKit.isEmpty()) {
                System.out.println("planted: bug=" + all.get(i) + " passed: " + found.get(i));
                passed.add(all.get(i).name());
            } else {
                System.out.println("planted: bug=" + all.get(i) + " caughtBy=" + part + " test="
                        + ofTheKit.get(0).test() + " millis=" + found.get(i).millis());
            }
        }
        return passed;
    }

    private static List<Findings> findings(Part part, List<PlantedBug> all) {
        runs += all.size();
        List<Findings> found =
                part.untilFound(all.stream().map(bug -> bug.planted).toList());
        assertEquals(all.size(), found.size());
        return found;
    }

    /** Which parts see what is another's to catch. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(Part.class)
    void theOtherPartsTry(Part part) {
        assumeTrue(Effort.scale() >= ALL_PARTS_FROM, "the quick run asks only the part that must catch a bug");
        List<PlantedBug> others =
                Stream.of(PlantedBug.values()).filter(bug -> bug.part != part).toList();
        List<Findings> found = findings(part, others);
        for (int i = 0; i < others.size(); i++) {
            System.out.println("planted: bug=" + others.get(i) + " " + part + "="
                    + (found.get(i).ofTheKit().isEmpty() ? 0 : 1) + "/1");
        }
    }

    /** One line for the log of a build. */
    @AfterAll
    static void report() {
        System.out.println("planted: bugs=" + bugs + " caught=" + caught + " runs=" + runs + " seed=" + SEED);
    }
}
