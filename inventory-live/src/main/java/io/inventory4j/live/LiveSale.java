package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.notes.Teller;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A live sale: its opening, what is done while it runs, and its end.
 *
 * <p>All that it has to remember is in the ledger, so it needs no other store, and each node that opens it with the
 * same name and plan sees the same sale. A node that dies leaves nothing behind that another one does not go on with:
 * call {@link #tick} on each of them, about once a second. The ledger has to keep a journal, for as long as the sale
 * lasts.
 *
 * <p>Thread-safe. Every method that calls the store throws {@link io.inventory4j.LedgerException} if it cannot answer;
 * then repeat the call, with the same id where it has one.
 */
public final class LiveSale {
    private final Inventory inventory;
    private final SaleLines lines;
    private final SaleLog log;
    private final SaleDesk desk;
    private final SaleNotes notes;
    private final Closing closing;
    private final Teller teller;
    private final WaitingList waitingList;
    private final HoldWatch holds;
    private final SaleAccount account;
    private final SaleGoods goods;
    private volatile SaleAlertListener alertListener = alert -> {};
    private volatile boolean tells;
    private volatile InForce inForce = InForce.NOTHING;
    private volatile @Nullable DemandKeeper demandKeeper;

    private LiveSale(Inventory inventory, String name, SaleLines lines, SaleGoods goods, long start) {
        SaleIds ids = new SaleIds(name);
        this.inventory = inventory;
        this.lines = lines;
        this.goods = goods;
        log = new SaleLog(inventory, ids, lines, start);
        account = new SaleAccount(inventory, name, lines, log, start);
        desk = new SaleDesk(inventory, ids, lines, log);
        notes = new SaleNotes(inventory, ids);
        teller = new Teller(notes);
        waitingList = new WaitingList(inventory, ids, lines, log, teller, goods, sku -> inForce.ended(sku));
        holds = new HoldWatch(inventory, lines, log, teller);
        closing = new Closing(inventory, ids, lines, desk.effects());
    }

    /**
     * Opens a sale, or takes part in one that is open: all of its allotment is moved to where it is sold, or none.
     *
     * @param inventory the shop's stock; give it the {@linkplain SalePlan#limits limits} of the plan as a policy
     * @param plan what is sold
     * @return the sale
     * @throws IllegalStateException if a sale of this name was opened with another plan, or the ledger has no journal
     * @throws OpeningRefusedException if the stock is not there
     */
    public static LiveSale open(Inventory inventory, SalePlan plan) {
        return open(inventory, plan, SaleGoods.of(plan, null));
    }

    /**
     * Opens a sale whose limits can be changed while it runs.
     *
     * @param inventory the shop's stock, which has {@code limits} for its policy, or as a part of it
     * @param plan what is sold
     * @param limits those of the plan, by {@link SalePlan#limits}
     * @return the sale
     * @throws IllegalStateException if a sale of this name was opened with another plan, or the ledger has no journal
     * @throws OpeningRefusedException if the stock is not there
     */
    public static LiveSale open(Inventory inventory, SalePlan plan, SaleLimits limits) {
        return open(inventory, plan, SaleGoods.of(plan, limits));
    }

    private static LiveSale open(Inventory inventory, SalePlan plan, SaleGoods goods) {
        return open(inventory, plan.name(), PlannedLines.fingerprint(plan), PlannedLines.of(plan), goods);
    }

    /**
     * Opens a sale by its lines.
     *
     * @throws IllegalStateException if a sale of this name was opened with another plan, or the ledger has no journal
     * @throws OpeningRefusedException if the stock is not there
     */
    static LiveSale open(Inventory inventory, String name, String plan, List<SaleLine> planned, SaleGoods goods) {
        SaleIds ids = new SaleIds(name);
        SaleLines lines = new SaleLines(planned);
        SaleOpening opening = new SaleOpening(inventory, ids, planned);
        long start = opening.start();
        if (new SaleNotes(inventory, ids).write("plan", plan) == SaleNotes.Written.OTHER) {
            throw new IllegalStateException("the sale " + name + " was opened with another plan");
        }
        Map<String, Refusal> refused = opening.run();
        if (!refused.isEmpty()) {
            throw new OpeningRefusedException(name, refused);
        }
        LiveSale sale = new LiveSale(inventory, name, lines, goods, start);
        sale.refresh();
        return sale;
    }

    /**
     * Where a SKU is sold: what a shop reserves.
     *
     * @param sku a SKU of the plan
     * @param channel the channel; null where the plan has none
     * @return the stock line; that of the backup, if the sale was switched to it. It takes no call to the store; what
     *     other nodes do is known since the last {@link #tick}
     * @throws IllegalArgumentException if the plan does not have the SKU or channel
     */
    public StockKey key(String sku, @Nullable String channel) {
        return lines.share(inForce.soldFor(sku), channel).key();
    }

    /**
     * The line of a SKU itself, also while its backup is sold in its place: where orders that were made before settle.
     *
     * @param sku a SKU of the plan
     * @param channel the channel; null where the plan has none
     * @return the stock line
     * @throws IllegalArgumentException if the plan does not have the SKU or channel
     */
    public StockKey ownKey(String sku, @Nullable String channel) {
        return lines.share(sku, channel).key();
    }

    /** Reads on in the journal, and sees what the operations have left in force: never less than was seen before. */
    private synchronized void refresh() {
        log.refresh();
        inForce = InForce.after(log.operations(), lines);
        goods.change(inForce.limits());
    }

    /**
     * The levels of all lines where the sale sells.
     *
     * @return a snapshot of each line
     */
    public List<StockLevel> levels() {
        return inventory.levels(lines.all().stream()
                .flatMap(line -> line.shares().stream())
                .map(SaleLine.Share::key)
                .toList());
    }

    /**
     * Carries out an operation. The same id again gives what became of it.
     *
     * @param id its id: 1 to 40 letters A to Z, digits, dots, hyphens or underscores
     * @param by who does it, and why
     * @param action what is done
     * @return the operation, with its outcome
     * @throws IllegalArgumentException if the plan does not allow it, its SKU has ended, or the id is taken
     */
    public SaleOperation perform(String id, By by, Action action) {
        SaleNames.check("operation", id);
        goods.check(action);
        refresh();
        boolean known =
                log.operations().stream().anyMatch(operation -> operation.id().equals(id));
        if (!known && inForce.tooLate(action, lines)) {
            throw new IllegalArgumentException("the sale of its SKU has ended: " + action);
        }
        SaleOperation done = desk.perform(id, by, action);
        refresh();
        return done;
    }

    /**
     * What was done so far.
     *
     * @return the operations, oldest first
     */
    public List<SaleOperation> operations() {
        log.refresh();
        return log.operations();
    }

    /**
     * Plans a step ahead.
     *
     * @param id its id, like that of an operation
     * @param by who plans it, and why
     * @param trigger what it waits for
     * @param action what is done then
     * @throws IllegalArgumentException if the plan of the sale does not allow it, or another step has the id
     */
    public void plan(String id, By by, Trigger trigger, Action action) {
        SaleNames.check("step", id);
        goods.check(action);
        desk.plan(id, by, trigger, action);
    }

    /**
     * Plans a release in steps: one planned step each, whose ids are this one, a hyphen, and 1, 2, 3. A call that broke
     * off is repeated with the same id.
     *
     * @param id its id, like that of an operation, of at most 36 characters
     * @param by who plans it, and why
     * @param release the steps
     * @throws IllegalArgumentException if the plan of the sale does not allow it, or another step has one of the ids
     */
    public void releaseInSteps(String id, By by, SteppedRelease release) {
        SaleNames.check("step", id + "-" + release.steps().size());
        desk.plan(id, by, release);
    }

    /**
     * Takes a planned step back.
     *
     * @param id its id
     * @param by who takes it back, and why
     * @return false if it was taken before
     * @throws IllegalArgumentException if there is no such step
     */
    public boolean cancel(String id, By by) {
        SaleNames.check("step", id);
        return desk.cancel(id, by);
    }

    /**
     * The planned steps.
     *
     * @return all of them, oldest first
     */
    public List<PlannedStep> steps() {
        log.refresh();
        return log.steps();
    }

    /**
     * Does what is due: steps whose trigger has come, and operations that a node left half done. Call it about once a
     * second, on each node; of several at once each thing is done once.
     *
     * @param clock the node's clock, for steps that wait for an instant
     */
    public void tick(InstantSource clock) {
        refresh();
        Instant now = clock.instant();
        desk.catchUp(now);
        // What this node has just done is in force on it at once.
        refresh();
        desk.closed().ifPresent(closing::run);
        if (tells) {
            log.untold(now)
                    .forEach((alert, claim) ->
                            teller.tell(AlertBook.ALERT + alert.id(), claim, () -> alertListener.onAlert(alert)));
        }
        waitingList.serve(now);
        holds.serve(now);
        DemandKeeper keeper = demandKeeper;
        if (keeper != null) {
            keeper.writeUntil(now);
        }
    }

    /**
     * Lets this node tell alerts, when it {@linkplain #tick ticks}. Of several nodes that do, one tells each alert.
     *
     * @param listener what to call
     */
    public void onAlert(SaleAlertListener listener) {
        alertListener = Objects.requireNonNull(listener, "listener");
        tells = true;
    }

    /**
     * Lets this node remind buyers whose hold is about to end, when it {@linkplain #tick ticks}: once each, over all
     * nodes that do, and again if he got more time. They have to be given the same time. A hold that is shorter is
     * reminded of soon after it was made.
     *
     * @param before how long before its end, 1 second to 1 day
     * @param listener what to call
     */
    public void onHoldEnding(Duration before, Consumer<Reservation> listener) {
        Bounds.within("before", before, Duration.ofSeconds(1), Duration.ofDays(1));
        holds.remind(before, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * The alerts so far, told or not.
     *
     * @return all of them, in the order of the journal
     */
    public List<SaleAlert> alerts() {
        log.refresh();
        return log.alerts();
    }

    /**
     * Says that somebody sees to an alert. Of several who say so, the first stays.
     *
     * @param id the alert's id
     * @param by who, and a word about it
     * @return the alert, with its acknowledgement
     * @throws IllegalArgumentException if there is no such alert
     */
    public SaleAlert acknowledge(String id, By by) {
        log.refresh();
        if (log.alert(id).isEmpty()) {
            throw new IllegalArgumentException("there is no alert " + id);
        }
        desk.acknowledge(id, by);
        log.refresh();
        return log.alert(id).orElseThrow();
    }

    /**
     * Those who wait for units that come back.
     *
     * @return the list of this sale
     */
    public WaitingList waitingList() {
        return waitingList;
    }

    /**
     * Keeps what this node counts of lost demand in the ledger: {@link #tick} writes the minutes that are over, at most
     * 100 notes a minute, and {@link #close} the rest.
     *
     * @param counted what the inventory's builder was given as a listener for refusals
     */
    public void keepDemand(LostDemand counted) {
        demandKeeper = new DemandKeeper(notes, counted);
    }

    /**
     * What all nodes have kept of lost demand.
     *
     * @return by minute, SKU, reason and channel
     */
    public List<DemandRow> demand() {
        log.refresh();
        return log.demand().snapshot();
    }

    /**
     * The account of the sale until now, over all of its lines. A shop can add a physical count, the orders that a
     * platform has, and the delay of its feeds; {@code build} then makes the report. It reads the journal from the
     * sale's beginning, and keeps books of each order meanwhile.
     *
     * @param now when the report ends, by the store's clock
     * @return what the sale knows of itself
     */
    public ReportBuilder report(Instant now) {
        return account.report(goods.names(), now);
    }

    /**
     * How fast a SKU sells.
     *
     * @param sku a SKU of the plan
     * @param now the end of the window of five minutes
     * @return its pace
     */
    public Pace pace(String sku, Instant now) {
        int number = lines.number(sku);
        refresh();
        Map<StockKey, StockLevel> levels = lines.levels(inventory, List.of(lines.get(number)));
        return log.paces(book -> book.pace(number, levels, now));
    }

    /**
     * All that a team looks at, of one moment: what a page asks for, by one reading of the journal and one of the
     * levels.
     *
     * @param now the end of the window of five minutes, by which paces are told
     * @return paces, suggestions, alerts and what was done
     */
    public SaleView view(Instant now) {
        refresh();
        Map<StockKey, StockLevel> levels = lines.levels(inventory);
        return log.paces(book -> {
            List<Pace> paces = IntStream.range(0, lines.all().size())
                    .mapToObj(number -> book.pace(number, levels, now))
                    .toList();
            Advisor advisor = new Advisor(lines, goods.planned(), levels, paces, book, inForce, now);
            return new SaleView(
                    now,
                    levels,
                    paces,
                    log.waitingBySku(),
                    log.demand().snapshot(),
                    log.alerts(),
                    log.operations(),
                    log.steps(),
                    advisor.suggest());
        });
    }

    /**
     * Ends the sale: nothing can be reserved any more, and what is left goes back to where it came from. Safe to
     * repeat.
     * With {@link OpenHolds#HONOUR} or {@link OpenHolds#STOP} what is held stays where it is; call it again when all is
     * settled.
     *
     * @param by who ends it, and why
     * @param holds what becomes of the units that are held
     * @return how far it is
     */
    public Closed close(By by, OpenHolds holds) {
        waitingList.end();
        SaleOperation ending = desk.end(by, holds);
        DemandKeeper keeper = demandKeeper;
        if (keeper != null) {
            keeper.writeRest();
        }
        refresh();
        return closing.run(ending);
    }
}
