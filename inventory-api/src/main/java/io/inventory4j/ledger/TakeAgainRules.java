package io.inventory4j.ledger;

import io.inventory4j.Charge;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule 1.12: units that a sweep took are taken again, in the same reservation. */
final class TakeAgainRules {
    private TakeAgainRules() {}

    /** Judges a command whose id and content are those of a reservation with swept units. */
    static Decision decide(Reserve command, Reservation stored, LedgerView view, Instant now) {
        Decision refusal = ReserveRules.staleCharge(command, stored.madeAt(), now);
        if (refusal != null) {
            return refusal;
        }
        Draft draft = new Draft(view, now);
        List<ReservedLine> lines = new ArrayList<>(stored.lines());
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.swept() > 0) {
                refusal = judge(
                        command,
                        draft.line(line.key()),
                        line.swept(),
                        command.lines().get(i).floor());
                if (refusal != null) {
                    return refusal;
                }
                lines.set(i, takenAgain(line, command.sold()));
            }
        }
        charge(command, stored, draft);
        refusal = ReserveRules.firstFailingCounter(draft);
        if (refusal != null) {
            return refusal;
        }
        Reservation after = new Reservation(
                stored.id(),
                stored.owner(),
                lines,
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                command.holdFor() == null ? stored.expiresAt() : now.plus(command.holdFor()),
                stored.ended(),
                now,
                stored.settlements());
        return draft.applied(after, List.of(after), null);
    }

    /** Late money after the end of the sale is served if there is stock, as for CONFIRM (rule 2.1). */
    private static @Nullable Decision judge(Reserve command, LineDraft line, long swept, long floor) {
        boolean late = command.sold() && line.exists && line.saleState == SaleState.NO_NEW;
        Decision refusal = late ? null : ReserveRules.notOpen(line);
        if (refusal == null) {
            refusal = ReserveRules.outOfStock(line, swept, floor);
        }
        return refusal == null ? ReserveRules.take(line, swept, command.sold()) : refusal;
    }

    private static ReservedLine takenAgain(ReservedLine line, boolean sold) {
        long swept = line.swept();
        return new ReservedLine(
                line.key(),
                line.reserved() + (sold ? 0 : swept),
                line.committed() + (sold ? swept : 0),
                line.shipped(),
                line.released() - swept,
                line.returned(),
                0,
                line.charges());
    }

    /** Charges the counters of the time when the order was made; only their limits are the command's. */
    private static void charge(Reserve command, Reservation stored, Draft draft) {
        Map<String, Charge> named = named(command);
        for (ReservedLine line : stored.lines()) {
            if (line.swept() > 0) {
                for (String counter : line.charges()) {
                    charge(draft.counter(counter), named.get(counter), line.swept(), draft.now);
                }
            }
        }
        if (stored.releasedInFull()) {
            for (String counter : stored.orderCharges()) {
                charge(draft.counter(counter), named.get(counter), 1, draft.now);
            }
        }
    }

    private static void charge(Draft.CounterDraft counter, @Nullable Charge named, long quantity, Instant now) {
        boolean over = counter.unused()
                ? named != null
                        && named.forgetAfter() != null
                        && !named.forgetAfter().isAfter(now)
                : counter.ended(now);
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
