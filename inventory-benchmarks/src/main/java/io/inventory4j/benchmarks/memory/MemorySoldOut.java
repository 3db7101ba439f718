package io.inventory4j.benchmarks.memory;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Every request is refused, because the SKU is sold out. JMH measures: a turn is one run of JMH for one subject, in the
 * full mode in a JVM of its own, so that subjects still take turns.
 */
public final class MemorySoldOut {
    private static final double NANOS_A_SECOND = 1e9;

    private MemorySoldOut() {}

    public static void run(Plan plan, Results results) throws Exception {
        if (!plan.includes("memory")) {
            results.skip("memory-sold-out", "the command line leaves it out");
            return;
        }
        Plan rounds = new Plan(
                plan.mode(), 0, plan.pick(1, 5, 5), plan.pick(10L, 20L, 300L), plan.mostCalls(), plan.stores());
        Contest contest = new Contest("memory-sold-out", rounds);
        for (int callers : plan.pick(new int[] {1}, new int[] {8}, new int[] {1, 2, 8, 64})) {
            contest.peer(key(Shops.KEEPING.label(), callers)).limit(key(Shops.BARE.label(), callers));
            for (Shops shop : Shops.values()) {
                contest.add(shop.label(), callers, round -> refused(shop, callers, rounds));
            }
        }
        contest.run(results);
    }

    private static Measured refused(Shops shop, int callers, Plan plan) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(RefusedJmh.class.getName())
                .param("subject", shop.name())
                .threads(callers)
                // Within this JVM, the quick mode starts none.
                .forks(plan.pick(0, 0, 1))
                .mode(Mode.Throughput)
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.SECONDS)
                .warmupIterations(plan.pick(1, 1, 3))
                .warmupTime(TimeValue.milliseconds(plan.turnMillis()))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(plan.turnMillis()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        Collection<RunResult> runs = new Runner(options.build()).run();
        double rate = Double.NaN;
        Histogram nanos = new Histogram(3);
        for (RunResult run : runs) {
            if (run.getParams().getMode() == Mode.Throughput) {
                rate = run.getPrimaryResult().getScore();
            } else {
                Iterator<Map.Entry<Double, Long>> samples =
                        run.getPrimaryResult().getStatistics().getRawData();
                while (samples.hasNext()) {
                    Map.Entry<Double, Long> sample = samples.next();
                    nanos.recordValueWithCount(Math.round(sample.getKey() * NANOS_A_SECOND), sample.getValue());
                }
            }
        }
        return new Measured(rate, 0, nanos, Map.of());
    }
}
