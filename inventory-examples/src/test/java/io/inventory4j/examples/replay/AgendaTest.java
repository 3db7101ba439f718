package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.examples.replay.orders.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgendaTest {
    private static final Instant NINE = Instant.parse("2011-11-24T09:00:00Z");
    private static final Duration APART = Duration.ofMinutes(30);

    private final SaleClock clock = new SaleClock(NINE);

    private static Event cart(int number, int minute) {
        return new Event.Cart(
                Integer.toString(number), number, "buyer", NINE.plus(Duration.ofMinutes(minute)), Map.of("a", 1L));
    }

    private static String id(Event event) {
        return ((Event.Cart) event).id();
    }

    @Test
    void whatIsDueFirstHappensFirstAndTurnsTheClock() throws InterruptedException {
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0), cart(1, 10), cart(2, 20)), APART, Tempo.UNBOUNDED);
        List<String> happened = new ArrayList<>();
        agenda.at(NINE.plus(Duration.ofMinutes(10)), () -> happened.add("put off to " + clock.instant()));
        agenda.at(NINE.plus(Duration.ofMinutes(50)), () -> happened.add("put off to " + clock.instant()));
        Crew.run(agenda, 1, event -> happened.add(id(event)), AgendaTest::nothing);
        assertEquals(
                List.of("0", "put off to 2011-11-24T09:10:00Z", "1", "2", "put off to 2011-11-24T09:50:00Z"), happened);
        assertEquals(NINE.plus(Duration.ofMinutes(20)), agenda.lastEvent());
    }

    @Test
    void whatIsAddedWhileItRunsHappensToo() throws InterruptedException {
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0)), APART, Tempo.UNBOUNDED);
        AtomicInteger happened = new AtomicInteger();
        Crew.run(
                agenda,
                16,
                event -> agenda.at(clock.instant(), () -> {
                    happened.incrementAndGet();
                    agenda.at(clock.instant().plusSeconds(5), happened::incrementAndGet);
                }),
                AgendaTest::nothing);
        assertEquals(2, happened.get());
    }

    @Test
    void nothingRunsFurtherAheadThanAllowed() throws InterruptedException {
        CountDownLatch secondDone = new CountDownLatch(1);
        AtomicReference<Instant> seen = new AtomicReference<>(NINE);
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0), cart(1, 30), cart(2, 31)), APART, Tempo.UNBOUNDED);
        Crew.run(
                agenda,
                3,
                event -> {
                    if (id(event).equals("0")) {
                        awaitQuietly(secondDone);
                        seen.set(clock.instant());
                    } else if (id(event).equals("1")) {
                        secondDone.countDown();
                    }
                },
                AgendaTest::nothing);
        assertEquals(NINE.plus(APART), seen.get(), "the third waits until the first is done");
        assertEquals(NINE.plus(Duration.ofMinutes(31)), clock.instant());
    }

    @Test
    void whoTakesGoodsBackHasLeftTheTillBefore() throws InterruptedException {
        Event back = new Event.TakeBack("C1", "C1", "buyer", NINE, List.of());
        CountDownLatch otherDone = new CountDownLatch(1);
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0), back), APART, Tempo.UNBOUNDED);
        agenda.at(NINE, otherDone::countDown);
        Crew.run(
                agenda,
                3,
                event -> {
                    if (event instanceof Event.Cart) {
                        awaitQuietly(otherDone);
                        happened.add("cart");
                    } else {
                        happened.add("back");
                    }
                },
                AgendaTest::nothing);
        assertEquals(List.of("cart", "back"), happened);
    }

    @Test
    void aWorkerThatFailsEndsTheRunAndIsReported() {
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0), cart(1, 100)), APART, Tempo.UNBOUNDED);
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Crew.run(
                        agenda,
                        4,
                        event -> {
                            throw new IllegalArgumentException("no such thing");
                        },
                        AgendaTest::nothing));
        assertTrue(String.valueOf(thrown.getMessage()).contains("no such thing"));
    }

    /** As when the lease on the store is lost: whoever sells on would sell beside its new owner. */
    @Test
    void aWatchThatFailsStopsTheWorkersBeforeItIsReported() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger happened = new AtomicInteger();
        Agenda agenda = new Agenda(clock, List.of(cart(0, 0), cart(1, 100)), APART, Tempo.UNBOUNDED);
        assertThrows(
                LedgerException.class,
                () -> Crew.run(
                        agenda,
                        2,
                        event -> {
                            begun.countDown();
                            happened.incrementAndGet();
                            agenda.at(clock.instant(), () -> AgendaTest.sellForEver(agenda, clock));
                        },
                        () -> {
                            awaitQuietly(begun);
                            throw new LedgerException(LedgerException.Effect.NONE, "lost", null);
                        }));
        assertTrue(happened.get() <= 2);
        assertNull(assertDoesNotThrow(() -> agenda.step(event -> {}) ? "more" : null));
    }

    /** An agenda that never ends by itself. */
    private static void sellForEver(Agenda agenda, SaleClock clock) {
        agenda.at(clock.instant(), () -> sellForEver(agenda, clock));
    }

    @Test
    void theClockNeverGoesBack() {
        clock.turnTo(NINE.plusSeconds(60));
        clock.turnTo(NINE);
        assertFalse(clock.instant().isBefore(NINE.plusSeconds(60)));
    }

    private static void nothing() {}

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
