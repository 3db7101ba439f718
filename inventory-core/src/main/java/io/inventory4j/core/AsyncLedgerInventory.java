package io.inventory4j.core;

import io.inventory4j.AllOrNothing;
import io.inventory4j.AsyncInventory;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Preview;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.Stocktake;
import io.inventory4j.Verb;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The verbs without waiting. What one command does is sent at once; what takes several steps runs on a thread. */
final class AsyncLedgerInventory implements AsyncInventory {
    private final Inventory waiting;
    private final Reservations reservations;
    private final AsyncCalls calls;

    AsyncLedgerInventory(Inventory waiting, Reservations reservations, AsyncCalls calls) {
        this.waiting = waiting;
        this.reservations = reservations;
        this.calls = calls;
    }

    @Override
    public CompletionStage<Outcome> reserve(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id());
        return reservations.reserve(request, calls);
    }

    @Override
    public CompletionStage<List<Outcome>> reserve(List<ReserveRequest> requests) {
        return apply(requests.stream().map(OrderVerb::reserve).toList());
    }

    @Override
    public CompletionStage<List<Outcome>> apply(List<? extends Verb> verbs) {
        List<Verb> wanted = List.copyOf(verbs);
        ManyVerbs.check(wanted);
        return calls.run(() -> waiting.apply(wanted));
    }

    @Override
    public CompletionStage<AllOrNothing> reserveAll(List<ReserveRequest> requests) {
        List<ReserveRequest> wanted = WholeCarts.checked(requests);
        return calls.run(() -> waiting.reserveAll(wanted));
    }

    @Override
    public CompletionStage<Preview> preview(ReserveRequest request) {
        ReserveCommands.oneLinePerKey(request);
        return calls.run(() -> waiting.preview(request));
    }

    @Override
    public CompletionStage<Long> sellable(Kit kit) {
        kit.quantities(1);
        return calls.run(() -> waiting.sellable(kit));
    }

    @Override
    public CompletionStage<Outcome> sell(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id());
        return reservations.sell(request, calls);
    }

    @Override
    public CompletionStage<Outcome> confirm(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.CONFIRM));
    }

    @Override
    public CompletionStage<Outcome> confirmAndReleaseRest(SettleRequest request) {
        return calls.apply(Verbs.confirmAndReleaseRest(request));
    }

    @Override
    public CompletionStage<LateConfirmation> confirmOrReacquire(ReserveRequest request) {
        ReserveCommands.oneLinePerKey(request);
        return calls.run(() -> waiting.confirmOrReacquire(request));
    }

    @Override
    public CompletionStage<Outcome> release(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.RELEASE));
    }

    @Override
    public CompletionStage<Outcome> giveBack(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.GIVE_BACK));
    }

    @Override
    public CompletionStage<Outcome> cancel(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.CANCEL));
    }

    @Override
    public CompletionStage<Outcome> ship(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.SHIP));
    }

    @Override
    public CompletionStage<Outcome> acceptReturn(SettleRequest request) {
        return calls.apply(Verbs.settle(request, Transition.RETURN));
    }

    @Override
    public CompletionStage<Outcome> extend(String reservation, String settlement, Duration holdFor) {
        return calls.apply(Verbs.extend(reservation, settlement, holdFor));
    }

    @Override
    public CompletionStage<Outcome> receive(String id, StockKey key, long quantity) {
        return calls.apply(Verbs.receive(id, key, quantity));
    }

    @Override
    public CompletionStage<Outcome> transfer(String id, StockKey from, StockKey to, long quantity) {
        return calls.apply(Verbs.transfer(id, from, to, quantity));
    }

    @Override
    public CompletionStage<Outcome> writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return calls.apply(Verbs.writeOff(id, key, from, quantity, reason));
    }

    @Override
    public CompletionStage<Outcome> move(String id, String reason, Posting... postings) {
        return calls.apply(Verbs.move(id, reason, postings));
    }

    @Override
    public CompletionStage<Outcome> setOnHand(
            String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions) {
        return calls.apply(Verbs.setOnHand(id, quantities, expectedVersions));
    }

    @Override
    public CompletionStage<Outcome> setAvailable(
            String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion) {
        return calls.apply(Verbs.setAvailable(id, key, quantity, reason, expectedVersion));
    }

    @Override
    public CompletionStage<Outcome> setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        return calls.apply(Verbs.setSafetyStock(id, key, safetyStock));
    }

    @Override
    public CompletionStage<Stocktake.Result> stocktake(Stocktake stocktake) {
        Verbs.moveId(stocktake.id());
        return calls.run(() -> waiting.stocktake(stocktake));
    }

    @Override
    public CompletionStage<Outcome> setSaleState(String id, StockKey key, SaleState state) {
        return calls.apply(Verbs.setSaleState(id, key, state));
    }

    @Override
    public CompletionStage<Outcome> setWindow(String id, StockKey key, Window window) {
        return calls.apply(Verbs.setWindow(id, key, window));
    }

    @Override
    public CompletionStage<List<StockLevel>> levels(Collection<StockKey> keys) {
        List<StockKey> wanted = List.copyOf(keys);
        return calls.run(() -> waiting.levels(wanted));
    }

    @Override
    public CompletionStage<Optional<Reservation>> reservation(String id) {
        String wanted = new ReservationId(id).value();
        return calls.run(() -> waiting.reservation(wanted));
    }
}
