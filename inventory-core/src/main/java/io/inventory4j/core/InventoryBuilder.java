package io.inventory4j.core;

import io.inventory4j.AlertLevels;
import io.inventory4j.AlertListener;
import io.inventory4j.Bounds;
import io.inventory4j.ExpiryListener;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.ReservationPolicy;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockListener;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.TransactionalLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Inventory}: a ledger with a policy, listeners and a sweeper around it. For one thread. */
public final class InventoryBuilder {
    private static final Duration MIN_SWEEP = Duration.ofMillis(1);
    private static final Duration MAX_SWEEP = Duration.ofDays(1);
    private static final Duration MAX_RETURN = Duration.ofDays(1);

    private final @Nullable StockLedger given;
    private final boolean owned;
    private final List<Consumer<Audience>> listeners = new ArrayList<>();
    private @Nullable ReservationPolicy policy;
    private Duration reservationTimeout = Duration.ofMinutes(15);
    private Duration sweepEvery = Duration.ofSeconds(1);
    private Retention retention = Retention.standard();
    private @Nullable Duration shipWhenConfirmedFor;
    private Duration alertReturnsAfter = Duration.ofSeconds(1);
    private Alarm alarm = Alarm.SYSTEM;
    private @Nullable InstantSource clock;
    private @Nullable Executor callbackExecutor;

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
        Audience audience =
                new Audience(store, feed, new CallbackThreads(callbackExecutor, alarm), now, alertReturnsAfter);
        listeners.forEach(listener -> listener.accept(audience));

        // The layers, from the store outwards; this is the only place that knows their order.
        StockLedger ledger = feed.complete() ? store : new PublishingLedger(store, audience, feed.announced(), now);
        Reservations reservations = new Reservations(ledger, policy, now, reservationTimeout);

        @Nullable
        Sweeper sweeper = sweepEvery.isZero()
                ? null
                : Sweeper.start(ledger, sweepEvery, new Housekeeping(ledger, retention, shipWhenConfirmedFor), now);
        return new LedgerInventory(
                ledger,
                store instanceof Journaled kept ? kept : null,
                store instanceof TransactionalLedger<?> taking ? taking : null,
                audience,
                reservations,
                sweeper,
                () -> {
                    if (sweeper != null) {
                        sweeper.close();
                    }
                    audience.close();
                    if (owned) {
                        ledger.close();
                    }
                });
    }

    private StockLedger inMemoryLedger() {
        return clock == null ? InMemoryLedger.create() : InMemoryLedger.create(clock);
    }
}
