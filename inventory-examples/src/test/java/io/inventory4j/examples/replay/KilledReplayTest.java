package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job as a process of its own, killed in the middle, on a file that is all that it leaves. */
@Timeout(300)
class KilledReplayTest {
    private static final Pattern PROGRESS =
            Pattern.compile(".*  == .* ([0-9,]+) held +([0-9,]+) paid for +([0-9,]+) shipped .*");
    private static final int PAGE = 1_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    /** What a process had said when it was killed or had ended. */
    private record Ended(int code, boolean killed, List<String> out) {
        /** Units that are held, paid for, shipped, as the last line of progress has them. */
        long[] progress() {
            long[] units = new long[3];
            for (String line : out) {
                Matcher progress = PROGRESS.matcher(line);
                if (progress.matches()) {
                    for (int i = 0; i < units.length; i++) {
                        units[i] = Long.parseLong(progress.group(i + 1).replace(",", ""));
                    }
                }
            }
            return units;
        }

        Run run() {
            return new Run(code, out, List.of());
        }
    }

    /** Runs a process, and kills it once it has printed {@code lines} lines, if it ever does. */
    private Ended replay(List<String> arguments, int lines) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LiveSaleReplay.class.getName()));
        command.addAll(arguments);
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(errors.toFile())
                .start();
        List<String> out = new ArrayList<>();
        boolean killed = false;
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                out.add(line);
                if (out.size() == lines) {
                    process.destroyForcibly();
                    killed = true;
                    break;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        assertEquals("", Files.readString(errors));
        return new Ended(code, killed, out);
    }

    /** The journal, read and added up here, by nothing that the replay uses. */
    private static final class Ledger {
        private final List<JournalEntry> entries = new ArrayList<>();

        Ledger(Path file) {
            try (JdbcLedger ledger = JdbcLedger.inFile(file)) {
                JournalPage page = ledger.journal(0, PAGE);
                while (!page.entries().isEmpty()) {
                    entries.addAll(page.entries());
                    page = ledger.journal(page.next(), PAGE);
                }
            }
        }

        long sum(Predicate<JournalEntry> which, Bucket bucket) {
            return entries.stream()
                    .filter(which)
                    .mapToLong(entry -> entry.change().delta(bucket))
                    .sum();
        }

        long sum(CommandKind kind, Bucket bucket) {
            return sum(entry -> entry.kind() == kind, bucket);
        }

        /** Without what the live sale remembers, and without kits, which are called after their two parts. */
        private static boolean goods(JournalEntry entry) {
            String sku = entry.change().key().sku();
            return !sku.startsWith("live/") && !sku.contains("+");
        }

        long goods(CommandKind kind, Bucket bucket) {
            return sum(entry -> entry.kind() == kind && goods(entry), bucket);
        }

        long remaining() {
            Map<StockKey, StockLevel> last = new HashMap<>();
            entries.stream()
                    .filter(Ledger::goods)
                    .forEach(entry ->
                            last.put(entry.change().key(), entry.change().after()));
            ToLongFunction<StockLevel> remaining = level -> level.onHand() - level.committed();
            return last.values().stream().mapToLong(remaining).sum();
        }

        /** Each move of the live sale is there once, each operation has its end, and the sale is closed. */
        void assertTheTeamDidNothingTwice() {
            Set<String> moves = new HashSet<>();
            Set<String> begun = new HashSet<>();
            Set<String> ended = new HashSet<>();
            for (JournalEntry entry : entries) {
                String id = entry.command();
                if (entry.kind() == CommandKind.MOVE && id.startsWith("live/")) {
                    assertTrue(moves.add(id + " " + entry.change().key()), () -> id + " was done twice");
                    if (id.contains("/op/") && id.endsWith("/do")) {
                        begun.add(id.substring(0, id.length() - "/do".length()));
                    } else if (id.contains("/op/") && id.endsWith("/end")) {
                        ended.add(id.substring(0, id.length() - "/end".length()));
                    }
                }
            }
            assertEquals(begun, ended);
            assertTrue(ended.stream().anyMatch(operation -> operation.endsWith("/op/close/1")), ended::toString);
            assertTrue(ended.size() > 1, "the operator did something");
        }

        long[] progress() {
            return new long[] {
                sum(CommandKind.RESERVE, Bucket.RESERVED) + sum(CommandKind.SELL, Bucket.COMMITTED),
                sum(CommandKind.CONFIRM, Bucket.COMMITTED) + sum(CommandKind.SELL, Bucket.COMMITTED),
                -sum(CommandKind.SHIP, Bucket.COMMITTED)
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void aReplayThatIsKilledGoesOnAndEndsBalanced(int threads) throws Exception {
        long seed = Effort.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Effort.scale(); round++) {
            Path file = directory.resolve("sale-" + round + ".db");
            Path day = directory.resolve("day.csv");
            Files.writeString(day, SampleOrders.text(SampleOrders.crowdedDay(random.nextLong(), 150)));
            List<String> arguments = List.of(
                    "--orders", day.toString(), "--threads", "" + threads, "--store", "file:" + file, "--seed", "5");
            StringBuilder story = new StringBuilder();
            for (int kill = 0; kill < 2; kill++) {
                Ended ended = replay(arguments, random.nextInt(10, kill == 0 ? 60 : 200));
                story.append(ended.killed ? " killed after " : " ended after ")
                        .append(ended.out.size())
                        .append(" lines,");
                assertKept(ended, file);
            }
            System.out.println("KilledReplayTest: seed " + seed + ", threads " + threads + ":" + story);
            assertTrue(story.indexOf("killed") >= 0, story::toString);
            assertBalanced(replay(arguments, Integer.MAX_VALUE).run().balanced(), file);
        }
    }

    /** What the store had acknowledged to the killed process, it still has. */
    private static void assertKept(Ended ended, Path file) {
        long[] seen = ended.progress();
        long[] kept = new Ledger(file).progress();
        for (int i = 0; i < seen.length; i++) {
            assertTrue(seen[i] <= kept[i], "seen " + seen[i] + ", kept " + kept[i]);
        }
    }

    private static void assertBalanced(Run end, Path file) {
        Ledger ledger = new Ledger(file);
        assertEquals(ledger.entries.size(), end.entries());
        assertEquals(
                ledger.goods(CommandKind.CONFIRM, Bucket.COMMITTED)
                        + ledger.goods(CommandKind.SELL, Bucket.COMMITTED)
                        + ledger.goods(CommandKind.CANCEL, Bucket.COMMITTED),
                end.last(Run.SOLD));
        assertEquals(ledger.goods(CommandKind.EXPIRE, Bucket.AVAILABLE), end.last(Run.EXPIRED));
        assertEquals(ledger.sum(Ledger::goods, Bucket.QUALITY_CONTROL), end.last(Run.RETURNED));
        assertEquals(0, ledger.sum(entry -> true, Bucket.RESERVED), "nothing is held for ever");
        ledger.assertTheTeamDidNothingTwice();
        assertEquals(ledger.remaining(), end.last(Run.REMAINING));
    }
}
