package io.inventory4j.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Stored;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that lost against another one is run again, and one that failed otherwise is not. */
class LostRaceTest {
    private static final StockKey A = StockKey.of("A");
    private static final Move MOVE = Move.of("m", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));

    private static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What a store that speaks of effects itself throws for the same. */
    private static final class Busy extends LedgerException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super(Effect.NONE, "busy", null);
        }
    }

    /** A store with overdue reservations that fails at the calls that it is told, one after the other. */
    private static final class Contended extends LoadApplyStoreLedger {
        private final Deque<String> failures = new ArrayDeque<>();
        private final Map<ReservationId, Reservation> there = new HashMap<>();
        private final List<String> ended = new ArrayList<>();
        private RuntimeException failure = new Conflict();
        private int begun;
        private int wrapped;
        private int commits;
        private int rows = Integer.MAX_VALUE;

        Contended losesAt(String... calls) {
            failures.addAll(List.of(calls));
            return this;
        }

        Contended overdue(String... ids) {
            for (String id : ids) {
                there.put(ReservationId.of(id), Stored.hold(ReservationId.of(id), Stored.line(A, 1, 0, 0, 0)));
            }
            return this;
        }

        private void call(String name) {
            if (name.equals(failures.peek())) {
                failures.remove();
                throw failure;
            }
        }

        @Override
        protected StoreTransaction begin() {
            begun++;
            call("begin");
            List<ReservationId> stored = new ArrayList<>();
            return (StoreTransaction) Proxy.newProxyInstance(
                    StoreTransaction.class.getClassLoader(),
                    new Class<?>[] {StoreTransaction.class},
                    (proxy, method, arguments) -> {
                        call(method.getName());
                        return switch (method.getName()) {
                            case "now" -> Instant.EPOCH;
                            case "load" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                            case "overdue" ->
                                there.keySet().stream()
                                        .sorted()
                                        .limit((int) arguments[1])
                                        .toList();
                            case "reservations" -> {
                                Map<ReservationId, Reservation> found = new HashMap<>(there);
                                found.keySet().retainAll((Set<?>) arguments[0]);
                                yield found;
                            }
                            case "lines" ->
                                Map.of(
                                        A,
                                        new StockLevel(
                                                A, 0, 9, 9, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 0, false));
                            case "store" -> {
                                stored.addAll(((StoreTransaction.Changes) arguments[0])
                                        .reservations()
                                        .keySet());
                                yield null;
                            }
                            case "commit" -> {
                                commits++;
                                stored.forEach(there::remove);
                                stored.forEach(id -> ended.add(id.value()));
                                yield null;
                            }
                            case "purge" -> 0;
                            case "checkReads", "close" -> null;
                            default -> Map.of();
                        };
                    });
        }

        @Override
        protected boolean lostRace(RuntimeException thrown) {
            return thrown instanceof Conflict || thrown instanceof Busy;
        }

        @Override
        protected RuntimeException failed(RuntimeException thrown, Effect effect) {
            return new LedgerException(effect, "the store failed", thrown);
        }

        @Override
        protected <T> T runTransaction(Supplier<T> transaction) {
            wrapped++;
            return super.runTransaction(transaction);
        }

        @Override
        protected int rowsAtOnce() {
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "now", "moves", "lines", "store", "commit"})
    void whatLostIsRunAgainFromItsBegin(String call) {
        Contended ledger = new Contended().losesAt(call, call, call);
        assertEquals(1, ledger.apply(List.of(MOVE)).size());
        assertEquals(4, ledger.begun);
        assertEquals(4, ledger.wrapped, "what belongs around a transaction is around each attempt");
        assertEquals(1, ledger.commits);
    }

    @Test
    void aLedgerExceptionOfTheStoreMayHaveLostToo() {
        Contended ledger = new Contended().losesAt("commit");
        ledger.failure = new Busy();
        assertEquals(1, ledger.apply(List.of(MOVE)).size());
        assertEquals(2, ledger.begun);
    }

    @Test
    void readsAndPurgesAndWhatChangesNothingAreRunAgain() {
        Contended ledger = new Contended().losesAt("lines", "purge", "checkReads");
        assertEquals(1, ledger.levels(List.of(A)).size());
        assertEquals(0, ledger.purge(Duration.ZERO, 1));
        ledger.apply(List.of(Settle.all(ReservationId.of("unknown"), Transition.CONFIRM)));
        assertEquals(6, ledger.begun);
        assertTrue(ledger.failures.isEmpty());
    }

    @Test
    void rule_10_1_whatFailsOtherwiseIsNotRunAgain() {
        Contended ledger = new Contended().losesAt("commit");
        ledger.failure = new IllegalStateException("the commit was not answered");
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        assertEquals(Effect.UNKNOWN, failure.effect());
        assertEquals(1, ledger.begun);
    }

    @Test
    void rule_10_1_whatHasCommittedHasNotLost() {
        Contended ledger = new Contended().losesAt("close");
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        assertEquals(Effect.UNKNOWN, failure.effect());
        assertEquals(1, ledger.begun);
        assertEquals(1, ledger.commits);
    }

    @Test
    void rule_10_1_whoeverLosesAlwaysIsToldThatNothingHappened() {
        String[] always = new String[LostRaces.ATTEMPTS];
        Arrays.fill(always, "commit");
        Contended ledger = new Contended().losesAt(always);
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        assertEquals(Effect.NONE, failure.effect());
        assertEquals("other transactions came first, 100 times (effect NONE)", failure.getMessage());
        assertTrue(String.valueOf(failure.getCause()).contains("Conflict"), failure.toString());
        assertEquals(0, ledger.commits);
    }

    @Test
    void rule_10_3_aLaterPartThatLosesIsRunAgainByItself() {
        Contended ledger = new Contended();
        ledger.rows = 1;
        Move other = Move.of("n", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
        List<JournalEntry> heard = new ArrayList<>();
        Subscription listening = ledger.follow(heard::add);
        ledger.losesAt("commit", "commit");
        assertEquals(2, ledger.apply(List.of(MOVE, other)).size());
        assertEquals(4, ledger.begun);
        assertEquals(2, heard.size(), "each change is announced once");
        listening.close();
    }

    @Test
    void rule_5_7_aRoundOfASweepThatLostIsReportedOnce() {
        Contended ledger = new Contended().overdue("a", "b").losesAt("commit", "overdue", "store");
        assertEquals(2, ledger.expire(9).size());
        assertEquals(List.of("a", "b"), ledger.ended.stream().sorted().toList());
    }

    @Test
    void thePausesGrowAndEndTheirGrowth() {
        List<Long> pauses = new ArrayList<>();
        assertThrows(
                LedgerException.class,
                () -> new LostRaces(pauses::add, () -> 0L).run(() -> {
                    throw new LostRaces.Lost(new Conflict());
                }));
        assertEquals(LostRaces.ATTEMPTS - 1, pauses.size());
        long limit = TimeUnit.MICROSECONDS.toNanos(20);
        for (int i = 0; i < pauses.size(); i++) {
            assertTrue(pauses.get(i) >= 1 && pauses.get(i) <= limit << Math.min(i, 10), pauses.toString());
        }
        assertFalse(pauses.stream().distinct().count() == 1, "callers that lost together must not come back together");
    }

    @Test
    void noAttemptBeginsAfterTheLimitOfTime() {
        AtomicLong time = new AtomicLong();
        AtomicLong attempts = new AtomicLong();
        LostRaces slow = new LostRaces(pause -> {}, time::get);
        assertThrows(
                LedgerException.class,
                () -> slow.run(() -> {
                    attempts.incrementAndGet();
                    time.addAndGet(LostRaces.LATEST_NANOS / 2 + 1);
                    throw new LostRaces.Lost(new Conflict());
                }));
        assertEquals(2, attempts.get());
    }
}
