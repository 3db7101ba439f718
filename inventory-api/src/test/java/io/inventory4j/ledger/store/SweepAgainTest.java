package io.inventory4j.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Stored;
import io.inventory4j.ledger.StoreTransaction;
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
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 5.3: fewer than max means that nothing else was overdue, however many nodes sweep. */
class SweepAgainTest {
    private static final StockKey A = StockKey.of("A");

    /** A store whose index of what is overdue is out of date: another sweeper has just ended some of it. */
    private static final class OutOfDate extends LoadApplyStoreLedger {
        private final Map<ReservationId, Reservation> there = new HashMap<>();
        private final Deque<List<String>> found = new ArrayDeque<>();
        private int transactions;
        private int failsAt;

        /** After which orders it was asked for confirmed ones. */
        private final List<String> after = new ArrayList<>();

        OutOfDate finds(String... ids) {
            found.add(List.of(ids));
            return this;
        }

        OutOfDate has(String... ids) {
            for (String id : ids) {
                there.put(ReservationId.of(id), Stored.hold(ReservationId.of(id), Stored.line(A, 1, 0, 0, 0)));
            }
            return this;
        }

        OutOfDate sold(String id, Instant changedAt) {
            Instant then = Instant.EPOCH;
            List<ReservedLine> lines = List.of(Stored.line(A, 0, 1, 0, 0));
            ReservationId key = ReservationId.of(id);
            there.put(
                    key,
                    new Reservation(
                            key, null, lines, List.of(), List.of(), false, then, then, false, changedAt, List.of()));
            return this;
        }

        @Override
        protected StoreTransaction begin() {
            transactions++;
            if (transactions == failsAt) {
                throw new LedgerException(LedgerException.Effect.NONE, "gone", null);
            }
            return (StoreTransaction) Proxy.newProxyInstance(
                    StoreTransaction.class.getClassLoader(),
                    new Class<?>[] {StoreTransaction.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "now" -> Instant.EPOCH;
                        case "load" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                        case "overdue" -> nextFound();
                        case "confirmed" -> {
                            after.add(
                                    arguments[1] instanceof Reservation last
                                            ? last.id().value()
                                            : "");
                            yield nextFound();
                        }
                        case "reservations" -> reservations((Set<?>) arguments[0]);
                        case "lines" ->
                            Map.of(A, new StockLevel(A, 0, 9, 9, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 0, false));
                        case "store" -> {
                            ((StoreTransaction.Changes) arguments[0])
                                    .reservations()
                                    .keySet()
                                    .forEach(there::remove);
                            yield null;
                        }
                        case "commit", "close" -> null;
                        default -> Map.of();
                    });
        }

        private List<ReservationId> nextFound() {
            List<String> next = found.poll();
            return next == null
                    ? List.of()
                    : next.stream().map(ReservationId::of).toList();
        }

        private Map<ReservationId, Reservation> reservations(Set<?> wanted) {
            Map<ReservationId, Reservation> rows = new HashMap<>(there);
            rows.keySet().retainAll(wanted);
            return rows;
        }
    }

    private static List<String> ended(LoadApplyStoreLedger ledger, int max) {
        return ledger.expire(max).stream()
                .map(Outcome.Applied::reservation)
                .map(reservation -> reservation == null ? "" : reservation.id().value())
                .toList();
    }

    @Test
    void rule_5_3_looksAgainWhereAnotherWasFaster() {
        OutOfDate ledger = new OutOfDate().has("c", "d").finds("a", "b").finds("c", "d");
        assertEquals(List.of("c", "d"), ended(ledger, 2));
        assertEquals(2, ledger.transactions);
    }

    @Test
    void rule_5_3_looksOnlyForWhatIsStillWanted() {
        OutOfDate ledger = new OutOfDate().has("b", "c").finds("a", "b").finds("c");
        assertEquals(List.of("b", "c"), ended(ledger, 2));
    }

    @Test
    void rule_5_3_doesNotLookAgainWhereFewerWereFound() {
        OutOfDate ledger = new OutOfDate().has("b").finds("a", "b").finds("c");
        assertEquals(List.of("b"), ended(ledger, 3));
        assertEquals(1, ledger.transactions);
    }

    @Test
    void rule_9_2_goesOnAfterTheLastOrderThatNobodyHasChangedMeanwhile() {
        OutOfDate ledger = new OutOfDate()
                .sold("a", Instant.EPOCH)
                .sold("b", Instant.EPOCH.plusSeconds(1))
                .sold("c", Instant.EPOCH)
                .finds("a", "b")
                .finds("c");
        assertEquals(2, ledger.shipConfirmed(Duration.ZERO, 2).size());
        assertEquals(List.of("", "a"), ledger.after);
    }

    @Test
    void rule_5_7_whatWasEndedIsReportedThoughTheNextLookFails() {
        OutOfDate ledger = new OutOfDate().has("b").finds("a", "b");
        ledger.failsAt = 2;
        assertEquals(List.of("b"), ended(ledger, 2));
        assertThrows(LedgerException.class, () -> {
            OutOfDate first = new OutOfDate().finds("a");
            first.failsAt = 1;
            first.expire(1);
        });
    }
}
