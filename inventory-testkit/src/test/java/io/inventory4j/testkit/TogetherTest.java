package io.inventory4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class TogetherTest {
    @Test
    void resultsComeBackByThread() {
        assertEquals(List.of(0, 10, 20), Together.run(3, thread -> thread * 10));
    }

    @Test
    void aDeadlockIsReportedWithItsLocks() {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CyclicBarrier bothHold = new CyclicBarrier(2);
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Together.run(
                        List.of(() -> lockBoth(one, other, bothHold), () -> lockBoth(other, one, bothHold))));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.startsWith("deadlock: "), message);
        assertEquals(2, message.split("together-\\d waits for .*?ReentrantLock", -1).length - 1, message);
        assertEquals(2, message.split("together-\\d: locks both", -1).length - 1, message);
        assertTrue(message.contains("TogetherTest.lockBoth(TogetherTest.java"), message);
    }

    private static boolean lockBoth(ReentrantLock first, ReentrantLock second, CyclicBarrier bothHold)
            throws InterruptedException, BrokenBarrierException {
        Together.doing("locks both");
        first.lockInterruptibly();
        try {
            bothHold.await();
            second.lockInterruptibly();
            second.unlock();
            return true;
        } finally {
            first.unlock();
        }
    }
}
