package io.inventory4j.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final long HOURS = 10_000_000;

    @Test
    void everyCallerSellsItsShareAndNoMore() throws Exception {
        Set<String> calls = ConcurrentHashMap.newKeySet();
        Measured measured = Crowd.run(4, HOURS, 40, (caller, number) -> {
            calls.add(caller + "-" + number);
            return 1;
        });

        assertEquals(40, measured.orders());
        assertEquals(40, calls.size());
        assertEquals(40, measured.nanos().getTotalCount());
        assertTrue(measured.rate() > 0);
    }

    @Test
    void everyCallOfACrowdCountsThatSharesItsHistograms() throws Exception {
        Measured measured = Crowd.run(1_000, HOURS, 5_000, (caller, number) -> 1);

        assertEquals(5_000, measured.orders());
        assertEquals(5_000, measured.nanos().getTotalCount());
    }

    @Test
    void aTurnEndsWhenItsTimeIsUp() throws Exception {
        Measured measured = Crowd.run(2, 5, Long.MAX_VALUE, (caller, number) -> 1);

        assertTrue(measured.orders() > 0);
        assertTrue(measured.orders() / measured.rate() >= 0.005);
    }

    @Test
    void aCallThatFailsFailsTheTurn() {
        assertThrows(
                ExecutionException.class,
                () -> Crowd.run(2, HOURS, 10, (caller, number) -> {
                    throw new IllegalStateException("refused");
                }));
    }

    @Test
    void noMoreCallsAreInFlightThanAllowed() throws Exception {
        AtomicInteger flying = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Measured measured = Crowd.async(3, HOURS, 100, number -> {
            most.accumulateAndGet(flying.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(() -> {
                flying.decrementAndGet();
                return 1;
            });
        });

        assertEquals(100, measured.orders());
        assertTrue(most.get() <= 3, "in flight: " + most);
    }

    @Test
    void anAsynchronousCallThatFailsFailsTheTurn() {
        assertThrows(
                IllegalStateException.class,
                () -> Crowd.async(
                        3, HOURS, 100, number -> CompletableFuture.failedFuture(new IllegalStateException("refused"))));
    }
}
