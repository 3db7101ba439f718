package io.inventory4j.ledger.rules;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule 1.12: units that a sweep took are taken again, in the same reservation. */
final class TakeAgainRules {
    private TakeAgainRules() {}

    /** Judges a command whose id and content are those of a reservation with swept units. */
    static Decision decide(Reserve command, ReservationDraft own, ReservationRow stored, Decision decision) {
        if (ReserveRules.staleCharge(command, stored.madeAt(), decision) != null) {
            return decision;
        }
        ReservationRow after = stored.following(decision.nanos);
        for (int i = 0; i < stored.lines(); i++) {
            long swept = stored.line(i).swept();
            if (swept > 0) {
                LineDraft line = decision.line(stored.line(i).line());
                long floor = command.lines().get(i).floor();
                if (judge(command, line, swept, floor, decision) != null) {
                    return decision;
                }
                after.line(i).takeAgain(command.sold());
            }
        }
        charge(command, stored, decision);
        if (ReserveRules.firstFailingCounter(command, decision) != null) {
            return decision;
        }
        if (command.holdFor() != null) {
            after.expiryNanos(EpochNanos.plus(decision.nanos, command.holdFor()));
        }
        own.after(after);
        return decision.apply(after);
    }

    /** Late money after the end of the sale is served if there is stock, as for CONFIRM (rule 2.1). */
    private static @Nullable Decision judge(
            Reserve command, LineDraft line, long swept, long floor, Decision decision) {
        Decision refusal = command.sold() ? ReserveRules.stopped(line, decision) : ReserveRules.notOpen(line, decision);
        if (refusal == null) {
            refusal = ReserveRules.outOfStock(line, swept, floor, decision);
        }
        return refusal == null ? ReserveRules.take(line, swept, command.sold(), decision) : refusal;
    }

    /** Charges the counters of the time when the order was made; only their limits are the command's. */
    private static void charge(Reserve command, ReservationRow stored, Decision decision) {
        Map<String, Charge> named = named(command);
        for (int i = 0; i < stored.lines(); i++) {
            OrderLine line = stored.line(i);
            for (int c = 0; c < line.charges() && line.swept() > 0; c++) {
                charge(line.charge(c), named, line.swept(), decision);
            }
        }
        if (stored.releasedInFull()) {
            for (String counter : stored.orderCharges()) {
                charge(counter, named, 1, decision);
            }
        }
    }

    private static void charge(String name, Map<String, Charge> all, long quantity, Decision decision) {
        CounterDraft counter = decision.counter(name);
        Charge named = all.get(name);
        boolean over = counter.unused()
                ? named != null
                        && named.forgetAfter() != null
                        && !named.forgetAfter().isAfter(decision.now())
                : counter.ended(decision);
        if (over) {
            return;
        }
        if (named == null) {
            counter.charge(quantity);
        } else {
            counter.charge(named, quantity);
        }
    }

    private static Map<String, Charge> named(Reserve command) {
        Map<String, Charge> named = new HashMap<>();
        command.lines()
                .forEach(line ->
                        line.unitCharges().forEach(charge -> named.merge(charge.counter(), charge, Charge::and)));
        command.orderCharges().forEach(charge -> named.merge(charge.counter(), charge, Charge::and));
        return named;
    }
}
