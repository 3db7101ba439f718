package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.Stocktake;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerInventoryTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private final HandClock clock = new HandClock();
    private final Inventory inventory =
            InventoryBuilder.inMemory().clock(clock).sweepEvery(Duration.ZERO).build();

    @BeforeEach
    void receive() {
        applied(inventory.receive("po-A", A, 10));
        applied(inventory.receive("po-B", "B", 10));
    }

    @AfterEach
    void close() {
        inventory.close();
    }

    private StockLevel level(StockKey key) {
        return inventory.level(key).orElseThrow();
    }

    private Reservation reservation(String id) {
        return inventory.reservation(id).orElseThrow();
    }

    private static ReserveRequest cart(String id) {
        return ReserveRequest.of(id, "buyer").line("A", 2).line(B, 1);
    }

    @Test
    void reserveHoldsAndARetryChangesNothing() {
        applied(inventory.reserve(cart("o")));
        assertEquals(8, level(A).available());
        assertEquals(2, level(A).reserved());
        assertEquals(9, level(B).available());
        replayed(inventory.reserve(cart("o")));
        assertEquals(8, level(A).available());
        assertEquals(Reason.ID_REUSED, reason(inventory.reserve(cart("o").line("A", 1))));
    }

    @Test
    void aKeyThatComesTwiceIsSummed() {
        applied(inventory.reserve(cart("o").line("A", 3)));
        assertEquals(5, level(A).reserved());
        assertRefused(inventory.reserve(cart("o2").line("A", 4)), Reason.OUT_OF_STOCK, "A@main", 5, null);
    }

    @Test
    void aHundredLinesOfOneKeyUnderManyPoliciesAreOneLine() {
        try (Inventory limited = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(100)
                        .and(PurchaseLimits.perBuyerInCampaign("c", 100))
                        .and(PurchaseLimits.perOrder(100)))
                .build()) {
            applied(limited.receive("po", A, 1_000));
            ReserveRequest request = ReserveRequest.of("o", "buyer");
            for (int i = 0; i < 100; i++) {
                request = request.line(A, 1);
            }
            applied(limited.reserve(request));
            assertEquals(100, limited.used("per-buyer/buyer/A"));
        }
    }

    @Test
    void aRequestWithoutLinesIsTheCallersMistake() {
        ReserveRequest empty = ReserveRequest.of("o", "buyer");
        assertThrows(IllegalArgumentException.class, () -> inventory.reserve(empty));
        assertThrows(IllegalArgumentException.class, () -> inventory.confirmOrReacquire(empty));
    }

    @Test
    void aChangedCartKeepsItsPlace() {
        applied(inventory.reserve(ReserveRequest.of("o1", "buyer").line("A", 10)));
        applied(inventory.reserve(ReserveRequest.of("o2", "buyer").line("A", 9).replacing("o1")));
        assertEquals(1, level(A).available());
        assertEquals(ReservationState.RELEASED, reservation("o1").state());
    }

    @Test
    void anOrderGoesFromConfirmationToReturnWithoutIds() {
        applied(inventory.reserve(cart("o")));
        applied(inventory.confirm("o"));
        replayed(inventory.confirm("o"));
        assertEquals(2, level(A).committed());
        applied(inventory.ship("o"));
        replayed(inventory.ship("o"));
        assertEquals(8, level(A).onHand());
        applied(inventory.acceptReturn("o"));
        replayed(inventory.acceptReturn("o"));
        assertEquals(2, level(A).qualityControl());
        assertEquals(List.of(), settlements("o"));
    }

    @Test
    void aVerbWithoutAnIdTakesWhatHasComeSince() {
        applied(inventory.reserve(ReserveRequest.of("o", "buyer").line("A", 2)));
        applied(inventory.confirm(SettleRequest.of("o").id("pay-1").line("A", 1)));
        applied(inventory.ship("o"));
        applied(inventory.confirm(SettleRequest.of("o").id("pay-2").line("A", 1)));
        applied(inventory.ship("o"));
        assertEquals(0, level(A).committed());
        replayed(inventory.ship("o"));
    }

    @Test
    void aCancelledOrderIsGivenBackWhateverItsState() {
        applied(inventory.reserve(ReserveRequest.of("o", "buyer").line("A", 3)));
        applied(inventory.confirm(SettleRequest.of("o").id("pay-1").line("A", 1)));
        applied(inventory.giveBack("o"));
        assertEquals(10, level(A).available());
        replayed(inventory.giveBack("o"));
        applied(inventory.giveBack("never"));
        assertEquals(Reason.RELEASED, reason(inventory.sell(cart("never"))));
    }

    @Test
    void anOrderIsSoldInOneStepAndExchangedForAnother() {
        applied(inventory.sell(ReserveRequest.of("o", "buyer").line("A", 10)));
        assertEquals(10, level(A).committed());
        replayed(inventory.sell(ReserveRequest.of("o", "buyer").line("A", 10)));
        applied(inventory.setSaleState("end", A, SaleState.NO_NEW));
        applied(inventory.exchange(ReserveRequest.of("o2", "friend").line("A", 9), "o"));
        assertEquals(1, level(A).available());
        assertEquals(
                Optional.of("friend"), Optional.ofNullable(reservation("o2").owner()));
        assertEquals(ReservationState.RELEASED, reservation("o").state());
        assertThrows(
                IllegalArgumentException.class, () -> inventory.sell(cart("o3").holdFor(Duration.ofMinutes(1))));
    }

    @Test
    void idsThatBeginLikeThoseOfTheLibraryAreTheCallersMistake() {
        String id = "\uE000o";
        List<Supplier<Object>> calls = List.of(
                () -> inventory.reserve(cart(id)),
                () -> inventory.sell(cart(id)),
                () -> inventory.exchange(cart(id), "o"),
                () -> inventory.confirm(SettleRequest.of("o").id(id)),
                () -> inventory.extend("o", id, Duration.ofMinutes(1)),
                () -> inventory.receive(id, A, 1),
                () -> inventory.transfer(id, A, StockKey.of("B"), 1),
                () -> inventory.writeOff(id, A, Bucket.AVAILABLE, 1, "lost"),
                () -> inventory.move(id, "found", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)),
                () -> inventory.setSafetyStock(id, A, SafetyStock.units(1)),
                () -> inventory.setOnHand(id, Map.of(A, 1L)),
                () -> inventory.setAvailable(id, A, 1, "live room"),
                () -> inventory.stocktake(Stocktake.of(id, A, 1)),
                () -> inventory.setSaleState(id, A, SaleState.OPEN));
        for (Supplier<Object> call : calls) {
            assertThrows(IllegalArgumentException.class, call::get);
        }
        assertEquals(Reason.UNKNOWN_RESERVATION, reason(inventory.confirm(id)), "an id that is only named");
    }

    private List<String> settlements(String id) {
        return reservation(id).settlements().stream().map(s -> s.id()).toList();
    }

    @Test
    void releaseAndCancelGiveBack() {
        applied(inventory.reserve(cart("o1")));
        applied(inventory.release("o1"));
        replayed(inventory.release("o1"));
        applied(inventory.reserve(cart("o2")));
        applied(inventory.confirm("o2"));
        applied(inventory.cancel("o2"));
        replayed(inventory.cancel("o2"));
        assertEquals(10, level(A).available());
        assertEquals(List.of(), settlements("o2"));
    }

    @Test
    void releaseOfAnUnknownIdStopsAReserveThatComesLater() {
        applied(inventory.release("o"));
        assertEquals(Reason.RELEASED, reason(inventory.reserve(cart("o"))));
    }

    @Test
    void partsAreSettledUnderIdsOfTheirOwn() {
        applied(inventory.reserve(cart("o")));
        SettleRequest part = SettleRequest.of("o").line("A", 1).id("pay-1");
        applied(inventory.confirmAndReleaseRest(part));
        replayed(inventory.confirmAndReleaseRest(part));
        assertEquals(1, level(A).committed());
        assertEquals(0, level(A).reserved());
        assertEquals(10, level(B).available());
        assertThrows(IllegalArgumentException.class, () -> inventory.confirmAndReleaseRest(SettleRequest.of("o")));
        assertThrows(
                IllegalArgumentException.class,
                () -> inventory.confirm(SettleRequest.of("o").line("A", 1)));
    }

    @Test
    void extendHoldsLonger() {
        applied(inventory.reserve(cart("o")));
        applied(inventory.extend("o", "longer", Duration.ofHours(2)));
        replayed(inventory.extend("o", "longer", Duration.ofHours(2)));
        clock.turn(Duration.ofHours(1));
        assertEquals(0, inventory.sweep());
        clock.turn(Duration.ofHours(1));
        assertEquals(1, inventory.sweep());
    }

    @Test
    void receiveIsIdempotentById() {
        applied(inventory.receive("po-2", A, 5));
        replayed(inventory.receive("po-2", A, 5));
        assertEquals(Reason.ID_REUSED, reason(inventory.receive("po-2", A, 6)));
        assertEquals(15, level(A).available());
    }

    @Test
    void transferMovesAvailableUnitsInOneStep() {
        StockKey store = StockKey.of("A", "store");
        assertEquals(2, applied(inventory.transfer("t1", A, store, 4)).changes().size());
        replayed(inventory.transfer("t1", A, store, 4));
        assertEquals(6, level(A).available());
        assertEquals(4, level(store).available());
        assertRefused(inventory.transfer("t2", A, store, 7), Reason.INSUFFICIENT, "A@main", 6, null);
        assertThrows(IllegalArgumentException.class, () -> inventory.transfer("t3", A, A, 1));
    }

    @Test
    void moveAndWriteOffPostBetweenBuckets() {
        applied(inventory.move("m1", "dropped", new Posting(A, Bucket.AVAILABLE, Bucket.DAMAGED, 2)));
        assertEquals(2, level(A).damaged());
        applied(inventory.writeOff("w1", A, Bucket.DAMAGED, 2, "scrapped"));
        replayed(inventory.writeOff("w1", A, Bucket.DAMAGED, 2, "scrapped"));
        assertEquals(8, level(A).onHand());
        assertThrows(IllegalArgumentException.class, () -> inventory.writeOff("w2", A, Bucket.COMMITTED, 1, "gone"));
    }

    @Test
    void saleStateOpensAndCloses() {
        applied(inventory.setSaleState("s1", A, SaleState.NO_NEW));
        replayed(inventory.setSaleState("s1", A, SaleState.NO_NEW));
        assertRefused(inventory.reserve(cart("o")), Reason.NOT_OPEN, "A@main", 0, null);
        applied(inventory.setSaleState("s2", A, SaleState.OPEN));
        applied(inventory.reserve(cart("o")));
    }

    @Test
    void readsFindWhatIsThere() {
        applied(inventory.reserve(cart("o1")));
        applied(inventory.reserve(cart("o2")));
        assertEquals(List.of(level(B)), inventory.levels(List.of(B, StockKey.of("none"))));
        assertTrue(inventory.reservation("none").isEmpty());
        List<Reservation> first = inventory.openReservations(A, null, 1);
        List<Reservation> second =
                inventory.openReservations(A, first.get(0).id().value(), 2);
        assertEquals(1, second.size());
        List<ReservationId> both = List.of(first.get(0).id(), second.get(0).id());
        assertTrue(both.containsAll(List.of(new ReservationId("o1"), new ReservationId("o2"))));
        assertEquals(0, inventory.used("none"));
        assertThrows(IllegalArgumentException.class, () -> inventory.openReservations(A, null, 0));
    }

    @Test
    void theJournalIsThereIfTheLedgerKeepsOne() {
        applied(inventory.reserve(cart("o")));
        JournalPage page = inventory.journal(0, 10).orElseThrow();
        assertEquals(4, page.entries().size());
        assertEquals(CommandKind.MOVE, page.entries().get(0).kind());
        assertEquals("receive", page.entries().get(0).reason());
        assertEquals("o", page.entries().get(3).command());
        try (Inventory without =
                InventoryBuilder.over(new LossyLedger(InMemoryLedger.create())).build()) {
            assertTrue(without.journal(0, 10).isEmpty());
        }
    }

    @Test
    void sweepGivesBackWhatIsOverdue() {
        for (int i = 0; i < 5; i++) {
            applied(inventory.reserve(cart("o" + i)));
        }
        assertEquals(0, inventory.sweep());
        clock.turn(Duration.ofMinutes(15));
        assertEquals(5, inventory.sweep());
        assertEquals(0, inventory.sweep());
        assertEquals(10, level(A).available());
        assertEquals(ReservationState.EXPIRED, reservation("o1").state());
    }

    @Test
    void sweepGoesOnInRoundsUntilNothingIsOverdue() {
        applied(inventory.receive("po-C", "C", 2_500));
        for (int i = 0; i < 2_500; i++) {
            applied(inventory.reserve(ReserveRequest.of("c" + i, "buyer").line("C", 1)));
        }
        clock.turn(Duration.ofMinutes(15));
        assertEquals(2_500, inventory.sweep());
    }
}
