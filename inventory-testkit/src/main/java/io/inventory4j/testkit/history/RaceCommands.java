package io.inventory4j.testkit.history;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Short forms of the commands that races send. */
final class RaceCommands {
    static final Duration HOLD = Duration.ofMinutes(15);

    private RaceCommands() {}

    static ReserveLine line(StockKey key, long quantity, Charge... unitCharges) {
        return new ReserveLine(key, quantity, 0, List.of(unitCharges));
    }

    static Reserve hold(String id, ReserveLine... lines) {
        return new Reserve(ReservationId.of(id), List.of(lines), List.of(), HOLD, null);
    }

    /** A hold of lines that choose. */
    static Reserve choose(String id, FlexibleLine... lines) {
        return new Reserve(ReservationId.of(id), null, List.of(), List.of(lines), List.of(), HOLD, false, null, false);
    }

    /** The same order, with lines that choose beside its fixed ones. */
    static Reserve with(Reserve order, FlexibleLine... lines) {
        return new Reserve(
                order.id(),
                order.owner(),
                order.lines(),
                List.of(lines),
                order.orderCharges(),
                order.holdFor(),
                order.sold(),
                order.replaces(),
                order.again());
    }

    static FlexibleLine either(long quantity, long least, StockKey... sources) {
        return new FlexibleLine(Stream.of(sources).map(Source::of).toList(), quantity, least, false);
    }

    static FlexibleLine spread(long quantity, long least, StockKey... sources) {
        return new FlexibleLine(Stream.of(sources).map(Source::of).toList(), quantity, least, true);
    }

    static Reserve charging(Charge orderCharge, Reserve reserve) {
        return copy(reserve, List.of(orderCharge), reserve.replaces());
    }

    static Reserve replacing(String old, Reserve reserve) {
        return copy(reserve, reserve.orderCharges(), ReservationId.of(old));
    }

    private static Reserve copy(Reserve reserve, List<Charge> orderCharges, @Nullable ReservationId replaces) {
        return new Reserve(
                reserve.id(),
                reserve.owner(),
                reserve.lines(),
                reserve.flexible(),
                orderCharges,
                reserve.holdFor(),
                reserve.sold(),
                replaces,
                reserve.again());
    }

    static Settle all(Transition transition, String reservation) {
        return Settle.all(ReservationId.of(reservation), transition);
    }

    static Settle all(Transition transition, String reservation, String id) {
        return Settle.all(ReservationId.of(reservation), id, transition);
    }

    /** What takes an order back, whether it is held or sold. */
    static Transition givingBack(Reserve order) {
        return order.sold() ? Transition.CANCEL : Transition.RELEASE;
    }

    static Settle one(Transition transition, String reservation, String id, StockKey key) {
        return Settle.part(ReservationId.of(reservation), id, transition, Map.of(key, 1L));
    }

    static Settle oneReleasingRest(String reservation, String id, StockKey key) {
        return new Settle(ReservationId.of(reservation), id, Transition.CONFIRM, Map.of(key, 1L), true, null);
    }

    static Settle extend(String reservation, String id, Duration holdFor) {
        return Settle.extend(ReservationId.of(reservation), id, holdFor);
    }

    static Move receive(String id, StockKey key, long quantity) {
        return Move.of(id, "race", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    static Move transfer(String id, StockKey from, StockKey to, long quantity) {
        return Move.of(
                id,
                "race",
                new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, quantity),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    static Move expecting(StockKey key, long version, Move move) {
        return new Move(
                move.id(),
                move.reason(),
                move.force(),
                move.postings(),
                move.targets(),
                Map.of(key, version),
                move.openings());
    }

    static Move setTo(String id, StockKey key, SetTo.Target target, long quantity) {
        return new Move(id, "race", true, List.of(), List.of(new SetTo(key, target, quantity)), Map.of(), Map.of());
    }

    static SetSaleState set(String id, StockKey key, SaleState state) {
        return new SetSaleState(id, key, state);
    }

    static SetSaleState set(String id, StockKey key, Window window) {
        return new SetSaleState(id, key, null, window);
    }
}
