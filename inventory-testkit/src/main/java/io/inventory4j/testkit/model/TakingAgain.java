package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
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

/** Rule 1.12: a reservation takes again what a sweep took; what was a gift, as far as it is there. */
final class TakingAgain {
    private final Books books;

    TakingAgain(Books books) {
        this.books = books;
    }

    /**
     * Takes all swept units of a reservation but for gifts, and of these what there is; or nothing.
     *
     * @param asked the command, whose content is the reservation's
     * @param named its charges, by counter
     * @param known the reservation, of which something is swept
     * @param now the ledger's time
     * @return the outcome
     */
    Outcome take(Reserve asked, Map<String, Charge> named, Reservation known, Instant now) {
        return new Step(asked, named, known, now).outcome();
    }

    /** One command. */
    private final class Step {
        private final Reserve asked;
        private final Map<String, Charge> named;
        private final Reservation known;
        private final Instant now;
        private final TransitionStep step;
        private final Map<StockKey, Long> floors = new HashMap<>();

        Step(Reserve asked, Map<String, Charge> named, Reservation known, Instant now) {
            this.asked = asked;
            this.named = named;
            this.known = known;
            this.now = now;
            step = asked.sold() ? TransitionStep.SELL_AGAIN : TransitionStep.HOLD_AGAIN;
            asked.lines().forEach(line -> floors.put(line.key(), line.floor()));
            asked.flexible()
                    .forEach(line -> line.sources().forEach(source -> floors.put(source.key(), source.floor())));
        }

        Outcome outcome() {
            for (ReservedLine line : known.lines()) {
                long units = due(line);
                Refused refused = units == 0 ? null : taken(line.key(), units);
                if (refused != null) {
                    return refused;
                }
            }
            Refused refused = charge();
            if (refused != null) {
                return refused;
            }
            List<ReservedLine> lines = new ArrayList<>(known.lines().size());
            for (ReservedLine line : known.lines()) {
                long units = line.swept() == 0 ? 0 : due(line) + takeGift(line);
                lines.add(Settling.ended(step.after(line, units)));
            }
            if (lines.stream().allMatch(line -> line.reserved() + line.committed() + line.shipped() == 0)) {
                return nothing();
            }
            Reservation after = after(lines);
            books.reservations.put(known.id(), after);
            CommandKind kind = asked.sold() ? CommandKind.SELL : CommandKind.RESERVE;
            return new Outcome.Applied(after, books.enter(kind, known.id().value(), null, null, now), false);
        }

        private Reservation after(List<ReservedLine> lines) {
            return new Reservation(
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
        }

        /** The swept units of a key that have to be there. */
        private long due(ReservedLine line) {
            long kept = line.requested() - Choosing.ofGifts(known, line.key()) - line.committed() - line.shipped();
            return Math.max(0, Math.min(line.swept(), kept));
        }

        private long floor(StockKey key) {
            return floors.getOrDefault(key, 0L);
        }

        private boolean sells(StockKey key) {
            Selling selling = Selling.of(books.levelOrEmpty(key));
            return asked.sold() ? selling.takesSold() : selling.takesNew(now);
        }

        private @Nullable Refused refusal(StockKey key, long units) {
            if (!sells(key)) {
                return new Refused(Reason.NOT_OPEN, key, 0);
            }
            long free = books.levelOrEmpty(key).available() - floor(key);
            if (free < units) {
                return new Refused(Reason.OUT_OF_STOCK, key, Math.max(0, free));
            }
            return null;
        }

        private @Nullable Refused taken(StockKey key, long units) {
            Refused refused = refusal(key, units);
            if (refused == null && !books.takes(key, step.from(), step.to(), units)) {
                refused = new Refused(Reason.OVERFLOW, key, 0);
            }
            if (refused == null) {
                books.shift(key, step.from(), step.to(), units);
            }
            return refused;
        }

        private @Nullable Refused charge() {
            Map<String, Long> units = new TreeMap<>(TextOrder.BY_UTF8);
            for (ReservedLine line : known.lines()) {
                long due = due(line);
                if (due > 0) {
                    line.charges().forEach(counter -> units.merge(counter, due, Long::sum));
                }
            }
            if (known.releasedInFull()) {
                known.orderCharges().forEach(counter -> units.merge(counter, 1L, Long::sum));
            }
            for (Map.Entry<String, Long> wanted : units.entrySet()) {
                long left = left(wanted.getKey());
                if (left < wanted.getValue()) {
                    return Reserving.limitReached(asked, wanted.getKey(), Math.max(0, left));
                }
                charge(wanted.getKey(), wanted.getValue());
            }
            return null;
        }

        private @Nullable Instant end(String counter) {
            CounterRow row = books.counters.get(counter);
            Charge charge = named.get(counter);
            return row != null && row.used() > 0 ? row.end() : charge == null ? null : charge.forgetAfter();
        }

        /** Whether its end has come, so that the order no longer counts there. */
        private boolean isOver(String counter) {
            Instant end = end(counter);
            return end != null && !end.isAfter(now);
        }

        private long left(String counter) {
            Charge charge = named.get(counter);
            long limit = charge == null ? Bounds.MAX_QUANTITY : charge.limit();
            return isOver(counter) ? Bounds.MAX_QUANTITY : limit - books.used(counter);
        }

        private void charge(String counter, long units) {
            if (!isOver(counter)) {
                Charge charge = named.get(counter);
                books.charge(counter, units, charge == null ? end(counter) : charge.forgetAfter());
            }
        }

        /** Takes what is there of the swept units that need not be there. */
        private long takeGift(ReservedLine line) {
            StockKey key = line.key();
            StockLevel level = books.levelOrEmpty(key);
            long units = Math.min(line.swept() - due(line), level.available() - floor(key));
            units = Math.min(units, Bounds.MAX_QUANTITY - level.quantity(step.to()));
            for (String counter : line.charges()) {
                units = Math.min(units, left(counter));
            }
            if (units <= 0 || !sells(key)) {
                return 0;
            }
            books.shift(key, step.from(), step.to(), units);
            for (String counter : line.charges()) {
                charge(counter, units);
            }
            return units;
        }

        /** Rule 1.9.5, of what was swept. */
        private Refused nothing() {
            ReservedLine first = known.lines().stream()
                    .filter(line -> line.swept() > 0)
                    .findFirst()
                    .orElseThrow();
            Refused refused = refusal(first.key(), 1);
            for (String counter : first.charges()) {
                if (refused == null && left(counter) < 1) {
                    refused = new Refused(new Refusal(Reason.LIMIT_REACHED, counter, first.key(), 0, null, null));
                }
            }
            return refused == null ? new Refused(Reason.OVERFLOW, first.key(), 0) : refused;
        }
    }
}
