package io.inventory4j.testkit.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.planted.Part.Failure;
import io.inventory4j.testkit.planted.Part.Findings;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kit fails every ledger of {@link PlantedBug}. The quick run asks the part that is declared for each; with {@code
 * -Dinventory.test.scale=N} every part has N tries at every bug, and the declared one must succeed each time.
 */
@SuppressWarnings("SystemOut")
class PlantedBugsTest {
    private static int bugs;
    private static int caught;
    private static int runs;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Part.class)
    void theSoundLedgerPasses(Part part) {
        Findings findings = run(part, PlantedBug.Planted.SOUND);
        assertTrue(findings.tests() > 0, "no test was run");
        assertEquals(List.of(), findings.failures());
        System.out.println("planted: bug=none part=" + part + " tests=" + findings.tests() + " failed=0 millis="
                + findings.millis());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PlantedBug.class)
    void theKitFails(PlantedBug bug) {
        bugs++;
        int times = Effort.scale();
        for (int i = 0; i < times; i++) {
            Findings findings = run(bug.part, bug.planted);
            List<Failure> ofTheKit = findings.ofTheKit();
            assertFalse(ofTheKit.isEmpty(), () -> bug + " passed the " + bug.part + ": " + findings);
            System.out.println("planted: bug=" + bug + " caughtBy=" + bug.part + " tests=" + ofTheKit.size() + " first="
                    + ofTheKit.get(0).test() + " millis=" + findings.millis());
        }
        if (times > 1) {
            System.out.println(row(bug, times));
        }
        caught++;
    }

    /** How often each part catches a bug: the declared one every time, the others tried once. */
    private static String row(PlantedBug bug, int times) {
        StringJoiner row = new StringJoiner(" ", "planted: bug=" + bug + " ", "");
        for (Part part : Part.values()) {
            if (part == bug.part) {
                row.add(part + "=" + times + "/" + times);
            } else {
                runs++;
                row.add(part + "=" + (part.finds(bug.planted) ? 1 : 0) + "/1");
            }
        }
        return row.toString();
    }

    private static Findings run(Part part, PlantedBug.Planted planted) {
        runs++;
        return part.run(planted);
    }

    /** One line for the log of a build. */
    @AfterAll
    static void report() {
        System.out.println("planted: bugs=" + bugs + " caught=" + caught + " runs=" + runs);
    }
}
