package io.inventory4j.examples;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ReserveRequest;
import io.inventory4j.SettleRequest;
import io.inventory4j.StockKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * One cart from the reservation on, as its buyer sees it: calls the inventory and tallies what the answers mean. The
 * buyer does one thing at a time, so each method holds the lock; carts do not wait for each other.
 */
final class Purchase {
    static final String REACQUIRED = "late payments that took their units again";

    private static final String CANCEL_HALF = "cancel-half";
    private static final String HALF_BACK = "half-back";

    /**
     * Where a line stands that an earlier run has left.
     *
     * @param held units that are reserved
     * @param expired units that were, until the time ran out
     * @param shipped units that are with the buyer
     */
    record Standing(long held, long expired, long committed, long shipped) {}

    private static final class Units {
        /** As the buyer believes, who does not know that the time has run out. */
        private long held;

        private long committed;
        private long shipped;
    }

    private final Inventory inventory;
    private final Tally tally;
    private final ReserveRequest request;
    private final Map<String, Units> lines = new TreeMap<>();
    private final Trail past;
    private final boolean expired;
    private String id;

    /**
     * A cart that is held.
     *
     * @param request what the inventory has just reserved
     */
    Purchase(Inventory inventory, Tally tally, ReserveRequest request) {
        this.inventory = inventory;
        this.tally = tally;
        this.request = request;
        past = Trail.NONE;
        expired = false;
        id = request.id().value();
        for (ReserveRequest.Line line : request.lines()) {
            lines.computeIfAbsent(line.key().sku(), sku -> new Units()).held += line.quantity();
        }
        each(line -> line.held, Count.HELD);
    }

    /**
     * A cart of an earlier run, which is counted already.
     *
     * @param request what was reserved at first
     * @param id the reservation that has the units now
     * @param standing by article
     * @param past what was settled
     */
    Purchase(
            Inventory inventory,
            Tally tally,
            ReserveRequest request,
            String id,
            Map<String, Standing> standing,
            Trail past) {
        this.inventory = inventory;
        this.tally = tally;
        this.request = request;
        this.id = id;
        this.past = past;
        standing.forEach((sku, stood) -> {
            Units line = line(sku);
            line.held = stood.held + stood.expired;
            line.committed = stood.committed;
            line.shipped = stood.shipped;
        });
        // A sweep takes all that is held, so what is still believed to be held is gone as a whole.
        expired = standing.values().stream().anyMatch(stood -> stood.expired > 0);
    }

    /** The reservation's id; another one after a late payment took the units anew. */
    synchronized String id() {
        return id;
    }

    synchronized void pay() {
        if (nothingHeld()) {
            return;
        }
        Outcome outcome = inventory.confirm(id);
        if (outcome.applied()) {
            paid();
        } else {
            tally.surprise(id, "confirm", outcome);
        }
    }

    /** Pays for half of each line, rounded up, and gives the rest back in the same step. */
    synchronized void payHalf() {
        if (nothingHeld()) {
            return;
        }
        Map<String, Long> halves = halves(line -> line.held);
        Outcome outcome = inventory.confirm(part("half", halves).releasingRest());
        if (outcome.applied()) {
            halves.forEach((sku, units) -> {
                Units line = line(sku);
                line.committed += units;
                tally.add(sku, Count.CONFIRMED, units);
                tally.add(sku, Count.RELEASED, line.held - units);
                line.held = 0;
            });
        } else {
            tally.surprise(id, "confirm half", outcome);
        }
    }

    synchronized void giveUp() {
        if (nothingHeld()) {
            return;
        }
        Outcome outcome = inventory.release(id);
        if (outcome.applied()) {
            each(line -> line.held, Count.RELEASED);
            lines.values().forEach(line -> line.held = 0);
        } else {
            tally.surprise(id, "release", outcome);
        }
    }

    /** The money has come after the end of the hold: the same units, if they are still to be had. */
    synchronized void payLate() {
        if (nothingHeld()) {
            return;
        }
        LateConfirmation late = inventory.confirmOrReacquire(request.lines(held()));
        if (late instanceof LateConfirmation.Reacquired reacquired) {
            tally.happened(REACQUIRED, 1);
            each(line -> line.held, Count.EXPIRED);
            each(line -> line.held, Count.REACQUIRED);
            each(line -> line.held, Count.HELD);
            id = reacquired.reservation().id().value();
            paid();
        } else if (late instanceof LateConfirmation.RefundDue) {
            tally.happened("late payments to refund", 1);
            expired();
        } else {
            tally.happened("late payments before the sweep", 1);
            paid();
        }
    }

    /** The time has run out, and the buyer does not come back. */
    synchronized void expired() {
        each(line -> line.held, Count.EXPIRED);
        lines.values().forEach(line -> line.held = 0);
    }

    synchronized void cancelHalf() {
        Map<String, Long> halves = halves(line -> line.committed);
        if (!halves.isEmpty() && !past.settled(CANCEL_HALF)) {
            cancel(CANCEL_HALF, halves);
        }
    }

    synchronized void ship() {
        if (lines.values().stream().allMatch(line -> line.committed == 0)) {
            return;
        }
        Outcome outcome = inventory.ship(id);
        if (!outcome.applied()) {
            tally.surprise(id, "ship", outcome);
            return;
        }
        each(line -> line.committed, Count.SHIPPED);
        for (Units line : lines.values()) {
            line.shipped += line.committed;
            line.committed = 0;
        }
    }

    synchronized void sendHalfBack() {
        Map<String, Long> halves = halves(line -> line.shipped);
        if (!halves.isEmpty() && !past.settled(HALF_BACK)) {
            takeBack(HALF_BACK, halves);
        }
    }

    /**
     * Gives units back: those that were shipped as a return, those that were not yet as a cancellation, and those that
     * were not even paid for by leaving them.
     *
     * @param settlement the id of what the shop books
     * @return how many of {@code units} this purchase could give back
     */
    synchronized long giveBack(String settlement, String sku, long units) {
        Units line = lines.get(sku);
        if (line == null) {
            return 0;
        }
        long shipped = Math.min(units, line.shipped);
        if (shipped > 0) {
            takeBack(past.unused(settlement), Map.of(sku, shipped));
        }
        long unshipped = Math.min(units - shipped, line.committed);
        if (unshipped > 0) {
            cancel(past.unused(settlement + "/unshipped"), Map.of(sku, unshipped));
        }
        long unpaid = Math.min(units - shipped - unshipped, line.held);
        if (unpaid > 0) {
            release(past.unused(settlement + "/unpaid"), sku, unpaid);
        }
        return shipped + unshipped + unpaid;
    }

    /** How many units an earlier run has given back by {@link #giveBack}. */
    long gaveBack(String settlement) {
        return past.broughtBack(settlement);
    }

    /**
     * Repeats what {@link #giveBack} has done in an earlier run where the ledger does not tell it: units that had run out.
     *
     * @return how many of {@code units} it were
     */
    synchronized long gaveUp(String sku, long units) {
        Units line = lines.get(sku);
        if (line == null || !expired) {
            return 0;
        }
        long some = Math.min(units, line.held);
        line.held -= some;
        tally.add(sku, Count.EXPIRED, some);
        return some;
    }

    private void release(String settlement, String sku, long units) {
        Outcome outcome = inventory.release(part(settlement, Map.of(sku, units)));
        // A sweep may have been faster: then the units are back already, and are not wanted again by a late payment.
        boolean swept = outcome.refused()
                .map(Refusal::reason)
                .filter(Reason.EXPIRED::equals)
                .isPresent();
        if (!outcome.applied() && !swept) {
            tally.surprise(id, "release part", outcome);
            return;
        }
        line(sku).held -= units;
        tally.add(sku, swept ? Count.EXPIRED : Count.RELEASED, units);
    }

    private boolean nothingHeld() {
        return lines.values().stream().allMatch(line -> line.held == 0);
    }

    private List<ReserveRequest.Line> held() {
        return lines.entrySet().stream()
                .filter(line -> line.getValue().held > 0)
                .map(line -> new ReserveRequest.Line(StockKey.of(line.getKey()), line.getValue().held))
                .toList();
    }

    private void paid() {
        each(line -> line.held, Count.CONFIRMED);
        for (Units line : lines.values()) {
            line.committed += line.held;
            line.held = 0;
        }
    }

    private void cancel(String settlement, Map<String, Long> units) {
        Outcome outcome = inventory.cancel(part(settlement, units));
        if (!outcome.applied()) {
            tally.surprise(id, "cancel", outcome);
            return;
        }
        units.forEach((sku, some) -> {
            line(sku).committed -= some;
            tally.add(sku, Count.CANCELLED, some);
        });
    }

    private void takeBack(String settlement, Map<String, Long> units) {
        Outcome outcome = inventory.acceptReturn(part(settlement, units));
        if (!outcome.applied()) {
            tally.surprise(id, "acceptReturn", outcome);
            return;
        }
        units.forEach((sku, some) -> {
            line(sku).shipped -= some;
            tally.add(sku, Count.RETURNED, some);
        });
    }

    private SettleRequest part(String settlement, Map<String, Long> units) {
        SettleRequest part = SettleRequest.of(id).id(settlement);
        for (var line : units.entrySet()) {
            part = part.line(line.getKey(), line.getValue());
        }
        return part;
    }

    private Map<String, Long> halves(ToLongFunction<Units> of) {
        Map<String, Long> halves = new LinkedHashMap<>();
        lines.forEach((sku, line) -> {
            long units = of.applyAsLong(line);
            if (units > 0) {
                halves.put(sku, (units + 1) / 2);
            }
        });
        return halves;
    }

    private void each(ToLongFunction<Units> of, Count count) {
        lines.forEach((sku, line) -> {
            long units = of.applyAsLong(line);
            if (units > 0) {
                tally.add(sku, count, units);
            }
        });
    }

    private Units line(String sku) {
        return lines.computeIfAbsent(sku, key -> new Units());
    }
}
