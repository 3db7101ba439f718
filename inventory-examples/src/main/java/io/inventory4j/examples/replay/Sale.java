package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.Reservation;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.audit.Audit;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.report.Progress;
import io.inventory4j.examples.replay.report.SaleTable;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.examples.replay.report.SkuRow;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One sale from the opening to the audit: puts the parts together and runs them. */
final class Sale {
    private final SaleOptions options;
    private final OrderBook book;
    private final Screen screen;
    private final SaleClock clock;
    private final AlertLog alerts;
    private final Specials specials;
    private final Tally tally = new Tally();
    private final Purchases purchases;
    private final String name;
    private final OrderTable table;
    private final Runnable alone;

    /**
     * A sale that has not begun.
     *
     * @param name what no other sale has
     * @param clock the ledger's clock too
     * @param table stays open
     * @param alone fails if another process may sell by the store
     */
    Sale(
            SaleOptions options,
            OrderBook book,
            String name,
            SaleClock clock,
            OrderTable table,
            Screen screen,
            Runnable alone) {
        this.options = options;
        this.book = book;
        this.name = name;
        this.clock = clock;
        this.table = table;
        this.screen = screen;
        this.alone = alone;
        specials = Specials.of(book.events());
        purchases = new Purchases(book.events());
        alerts = new AlertLog(
                clock,
                alert -> screen.line(
                        Screen.alert(alert, book.name(alert.level().key().sku()))));
    }

    /**
     * Opens, replays, closes, and audits; or goes on from where an earlier run was cut off.
     *
     * @param ledger stays open
     * @param wrap lets a test put something between the buyers and the inventory
     */
    SaleResult run(StockLedger ledger, UnaryOperator<Inventory> wrap) throws StoreException {
        Map<String, Long> opening = Opening.of(book.demand(), options.opening());
        ReservationPolicy policy = SaleRules.of(options, opening);
        try (Inventory inventory = wrap.apply(InventoryBuilder.over(ledger)
                .policy(policy)
                .alerts(AlertLevels.standard(), alerts)
                // The audit compares every crossing with the journal, also one that does not last (rule 11.5).
                .alertReturnsAfter(Duration.ZERO)
                .reservationTimeout(SaleRules.HOLD)
                .sweepEvery(Duration.ZERO)
                .clock(clock)
                .build())) {
            Audit audit = new Audit(inventory, tally, alerts);
            recall(inventory, audit, opening);
            Warehouse warehouse = new Warehouse(inventory, table, tally);
            warehouse.open(opening, name, audit::catchUp);
            if (specials.late() != null) {
                warehouse.openLate(specials.late(), specials.window());
            }
            ReturnsDesk desk = new ReturnsDesk(warehouse, purchases);
            replay(inventory, policy, warehouse, desk, audit);
            audit.catchUp();
            audit.awaitAlerts();
            alerts.printAll();
            alone.run();
            return result(inventory, desk, audit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Goes on where an earlier run was cut off, if there was one: from its orders, and from the time of its store. */
    private void recall(Inventory inventory, Audit audit, Map<String, Long> opening) throws StoreException {
        EarlierRun earlier = new EarlierRun(name);
        audit.catchUp(earlier::enter);
        earlier.check(options.store().shown());
        audit.alertsHaveFired();
        Instant until = earlier.until();
        if (until != null) {
            int lost = table.goOn(earlier::has, earlier::answered);
            clock.turnTo(until);
            Foreword.goesOn(table.held(), lost, earlier.entries(), until, screen);
        } else if (inventory.levels(keys(opening.keySet())).isEmpty()) {
            table.begin();
        } else {
            throw new StoreException("--store " + options.store().shown()
                    + " has stock of these articles, and no journal that says where it comes from");
        }
    }

    private static List<StockKey> keys(Collection<String> skus) {
        return skus.stream().map(StockKey::of).toList();
    }

    private void replay(
            Inventory inventory, ReservationPolicy policy, Warehouse warehouse, ReturnsDesk desk, Audit audit)
            throws InterruptedException {
        Agenda agenda = new Agenda(clock, book.events(), SaleRules.APART);
        Sweeps sweeps = new Sweeps(inventory, agenda, clock.instant(), SaleRules.SWEEP_EVERY);
        Buyers buyers =
                new Buyers(inventory, policy, specials, table, tally, purchases, agenda, sweeps, options.seed());
        Progress progress = new Progress(screen, clock, tally, book.carts(), alerts);
        sweeps.now();
        Consumer<Event> events = event -> {
            if (event instanceof Event.Cart cart) {
                buyers.shop(cart);
                progress.cartDone();
            } else if (event instanceof Event.TakeBack back) {
                desk.accept(back);
            } else if (event instanceof Event.Correction correction) {
                warehouse.correct(correction);
            }
            // Here, so that there is little left to read when the sale is over.
            audit.catchUp();
        };
        Crew.run(agenda, options.threads(), events, () -> {
            alone.run();
            alerts.print();
        });
    }

    private SaleResult result(Inventory inventory, ReturnsDesk desk, Audit audit) throws StoreException {
        if (audit.lost() > 0) {
            throw new StoreException("--store " + options.store().shown() + " has lost " + audit.lost()
                    + " entries of its journal before they were read, so the sale cannot be audited");
        }
        NavigableSet<String> skus = tally.skus();
        Map<String, StockLevel> levels = new HashMap<>();
        inventory.levels(keys(skus)).forEach(level -> levels.put(level.key().sku(), level));
        List<Reservation> reservations = purchases.reservations().stream()
                .map(inventory::reservation)
                .flatMap(Optional::stream)
                .toList();
        Findings findings = audit.compare(book.demand(), levels.values(), reservations);
        List<SkuRow> rows = new ArrayList<>();
        for (String sku : skus) {
            StockLevel level = levels.getOrDefault(sku, StockLevel.empty(StockKey.of(sku)));
            rows.add(SkuRow.of(sku, book.name(sku), tally, level, audit.soldOutAt(sku)));
        }
        return new SaleResult(
                new SaleTable(rows), findings, desk.earlier(), tally, audit.entries(), alerts.heard(), specials);
    }
}
