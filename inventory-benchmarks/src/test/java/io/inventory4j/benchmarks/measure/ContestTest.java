package io.inventory4j.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Plan ONE_AND_THREE = new Plan(Plan.Mode.TINY, 1, 3, 1, 1, Set.of());

    private final Results results = new Results(silent(), silent());

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    private static Contest contest() {
        return new Contest("test", ONE_AND_THREE, () -> {});
    }

    private static Measured measured(double rate, long nanos) {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(nanos);
        return new Measured(rate, 1, histogram, Map.of());
    }

    @Test
    void theOrderIsTurnedEachRoundAndTheCompilerHasItsTurnAfterThoseThatWarmUp() throws Exception {
        List<String> taken = new ArrayList<>();
        Contest contest = new Contest("test", ONE_AND_THREE, () -> taken.add("compiler"));
        for (String subject : List.of("a", "b")) {
            contest.add(subject, 1, round -> {
                taken.add(subject + round);
                return measured(1, 1);
            });
        }
        contest.run(results);

        assertEquals(List.of("a-1", "compiler", "b-1", "compiler", "b0", "a0", "a1", "b1", "b2", "a2"), taken);
    }

    @Test
    void aRatioIsTheMedianOfTheRatiosOfEachRound() throws Exception {
        // The machine is ten times as slow in the second round, for both.
        double[] ours = {20, 3, 50};
        double[] theirs = {10, 1, 10};
        contest()
                .peer("them/1")
                .add("us", 1, round -> measured(round < 0 ? 1_000 : ours[round], 1))
                .add("them", 1, round -> measured(round < 0 ? 1 : theirs[round], 1))
                .run(results);

        Row us = results.rows().get(0);
        assertEquals(3, us.ratioToPeer());
        assertEquals(20, us.rate());
        assertEquals(Map.of("slowest", 3.0, "fastest", 50.0), us.more());
        assertEquals(1, results.rows().get(1).ratioToPeer());
    }

    @Test
    void byLatencyHalfOfThePeersIsTwo() throws Exception {
        contest()
                .byLatency()
                .limit("them/1")
                .add("us", 1, round -> measured(1, 1_000))
                .add("them", 1, round -> measured(1, 2_000))
                .run(results);

        assertEquals(2, results.rows().get(0).ratioToLimit(), 0.01);
        assertEquals(Double.NaN, results.rows().get(0).ratioToPeer());
    }

    @Test
    void aPeerThatIsMissingIsAnError() {
        Contest contest = contest().peer("nobody/1").add("us", 1, round -> measured(1, 1));

        assertThrows(IllegalStateException.class, () -> contest.run(results));
    }
}
