package io.inventory4j.core;

import io.inventory4j.AllOrNothing;
import io.inventory4j.AsyncInventory;
import io.inventory4j.ExpiryListener;
import io.inventory4j.Health;
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
import io.inventory4j.StockListener;
import io.inventory4j.Stocktake;
import io.inventory4j.Subscription;
import io.inventory4j.Verb;
import io.inventory4j.core.listeners.Audience;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facade: turns each verb of a shop into a command to the ledger. */
final class LedgerInventory implements Inventory {
    private final StockLedger ledger;
    private final @Nullable Journaled journal;
    private final @Nullable TransactionalLedger<?> transactional;
    private final Audience audience;
    private final Reservations reservations;
    private final LateConfirmations lateConfirmations;
    private final Stocktakes stocktakes;
    private final @Nullable AsyncInventory async;
    private final @Nullable Sweeper sweeper;
    private final ManyVerbs manyVerbs;
    private final WholeCarts wholeCarts;
    private final Previews previews;
    private final SellableKits sellableKits;
    private final Lifetime lifetime;

    /**
     * @param ledger the topmost layer
     * @param below what is below the layer that repeats calls
     * @param journal the store's journal, or null where it keeps none
     * @param transactional the store, or null where it takes part in no transaction of the shop's
     * @param audience the listeners
     * @param reservations turns reserve requests into commands
     * @param async sends commands without waiting; null inside a transaction
     * @param sweeper the background work, or null without
     * @param lifetime what ends when this inventory is closed
     */
    LedgerInventory(
            StockLedger ledger,
            StockLedger below,
            @Nullable Journaled journal,
            @Nullable TransactionalLedger<?> transactional,
            Audience audience,
            Reservations reservations,
            @Nullable AsyncCalls async,
            @Nullable Sweeper sweeper,
            Lifetime lifetime) {
        this.ledger = ledger;
        this.journal = journal;
        this.transactional = transactional;
        this.audience = audience;
        this.reservations = reservations;
        this.sweeper = sweeper;
        this.lifetime = lifetime;
        manyVerbs = new ManyVerbs(ledger, reservations);
        wholeCarts = new WholeCarts(ledger, reservations, manyVerbs);
        previews = new Previews(ledger, reservations);
        sellableKits = new SellableKits(ledger, reservations);
        lateConfirmations = new LateConfirmations(ledger, reservations);
        stocktakes = new Stocktakes(below);
        this.async = async == null ? null : new AsyncLedgerInventory(this, reservations, async);
    }

    @Override
    public Outcome reserve(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id());
        return open().reservations.reserve(request);
    }

    @Override
    public List<Outcome> reserve(List<ReserveRequest> requests) {
        return apply(requests.stream().map(OrderVerb::reserve).toList());
    }

    @Override
    public List<Outcome> apply(List<? extends Verb> verbs) {
        return open().manyVerbs.apply(verbs);
    }

    @Override
    public AllOrNothing reserveAll(List<ReserveRequest> requests) {
        return open().wholeCarts.reserve(requests);
    }

    @Override
    public Preview preview(ReserveRequest request) {
        return open().previews.of(request);
    }

    @Override
    public long sellable(Kit kit) {
        return open().sellableKits.of(kit);
    }

    @Override
    public Outcome sell(ReserveRequest request) {
        LibraryIds.ofCaller("reservation id", request.id());
        return open().reservations.sell(request);
    }

    @Override
    public Outcome confirm(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.CONFIRM));
    }

    @Override
    public Outcome confirmAndReleaseRest(SettleRequest request) {
        return apply(Verbs.confirmAndReleaseRest(request));
    }

    @Override
    public LateConfirmation confirmOrReacquire(ReserveRequest request) {
        return open().lateConfirmations.confirm(request);
    }

    @Override
    public Outcome release(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.RELEASE));
    }

    @Override
    public Outcome giveBack(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.GIVE_BACK));
    }

    @Override
    public Outcome cancel(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.CANCEL));
    }

    @Override
    public Outcome ship(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.SHIP));
    }

    @Override
    public Outcome acceptReturn(SettleRequest request) {
        return apply(Verbs.settle(request, Transition.RETURN));
    }

    @Override
    public Outcome extend(String reservation, String settlement, Duration holdFor) {
        return apply(Verbs.extend(reservation, settlement, holdFor));
    }

    @Override
    public Outcome receive(String id, StockKey key, long quantity) {
        return apply(Verbs.receive(id, key, quantity));
    }

    @Override
    public Outcome transfer(String id, StockKey from, StockKey to, long quantity) {
        return apply(Verbs.transfer(id, from, to, quantity));
    }

    @Override
    public Outcome writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return apply(Verbs.writeOff(id, key, from, quantity, reason));
    }

    @Override
    public Outcome move(String id, String reason, Posting... postings) {
        return apply(Verbs.move(id, reason, postings));
    }

    @Override
    public Outcome setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions) {
        return apply(Verbs.setOnHand(id, quantities, expectedVersions));
    }

    @Override
    public Outcome setAvailable(String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion) {
        return apply(Verbs.setAvailable(id, key, quantity, reason, expectedVersion));
    }

    @Override
    public Outcome setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        return apply(Verbs.setSafetyStock(id, key, safetyStock));
    }

    @Override
    public Stocktake.Result stocktake(Stocktake stocktake) {
        return open().stocktakes.book(stocktake);
    }

    @Override
    public Outcome setSaleState(String id, StockKey key, SaleState state) {
        return apply(Verbs.setSaleState(id, key, state));
    }

    @Override
    public Outcome setWindow(String id, StockKey key, Window window) {
        return apply(Verbs.setWindow(id, key, window));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return open().ledger.levels(keys);
    }

    @Override
    public Optional<Reservation> reservation(String id) {
        return open().ledger.reservation(new ReservationId(id));
    }

    @Override
    public List<Reservation> openReservations(StockKey key, @Nullable String after, int max) {
        ReservationId last = after == null ? null : new ReservationId(after);
        return open().ledger.open(key, last, Bounds.max("max", max));
    }

    @Override
    public long used(String counter) {
        return open().ledger.used(Bounds.text("counter", counter));
    }

    @Override
    public Optional<JournalPage> journal(long after, int max) {
        Bounds.max("max", max);
        Journaled kept = open().journal;
        return kept == null ? Optional.empty() : Optional.of(kept.journal(after, max));
    }

    @Override
    public int sweep() {
        return Sweeper.expire(open().ledger, lifetime::isOver).ended();
    }

    @Override
    public Inventory within(Object transaction) {
        StockLedger inside = WithinTransaction.of(open().transactional, transaction);
        Reservations within = reservations.over(inside);
        return new LedgerInventory(inside, inside, journal, null, audience, within, null, sweeper, lifetime.borrowed());
    }

    @Override
    public AsyncInventory async() {
        if (async == null) {
            throw new IllegalStateException("a transaction of the shop's belongs to one thread");
        }
        return async;
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
        lifetime.end();
    }

    private Outcome apply(Command command) {
        return open().ledger.apply(command);
    }

    /** This, unless it is closed: every call of a caller goes through here. */
    private LedgerInventory open() {
        lifetime.check();
        return this;
    }
}
