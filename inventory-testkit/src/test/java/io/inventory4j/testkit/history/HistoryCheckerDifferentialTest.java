package io.inventory4j.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.Effort;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares the checker with a brute-force search, on small random histories: without, with and with a wrong journal.
 */
class HistoryCheckerDifferentialTest {
    private static final int HISTORIES = 3_000;
    private static final int MOST_CALLS = 7;

    private final long seed = Effort.seed();

    @Test
    void rule_1_7_theCheckerAgreesWithEveryOrderTried() {
        int orders = 0;
        int none = 0;
        for (int i = 0; i < HISTORIES * Effort.scale(); i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            RandomHistory history = new RandomHistory(random, 2 + random.nextInt(MOST_CALLS - 1));
            boolean corrupt = i % 2 == 0;
            List<Call> calls = corrupt ? history.corrupted() : history.calls();
            boolean expected = new BruteForce(calls).linearizable();
            assertTrue(expected || corrupt, () -> text(calls));
            Verdict.Finding finding = expected ? Verdict.Finding.LINEARIZABLE : Verdict.Finding.NOT_LINEARIZABLE;
            for (List<JournalEntry> journal :
                    List.of(List.<JournalEntry>of(), history.journal(), history.corruptedJournal())) {
                Verdict verdict = new HistoryChecker().check(calls, journal);
                assertEquals(finding, verdict.finding(), () -> text(calls) + journal + verdict);
            }
            orders += expected ? 1 : 0;
            none += expected ? 0 : 1;
        }
        System.out.println("history checker: orders=" + orders + " none=" + none + " seed=" + seed);
        assertTrue(none > HISTORIES / 20, "too few of the histories have no order: " + none);
    }

    private String text(List<Call> calls) {
        return calls.stream().map(Call::toString).collect(Collectors.joining("\n", "seed " + seed + "\n", "\n"));
    }
}
