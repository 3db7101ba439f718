package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.live.WaitingBook.Place;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.notes.Teller;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buyers who wait for units that come back: first come, first served.
 *
 * <p>A place is kept in the ledger, and survives what the ledger survives. When units come back, {@link LiveSale#tick}
 * holds them for the first in line, under the id of his own order, so he gets them once, whichever node offers them. If
 * he does not pay in time, the hold runs out, and the units go to the next. Whoever comes to the shop between the
 * return and the next tick can be faster than the list.
 *
 * <p>Who wants more than has come back waits until there is enough, and all behind him too. A place counts against the
 * shop's limits as an order would, until the buyer has his turn. Thread-safe.
 */
public final class WaitingList {
    /** How many units of a SKU, channel and region can be waited for. */
    public static final long MAX_WAITING = 10_000;

    private static final int MAX_ORDER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(WaitingList.class);

    private record Offering(Duration hold, UnaryOperator<ReserveRequest> completing, WaitingListener listener) {}

    private final Inventory inventory;
    private final SaleIds ids;
    private final SaleLines lines;
    private final SaleLog log;
    private final SaleGoods goods;
    private final Predicate<String> ended;
    private final SaleNotes notes;
    private final Teller teller;
    private volatile Optional<Offering> offering = Optional.empty();

    WaitingList(
            Inventory inventory,
            SaleIds ids,
            SaleLines lines,
            SaleLog log,
            Teller teller,
            SaleGoods goods,
            Predicate<String> ended) {
        this.goods = goods;
        this.ended = ended;
        this.inventory = inventory;
        this.ids = ids;
        this.lines = lines;
        this.log = log;
        this.teller = teller;
        notes = new SaleNotes(inventory, ids);
    }

    /**
     * Lets this node offer units, when it ticks. All nodes that do have to be given the same.
     *
     * @param hold how long they are held for a buyer: 1 ms to 400 days
     * @param completing adds to the request what the list does not keep: identities, for a shop that limits by them.
     *     Order, buyer, line, channel and region are there
     * @param listener what to call for each buyer
     */
    public void offer(Duration hold, UnaryOperator<ReserveRequest> completing, WaitingListener listener) {
        offering = Optional.of(new Offering(
                Bounds.hold("hold", hold),
                Objects.requireNonNull(completing, "completing"),
                Objects.requireNonNull(listener, "listener")));
    }

    /**
     * Takes a place. The same request again changes nothing.
     *
     * @param request what the buyer wants: one line, of a SKU of the sale, with an order id of at most 100 characters.
     *     It is what will be reserved for him, so use the id for nothing else
     * @return applied; or refused, by the shop's policy, OUT_OF_STOCK if the list is full, NOT_OPEN if the sale of the
     *     SKU has ended
     * @throws IllegalArgumentException if the request has several lines, or a line that is not sold in this sale
     */
    public Outcome join(ReserveRequest request) {
        List<RequestLine> wanted = request.lines();
        if (wanted.size() != 1 || !request.flexible().isEmpty()) {
            throw new IllegalArgumentException("order " + request.id() + " has to have one line, without a choice");
        }
        StockKey key = wanted.get(0).sources().get(0);
        Integer line = lines.soldAt(key);
        if (line == null) {
            throw new IllegalArgumentException(key + " is not sold in this sale");
        }
        if (request.id().length() > MAX_ORDER) {
            throw new IllegalArgumentException(
                    "the order id has " + request.id().length() + " characters; at most " + MAX_ORDER + " can wait");
        }
        if (ended.test(key.sku())) {
            return new Outcome.Refused(new Refusal(Reason.NOT_OPEN, key, 0));
        }
        long most = goods.mostInOneOrder(key.sku());
        if (wanted.get(0).quantity() > most) {
            // He could never be served, and would keep all behind him waiting.
            return new Outcome.Refused(new Refusal(Reason.LIMIT_REACHED, key, most));
        }
        StockKey place =
                ids.own(WaitingBook.location(line, lines.get(line).share(key), request.channel(), request.region()));
        if (inventory.level(place).isEmpty()) {
            inventory
                    .setAvailable(ids.of("places/" + place.location()), place, MAX_WAITING, "places to wait")
                    .orThrow();
        }
        return inventory.sell(request.withId(placeId(request.id()))
                .lines(List.of(new RequestLine(place, wanted.get(0).quantity()))));
    }

    private String placeId(String order) {
        return ids.of(WaitingBook.PLACE + order);
    }

    /**
     * Gives a place up.
     *
     * @param order the order that waits
     * @return applied, also if it had its turn before; refused, if it never waited
     */
    public Outcome leave(String order) {
        return inventory.giveBack(placeId(Bounds.text("order", order)));
    }

    /**
     * Who waits for a SKU.
     *
     * @param sku a SKU of the plan
     * @return the orders, the first one first
     */
    public List<String> waiting(String sku) {
        int line = lines.number(sku);
        log.refresh();
        return log.waiting(line).stream().map(Place::order).toList();
    }

    /**
     * How many wait, over all SKUs.
     *
     * @return orders by SKU; a SKU that nobody waits for is not in it
     */
    public Map<String, Integer> lengths() {
        log.refresh();
        return log.waitingBySku();
    }

    /** Offers what has come back, and tells what became of whom. */
    void serve(Instant now) {
        List<Integer> over = log.waitedFor().stream()
                .filter(line -> ended.test(lines.get(line).sku()))
                .toList();
        if (!over.isEmpty()) {
            over.forEach(this::endAll);
            log.refresh();
        }
        if (offering.isEmpty()) {
            return;
        }
        Offering offers = offering.get();
        for (int line : log.waitedFor()) {
            for (Place place : log.waiting(line)) {
                if (!serve(place, offers)) {
                    break;
                }
            }
        }
        log.refresh();
        log.untoldOfWaiting(now)
                .forEach((event, claim) -> teller.tell(
                        WaitingBook.NEWS + event.order(),
                        claim,
                        () -> offers.listener().onWaiting(event)));
    }

    /** Offers units to a buyer; false if he has to go on waiting. */
    private boolean serve(Place place, Offering offers) {
        StockKey key = lines.get(place.line()).shares().get(place.share()).key();
        boolean enough = inventory
                .level(key)
                .filter(level -> level.available() >= place.units())
                .isPresent();
        Optional<Reservation> waits = inventory.reservation(placeId(place.order()));
        if (waits.isEmpty() || waits.get().owner() == null) {
            return true;
        }
        // A hold of his may be there already, made by a node that died before it ended his place.
        if (!enough && inventory.reservation(place.order()).isEmpty()) {
            return false;
        }
        ReserveRequest request = ReserveRequest.of(place.order(), waits.get().owner())
                .line(key, place.units())
                .holdFor(offers.hold());
        request = place.channel() == null ? request : request.channel(place.channel());
        request = place.region() == null ? request : request.region(place.region());
        try {
            request = offers.completing().apply(request);
        } catch (RuntimeException e) {
            // It is the shop's own, and about one buyer: the others are served, and he is asked for again.
            LOG.warn("What completes the request of {} has failed", place.order(), e);
            return true;
        }
        Optional<Reason> refused = reserve(request);
        if (refused.equals(Optional.of(Reason.LIMIT_REACHED))) {
            // Perhaps by his place, which is an order of his too. Where his turn is written, it outlives his place.
            notes.write(WaitingBook.TURN + place.order(), "his turn");
            inventory.giveBack(placeId(place.order())).orThrow();
            refused = reserve(request);
        }
        if (refused.isPresent() && (refused.get() == Reason.OUT_OF_STOCK || refused.get() == Reason.NOT_OPEN)) {
            return false;
        }
        if (refused.isPresent()) {
            drop(place.order(), refused.get());
        } else {
            inventory.giveBack(placeId(place.order())).orThrow();
        }
        return true;
    }

    /** Ends the places of a SKU that has ended. Who has a hold already, by a node that died after it, keeps it. */
    private void endAll(int line) {
        for (Place place : log.waiting(line)) {
            if (inventory.reservation(place.order()).isPresent()) {
                inventory.giveBack(placeId(place.order())).orThrow();
            } else {
                drop(place.order(), Reason.NOT_OPEN);
            }
        }
    }

    /** Ends a place of which nothing comes, and has it told. */
    private void drop(String order, Reason reason) {
        notes.write(WaitingBook.DROPPED + order, reason.name());
        inventory.giveBack(placeId(order)).orThrow();
    }

    private Optional<Reason> reserve(ReserveRequest request) {
        return inventory.reserve(request).refused().map(refusal -> refusal.reason());
    }

    /** Ends all places: the sale has ended. */
    void end() {
        log.refresh();
        log.waitedFor().forEach(this::endAll);
    }
}
