package io.inventory4j.ledger.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Stored;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What an adapter puts around transactions: it is called for each, sees how it failed, and may run it again. */
class RunTransactionTest {
    private static final StockKey A = StockKey.of("A");
    private static final Move MOVE = Move.of("m", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));

    /** A store of overdue reservations that writes down its calls, and fails where it is told to. */
    private static class Recording extends LoadApplyStoreLedger {
        final List<String> calls = new ArrayList<>();
        final Map<ReservationId, Reservation> stored = new HashMap<>();
        private final Deque<String> failures = new ArrayDeque<>();
        private List<ReservationId> found = List.of();
        private Set<ReservationId> changed = Set.of();

        Recording(String... overdue) {
            List<ReservedLine> lines = List.of(Stored.line(A, 1, 0, 0, 0));
            for (String text : overdue) {
                ReservationId id = ReservationId.of(text);
                stored.put(id, Stored.with(id, lines, List.of(), List.of()));
            }
        }

        /** The next call of this name fails; those that are named after it wait for that. */
        Recording failing(String... names) {
            failures.addAll(List.of(names));
            return this;
        }

        /** What the index of overdue reservations shows, though another sweeper may have ended it. */
        Recording finding(String... ids) {
            found = List.of(ids).stream().map(ReservationId::of).toList();
            return this;
        }

        @Override
        protected StoreTransaction begin() {
            record("begin");
            return transaction();
        }

        @Override
        protected StoreTransaction beginReading() {
            record("beginReading");
            return transaction();
        }

        private StoreTransaction transaction() {
            return (StoreTransaction) Proxy.newProxyInstance(
                    StoreTransaction.class.getClassLoader(),
                    new Class<?>[] {StoreTransaction.class},
                    (proxy, method, arguments) -> answer(proxy, method, arguments));
        }

        private @Nullable Object answer(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (Set.of("store", "commit", "close").contains(name)) {
                record(name);
            }
            return switch (name) {
                case "now" -> Instant.EPOCH;
                case "load" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                case "overdue" -> overdue((int) arguments[1]);
                case "reservations" -> reservations((Set<?>) arguments[0]);
                case "lines" ->
                    Map.of(A, new StockLevel(A, 0, 9, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 0, false));
                case "open" -> List.of();
                case "purge" -> 1;
                case "store" -> {
                    changed = Set.copyOf(((StoreTransaction.Changes) arguments[0])
                            .reservations()
                            .keySet());
                    yield null;
                }
                case "commit" -> {
                    stored.keySet().removeAll(changed);
                    yield null;
                }
                case "close" -> null;
                default -> Map.of();
            };
        }

        void record(String call) {
            calls.add(call);
            if (call.equals(failures.peek())) {
                failures.remove();
                throw new IllegalStateException(call);
            }
        }

        private List<ReservationId> overdue(int max) {
            List<ReservationId> next =
                    found.isEmpty() ? stored.keySet().stream().sorted().toList() : found;
            found = List.of();
            return next.subList(0, Math.min(max, next.size()));
        }

        private Map<ReservationId, Reservation> reservations(Set<?> wanted) {
            Map<ReservationId, Reservation> rows = new HashMap<>(stored);
            rows.keySet().retainAll(wanted);
            return rows;
        }

        @Override
        protected RuntimeException failed(RuntimeException failure, Effect effect) {
            return new LedgerException(effect, "the store failed", failure);
        }

        @Override
        protected <T> T runTransaction(Supplier<T> transaction) {
            calls.add("[");
            try {
                return transaction.get();
            } catch (LedgerException e) {
                calls.add(e.effect().name());
                throw e;
            } finally {
                calls.add("]");
            }
        }

        String calls() {
            return String.join(" ", calls);
        }
    }

    /** Runs again what has failed with nothing done. */
    private static final class Retrying extends Recording {
        Retrying(String... overdue) {
            super(overdue);
        }

        @Override
        protected <T> T runTransaction(Supplier<T> transaction) {
            try {
                return super.runTransaction(transaction);
            } catch (LedgerException e) {
                if (e.effect() == Effect.UNKNOWN) {
                    throw e;
                }
                return super.runTransaction(transaction);
            }
        }
    }

    /** Takes back what was committed, as a savepoint does, and runs it again. */
    private static final class Undoing extends Recording {
        Undoing(String... overdue) {
            super(overdue);
        }

        @Override
        protected <T> T runTransaction(Supplier<T> transaction) {
            Map<ReservationId, Reservation> before = Map.copyOf(stored);
            super.runTransaction(transaction);
            stored.putAll(before);
            try {
                record("begin again");
            } catch (IllegalStateException e) {
                throw new LedgerException(Effect.NONE, "undone", e);
            }
            return super.runTransaction(transaction);
        }
    }

    private static List<String> ended(LoadApplyStoreLedger ledger, int max) {
        return ledger.expire(max).stream()
                .map(outcome -> outcome.reservation() == null
                        ? ""
                        : outcome.reservation().id().value())
                .toList();
    }

    private static Effect effect(Executable call) {
        return assertThrows(LedgerException.class, call).effect();
    }

    @Test
    void everyCallIsOneTransactionFromBeginToClose() {
        Recording ledger = new Recording();
        ledger.apply(List.of(MOVE));
        assertEquals("[ begin store commit close ]", ledger.calls());
        ledger.calls.clear();
        ledger.purge(Duration.ZERO, 1);
        assertEquals("[ begin commit close ]", ledger.calls());
        List<Executable> reads = List.of(
                () -> ledger.levels(List.of(A)),
                () -> ledger.reservation(ReservationId.of("r")),
                () -> ledger.open(A, null, 1),
                () -> ledger.used("c"),
                () -> ledger.read(StoreTransaction::now));
        for (Executable read : reads) {
            ledger.calls.clear();
            assertDoesNotThrow(read);
            assertEquals("[ beginReading close ]", ledger.calls());
        }
    }

    @Test
    void whatNeedsNoStoreIsNoTransaction() {
        Recording ledger = new Recording();
        ledger.apply(List.of());
        assertThrows(IllegalArgumentException.class, () -> ledger.expire(0));
        assertThrows(IllegalArgumentException.class, () -> ledger.purge(Duration.ofDays(-1), 1));
        assertEquals("", ledger.calls());
    }

    @Test
    void rule_5_3_everyRoundOfASweepIsOneTransaction() {
        Recording ledger = new Recording("b", "c").finding("a", "b");
        assertEquals(List.of("b", "c"), ended(ledger, 2));
        assertEquals("[ begin store commit close ] [ begin store commit close ]", ledger.calls());
    }

    @Test
    void rule_10_1_theEffectIsKnownAroundTheTransaction() {
        Recording ledger = new Recording().failing("begin", "store", "commit", "beginReading");
        assertEquals(Effect.NONE, effect(() -> ledger.apply(List.of(MOVE))));
        assertEquals(Effect.NONE, effect(() -> ledger.apply(List.of(MOVE))));
        assertEquals(Effect.UNKNOWN, effect(() -> ledger.apply(List.of(MOVE))));
        assertEquals(Effect.NONE, effect(() -> ledger.used("c")));
        assertEquals(
                "[ begin NONE ] [ begin store close NONE ] [ begin store commit close UNKNOWN ] [ beginReading NONE ]",
                ledger.calls());
    }

    @Test
    void aTransactionThatIsRunAgainBeginsAnew() {
        Retrying ledger = new Retrying();
        ledger.failing("store");
        assertEquals(1, ledger.apply(List.of(MOVE)).size());
        assertEquals("[ begin store close NONE ] [ begin store commit close ]", ledger.calls());
    }

    @Test
    void rule_5_7_aRoundThatIsRunAgainIsReportedOnce() {
        Retrying ledger = new Retrying("b", "c");
        ledger.failing("store");
        assertEquals(List.of("b", "c"), ended(ledger, 2));
        Undoing undoing = new Undoing("b", "c");
        assertEquals(List.of("b", "c"), ended(undoing, 2));
        assertEquals("[ begin store commit close ] begin again [ begin store commit close ]", undoing.calls());
    }

    @Test
    void rule_5_7_aRoundThatIsUndoneIsNotReported() {
        Undoing ledger = new Undoing("b");
        ledger.failing("begin again");
        assertEquals(Effect.NONE, effect(() -> ledger.expire(1)));
        assertEquals(List.of("b"), ended(ledger, 1));
    }

    @Test
    void rule_5_7_whatIsCommittedIsReportedThoughTheNextRoundFails() {
        Recording ledger = new Recording("b", "c").finding("a", "b").failing("close", "begin");
        assertEquals(List.of("b"), ended(ledger, 2), "committed, and then not closed");
        assertEquals("[ begin store commit close UNKNOWN ]", ledger.calls());
        assertEquals(Effect.NONE, effect(() -> ledger.expire(2)));
        assertEquals(List.of("c"), ended(ledger, 2));
    }

    @Test
    void rule_11_1_itAnnouncesWhatIsCommittedAndNothingElse() {
        Recording ledger = new Recording("a", "b");
        List<JournalEntry> heard = new ArrayList<>();
        Subscription subscription = ledger.follow(heard::add);
        ledger.apply(List.of(MOVE));
        ledger.expire(10);
        assertEquals(
                List.of("MOVE m", "EXPIRE a", "EXPIRE b"),
                heard.stream()
                        .map(entry -> entry.kind() + " " + entry.command())
                        .toList());
        assertEquals(Instant.EPOCH, heard.get(0).at());
        ledger.failing("store");
        assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        ledger.failing("commit");
        assertThrows(LedgerException.class, () -> ledger.apply(List.of(MOVE)));
        assertEquals(3, heard.size());
        subscription.close();
        ledger.apply(List.of(MOVE));
        assertEquals(3, heard.size());
    }

    @Test
    void rule_11_1_eachRegistrationOfAListenerEndsByItself() {
        Recording ledger = new Recording();
        List<JournalEntry> heard = new ArrayList<>();
        EntryListener listener = heard::add;
        Subscription first = ledger.follow(listener);
        Subscription second = ledger.follow(listener);
        first.close();
        first.close();
        ledger.apply(List.of(MOVE));
        assertEquals(1, heard.size());
        second.close();
    }
}
