package io.inventory4j.live.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import io.inventory4j.live.text.SaleLanguage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random plans and damaged files. A failure prints the seed, which is then put in the place of the random one. */
class PlanFilePropertiesTest {
    private static final ZoneId[] ZONES = {
        ZoneOffset.UTC, ZoneId.of("Asia/Shanghai"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kathmandu")
    };

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private static SaleLanguage language(Random random) {
        return random.nextBoolean() ? SaleLanguage.CHINESE : SaleLanguage.ENGLISH;
    }

    @Test
    void aPlanThatIsWrittenIsReadAsItWas() {
        RandomPlans plans = new RandomPlans(random);
        for (int i = 0; i < 500; i++) {
            SalePlan plan = plans.plan();
            byte[] file = PlanFile.write(plan, language(random), ZONES[random.nextInt(ZONES.length)]);
            String text = new String(file, StandardCharsets.UTF_8);
            assertEquals(plan, PlanFile.of(plan.name()).read(file), () -> "seed " + seed + "\n" + text);
            noFormula(text);
            // What a Chinese spreadsheet saves: another charset, and no mark.
            byte[] saved = text.substring(1).getBytes(Charset.forName("GB18030"));
            SalePlan again =
                    PlanFile.of(plan.name()).charset(Charset.forName("GB18030")).read(saved);
            assertEquals(plan, again, () -> "seed " + seed + "\n" + text);
        }
    }

    private void noFormula(String text) {
        CsvReader.builder()
                .ofCsvRecord(text.substring(1))
                .forEach(row -> row.getFields().forEach(cell -> {
                    for (String part : Texts.split(cell, ";")) {
                        assertFalse(
                                !part.isEmpty() && "=+-@＝＋－＠".indexOf(part.charAt(0)) >= 0,
                                () -> "seed " + seed + " " + cell);
                    }
                }));
    }

    @Test
    void aDamagedFileIsReadOrRefusedByProblemsOnly() {
        RandomPlans plans = new RandomPlans(random);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] file = damaged(PlanFile.write(plans.plan(), language(random), ZoneOffset.UTC));
            try {
                PlanFile.of("sale").zone(ZoneOffset.UTC).read(file);
            } catch (PlanException e) {
                refused++;
                assertFalse(e.problems().isEmpty(), "seed " + seed);
                assertTrue(e.count() >= e.problems().size(), "seed " + seed);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + ", file " + i + ": " + new String(file, StandardCharsets.ISO_8859_1), e);
            }
        }
        // Damage in a name or number may leave a plan that is right; most of it does not.
        assertTrue(refused > 100, "seed " + seed + ", refused " + refused);
    }

    private byte[] damaged(byte[] file) {
        byte[] damaged = file.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = 0; i < 1 + random.nextInt(20); i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
            }
            case 1 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 2 -> damaged[random.nextInt(damaged.length)] = '"';
            case 3 -> {
                String signs = "\",;=\0\n\r\t%/'-9٣９";
                String text = new String(file, StandardCharsets.UTF_8);
                StringBuilder changed = new StringBuilder(text);
                for (int i = 0; i < 10; i++) {
                    changed.insert(random.nextInt(changed.length()), signs.charAt(random.nextInt(signs.length())));
                }
                damaged = changed.toString().getBytes(StandardCharsets.UTF_8);
            }
            case 4 -> {
                int from = random.nextInt(damaged.length);
                int to = from + random.nextInt(damaged.length - from);
                byte[] twice = Arrays.copyOf(damaged, damaged.length + to - from);
                System.arraycopy(damaged, from, twice, damaged.length, to - from);
                damaged = twice;
            }
            default -> random.nextBytes(damaged);
        }
        return damaged;
    }
}
