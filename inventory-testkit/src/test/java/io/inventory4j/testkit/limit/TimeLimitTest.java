package io.inventory4j.testkit.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.limit.HangingLedger.At;
import io.inventory4j.testkit.limit.HangingLedger.Interrupt;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A ledger that hangs fails the test that called it, in every suite, and the test says where it hangs. */
class TimeLimitTest {
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** What became of a run. */
    private static final class Seen implements TestExecutionListener {
        private final List<Throwable> failures = new ArrayList<>();
        private int skipped;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                result.getThrowable().ifPresent(failures::add);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped++;
        }
    }

    @AfterEach
    void lettingGo() {
        letGo.countDown();
        HangingSuites.opening = MapLedger::new;
    }

    private Seen run(String engine, DiscoverySelector what, At at, Interrupt interrupt) {
        HangingSuites.opening = clock -> new HangingLedger(clock, at, interrupt, letGo);
        HangingSuites.AFTER.set(0);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(what)
                .filters(EngineFilter.includeEngines(engine))
                .configurationParameter(Limited.PROPERTY, "1")
                .configurationParameter("jqwik.database", "target/jqwik-database-hanging")
                .build();
        LauncherConfig quiet = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        Seen seen = new Seen();
        PrintStream out = System.out;
        String limit = System.getProperty(Limited.PROPERTY);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        // jqwik passes no parameters on.
        System.setProperty(Limited.PROPERTY, "1");
        try {
            LauncherFactory.create(quiet).execute(request, seen);
        } finally {
            System.setOut(out);
            if (limit == null) {
                System.clearProperty(Limited.PROPERTY);
            } else {
                System.setProperty(Limited.PROPERTY, limit);
            }
        }
        return seen;
    }

    /** The failure says once where the ledger hangs, and nothing else says anything. */
    private static String hung(Seen seen, String test) {
        assertEquals(1, seen.failures.size(), seen.failures.toString());
        Throwable failure = seen.failures.get(0);
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.startsWith(test + " did not end or go on for 1 s (-Dinventory.test.limit changes that)."),
                message);
        assertEquals(2, message.split("HangingLedger\\.hang\\(HangingLedger\\.java", -1).length, message);
        assertFalse(message.contains("org.junit.jupiter.engine"), message);
        assertEquals(0, failure.getSuppressed().length);
        assertEquals(null, failure.getCause());
        return message;
    }

    @ParameterizedTest
    @EnumSource
    void contract(Interrupt interrupt) {
        DiscoverySelector purge =
                DiscoverySelectors.selectMethod(HangingSuites.Contract.class, "rule_8_8_aPurgeChangesNoLine");
        String message = hung(run("junit-jupiter", purge, At.PURGE, interrupt), "rule_8_8_aPurgeChangesNoLine");
        assertTrue(message.contains("PurgeContract.java"), message);
        assertEquals(1, HangingSuites.AFTER.get(), "what the author does after a test is done");
    }

    @ParameterizedTest
    @EnumSource
    void properties(Interrupt interrupt) {
        DiscoverySelector all = DiscoverySelectors.selectClass(HangingSuites.Properties.class);
        hung(run("jqwik", all, At.APPLY, interrupt), "answersAsTheModel");
    }

    @ParameterizedTest
    @EnumSource
    void races(Interrupt interrupt) {
        DiscoverySelector one =
                DiscoverySelectors.selectMethod(HangingSuites.Races.class, "rule_1_7_moreBuyersThanUnits");
        hung(run("junit-jupiter", one, At.APPLY, interrupt), "rule_1_7_moreBuyersThanUnits");
    }

    @ParameterizedTest
    @EnumSource
    void faults(Interrupt interrupt) {
        DiscoverySelector one = DiscoverySelectors.selectMethod(HangingSuites.Faults.class, "callsThatAreNotSent");
        hung(run("junit-jupiter", one, At.APPLY, interrupt), "callsThatAreNotSent");
    }

    @Test
    void aLedgerThatAlwaysHangsDoesNotHoldUpTheBuild() {
        Seen seen = run(
                "junit-jupiter", DiscoverySelectors.selectClass(HangingSuites.Races.class), At.APPLY, Interrupt.FAILS);
        assertEquals(3, seen.failures.size(), seen.failures.toString());
        assertTrue(seen.skipped > 10, "skipped " + seen.skipped);
    }

    @Test
    void whatGoesOnHasItsTimeAnew() throws Throwable {
        AtomicLong time = new AtomicLong();
        Duration limit = Duration.ofHours(1);
        Limited.Watch watch = new Limited.Watch(time::get);
        Limited.run("rounds", limit, watch, () -> {
            time.addAndGet(limit.toNanos() - 1);
            Limited.goOn();
            assertEquals(limit.toNanos(), watch.left(limit));
            time.addAndGet(limit.toNanos() - 1);
            // A thread that the test starts goes on for the test.
            Together.run(1, thread -> {
                Limited.goOn();
                return thread;
            });
            assertEquals(limit.toNanos(), watch.left(limit));
            return true;
        });
        Limited.goOn();
        time.addAndGet(limit.toNanos());
        assertEquals(0, watch.left(limit), "nobody else goes on for it");
    }

    @Test
    void theLimitIsAWholeNumberOfSeconds() {
        assertEquals(Duration.ofMinutes(2), Limited.limit(null));
        assertEquals(Duration.ofSeconds(7), Limited.limit(" 7 "));
        assertThrows(IllegalArgumentException.class, () -> Limited.limit("0"));
        assertThrows(IllegalArgumentException.class, () -> Limited.limit("1m"));
    }
}
