package io.inventory4j.testkit.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.planted.Part.Findings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every part of the kit passes every {@link SoundLedger}, {@code -Dinventory.test.scale=N} times. */
@Tag("slow")
@SuppressWarnings("SystemOut")
class SoundLedgersTest {
    @ParameterizedTest(name = "{0}")
    @EnumSource(SoundLedger.class)
    void theKitPasses(SoundLedger sound) {
        int times = Effort.scale();
        for (int i = 0; i < times; i++) {
            for (Part part : Part.values()) {
                Findings findings = part.run(sound.planted);
                assertTrue(findings.tests() > 0, "no test was run");
                assertEquals(List.of(), findings.failures(), () -> sound + " failed the " + part);
                System.out.println("planted: sound=" + sound + " part=" + part + " tests=" + findings.tests()
                        + " millis=" + findings.millis());
            }
        }
    }
}
