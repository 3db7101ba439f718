package io.inventory4j.core;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.ExpiryListener;
import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.JournalPage;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReserveRequest;
import io.inventory4j.SafetyStock;
import io.inventory4j.SaleState;
import io.inventory4j.SettleRequest;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.StockListener;
import io.inventory4j.Stocktake;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;
import io.inventory4j.ledger.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The facade: turns each verb of a shop into a command to the ledger. */
final class LedgerInventory implements Inventory {
    private final StockLedger ledger;
    private final @Nullable Journaled journal;
    private final @Nullable TransactionalLedger<?> transactional;
    private final Audience audience;
    private final Reservations reservations;
    private final LateConfirmations lateConfirmations;
    private final Adjustments adjustments;
    private final @Nullable Sweeper sweeper;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param ledger the topmost layer
     * @param journal the store's journal, or null where it keeps none
     * @param transactional the store, or null where it takes part in no transaction of the shop's
     * @param audience the listeners
     * @param reservations turns reserve requests into commands
     * @param sweeper the background work, or null without
     * @param onClose frees what was opened for this inventory
     */
    LedgerInventory(
            StockLedger ledger,
            @Nullable Journaled journal,
            @Nullable TransactionalLedger<?> transactional,
            Audience audience,
            Reservations reservations,
            @Nullable Sweeper sweeper,
            Runnable onClose) {
        this.ledger = ledger;
        this.journal = journal;
        this.transactional = transactional;
        this.audience = audience;
        this.reservations = reservations;
        this.sweeper = sweeper;
        this.onClose = onClose;
        lateConfirmations = new LateConfirmations(ledger, reservations);
        adjustments = new Adjustments(ledger);
    }

    @Override
    public Outcome reserve(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id().value());
        return reservations.reserve(request);
    }

    @Override
    public Outcome sell(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id().value());
        return reservations.sell(request);
    }

    @Override
    public Outcome confirm(SettleRequest request) {
        return settle(request, Transition.CONFIRM);
    }

    @Override
    public LateConfirmation confirmOrReacquire(ReserveRequest request) {
        return lateConfirmations.confirm(request);
    }

    @Override
    public Outcome release(SettleRequest request) {
        return settle(request, Transition.RELEASE);
    }

    @Override
    public Outcome giveBack(SettleRequest request) {
        return settle(request, Transition.GIVE_BACK);
    }

    @Override
    public Outcome cancel(SettleRequest request) {
        return settle(request, Transition.CANCEL);
    }

    @Override
    public Outcome ship(SettleRequest request) {
        return settle(request, Transition.SHIP);
    }

    @Override
    public Outcome acceptReturn(SettleRequest request) {
        return settle(request, Transition.RETURN);
    }

    @Override
    public Outcome extend(String reservation, String settlement, Duration holdFor) {
        LibraryIds.ofCaller("settlement id", settlement);
        return apply(Settle.extend(new ReservationId(reservation), settlement, holdFor));
    }

    @Override
    public Outcome receive(String id, StockKey key, long quantity) {
        return apply(Move.of(moveId(id), "receive", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity)));
    }

    @Override
    public Outcome transfer(String id, StockKey from, StockKey to, long quantity) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("transfer from " + from + " to itself");
        }
        return apply(Move.of(
                moveId(id),
                "transfer",
                new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, quantity),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity)));
    }

    @Override
    public Outcome writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return apply(Move.of(moveId(id), reason, new Posting(key, from, Bucket.OUTSIDE, quantity)));
    }

    @Override
    public Outcome move(String id, String reason, Posting... postings) {
        return apply(Move.of(moveId(id), reason, postings));
    }

    @Override
    public Outcome setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions) {
        return adjustments.setOnHand(moveId(id), quantities, expectedVersions);
    }

    @Override
    public Outcome setAvailable(String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion) {
        return adjustments.setAvailable(moveId(id), key, quantity, reason, expectedVersion);
    }

    @Override
    public Outcome setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        return adjustments.setSafetyStock(moveId(id), key, safetyStock);
    }

    @Override
    public Stocktake.Result stocktake(Stocktake stocktake) {
        moveId(stocktake.id());
        return adjustments.book(stocktake);
    }

    @Override
    public Outcome setSaleState(String id, StockKey key, SaleState state) {
        return apply(new SetSaleState(LibraryIds.ofCaller("sale state id", id), key, state));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return ledger.levels(keys);
    }

    @Override
    public Optional<Reservation> reservation(String id) {
        return ledger.reservation(new ReservationId(id));
    }

    @Override
    public List<Reservation> openReservations(StockKey key, @Nullable ReservationId after, int max) {
        return ledger.open(key, after, Bounds.max("max", max));
    }

    @Override
    public long used(String counter) {
        return ledger.used(Bounds.text("counter", counter));
    }

    @Override
    public Optional<JournalPage> journal(long after, int max) {
        Bounds.max("max", max);
        return journal == null ? Optional.empty() : Optional.of(journal.journal(after, max));
    }

    @Override
    public int sweep() {
        return Sweeper.expire(ledger, closed::get).ended();
    }

    @Override
    public Inventory within(Object transaction) {
        StockLedger inside = WithinTransaction.of(transactional, transaction);
        return new LedgerInventory(inside, journal, null, audience, reservations.over(inside), sweeper, () -> {});
    }

    @Override
    public Subscription subscribe(StockListener listener) {
        return audience.add(listener);
    }

    @Override
    public Subscription onExpired(ExpiryListener listener) {
        return audience.addForExpiries(listener);
    }

    @Override
    public Health health() {
        List<Health.Worker> workers = new ArrayList<>();
        if (sweeper != null) {
            workers.addAll(sweeper.health());
        }
        workers.addAll(audience.health());
        return new Health(workers);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
        }
    }

    private static String moveId(String id) {
        return LibraryIds.ofCaller("move id", id);
    }

    private Outcome settle(SettleRequest request, Transition transition) {
        if (request.id() != null) {
            LibraryIds.ofCaller("settlement id", request.id());
        }
        return apply(new Settle(
                request.reservation(), request.id(), transition, request.quantities(), request.releaseRest(), null));
    }

    private Outcome apply(Command command) {
        return ledger.apply(List.of(command)).get(0);
    }
}
