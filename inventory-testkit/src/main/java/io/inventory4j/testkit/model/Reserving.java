package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Applied;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chapters 1 and 12: reserves that make a reservation, and what comes of a repeat. */
final class Reserving {
    private final Books books;
    private final Settling settling;
    private final TakingAgain takingAgain;

    Reserving(Books books, Settling settling) {
        this.books = books;
        this.settling = settling;
        takingAgain = new TakingAgain(books);
    }

    Outcome reserve(Reserve asked, Instant now) {
        Reservation known = books.reservations.get(asked.id());
        if (known == null && asked.again()) {
            return new Refused(Reason.UNKNOWN_RESERVATION, asked.id().value(), 0);
        }
        Outcome answer = known == null ? null : repeated(asked, known);
        if (answer != null) {
            return answer;
        }
        Refused stale = stale(asked, known == null ? now : known.madeAt(), now);
        if (stale != null) {
            return stale;
        }
        return known == null ? make(asked, now) : takingAgain.take(asked, joined(asked), known, now);
    }

    /**
     * Rules 1.4, 1.5 and 1.12: the content first, then the state. A tombstone has no content to compare (rule 2.9).
     *
     * @return the answer; null if the reservation has swept units that the command takes again
     */
    private static @Nullable Outcome repeated(Reserve asked, Reservation known) {
        String id = asked.id().value();
        if (known.tombstone()) {
            return new Refused(Reason.RELEASED, id, 0);
        }
        boolean sameContent = Objects.equals(asked.owner(), known.owner())
                && (asked.again() || asked.sold() == known.sold())
                && Choosing.sameLines(asked, known);
        if (!sameContent) {
            return new Refused(Reason.ID_REUSED, id, 0);
        }
        if (asked.again() && known.ended()) {
            return new Refused(Reason.RELEASED, id, 0);
        }
        if (asked.again() && known.swept()) {
            return null;
        }
        if (known.releasedInFull()) {
            return new Refused(known.swept() ? Reason.EXPIRED : Reason.RELEASED, id, 0);
        }
        return new Applied(known, List.of(), true);
    }

    /** Rule 12: a charge that was computed for another time. */
    private static @Nullable Refused stale(Reserve asked, Instant time, Instant now) {
        TreeMap<String, Charge> wrong = new TreeMap<>(TextOrder.BY_UTF8);
        for (Charge charge : charges(asked)) {
            boolean early = charge.from() != null && charge.from().isAfter(time);
            boolean late = charge.until() != null && !charge.until().isAfter(time);
            if (early || late) {
                wrong.put(charge.counter(), charge);
            }
        }
        if (wrong.isEmpty()) {
            return null;
        }
        String counter = wrong.firstKey();
        StockKey fixed = firstFixed(asked, counter);
        StockKey key = fixed == null ? firstSource(asked, counter) : fixed;
        return new Refused(new Refusal(Reason.STALE, counter, key, 0, null, now));
    }

    /** Rule 12.2: the first source of the request that charges a counter. */
    private static @Nullable StockKey firstSource(Reserve asked, String counter) {
        return asked.flexible().stream()
                .flatMap(line -> line.sources().stream())
                .filter(source -> charges(source.unitCharges(), counter))
                .map(Source::key)
                .findFirst()
                .orElse(null);
    }

    private static boolean charges(List<Charge> charges, String counter) {
        return charges.stream().anyMatch(charge -> charge.counter().equals(counter));
    }

    private static List<Charge> charges(Reserve asked) {
        List<Charge> charges = new ArrayList<>(asked.orderCharges());
        asked.lines().forEach(line -> charges.addAll(line.unitCharges()));
        asked.flexible().forEach(line -> line.sources().forEach(source -> charges.addAll(source.unitCharges())));
        return charges;
    }

    /** Rule 1.6: a limit that refuses names the first fixed line in key order that charges the counter, if one does. */
    static Refused limitReached(Reserve asked, String counter, long remaining) {
        StockKey key = firstFixed(asked, counter);
        return new Refused(new Refusal(Reason.LIMIT_REACHED, counter, key, remaining, null, null));
    }

    private static @Nullable StockKey firstFixed(Reserve asked, String counter) {
        return asked.lines().stream()
                .filter(line -> charges(line.unitCharges(), counter))
                .map(ReserveLine::key)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Rule 1.2: of all charges of one command to a counter, the lowest limit and the latest end. */
    private static Map<String, Charge> joined(Reserve asked) {
        Map<String, Charge> joined = new TreeMap<>(TextOrder.BY_UTF8);
        charges(asked).forEach(charge -> joined.merge(charge.counter(), charge, Charge::and));
        return joined;
    }

    private Outcome make(Reserve asked, Instant now) {
        ReservationId replaces = asked.replaces();
        Map<StockKey, Long> given = Map.of();
        if (replaces != null) {
            Reservation old = books.reservations.get(replaces);
            Map<StockKey, Long> back = old == null ? null : settling.replaced(old, asked.sold(), now);
            if (back == null) {
                return new Refused(asked.sold() ? Reason.NOT_COMMITTED : Reason.NOT_PENDING, replaces.value(), 0);
            }
            given = asked.sold() ? back : given;
        }
        boolean exchange = asked.sold() && replaces != null;
        Bucket to = asked.sold() ? Bucket.COMMITTED : Bucket.RESERVED;
        for (ReserveLine line : asked.lines()) {
            Refused refused = refusal(line, to, exchange, given.getOrDefault(line.key(), 0L), now);
            if (refused != null) {
                return refused;
            }
            books.shift(line.key(), Bucket.AVAILABLE, to, line.quantity());
        }
        Map<String, Charge> named = joined(asked);
        Refused refused = charge(asked, named);
        if (refused != null) {
            return refused;
        }
        Choosing choosing = new Choosing(books, asked, named, given, now);
        refused = asked.flexible().isEmpty() ? null : choosing.refusal(asked.flexible());
        if (refused != null) {
            return refused;
        }
        Reservation reservation = reservation(asked, choosing, now);
        books.reservations.put(asked.id(), reservation);
        CommandKind kind = asked.sold() ? CommandKind.SELL : CommandKind.RESERVE;
        return new Applied(reservation, books.enter(kind, asked.id().value(), null, null, now), false);
    }

    /**
     * Why a line refuses.
     *
     * @param exchange whether a sold order takes the place of another (rule 1.11)
     * @param given what that one gave back of this line
     */
    private @Nullable Refused refusal(ReserveLine line, Bucket to, boolean exchange, long given, Instant now) {
        StockKey key = line.key();
        StockLevel level = books.level(line.key());
        if (level == null) {
            return new Refused(Reason.UNKNOWN_LINE, key, 0);
        }
        Selling selling = Selling.of(level);
        if (exchange ? !selling.takesSold() : !selling.takesNew(now)) {
            return new Refused(Reason.NOT_OPEN, key, 0);
        }
        long free = level.available() - line.floor();
        if (line.quantity() > given && free < line.quantity()) {
            return new Refused(Reason.OUT_OF_STOCK, key, Math.max(0, free));
        }
        if (!books.takes(line.key(), Bucket.AVAILABLE, to, line.quantity())) {
            return new Refused(Reason.OVERFLOW, key, 0);
        }
        return null;
    }

    // Rule 1.2: all charges of one command to a counter add up.
    private @Nullable Refused charge(Reserve asked, Map<String, Charge> named) {
        Map<String, Long> units = new TreeMap<>(TextOrder.BY_UTF8);
        asked.orderCharges().forEach(charge -> units.merge(charge.counter(), 1L, Long::sum));
        for (ReserveLine line : asked.lines()) {
            line.unitCharges().forEach(charge -> units.merge(charge.counter(), line.quantity(), Long::sum));
        }
        for (Map.Entry<String, Long> wanted : units.entrySet()) {
            String counter = wanted.getKey();
            // Rule 1.9.8: limit and end are those of all that the command names, charged or not.
            Charge charge = Objects.requireNonNull(named.get(counter));
            long left = charge.limit() - books.used(counter);
            if (left < wanted.getValue()) {
                return limitReached(asked, counter, Math.max(0, left));
            }
            books.charge(counter, wanted.getValue(), charge.forgetAfter());
        }
        return null;
    }

    private static Reservation reservation(Reserve asked, Choosing choosing, Instant now) {
        Map<StockKey, List<Charge>> charges = new HashMap<>();
        asked.lines().forEach(line -> charges.put(line.key(), line.unitCharges()));
        asked.flexible()
                .forEach(line -> line.sources().forEach(source -> charges.put(source.key(), source.unitCharges())));
        List<ReservedLine> lines = new ArrayList<>(choosing.taken.size());
        choosing.taken.forEach((key, units) -> {
            long held = asked.sold() ? 0 : units;
            List<String> names = names(charges.getOrDefault(key, List.of()));
            lines.add(new ReservedLine(key, held, units - held, 0, 0, 0, 0, names));
        });
        return new Reservation(
                asked.id(),
                asked.owner(),
                lines,
                choosing.grants,
                names(asked.orderCharges()),
                asked.sold(),
                now,
                asked.holdFor() == null ? now : now.plus(asked.holdFor()),
                false,
                now,
                List.of());
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
