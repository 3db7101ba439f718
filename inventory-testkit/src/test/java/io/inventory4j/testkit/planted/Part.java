package io.inventory4j.testkit.planted;

import io.inventory4j.LedgerException;
import io.inventory4j.testkit.limit.Limited;
import io.inventory4j.testkit.planted.PlantedBug.Planted;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
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

    /** Where a bug is looked for, nobody waits for two minutes until a ledger that hangs has hung. */
    private static final String LIMIT_SECONDS = "20";

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
        /**
         * Whether the kit found something, and not just the ledger's own code threw: what first caused the kit's error
         * is nothing, a wait that was too long, a failed call, whatever that was caused by, or an impossible figure.
         */
        boolean ofTheKit() {
            Throwable cause = failure;
            while (cause instanceof AssertionError) {
                cause = cause.getCause();
            }
            return failure instanceof AssertionError
                    && (cause == null
                            || cause instanceof TimeoutException
                            || cause instanceof LedgerException
                            || isImpossible(cause));
        }

        /** What the values of the library refuse to hold, such as a bucket below zero (rule 8). */
        private static boolean isImpossible(Throwable cause) {
            return cause instanceof IllegalArgumentException
                    && cause.getStackTrace().length > 0
                    && cause.getStackTrace()[0].getClassName().equals("io.inventory4j.stock.Bounds");
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
        return run(List.of(planted), false).get(0);
    }

    /** Runs the tests of this part over each, until one finds the bug. */
    List<Findings> untilFound(List<Planted> planted) {
        return run(planted, true);
    }

    // What the suite prints is dropped: here its failures are expected.
    @SuppressWarnings("SystemOut")
    private List<Findings> run(List<Planted> planted, boolean oneIsEnough) {
        PrintStream out = System.out;
        Map<String, @Nullable String> before = new HashMap<>();
        before.put(SCALE, System.getProperty(SCALE));
        before.put(Limited.PROPERTY, System.getProperty(Limited.PROPERTY));
        Recorder recorder = new Recorder(oneIsEnough);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setProperty(SCALE, "1");
        if (oneIsEnough) {
            System.setProperty(Limited.PROPERTY, LIMIT_SECONDS);
        }
        PlantedSuites.next = recorder::next;
        // The suite itself is not left out because of the run before.
        PlantedSuites.enough = false;
        try {
            execute(planted, recorder);
        } finally {
            System.setOut(out);
            before.forEach(Part::restore);
        }
        return recorder.findings();
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private void execute(List<Planted> planted, Recorder recorder) {
        LauncherConfig quiet = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        if (this == PROPERTIES) {
            // jqwik has no templates of classes.
            for (Planted one : planted) {
                PlantedSuites.begin(one);
                LauncherFactory.create(quiet).execute(request(), recorder);
            }
        } else if (!planted.isEmpty()) {
            PlantedSuites.all = planted;
            LauncherFactory.create(quiet).execute(request(), recorder);
        }
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
        private final List<Findings> done = new ArrayList<>();
        private final boolean oneIsEnough;
        private List<Failure> failures = new ArrayList<>();
        private long tests;
        private long began;

        Recorder(boolean oneIsEnough) {
            this.oneIsEnough = oneIsEnough;
        }

        void next() {
            end();
            began = System.nanoTime();
        }

        private void end() {
            if (began != 0) {
                done.add(new Findings(tests, failures, (System.nanoTime() - began) / 1_000_000));
            }
            failures = new ArrayList<>();
            tests = 0;
            began = 0;
        }

        List<Findings> findings() {
            end();
            return done;
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
