package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.Reservation;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.audit.Audit;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.live.HeardDemand;
import io.inventory4j.examples.replay.live.MovedUnits;
import io.inventory4j.examples.replay.live.Operator;
import io.inventory4j.examples.replay.live.SaleFloor;
import io.inventory4j.examples.replay.live.SalePage;
import io.inventory4j.examples.replay.live.ShopBooks;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.report.AlertLines;
import io.inventory4j.examples.replay.report.Progress;
import io.inventory4j.examples.replay.report.SaleTable;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.examples.replay.report.SkuRow;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.OpeningRefusedException;
import io.inventory4j.live.plan.PlanCheck;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One live sale from the opening to the audit: puts the parts together and runs them. */
final class Sale implements AutoCloseable {
    /** The orders of the files name no identities; a plan may still have limits on them. */
    private static final IdentityKey IDENTITIES =
            IdentityKey.of("nobody names an identity here".getBytes(StandardCharsets.UTF_8));

    /** How long nothing is heard of refusals before those that are missing are given up. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final SaleOptions options;
    private final OrderBook book;
    private final SalePlan plan;
    private final Screen screen;
    private final SaleClock clock;
    private final AlertLog alerts;
    private final Tally tally = new Tally();
    private final AlertLines alertLines;
    private final HeardDemand demand = new HeardDemand();
    private final Purchases purchases;
    private final String name;
    private final OrderTable table;
    private final @Nullable SalePage page;
    private final Runnable alone;
    private @Nullable Inventory opened;

    /** The versions of the sale's lines right after they were opened. */
    private volatile Map<StockKey, Long> openings = Map.of();

    /**
     * A sale that has not begun.
     *
     * @param name what no other sale has
     * @param clock the ledger's clock too
     * @param table stays open
     * @param page where the sale is shown; null for nowhere. It stays open
     * @param alone fails if another process may sell by the store
     */
    Sale(
            SaleOptions options,
            OrderBook book,
            SalePlan plan,
            String name,
            SaleClock clock,
            OrderTable table,
            Screen screen,
            @Nullable SalePage page,
            Runnable alone) {
        this.options = options;
        this.book = book;
        this.plan = plan;
        this.name = name;
        this.clock = clock;
        this.table = table;
        this.screen = screen;
        this.page = page;
        this.alone = alone;
        purchases = new Purchases(book.events());
        alertLines = new AlertLines(screen);
        alerts = new AlertLog(clock, alert -> {
            if (isNews(alert.level())) {
                alertLines.add(alert, book.name(alert.level().key().sku()));
            }
        });
    }

    /** Whether a change of a line is for the screen: units that come at the opening, and go at the end, are no news. */
    private boolean isNews(StockLevel level) {
        Long opening = openings.get(level.key());
        return opening != null && level.version() > opening && level.saleState() == SaleState.OPEN;
    }

    /**
     * Opens, replays, closes, and audits; or goes on from where an earlier run was cut off.
     *
     * @param ledger stays open
     * @param wrap lets a test put something between the buyers and the inventory
     * @throws InputException if the plan cannot be opened
     */
    SaleResult run(StockLedger ledger, UnaryOperator<Inventory> wrap) throws StoreException, InputException {
        SaleLimits policy = plan.limits(IDENTITIES);
        Inventory inventory = wrap.apply(InventoryBuilder.over(ledger)
                .policy(policy)
                .alerts(AlertLevels.standard(), alerts)
                // The audit compares every crossing with the journal, also one that does not last (rule 11.5).
                .alertReturnsAfter(Duration.ZERO)
                .onRefused(demand)
                .reservationTimeout(SaleRules.HOLD)
                .sweepEvery(Duration.ZERO)
                .clock(clock)
                .build());
        opened = inventory;
        try {
            Audit audit = new Audit(inventory, tally, alerts);
            boolean goesOn = recall(inventory, audit);
            Warehouse warehouse = new Warehouse(inventory, plan, table, tally);
            warehouse.open(name, audit::catchUp);
            // What an earlier run has moved to the sale would seem to be missing.
            PlanCheck check = goesOn || options.report() == null ? null : plan.check(inventory);
            LiveSale sale = open(inventory, policy);
            MovedUnits moved = new MovedUnits(sale, plan, tally);
            moved.opened();
            openings = sale.levels().stream().collect(Collectors.toMap(StockLevel::key, StockLevel::version));
            ReturnsDesk desk = new ReturnsDesk(warehouse, purchases);
            replay(inventory, policy, sale, warehouse, desk, audit);
            moved.closed();
            audit.catchUp();
            audit.awaitAlerts();
            alerts.printAll();
            alertLines.end();
            alone.run();
            return result(inventory, sale, desk, audit, check);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /**
     * Goes on where an earlier run was cut off, if there was one: from its orders, and from the time of its store.
     *
     * @return whether there was one
     */
    private boolean recall(Inventory inventory, Audit audit) throws StoreException {
        EarlierRun earlier = new EarlierRun(name);
        audit.catchUp(earlier::enter);
        earlier.check(options.store().shown());
        audit.alertsHaveFired();
        Instant until = earlier.until();
        if (until != null) {
            int lost = table.goOn(earlier::has, earlier::answered);
            clock.turnTo(until);
            Foreword.goesOn(table.held(), lost, earlier.entries(), until, screen);
        } else if (inventory
                .levels(plan.lines().stream().map(PlannedSku::key).toList())
                .isEmpty()) {
            table.begin();
        } else {
            throw new StoreException("--store " + options.store().shown()
                    + " has stock of these articles, and no journal that says where it comes from");
        }
        return until != null;
    }

    private LiveSale open(Inventory inventory, SaleLimits limits) throws InputException {
        try {
            LiveSale sale = LiveSale.open(inventory, plan, limits);
            sale.keepDemand(demand.demand());
            if (page != null) {
                page.show(inventory, sale, plan, clock);
                screen.line("The sale is at " + page.address() + ", for this machine only.");
            }
            return sale;
        } catch (OpeningRefusedException e) {
            throw new InputException("the plan cannot be opened: " + Screen.firstLine(e));
        }
    }

    private void replay(
            Inventory inventory,
            ReservationPolicy policy,
            LiveSale sale,
            Warehouse warehouse,
            ReturnsDesk desk,
            Audit audit)
            throws InterruptedException {
        Agenda agenda = new Agenda(clock, book.events(), SaleRules.APART, options.tempo());
        Instant begin = book.events().get(0).at();
        Operator operator = new Operator(sale, plan, inventory, clock);
        Rounds rounds = new Rounds(
                sale,
                operator,
                agenda,
                clock,
                begin,
                options.roundEvery(),
                options.tempo().waits());
        operator.planAhead(begin, agenda.lastEvent()).ifPresent(rounds::at);
        rounds.after(begin);
        Sweeps sweeps = new Sweeps(inventory, agenda, clock.instant(), SaleRules.SWEEP_EVERY);
        SaleFloor floor = new SaleFloor(sale, plan);
        Buyers buyers = new Buyers(inventory, policy, floor, table, tally, purchases, agenda, sweeps, options.seed());
        Progress progress = new Progress(screen, clock, tally, book.carts(), alerts);
        sweeps.now();
        Consumer<Event> events = event -> {
            if (event instanceof Event.Cart cart) {
                buyers.shop(cart);
                progress.cartDone();
            } else if (event instanceof Event.TakeBack back) {
                desk.accept(back);
            } else if (event instanceof Event.Correction correction) {
                warehouse.correct(correction, floor.lines(correction.sku()));
            }
            rounds.after(event.at());
            // Here, so that there is little left to read when the sale is over.
            audit.catchUp();
        };
        Crew.run(agenda, options.threads(), events, () -> {
            alone.run();
            alerts.print();
        });
        end(operator, rounds, sweeps);
    }

    private void end(Operator operator, Rounds rounds, Sweeps sweeps) throws InterruptedException {
        sweeps.now();
        rounds.now();
        demand.await(tally.times(Purchase.REFUSALS), SILENCE);
        alone.run();
        operator.close();
        // The end shows what has lasted until then.
        operator.react();
    }

    private SaleResult result(
            Inventory inventory, LiveSale sale, ReturnsDesk desk, Audit audit, @Nullable PlanCheck check)
            throws StoreException {
        if (audit.lost() > 0) {
            throw new StoreException("--store " + options.store().shown() + " has lost " + audit.lost()
                    + " entries of its journal before they were read, so the sale cannot be audited");
        }
        List<StockLevel> levels = inventory.levels(audit.lines());
        List<Reservation> reservations = purchases.reservations().stream()
                .map(inventory::reservation)
                .flatMap(Optional::stream)
                .toList();
        Findings findings = audit.compare(book.demand(), levels, reservations);
        ShopBooks books = new ShopBooks(plan, tally, purchases.list());
        SaleReport report = books.compare(sale.report(clock.instant()), sale.levels());
        return new SaleResult(
                new SaleTable(rows(levels, audit.soldOut())),
                findings.and(ShopBooks.discrepancies(report)),
                desk.earlier(),
                tally,
                audit.entries(),
                alerts.heard(),
                plan,
                sale.operations(),
                report,
                check);
    }

    /** Kits are no goods: what was sold of them is in the rows of their parts. */
    private List<SkuRow> rows(List<StockLevel> levels, Map<String, Instant> soldOut) {
        Map<String, Long> remaining = new HashMap<>();
        levels.forEach(level -> remaining.merge(level.key().sku(), level.onHand() - level.committed(), Long::sum));
        Map<String, PlannedSku> planned = plan.bySku();
        List<SkuRow> rows = new ArrayList<>();
        for (String sku : tally.skus()) {
            PlannedSku line = planned.get(sku);
            if (line == null || !line.isKit()) {
                rows.add(SkuRow.of(sku, book.name(sku), tally, remaining.getOrDefault(sku, 0L), soldOut.get(sku)));
            }
        }
        return rows;
    }
}
