package io.inventory4j.testkit.planted;

import io.inventory4j.LedgerException;
import io.inventory4j.testkit.planted.PlantedBug.Planted;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A part of the kit, run by JUnit as an adapter's build runs it, but over a ledger that may have a bug. */
enum Part {
    CONTRACT("junit-jupiter", PlantedSuites.Contract.class),
    PROPERTIES("jqwik", PlantedSuites.Properties.class),
    RACES("junit-jupiter", PlantedSuites.Races.class),
    FAULTS("junit-jupiter", PlantedSuites.Faults.class);

    private static final String SCALE = "inventory.test.scale";

    private final String engine;
    private final Class<?> suite;

    Part(String engine, Class<?> suite) {
        this.engine = engine;
        this.suite = suite;
    }

    /**
     * A test that failed.
     *
     * @param test its name
     * @param failure why
     */
    record Failure(String test, Throwable failure) {
        /** Whether the kit found something, and not just the ledger's own code threw. */
        boolean ofTheKit() {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (!(each instanceof AssertionError
                        || each instanceof TimeoutException
                        || each instanceof LedgerException)) {
                    return false;
                }
            }
            return failure instanceof AssertionError;
        }
    }

    /**
     * The result of a run.
     *
     * @param tests how many tests ran
     * @param failures those that failed
     * @param millis how long it took
     */
    record Findings(long tests, List<Failure> failures, long millis) {
        /** The failures that are the kit's. */
        List<Failure> ofTheKit() {
            return failures.stream().filter(Failure::ofTheKit).toList();
        }
    }

    /** Runs every test of this part. */
    Findings run(Planted planted) {
        return run(planted, new Recorder(false));
    }

    /** Whether this part finds the bug; the run ends as soon as it does. */
    boolean finds(Planted planted) {
        return !run(planted, new Recorder(true)).ofTheKit().isEmpty();
    }

    // What the suite prints is dropped: here its failures are expected.
    @SuppressWarnings("SystemOut")
    private Findings run(Planted planted, Recorder recorder) {
        PrintStream out = System.out;
        String scale = System.getProperty(SCALE);
        long start = System.nanoTime();
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setProperty(SCALE, "1");
        PlantedSuites.planted = planted;
        PlantedSuites.enough = false;
        try {
            LauncherConfig quiet = LauncherConfig.builder()
                    .enableTestExecutionListenerAutoRegistration(false)
                    .build();
            LauncherFactory.create(quiet).execute(request(), recorder);
        } finally {
            PlantedSuites.planted = Planted.SOUND;
            System.setOut(out);
            if (scale == null) {
                System.clearProperty(SCALE);
            } else {
                System.setProperty(SCALE, scale);
            }
        }
        return new Findings(recorder.tests, recorder.failures, (System.nanoTime() - start) / 1_000_000);
    }

    private LauncherDiscoveryRequest request() {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite))
                .filters(EngineFilter.includeEngines(engine))
                .configurationParameter("jqwik.database", "target/jqwik-database-planted")
                .build();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static final class Recorder implements TestExecutionListener {
        private final List<Failure> failures = new ArrayList<>();
        private final boolean oneIsEnough;
        private long tests;

        Recorder(boolean oneIsEnough) {
            this.oneIsEnough = oneIsEnough;
        }

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            tests += identifier.isTest() ? 1 : 0;
            result.getThrowable()
                    .filter(failure -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .map(failure -> new Failure(name(identifier), failure))
                    .ifPresent(failure -> {
                        failures.add(failure);
                        PlantedSuites.enough |= oneIsEnough && failure.ofTheKit();
                    });
        }

        private static String name(TestIdentifier identifier) {
            return identifier
                    .getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(source -> ((MethodSource) source).getMethodName())
                    .orElse(identifier.getDisplayName());
        }
    }
}
