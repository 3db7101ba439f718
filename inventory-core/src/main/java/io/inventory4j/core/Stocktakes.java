package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Stocktake;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Departed;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Books what a count found. The ledger posts the difference (rule 3.8). It talks to the store without a layer that
 * repeats calls: what a count found is in the first answer only, and the orders that it ships follow that.
 */
final class Stocktakes {
    /** How many times departed units are added up on a line that keeps changing. */
    private static final int ATTEMPTS = 100;

    private final StockLedger ledger;

    Stocktakes(StockLedger ledger) {
        this.ledger = ledger;
    }

    Stocktake.Result book(Stocktake count) {
        Verbs.moveId(count.id());
        for (int attempt = 1; ; attempt++) {
            Shipments shipments = shipments(count);
            Outcome outcome = apply(move(count, shipments.departed()));
            if (outcome instanceof Outcome.Applied applied) {
                if (!applied.replayed()) {
                    shipments.commands().forEach(shipment -> FirstSteps.done(() -> apply(shipment)));
                }
                return new Stocktake.Result(outcome, variance(applied));
            }
            boolean stale = ((Outcome.Refused) outcome).refusal().reason() == Reason.STALE;
            if (stale && shipments.impossible() != null && !changedSinceTheCount(count)) {
                return new Stocktake.Result(new Outcome.Refused(shipments.impossible()), 0);
            }
            boolean ours = stale && shipments.departed() != null && !changedSinceTheCount(count);
            if (!ours || attempt == ATTEMPTS) {
                return new Stocktake.Result(outcome, 0);
            }
        }
    }

    private static Move move(Stocktake count, @Nullable Departed departed) {
        StockKey key = count.key();
        Map<StockKey, Long> expected =
                count.expectedVersion() == null ? Map.of() : Map.of(key, count.expectedVersion());
        Map<StockKey, Opening> openings = count.asOpening() ? Map.of(key, Opening.of(count.countedOnHand())) : Map.of();
        SetTo target = new SetTo(key, Target.ON_HAND, count.countedOnHand(), departed);
        return new Move(count.id(), "stocktake", true, List.of(), List.of(target), expected, openings);
    }

    private static long variance(Outcome.Applied applied) {
        long variance = 0;
        for (LevelChange change : applied.changes()) {
            variance += change.after().onHand() - change.before().onHand();
        }
        return variance;
    }

    private boolean changedSinceTheCount(Stocktake count) {
        return count.expectedVersion() != null && version(count.key()) != count.expectedVersion();
    }

    /**
     * What the orders of a count are to ship (rule 3.9).
     *
     * @param departed the units, and the version of the line for which they were added up; null if there is no order
     * @param commands the shipments
     * @param impossible why one of the orders cannot ship; null if all can. Then {@code departed} has a version that no
     *     line has, so that the move only asks whether the count is known
     */
    private record Shipments(
            @Nullable Departed departed,
            List<Settle> commands,
            @Nullable Refusal impossible) {}

    private Shipments shipments(Stocktake count) {
        if (count.shipped().isEmpty()) {
            return new Shipments(null, List.of(), null);
        }
        long version = version(count.key());
        long units = 0;
        List<Settle> commands = new ArrayList<>();
        for (String shipped : count.shipped()) {
            ReservationId order = new ReservationId(shipped);
            Reservation stored = ledger.reservation(order).orElse(null);
            ReservedLine line = stored == null ? null : stored.line(count.key());
            if (line == null || (line.committed() == 0 && line.shipped() == 0)) {
                Reason why = stored == null
                        ? Reason.UNKNOWN_RESERVATION
                        : line == null ? Reason.UNKNOWN_LINE : Reason.NOT_COMMITTED;
                return new Shipments(new Departed(0, Bounds.MAX_QUANTITY), List.of(), new Refusal(why, shipped, 0));
            }
            if (line.committed() > 0) {
                units += line.committed();
                Map<StockKey, Long> quantities = new TreeMap<>(Map.of(count.key(), line.committed()));
                commands.add(Settle.part(order, LibraryIds.shipmentOf(count.id()), Transition.SHIP, quantities));
            }
        }
        return new Shipments(new Departed(units, version), commands, null);
    }

    private long version(StockKey key) {
        List<StockLevel> found = ledger.levels(List.of(key));
        return found.isEmpty() ? 0 : found.get(0).version();
    }

    private Outcome apply(Command command) {
        return ledger.apply(List.of(command)).get(0);
    }
}
