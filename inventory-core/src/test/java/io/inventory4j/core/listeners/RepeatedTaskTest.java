package io.inventory4j.core.listeners;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.core.HandExecutor;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A task that runs as long as it has something to do. */
class RepeatedTaskTest {
    private final HandExecutor hand = new HandExecutor();

    @Test
    void aMessageThatComesJustAsARunEndsIsDelivered() {
        AtomicInteger messages = new AtomicInteger(1);
        AtomicInteger heard = new AtomicInteger();
        WorkRecord record = new WorkRecord("steps", InstantSource.system());
        RepeatedTask mailbox = new RepeatedTask(new CallbackThreads(hand, Alarm.SYSTEM), record) {
            @Override
            boolean step() {
                if (messages.get() == 0) {
                    if (heard.get() == 1) {
                        messages.incrementAndGet();
                        wake();
                    }
                    return false;
                }
                messages.decrementAndGet();
                heard.incrementAndGet();
                return true;
            }

            @Override
            boolean idle() {
                return messages.get() == 0;
            }
        };
        mailbox.wake();
        hand.runAll();
        assertEquals(2, heard.get());
    }
}
