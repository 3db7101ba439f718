package io.inventory4j.ledger.rules;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rule 1.12: units that a sweep took are taken again, in the same reservation: all that were asked for, and of gifts
 * what is there.
 */
final class TakeAgainRules {
    private final Reserve command;
    private final Decision decision;
    private final ReservationRow stored;
    private final ReservationRow after;
    private final Map<StockKey, Long> floors = new HashMap<>();

    /** What the command says of the counters that it names. */
    private final Map<String, Charge> named = new HashMap<>();

    private TakeAgainRules(Reserve command, ReservationRow stored, Decision decision) {
        this.command = command;
        this.decision = decision;
        this.stored = stored;
        after = stored.following(decision.nanos);
        for (ReserveLine line : command.lines()) {
            named(line.key(), line.floor(), line.unitCharges());
        }
        for (FlexibleLine line : command.flexible()) {
            for (Source source : line.sources()) {
                named(source.key(), source.floor(), source.unitCharges());
            }
        }
        command.orderCharges().forEach(charge -> named.merge(charge.counter(), charge, Charge::and));
    }

    private void named(StockKey key, long floor, List<Charge> charges) {
        floors.put(key, floor);
        charges.forEach(charge -> named.merge(charge.counter(), charge, Charge::and));
    }

    /** Judges a command whose id and content are those of a reservation with swept units. */
    static Decision decide(Reserve command, ReservationDraft own, ReservationRow stored, Decision decision) {
        if (ReserveRules.staleCharge(command, stored.madeAt(), decision) != null) {
            return decision;
        }
        return new TakeAgainRules(command, stored, decision).decide(own);
    }

    private Decision decide(ReservationDraft own) {
        for (int i = 0; i < stored.lines(); i++) {
            long due = due(stored.line(i));
            if (due > 0) {
                LineDraft line = decision.line(stored.line(i).line());
                if (refusal(line, due) != null || ReserveRules.take(line, due, command.sold(), decision) != null) {
                    return decision;
                }
                after.line(i).takeAgain(due, command.sold());
            }
        }
        charge();
        if (ReserveRules.firstFailingCounter(command, decision) != null) {
            return decision;
        }
        takeGifts();
        if (after.releasedInFull()) {
            return nothing();
        }
        if (command.holdFor() != null) {
            after.expiryNanos(EpochNanos.plus(decision.nanos, command.holdFor()));
        }
        own.after(after);
        return decision.apply(after);
    }

    /** The swept units of a line that have to be there: those that were not given as a gift. */
    private long due(OrderLine line) {
        if (line.swept() == 0) {
            return 0;
        }
        long asked = line.requested() - Choices.given(stored, line.line());
        return Math.max(0, Math.min(line.swept(), asked - line.committed() - line.shipped()));
    }

    /** Late money after the end of the sale is served if there is stock, as for CONFIRM (rule 2.1). */
    private @Nullable Decision refusal(LineDraft line, long quantity) {
        Reason closed = closed(line);
        return closed != null
                ? decision.refuse(closed, line.key(), 0)
                : ReserveRules.outOfStock(line, quantity, floor(line.key()), decision);
    }

    private @Nullable Reason closed(LineDraft line) {
        return command.sold() ? ReserveRules.stopped(line, decision) : ReserveRules.notOpen(line, decision);
    }

    private long floor(StockKey key) {
        return Objects.requireNonNull(floors.get(key), "no floor of a line with the order's content");
    }

    /** Charges the counters of the time when the order was made; only their limits are the command's. */
    private void charge() {
        for (int i = 0; i < stored.lines(); i++) {
            charge(stored.line(i), due(stored.line(i)));
        }
        if (stored.releasedInFull()) {
            for (String counter : stored.orderCharges()) {
                charge(counter, 1);
            }
        }
    }

    private void charge(OrderLine line, long quantity) {
        for (int c = 0; c < line.charges() && quantity > 0; c++) {
            charge(line.charge(c), quantity);
        }
    }

    private void charge(String name, long quantity) {
        CounterDraft counter = decision.counter(name);
        Charge charge = named.get(name);
        if (isOver(counter, charge)) {
            return;
        }
        if (charge == null) {
            counter.charge(quantity);
        } else {
            counter.charge(charge, quantity);
        }
    }

    /** Whether a counter is not charged again: its end has come. Where it counts nothing, the named end decides. */
    private boolean isOver(CounterDraft counter, @Nullable Charge charge) {
        return counter.unused()
                ? charge != null
                        && charge.forgetAfter() != null
                        && !charge.forgetAfter().isAfter(decision.now())
                : counter.ended(decision);
    }

    /** Of what remains swept, all of it gifts, takes what is there; the rest is given up. */
    private void takeGifts() {
        for (int i = 0; i < after.lines(); i++) {
            OrderLine line = after.line(i);
            if (line.swept() > 0) {
                LineDraft stock = decision.line(line.line());
                long units = possible(line, stock);
                if (units > 0) {
                    stock.touch().move(Bucket.AVAILABLE, to(), units);
                    charge(line, units);
                    line.takeAgain(units, command.sold());
                }
                line.swept(0);
            }
        }
    }

    private Bucket to() {
        return command.sold() ? Bucket.COMMITTED : Bucket.RESERVED;
    }

    private long possible(OrderLine line, LineDraft stock) {
        if (closed(stock) != null) {
            return 0;
        }
        long most = Math.min(line.swept(), stock.row().available() - floor(line.line()));
        most = Math.min(most, Bounds.MAX_QUANTITY - stock.row().units(to()));
        for (int c = 0; c < line.charges() && most > 0; c++) {
            most = Math.min(most, free(line.charge(c)));
        }
        return most;
    }

    private long free(String name) {
        CounterDraft counter = decision.counter(name);
        Charge charge = named.get(name);
        if (isOver(counter, charge)) {
            return Bounds.MAX_QUANTITY;
        }
        if (charge != null) {
            counter.name(charge);
        }
        return counter.free();
    }

    /** Rule 1.9.5: nothing would be held, so the first line refuses, as if one unit of it had to be there. */
    private Decision nothing() {
        OrderLine line = stored.line(0);
        for (int i = 0; line.swept() == 0; i++) {
            line = stored.line(i);
        }
        LineDraft stock = decision.line(line.line());
        Decision refusal = refusal(stock, 1);
        for (int c = 0; c < line.charges() && refusal == null; c++) {
            if (free(line.charge(c)) < 1) {
                refusal =
                        decision.refuse(new Refusal(Reason.LIMIT_REACHED, line.charge(c), line.line(), 0, null, null));
            }
        }
        return refusal != null ? refusal : decision.refuse(Reason.OVERFLOW, line.line(), 0);
    }
}
