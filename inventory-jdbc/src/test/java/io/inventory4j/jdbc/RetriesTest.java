package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.jdbc.sql.LostRaceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final AtomicInteger calls = new AtomicInteger();
    private final Retries retries = new Retries(Duration.ofMinutes(1));

    private String failing(int times) {
        if (calls.incrementAndGet() <= times) {
            throw new LostRaceException(null);
        }
        return "done";
    }

    @Test
    void aCallThatLostARaceIsTriedAgain() {
        assertEquals("done", retries.run(() -> failing(3)));
        assertEquals(4, calls.get());
    }

    @Test
    void notForever() {
        LedgerException lost = assertThrows(LedgerException.class, () -> retries.run(() -> failing(1_000)));
        assertEquals(LedgerException.Effect.NONE, lost.effect());
        assertEquals(10, calls.get());
    }

    @Test
    void notAfterTheTimeLimit() {
        Retries none = new Retries(Duration.ofNanos(1));
        assertThrows(LedgerException.class, () -> none.run(() -> failing(1_000)));
        assertEquals(1, calls.get());
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        assertThrows(
                IllegalStateException.class,
                () -> retries.run(() -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("something else");
                }));
        assertEquals(1, calls.get());
    }

    @Test
    void atMostATenthOfTheCallsInTheLongRun() {
        int most = 500;
        for (int i = 0; i < most; i++) {
            AtomicInteger attempts = new AtomicInteger();
            try {
                retries.run(() -> {
                    calls.incrementAndGet();
                    if (attempts.incrementAndGet() <= 1) {
                        throw new LostRaceException(null);
                    }
                    return "done";
                });
            } catch (LedgerException e) {
                assertEquals(LedgerException.Effect.NONE, e.effect());
            }
        }
        // 200 retries at the beginning, and a tenth of a retry more for each call.
        assertTrue(calls.get() <= most + 200 + most / 10 + 1, () -> calls + " attempts for " + most + " calls");
        assertTrue(calls.get() >= most + 200, () -> calls + " attempts for " + most + " calls");
    }
}
