package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How fast the day passes, by a time that passes where it is waited for. */
@Timeout(30)
class TempoTest {
    private static final Instant NINE = Instant.parse("2011-11-24T09:00:00Z");
    private static final Duration APART = Duration.ofDays(1);

    private final SaleClock clock = new SaleClock(NINE);
    private final List<Duration> waits = new ArrayList<>();

    /** Each wait takes as long as it is asked to, at once. */
    private class Turned implements Tempo.Passing {
        private long nanos = 7;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void await(Object monitor, Duration atMost) {
            assertTrue(Thread.holdsLock(monitor));
            waits.add(atMost);
            nanos += atMost.toNanos();
        }
    }

    private static Event cart(int minute) {
        return new Event.Cart("" + minute, minute, "buyer", NINE.plus(Duration.ofMinutes(minute)), Map.of("a", 1L));
    }

    private Agenda agenda(Tempo tempo) {
        return new Agenda(clock, List.of(cart(0), cart(10), cart(11), cart(600)), APART, tempo);
    }

    @Test
    void tenHoursTakeAMinuteAtSixHundred() throws InterruptedException {
        List<Instant> happened = new ArrayList<>();
        Crew.run(agenda(new Tempo(600, new Turned())), 1, event -> happened.add(clock.instant()), () -> {});
        assertEquals(
                List.of(
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(59).minusMillis(100)),
                waits);
        assertEquals(NINE.plus(Duration.ofHours(10)), happened.get(3));
    }

    @Test
    void inRealTimeAnHourIsAnHour() throws InterruptedException {
        Agenda agenda = agenda(new Tempo(1, new Turned()));
        agenda.at(NINE.plus(Duration.ofMinutes(5)), () -> {});
        Crew.run(agenda, 1, event -> {}, () -> {});
        assertEquals(
                List.of(5L, 5L, 1L, 589L),
                waits.stream().map(Duration::toMinutes).toList());
    }

    /** A sale that goes on has its clock where it was: nobody waits for what has happened before. */
    @Test
    void whatIsPastIsNotWaitedFor() throws InterruptedException {
        clock.turnTo(NINE.plus(Duration.ofMinutes(11)));
        Crew.run(agenda(new Tempo(60, new Turned())), 1, event -> {}, () -> {});
        assertEquals(List.of(Duration.ofSeconds(589)), waits);
    }

    @Test
    void asFastAsItGoesNothingIsWaitedFor() throws InterruptedException {
        assertFalse(Tempo.UNBOUNDED.waits());
        Crew.run(agenda(Tempo.UNBOUNDED), 1, event -> {}, () -> {});
        assertEquals(Duration.ZERO, Tempo.UNBOUNDED.until(Instant.MAX, clock));
    }

    /** What comes meanwhile and is due earlier is not kept waiting. */
    @Test
    void aWaitEndsForWhatIsDueEarlier() throws InterruptedException {
        Agenda[] agenda = new Agenda[1];
        List<String> happened = new ArrayList<>();
        Turned turned = new Turned() {
            @Override
            public void await(Object monitor, Duration atMost) {
                if (waits.isEmpty()) {
                    agenda[0].at(NINE.plusSeconds(60), () -> happened.add("put off to " + clock.instant()));
                    waits.add(Duration.ZERO);
                } else {
                    super.await(monitor, atMost);
                }
            }
        };
        agenda[0] = new Agenda(clock, List.of(cart(0), cart(10)), APART, new Tempo(1, turned));
        Crew.run(agenda[0], 1, event -> happened.add("event"), () -> {});
        assertEquals(List.of("event", "put off to 2011-11-24T09:01:00Z", "event"), happened);
    }

    @Test
    void aRealWaitEndsWhenSomebodyCalls() throws InterruptedException {
        Object monitor = new Object();
        AtomicBoolean begun = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            synchronized (monitor) {
                try {
                    begun.set(true);
                    monitor.notifyAll();
                    Tempo.REAL.await(monitor, Duration.ofDays(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        synchronized (monitor) {
            waiting.start();
            while (!begun.get()) {
                monitor.wait();
            }
            monitor.notifyAll();
        }
        waiting.join();
        assertFalse(waiting.isAlive());
    }
}
