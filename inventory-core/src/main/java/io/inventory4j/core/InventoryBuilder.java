package io.inventory4j.core;

import io.inventory4j.ExpiryListener;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.RefusalListener;
import io.inventory4j.StockListener;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.alert.AlertListener;
import io.inventory4j.core.batching.BatchLimits;
import io.inventory4j.core.batching.Batching;
import io.inventory4j.core.gate.SoldOutGate;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.listeners.Alarm;
import io.inventory4j.core.listeners.Audience;
import io.inventory4j.core.listeners.CallbackThreads;
import io.inventory4j.core.listeners.Feed;
import io.inventory4j.core.listeners.PublishingLedger;
import io.inventory4j.core.listeners.Refusals;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Inventory}: a ledger with a policy, listeners and a sweeper around it. For one thread. */
public final class InventoryBuilder {
    private static final Duration MIN_SWEEP = Duration.ofMillis(1);
    private static final Duration MAX_SWEEP = Duration.ofDays(1);
    private static final Duration MAX_RETURN = Duration.ofDays(1);
    private static final Duration GATE_BOUND = Duration.ofMillis(100);

    private final @Nullable StockLedger given;
    private final boolean owned;
    private final List<Consumer<Audience>> listeners = new ArrayList<>();
    private final List<RefusalListener> refusalListeners = new ArrayList<>();
    private @Nullable ReservationPolicy policy;
    private Duration reservationTimeout = Duration.ofMinutes(15);
    private Duration sweepEvery = Duration.ofSeconds(1);
    private Retention retention = Retention.standard();
    private @Nullable Duration shipWhenConfirmedFor;
    private Duration alertReturnsAfter = Duration.ofSeconds(1);
    private Alarm alarm = Alarm.SYSTEM;
    private boolean gated = true;
    private @Nullable Duration gateBound;
    private LongSupplier nanos = System::nanoTime;
    private @Nullable InstantSource clock;
    private @Nullable Executor callbackExecutor;
    private BatchLimits batchLimits = BatchLimits.standard();
    private boolean batching = true;

    private InventoryBuilder(@Nullable StockLedger given, boolean owned) {
        this.given = given;
        this.owned = owned;
    }

    /**
     * An inventory over a new ledger in memory, which ends with the inventory.
     *
     * @return a builder
     */
    public static InventoryBuilder inMemory() {
        return new InventoryBuilder(null, true);
    }

    /**
     * An inventory over a ledger that the caller opened, and closes after the inventory.
     *
     * @param ledger the ledger
     * @return a builder
     */
    public static InventoryBuilder over(StockLedger ledger) {
        return new InventoryBuilder(Objects.requireNonNull(ledger, "ledger"), false);
    }

    /**
     * An inventory over a ledger that was opened for it; closing the inventory closes the ledger. With a ledger in a
     * file, stock that outlives the process is one line:
     * {@code InventoryBuilder.owning(JdbcLedger.inFile(path)).build()}.
     *
     * @param ledger the ledger
     * @return a builder
     */
    public static InventoryBuilder owning(StockLedger ledger) {
        return new InventoryBuilder(Objects.requireNonNull(ledger, "ledger"), true);
    }

    /**
     * Sets limits on who buys what. A further call adds a policy: all of them apply. Without one, every line sells to
     * the last unit.
     *
     * @param next the policy, such as one of {@link PurchaseLimits}
     * @return this
     */
    public InventoryBuilder policy(ReservationPolicy next) {
        Objects.requireNonNull(next, "policy");
        policy = policy == null ? next : policy.and(next);
        return this;
    }

    /**
     * Adds a listener for alerts (rule 11). Up to 10,000 alerts wait for a slow listener. Further ones are read from
     * the ledger's journal when it has caught up. Over a ledger without one they are dropped, counted and logged.
     *
     * @param levels which crossings make an alert
     * @param listener what to call
     * @return this
     */
    public InventoryBuilder alerts(AlertLevels levels, AlertListener listener) {
        Objects.requireNonNull(levels, "levels");
        Objects.requireNonNull(listener, "listener");
        listeners.add(audience -> audience.add(levels, listener));
        return this;
    }

    /**
     * Adds a listener for alerts at 20 and 10 percent of the opening quantity, and sold out.
     *
     * @param listener what to call
     * @return this
     */
    public InventoryBuilder alerts(AlertListener listener) {
        return alerts(AlertLevels.standard(), listener);
    }

    /**
     * Sets how long a line has to stay above a threshold before that counts: then alert listeners hear that it is back
     * in stock, and a percentage is armed again (rule 11.5). The default is 1 second.
     *
     * @param lasting zero, for at once, to 1 day
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public InventoryBuilder alertReturnsAfter(Duration lasting) {
        if (lasting.isNegative() || lasting.compareTo(MAX_RETURN) > 0) {
            throw new IllegalArgumentException(
                    "alertReturnsAfter is " + lasting + "; it must be from " + Duration.ZERO + " to " + MAX_RETURN);
        }
        alertReturnsAfter = lasting;
        return this;
    }

    /**
     * Adds a listener for reservations whose hold runs out, as {@link Inventory#onExpired} does.
     *
     * @param listener what to call
     * @return this
     */
    public InventoryBuilder onExpired(ExpiryListener listener) {
        Objects.requireNonNull(listener, "listener");
        listeners.add(audience -> audience.addForExpiries(listener));
        return this;
    }

    /**
     * Adds a listener for what buyers wanted and were refused. Refusals are counted on their callers' threads, for each
     * listener, and told about ten times a second.
     *
     * @param listener what to call
     * @return this
     */
    public InventoryBuilder onRefused(RefusalListener listener) {
        refusalListeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Adds a listener for every line that changes, as {@link Inventory#subscribe} does.
     *
     * @param listener what to call
     * @return this
     */
    public InventoryBuilder listener(StockListener listener) {
        Objects.requireNonNull(listener, "listener");
        listeners.add(audience -> audience.add(listener));
        return this;
    }

    /**
     * Sets how long a reservation is held if its request does not say. The default is 15 minutes.
     *
     * @param timeout 1 ms to 400 days
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     * @see ReserveRequest#holdFor
     */
    public InventoryBuilder reservationTimeout(Duration timeout) {
        reservationTimeout = Bounds.hold("reservationTimeout", timeout);
        return this;
    }

    /**
     * Sets how often overdue reservations are expired in the background. The default is every second.
     *
     * @param every 1 ms to 1 day; zero for no background thread: then the shop calls {@link Inventory#sweep} or another
     *     node sweeps, and this node forgets and ships nothing
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public InventoryBuilder sweepEvery(Duration every) {
        boolean within = every.compareTo(MIN_SWEEP) >= 0 && every.compareTo(MAX_SWEEP) <= 0;
        if (!every.isZero() && !within) {
            throw new IllegalArgumentException(
                    "sweepEvery is " + every + "; it must be from " + MIN_SWEEP + " to " + MAX_SWEEP);
        }
        sweepEvery = every;
        return this;
    }

    /**
     * Sets how long settled reservations, shipped ones, moves and sale states are remembered, so that a late copy of a
     * call is recognised (rule 9.2). The default is {@link Retention#standard}: 7, 90 and 400 days. Deliveries are
     * moves. What is older is looked for once a minute.
     *
     * @param atLeast how long each kind is remembered at least
     * @return this
     */
    public InventoryBuilder retention(Retention atLeast) {
        retention = Objects.requireNonNull(atLeast, "retention");
        return this;
    }

    /**
     * Ships orders by itself that are sold, hold nothing, and were not changed for a while: for a shop that never
     * reports shipments, whose sold orders would otherwise stay for ever (rule 9.2). The journal has these shipments
     * like any other. It looks once a minute; {@link io.inventory4j.Health#PURGE} shows how that goes. Off unless set.
     *
     * @param unchanged how long nothing must have changed; zero to 36,500 days
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public InventoryBuilder shipWhenConfirmedFor(Duration unchanged) {
        shipWhenConfirmedFor = Bounds.age("shipWhenConfirmedFor", unchanged);
        return this;
    }

    /**
     * Sets the clock of limits per time window, of the health, and of the ledger in memory. Any other ledger has a
     * clock of its own.
     *
     * @param source the clock
     * @return this
     */
    public InventoryBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "clock");
        return this;
    }

    /**
     * Sets the executor that calls the listeners. Without one, they are called on daemon threads of the inventory,
     * which start and end as needed. The executor stays the caller's to close; a call that it rejects is made on a
     * thread of the inventory.
     *
     * @param executor the executor
     * @return this
     */
    public InventoryBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
        return this;
    }

    /**
     * Sets how callers who arrive together travel together to a store that is shared: how long and how many may wait,
     * and how much is sent at once. A ledger in memory is called directly, and nobody waits. This takes
     * back an earlier {@link #withoutBatching}; before a later one, it sets limits for {@link Inventory#async} only.
     *
     * @param limits the limits; {@link BatchLimits#standard} unless set
     * @return this
     * @see Batching
     */
    public InventoryBuilder batching(BatchLimits limits) {
        batchLimits = Objects.requireNonNull(limits, "limits");
        batching = true;
        return this;
    }

    /**
     * Refuses orders for sold-out lines in memory, without a trip to the store (rule 10.4). A gate opens at once when
     * this node gives units back, or when the store's feed tells that another node did; and in any case it asks the
     * store anew after the bound. It answers for no order whose id this node may have sent, and only for lines of
     * which it has heard of every change. An order that another node made is known to it when it has heard of the
     * change, at the latest after the bound: a retry that is sent here sooner may be told that the line is sold out.
     *
     * <p>Over a store that can be watched, the gate listens from the time when a line is nearly sold out. It takes what
     * a listener takes: on PostgreSQL a connection.
     *
     * <p>Unless set, an inventory has a gate with a bound of 100 ms if the ledger is {@link
     * io.inventory4j.ledger.Watchable}. Over another ledger it is for a shop of one node. A ledger in memory has none,
     * also if this is called: it refuses as fast.
     *
     * @param bound how old a refusal may be that is given without asking the store; 1 ms to 1 second
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public InventoryBuilder soldOutGate(Duration bound) {
        gateBound = Bounds.within("soldOutGate", bound, SoldOutGate.MIN_BOUND, SoldOutGate.MAX_BOUND);
        gated = true;
        return this;
    }

    /**
     * Sends each call to the store by itself, on its caller's thread, as many at once as there are callers. Calls of
     * {@link Inventory#async} still travel together.
     *
     * @return this
     */
    public InventoryBuilder withoutBatching() {
        batching = false;
        return this;
    }

    /**
     * Sends every order to the store, also for lines that are sold out.
     *
     * @return this
     */
    public InventoryBuilder withoutSoldOutGate() {
        gated = false;
        return this;
    }

    /** Sets the running time that the gate goes by, for tests in which none passes. */
    InventoryBuilder nanos(LongSupplier given) {
        nanos = given;
        return this;
    }

    /** Sets what waits for the end of a time, for tests in which none passes. */
    InventoryBuilder alarm(Alarm given) {
        alarm = given;
        return this;
    }

    /**
     * Builds the inventory and starts its sweeper.
     *
     * @return the inventory; close it to stop the sweeper and the callbacks
     * @throws LedgerException if there are listeners, and the store cannot answer
     */
    public Inventory build() {
        InstantSource now = clock == null ? InstantSource.system() : clock;
        StockLedger store = given == null ? inMemoryLedger() : given;
        Feed feed = Feed.of(store);
        CallbackThreads threads = new CallbackThreads(callbackExecutor, alarm);
        Audience audience = new Audience(store, feed, threads, now, alertReturnsAfter);
        listeners.forEach(listener -> listener.accept(audience));
        @Nullable Refusals refusals = refusalListeners.isEmpty() ? null : audience.addForRefusals(refusalListeners);

        // The layers, from the store outwards; this is the only place that knows their order.
        StockLedger below = feed.complete() ? store : new PublishingLedger(store, audience, feed.announced(), now);
        @Nullable Batching batches = store instanceof InMemoryLedger ? null : Batching.over(below, batchLimits);
        StockLedger joined = batches != null && batching ? batches : below;
        @Nullable SoldOutGate gate = gate(joined, store, threads);
        StockLedger ledger = gate == null ? joined : gate;
        AsyncCalls async = batches == null ? AsyncCalls.atOnce(ledger) : AsyncCalls.over(batches, gate);
        Reservations reservations = new Reservations(ledger, gate, policy, now, reservationTimeout, refusals);

        @Nullable
        Sweeper sweeper = sweepEvery.isZero()
                ? null
                : Sweeper.start(ledger, sweepEvery, new Housekeeping(ledger, retention, shipWhenConfirmedFor), now);
        return new LedgerInventory(
                ledger,
                gate == null ? below : gate.beside(below),
                store instanceof Journaled kept ? kept : null,
                store instanceof TransactionalLedger<?> taking ? taking : null,
                audience,
                reservations,
                async,
                sweeper,
                Lifetime.until(() -> {
                    async.close();
                    end(sweeper == null ? null : sweeper::close);
                    end(batches == null ? null : batches::stop);
                    end(gate == null ? null : gate::stop);
                    audience.close();
                    end(owned ? below::close : null);
                }));
    }

    private static void end(@Nullable Runnable one) {
        if (one != null) {
            one.run();
        }
    }

    /**
     * The gate, if there is to be one.
     *
     * @param below the layer below it
     * @param store the store itself
     */
    private @Nullable SoldOutGate gate(StockLedger below, StockLedger store, CallbackThreads threads) {
        boolean wanted = gated && (gateBound != null || store instanceof Watchable);
        if (!wanted || store instanceof InMemoryLedger) {
            return null;
        }
        return SoldOutGate.over(below, store, gateBound == null ? GATE_BOUND : gateBound, nanos, threads::execute);
    }

    private StockLedger inMemoryLedger() {
        return clock == null ? InMemoryLedger.create() : InMemoryLedger.create(clock);
    }
}
