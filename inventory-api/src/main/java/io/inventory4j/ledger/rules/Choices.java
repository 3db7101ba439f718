package io.inventory4j.ledger.rules;

import io.inventory4j.Grant;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rule 1.9: the lines of one reserve that choose. To be made before the fixed lines are judged, since the limits that a
 * source names hold for them too, and asked after that.
 */
final class Choices {
    private final Reserve command;
    private final @Nullable ReservationRow exchanged;
    private final Decision decision;

    /** What the order holds of each key: what was asked of it, and what it has granted. */
    private final Map<StockKey, ReserveLine> held = new TreeMap<>();

    private final List<Grant> grants = new ArrayList<>();

    /** Choices of a command, which replaces {@code old}, if that is there. */
    Choices(Reserve command, @Nullable ReservationRow old, Decision decision) {
        this.command = command;
        this.decision = decision;
        exchanged = command.sold() ? old : null;
        for (ReserveLine line : command.lines()) {
            held.put(line.key(), line);
        }
        for (FlexibleLine line : command.flexible()) {
            for (Source source : line.sources()) {
                for (Charge charge : source.unitCharges()) {
                    decision.counter(charge.counter()).name(charge);
                }
            }
        }
    }

    /** Whether a reservation has the lines of a command (rule 1.9): the fixed ones by their sums, then these. */
    static boolean asked(ReservationRow stored, Reserve command) {
        List<FlexibleLine> wanted = command.flexible();
        List<Grant> grants = stored.grants();
        if (grants.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < grants.size(); i++) {
            FlexibleLine line = wanted.get(i);
            Grant grant = grants.get(i);
            if (grant.quantity() != line.quantity()
                    || grant.least() != line.least()
                    || grant.split() != line.split()
                    || !grant.sources().equals(line.keys())) {
                return false;
            }
        }
        int fixed = 0;
        for (int i = 0; i < stored.lines(); i++) {
            OrderLine line = stored.line(i);
            long quantity = line.requested() - granted(grants, line.line(), 0);
            if (quantity > 0) {
                ReserveLine same =
                        fixed < command.lines().size() ? command.lines().get(fixed) : null;
                if (same == null || same.quantity() != quantity || !same.key().equals(line.line())) {
                    return false;
                }
                fixed++;
            }
        }
        return fixed == command.lines().size();
    }

    /** What was granted of a key to lines to which at least so much is enough. */
    private static long granted(List<Grant> grants, StockKey key, long atLeast) {
        long sum = 0;
        for (Grant grant : grants) {
            sum += grant.least() >= atLeast ? grant.granted(key) : 0;
        }
        return sum;
    }

    /** What was granted of a key to gifts. */
    static long given(ReservationRow stored, StockKey key) {
        return granted(stored.grants(), key, 0) - granted(stored.grants(), key, 1);
    }

    /** Grants what each line gets; not null if the whole is refused. */
    @Nullable
    Decision refusal() {
        for (FlexibleLine line : command.flexible()) {
            long[] units = line.split() ? fromAll(line) : fromOne(line);
            long sum = Arrays.stream(units).sum();
            if (sum < line.least()) {
                giveBack(line, units);
                return refusal(line, line.least(), sum);
            }
            List<Long> told = Arrays.stream(units).boxed().toList();
            grants.add(new Grant(line.keys(), line.quantity(), line.least(), line.split(), told));
        }
        return held.isEmpty() ? refusal(command.flexible().get(0), 1, 0) : null;
    }

    /** What the reserve makes, once it is not refused. */
    ReservationRow made(long nanos) {
        return ReservationRow.made(command, List.copyOf(held.values()), List.copyOf(grants), nanos);
    }

    /** The first source that can give the whole wish; else the one that can give most, of equals the earlier one. */
    private long[] fromOne(FlexibleLine line) {
        int best = 0;
        long most = 0;
        for (int i = 0; i < line.sources().size() && most < line.quantity(); i++) {
            long possible = possible(line.sources().get(i), line.quantity());
            if (possible > most) {
                best = i;
                most = possible;
            }
        }
        long[] units = new long[line.sources().size()];
        units[best] = most;
        take(line.sources().get(best), most);
        return units;
    }

    /** Each source in order gives what it can, until the wish is met. */
    private long[] fromAll(FlexibleLine line) {
        long[] units = new long[line.sources().size()];
        long wish = line.quantity();
        for (int i = 0; i < units.length && wish > 0; i++) {
            Source source = line.sources().get(i);
            units[i] = possible(source, wish);
            take(source, units[i]);
            wish -= units[i];
        }
        return units;
    }

    /** What a source can give of a wish. */
    private long possible(Source source, long wish) {
        LineDraft line = decision.line(source.key());
        long most = Math.min(
                wish,
                Math.min(stock(source, line), Bounds.MAX_QUANTITY - line.row().units(to())));
        for (int i = 0; i < source.unitCharges().size() && most > 0; i++) {
            Charge charge = source.unitCharges().get(i);
            most = Math.min(most, decision.counter(charge.counter()).free());
        }
        return Math.max(0, most);
    }

    /** What a source has for this order; at most 0 if it takes no new reservations. */
    private long stock(Source source, LineDraft line) {
        if (!line.exists()) {
            return 0;
        }
        long stock = ReserveRules.notOpen(line, decision) == null ? line.row().available() - source.floor() : 0;
        return line.saleState() == SaleState.STOPPED ? stock : Math.max(stock, givenBack(source.key()));
    }

    /** What the order that is exchanged gave back of a key, less what this one has taken of it (rule 1.11). */
    private long givenBack(StockKey key) {
        int at = exchanged == null ? -1 : exchanged.indexOf(key);
        if (exchanged == null || at < 0) {
            return 0;
        }
        OrderLine line = exchanged.line(at);
        ReserveLine taken = held.get(key);
        return line.reserved() + line.committed() - (taken == null ? 0 : taken.quantity());
    }

    private Bucket to() {
        return command.sold() ? Bucket.COMMITTED : Bucket.RESERVED;
    }

    /** A source that gives nothing is not touched. */
    private void take(Source source, long quantity) {
        if (quantity > 0) {
            decision.line(source.key()).touch().move(Bucket.AVAILABLE, to(), quantity);
            for (Charge charge : source.unitCharges()) {
                decision.counter(charge.counter()).charge(charge, quantity);
            }
            held.merge(
                    source.key(),
                    new ReserveLine(source.key(), quantity, source.floor(), source.unitCharges()),
                    ReserveLine::plus);
        }
    }

    /** So that rows and counters are as they were when the line's turn came. */
    private void giveBack(FlexibleLine line, long[] units) {
        for (int i = 0; i < units.length; i++) {
            Source source = line.sources().get(i);
            if (units[i] > 0) {
                decision.line(source.key()).touch().move(to(), Bucket.AVAILABLE, units[i]);
                for (Charge charge : source.unitCharges()) {
                    decision.counter(charge.counter()).uncharge(units[i]);
                }
                long less = units[i];
                held.computeIfPresent(source.key(), (key, all) -> all.quantity() == less ? null : all.minus(less));
            }
        }
    }

    /** Why a line that got less than is enough refuses the whole. */
    private Decision refusal(FlexibleLine line, long least, long remaining) {
        for (Source source : line.sources()) {
            if (stock(source, decision.line(source.key())) >= least) {
                return scarce(source, least, remaining);
            }
        }
        LineDraft first = decision.line(line.sources().get(0).key());
        Reason closed = ReserveRules.notOpen(first, decision);
        return decision.refuse(closed == null ? Reason.OUT_OF_STOCK : closed, first.key(), remaining);
    }

    /** What a source with enough stock lacks. */
    private Decision scarce(Source source, long least, long remaining) {
        for (Charge charge : source.unitCharges()) {
            if (decision.counter(charge.counter()).free() < least) {
                return decision.refuse(
                        new Refusal(Reason.LIMIT_REACHED, charge.counter(), source.key(), remaining, null, null));
            }
        }
        return decision.refuse(Reason.OVERFLOW, source.key(), remaining);
    }
}
