package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rule 1.12: a reservation takes again what a sweep took. */
final class TakingAgain {
    private final Books books;

    TakingAgain(Books books) {
        this.books = books;
    }

    /**
     * Takes all swept units of a reservation, or none.
     *
     * @param asked the command, whose content is the reservation's
     * @param named its charges, by counter
     * @param known the reservation, of which something is swept
     * @param now the ledger's time
     * @return the outcome
     */
    Outcome take(Reserve asked, Map<String, Charge> named, Reservation known, Instant now) {
        TransitionStep step = asked.sold() ? TransitionStep.SELL_AGAIN : TransitionStep.HOLD_AGAIN;
        Map<StockKey, ReserveLine> wanted = new HashMap<>();
        asked.lines().forEach(line -> wanted.put(line.key(), line));
        List<ReservedLine> lines = new ArrayList<>(known.lines().size());
        for (ReservedLine line : known.lines()) {
            long units = line.swept();
            if (units == 0) {
                lines.add(line);
                continue;
            }
            ReserveLine here = wanted.get(line.key());
            Refused refused = refusal(line.key(), units, here == null ? 0 : here.floor(), step, now);
            if (refused != null) {
                return refused;
            }
            books.shift(line.key(), step.from(), step.to(), units);
            lines.add(step.after(line, units));
        }
        Refused refused = charge(asked, known, named, now);
        if (refused != null) {
            return refused;
        }
        Reservation after = new Reservation(
                known.id(),
                known.owner(),
                lines,
                known.grants(),
                known.orderCharges(),
                known.sold(),
                known.madeAt(),
                asked.holdFor() == null ? known.expiresAt() : now.plus(asked.holdFor()),
                false,
                now,
                known.settlements());
        books.reservations.put(known.id(), after);
        CommandKind kind = asked.sold() ? CommandKind.SELL : CommandKind.RESERVE;
        return new Outcome.Applied(after, books.enter(kind, known.id().value(), null, null, now), false);
    }

    private @Nullable Refused refusal(StockKey key, long units, long floor, TransitionStep step, Instant now) {
        StockLevel level = books.levelOrEmpty(key);
        boolean toSold = step.to() == Bucket.COMMITTED;
        Selling selling = Selling.of(level);
        if (toSold ? !selling.takesSold() : !selling.takesNew(now)) {
            return new Refused(Reason.NOT_OPEN, key, 0);
        }
        long free = level.available() - floor;
        if (free < units) {
            return new Refused(Reason.OUT_OF_STOCK, key, Math.max(0, free));
        }
        return books.takes(key, step.from(), step.to(), units) ? null : new Refused(Reason.OVERFLOW, key, 0);
    }

    private @Nullable Refused charge(Reserve asked, Reservation known, Map<String, Charge> named, Instant now) {
        Map<String, Long> units = new TreeMap<>(TextOrder.BY_UTF8);
        for (ReservedLine line : known.lines()) {
            if (line.swept() > 0) {
                line.charges().forEach(counter -> units.merge(counter, line.swept(), Long::sum));
            }
        }
        if (known.releasedInFull()) {
            known.orderCharges().forEach(counter -> units.merge(counter, 1L, Long::sum));
        }
        for (Map.Entry<String, Long> wanted : units.entrySet()) {
            String counter = wanted.getKey();
            CounterRow stored = books.counters.get(counter);
            CounterRow row = stored == null ? CounterRow.NONE : stored;
            Charge charge = named.get(counter);
            Instant end = row.used() > 0 ? row.end() : charge == null ? null : charge.forgetAfter();
            if (end != null && !end.isAfter(now)) {
                continue; // its end has come: the order no longer counts there
            }
            long limit = charge == null ? Bounds.MAX_QUANTITY : charge.limit();
            long left = limit - row.used();
            if (left < wanted.getValue()) {
                return new Refused(Reserving.byCounter(Reason.LIMIT_REACHED, asked, counter, Math.max(0, left), null));
            }
            books.charge(counter, wanted.getValue(), charge == null ? end : charge.forgetAfter());
        }
        return null;
    }
}
