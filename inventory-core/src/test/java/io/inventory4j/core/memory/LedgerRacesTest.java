package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.annotations.JCStressTest;

/**
 * Runs {@link LedgerRaces} under jcstress in processes of their own: quick, in one compilation mode; with a scale above
 * 1 in every mode that the virtual machine has.
 */
@Tag("slow")
class LedgerRacesTest {
    private static final Pattern RESULTS = Pattern.compile("Results: (\\d+) planned; (\\d+) passed, (\\d+) failed");

    /** A line of a race's table: the state, how often it was seen, in percent, and that it must not be. */
    private static final Pattern FORBIDDEN = Pattern.compile("([0-9,]+)\\s+\\S+%\\s+Forbidden");

    /** The races that must fail with a torn swap; the others fail only with broken rules or rows. */
    private static final List<String> BROKEN_BY_A_TORN_SWAP = List.of(
            "NoOversell",
            "NoLostUnit",
            "EachHasAChoice",
            "LimitKept",
            "ConfirmXorExpire",
            "CartInOneStep",
            "VersionGapless",
            "DoubleClick");

    private record Run(int exit, String output) {
        int count(int group) {
            Matcher matcher = RESULTS.matcher(output);
            int count = -1;
            while (matcher.find()) {
                count = Integer.parseInt(matcher.group(group));
            }
            return count;
        }

        /** How often a race ended in a forbidden state. */
        long forbidden(String race) {
            long count = 0;
            boolean here = false;
            for (String line : output.lines().toList()) {
                here = line.contains("[FAILED] ") ? line.contains("LedgerRaces." + race) : here;
                Matcher samples = FORBIDDEN.matcher(line);
                count +=
                        here && samples.find() ? Long.parseLong(samples.group(1).replace(",", "")) : 0;
            }
            return count;
        }
    }

    @Test
    void rule_1_7_noRaceEndsInAForbiddenState(@TempDir Path folder) throws Exception {
        Run run = run(folder, "LedgerRaces", "", Effort.scale());
        long races = Arrays.stream(LedgerRaces.class.getClasses())
                .filter(race -> race.isAnnotationPresent(JCStressTest.class))
                .count();
        assertEquals(0, run.exit(), run::output);
        assertTrue(run.count(1) >= races, run::output);
        assertEquals(run.count(1), run.count(2), run::output);
        System.out.printf("jcstress: races=%d runs=%d forbidden=0%n", races, run.count(2));
    }

    @Test
    void rule_1_7_theRacesFindASwapThatStoresRowByRow(@TempDir Path folder) throws Exception {
        String races = "LedgerRaces.(" + String.join("|", BROKEN_BY_A_TORN_SWAP) + ")";
        Run run = run(folder, races, "-D" + RacedLedger.TORN + "=true", 1);
        assertTrue(run.count(1) >= BROKEN_BY_A_TORN_SWAP.size(), run::output);
        assertNotEquals(0, run.exit(), run::output);
        System.out.println("jcstress: a torn swap, seen by race: "
                + BROKEN_BY_A_TORN_SWAP.stream()
                        .map(race -> race + "=" + run.forbidden(race))
                        .toList());
        for (String race : BROKEN_BY_A_TORN_SWAP) {
            assertTrue(run.forbidden(race) > 0, () -> race + run);
        }
    }

    private static Run run(Path folder, String races, String property, int scale)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command(folder, races, "-Xmx256m -XX:+UseSerialGC " + property, scale))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(scale == 1 ? 10 : 60, TimeUnit.MINUTES), "jcstress hangs");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    // The serial collector has no barriers that could hide a reordering, and its JVMs start sooner.
    private static List<String> command(Path folder, String races, String jvmArgs, int scale) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>();
        command.addAll(List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("-c", "2", "-r", folder.toString(), "-t", races));
        command.addAll(List.of("-strideSize", "64", "-strideCount", "16", "-time", "200"));
        if (scale == 1) {
            command.addAll(List.of("-f", "1", "-fsm", "1", "-iters", "1", "-sc", "false", "-jvmArgs", jvmArgs));
        } else {
            String iterations = String.valueOf((scale + 1) / 2);
            command.addAll(List.of("-m", "quick", "-iters", iterations, "-jvmArgsPrepend", jvmArgs));
        }
        return command;
    }
}
