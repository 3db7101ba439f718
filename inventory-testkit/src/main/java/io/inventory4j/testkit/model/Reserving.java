package io.inventory4j.testkit.model;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.CommandKind;
import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import io.inventory4j.StockLevel;
import io.inventory4j.TextOrder;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chapter 1: reserves. */
final class Reserving {
    private final Books books;
    private final Settling settling;

    Reserving(Books books, Settling settling) {
        this.books = books;
        this.settling = settling;
    }

    Outcome reserve(Reserve asked, Instant now) {
        Reservation known = books.reservations.get(asked.id());
        if (known != null) {
            return again(asked, known);
        }
        ReservationId replaces = asked.replaces();
        if (replaces != null) {
            Reservation old = books.reservations.get(replaces);
            if (old == null || !old.pending()) {
                return new Refused(Reason.NOT_PENDING, replaces.value(), 0);
            }
            settling.giveBackReserved(old, false, now);
        }
        for (ReserveLine line : asked.lines()) {
            Refused refused = refusal(line);
            if (refused != null) {
                return refused;
            }
            books.shift(line.key(), Bucket.AVAILABLE, Bucket.RESERVED, line.quantity());
        }
        Refused refused = charge(asked);
        if (refused != null) {
            return refused;
        }
        Reservation reservation = reservation(asked, now);
        books.reservations.put(asked.id(), reservation);
        String id = asked.id().value();
        return new Outcome.Applied(reservation, books.enter(CommandKind.RESERVE, id, null, null, now), false);
    }

    // Rules 1.4 and 1.5: the content first, then the state. A tombstone has no content to compare (rule 2.9).
    private static Outcome again(Reserve asked, Reservation known) {
        String id = asked.id().value();
        if (known.tombstone()) {
            return new Refused(Reason.RELEASED, id, 0);
        }
        if (!units(asked).equals(units(known))) {
            return new Refused(Reason.ID_REUSED, id, 0);
        }
        if (known.releasedInFull()) {
            return new Refused(known.swept() ? Reason.EXPIRED : Reason.RELEASED, id, 0);
        }
        return new Outcome.Applied(known, List.of(), true);
    }

    private static Map<Object, Long> units(Reserve asked) {
        Map<Object, Long> units = new TreeMap<>();
        asked.lines().forEach(line -> units.put(line.key(), line.quantity()));
        return units;
    }

    private static Map<Object, Long> units(Reservation known) {
        Map<Object, Long> units = new TreeMap<>();
        known.lines().forEach(line -> units.put(line.key(), line.requested()));
        return units;
    }

    private @Nullable Refused refusal(ReserveLine line) {
        String key = line.key().toString();
        StockLevel level = books.level(line.key());
        if (level == null) {
            return new Refused(Reason.UNKNOWN_LINE, key, 0);
        }
        if (level.saleState() != SaleState.OPEN) {
            return new Refused(Reason.NOT_OPEN, key, 0);
        }
        long free = level.available() - line.floor();
        if (free < line.quantity()) {
            return new Refused(Reason.OUT_OF_STOCK, key, Math.max(0, free));
        }
        if (!books.takes(line.key(), Bucket.AVAILABLE, Bucket.RESERVED, line.quantity())) {
            return new Refused(Reason.OVERFLOW, key, 0);
        }
        return null;
    }

    // Rule 1.2: all charges of one command to a counter add up, with the lowest limit and the latest end.
    private @Nullable Refused charge(Reserve asked) {
        if (asked.orderCharges().isEmpty()
                && asked.lines().stream().allMatch(line -> line.unitCharges().isEmpty())) {
            return null;
        }
        Map<String, Charge> charges = new TreeMap<>(TextOrder.BY_UTF8);
        Map<String, Long> units = new TreeMap<>(TextOrder.BY_UTF8);
        for (Charge charge : asked.orderCharges()) {
            charges.merge(charge.counter(), charge, Charge::and);
            units.merge(charge.counter(), 1L, Long::sum);
        }
        for (ReserveLine line : asked.lines()) {
            for (Charge charge : line.unitCharges()) {
                charges.merge(charge.counter(), charge, Charge::and);
                units.merge(charge.counter(), line.quantity(), Long::sum);
            }
        }
        for (Charge charge : charges.values()) {
            CounterRow row = books.counters.get(charge.counter());
            long left = charge.limit() - (row == null ? 0 : row.used());
            long wanted = units.getOrDefault(charge.counter(), 0L);
            if (left < wanted) {
                return new Refused(Reason.LIMIT_REACHED, charge.counter(), Math.max(0, left));
            }
            books.charge(charge.counter(), wanted, charge.forgetAfter());
        }
        return null;
    }

    private static Reservation reservation(Reserve asked, Instant now) {
        List<ReservedLine> lines = new ArrayList<>(asked.lines().size());
        for (ReserveLine line : asked.lines()) {
            lines.add(new ReservedLine(line.key(), line.quantity(), 0, 0, 0, 0, names(line.unitCharges())));
        }
        return new Reservation(
                asked.id(), lines, names(asked.orderCharges()), now.plus(asked.holdFor()), false, null, List.of());
    }

    private static List<String> names(List<Charge> charges) {
        if (charges.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(charges.size());
        charges.forEach(charge -> names.add(charge.counter()));
        return names;
    }
}
