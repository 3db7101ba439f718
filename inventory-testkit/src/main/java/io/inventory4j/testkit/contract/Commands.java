package io.inventory4j.testkit.contract;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Opening;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.SetTo;
import io.inventory4j.ledger.SetTo.Target;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Short forms of the commands that tests send. A SKU alone is the line at {@link StockKey#MAIN}. */
final class Commands {
    static final Duration HOLD = Duration.ofMinutes(15);

    private Commands() {}

    static StockKey key(String sku) {
        return StockKey.of(sku);
    }

    static ReservationId id(String reservation) {
        return ReservationId.of(reservation);
    }

    static ReserveLine line(StockKey key, long quantity) {
        return ReserveLine.of(key, quantity);
    }

    static ReserveLine line(String sku, long quantity, Charge... unitCharges) {
        return new ReserveLine(key(sku), quantity, 0, List.of(unitCharges));
    }

    static ReserveLine lineAbove(long floor, String sku, long quantity) {
        return new ReserveLine(key(sku), quantity, floor, List.of());
    }

    static Charge limit(String counter, long limit) {
        return Charge.of(counter, limit);
    }

    static Reserve hold(String id, ReserveLine... lines) {
        return hold(id, HOLD, lines);
    }

    static Reserve hold(String id, Duration holdFor, ReserveLine... lines) {
        return new Reserve(id(id), List.of(lines), List.of(), holdFor, null);
    }

    static Reserve hold(String id, List<Charge> orderCharges, ReserveLine... lines) {
        return new Reserve(id(id), List.of(lines), orderCharges, HOLD, null);
    }

    static Reserve replace(String old, String id, ReserveLine... lines) {
        return replace(old, hold(id, lines));
    }

    static Reserve replace(String old, Reserve by) {
        return new Reserve(
                by.id(), by.owner(), by.lines(), by.orderCharges(), by.holdFor(), by.sold(), id(old), by.again());
    }

    /** A reserve that sells in one step (rule 1.11). */
    static Reserve sell(String id, ReserveLine... lines) {
        return hold(id, lines).selling();
    }

    static Reserve sell(String id, List<Charge> orderCharges, ReserveLine... lines) {
        return hold(id, orderCharges, lines).selling();
    }

    /** A sold order in the place of another one (rule 1.11). */
    static Reserve exchange(String old, String id, ReserveLine... lines) {
        return replace(old, sell(id, lines));
    }

    /** Settles all that is left, under an id that is the transition's name in lower case. */
    static Settle all(Transition transition, String reservation) {
        return all(transition, reservation, transition.name().toLowerCase(Locale.ROOT));
    }

    static Settle all(Transition transition, String reservation, String id) {
        return Settle.all(id(reservation), id, transition);
    }

    /** Settles all that is left now, without an id (rule 2.10). */
    static Settle now(Transition transition, String reservation) {
        return Settle.all(id(reservation), transition);
    }

    static Settle part(Transition transition, String reservation, String id, Map<StockKey, Long> quantities) {
        return Settle.part(id(reservation), id, transition, quantities);
    }

    static Settle confirmReleasingRest(String reservation, String id, Map<StockKey, Long> quantities) {
        return new Settle(id(reservation), id, Transition.CONFIRM, quantities, true, null);
    }

    static Settle extend(String reservation, String id, Duration holdFor) {
        return Settle.extend(id(reservation), id, holdFor);
    }

    static Map<StockKey, Long> units() {
        return Map.of();
    }

    static Map<StockKey, Long> units(String sku, long quantity) {
        return Map.of(key(sku), quantity);
    }

    static Map<StockKey, Long> units(String sku, long quantity, String other, long otherQuantity) {
        return Map.of(key(sku), quantity, key(other), otherQuantity);
    }

    static Move receive(String id, String sku, long quantity) {
        return move(id, post(sku, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    static Move move(String id, Posting... postings) {
        return Move.of(id, "test", postings);
    }

    static Move forced(String id, Posting... postings) {
        return force(move(id, postings));
    }

    static Move force(Move move) {
        return new Move(
                move.id(),
                "stocktake",
                true,
                move.postings(),
                move.targets(),
                move.expectedVersions(),
                move.openings());
    }

    /** A move that brings lines to what they are to have (rule 3.8). */
    static Move set(String id, SetTo... targets) {
        return new Move(id, "test", false, List.of(), List.of(targets), Map.of(), Map.of());
    }

    static SetTo to(Target target, String sku, long quantity) {
        return new SetTo(key(sku), target, quantity);
    }

    static Move expecting(Map<StockKey, Long> versions, Move move) {
        return new Move(
                move.id(), move.reason(), move.force(), move.postings(), move.targets(), versions, move.openings());
    }

    static Move opening(Map<StockKey, Opening> openings, Move move) {
        return new Move(
                move.id(),
                move.reason(),
                move.force(),
                move.postings(),
                move.targets(),
                move.expectedVersions(),
                openings);
    }

    /** A move that sets an opening, which stays until it is set again. */
    static Move opening(String id, String sku, long opening) {
        return new Move(id, "test", false, List.of(), Map.of(), Map.of(key(sku), Opening.pinned(opening)));
    }

    static Posting post(String sku, Bucket from, Bucket to, long quantity) {
        return new Posting(key(sku), from, to, quantity);
    }

    static SetSaleState saleState(String id, String sku, SaleState state) {
        return new SetSaleState(id, key(sku), state);
    }
}
