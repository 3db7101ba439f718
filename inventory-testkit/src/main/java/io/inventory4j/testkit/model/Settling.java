package io.inventory4j.testkit.model;

import io.inventory4j.Bounds;
import io.inventory4j.CommandKind;
import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Applied;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chapters 2 and 5: settlements and sweeps. */
final class Settling {
    private final Books books;

    Settling(Books books) {
        this.books = books;
    }

    Outcome settle(Settle asked, Instant now) {
        ReservationId id = asked.reservation();
        Reservation known = books.reservations.get(id);
        boolean release = asked.transition() == Transition.RELEASE;
        if (known == null) {
            if (!release) {
                return new Refused(Reason.UNKNOWN_RESERVATION, id.value(), 0);
            }
            // Rule 2.9. A tombstone holds nothing, so it has no real expiry; settledAt decides when it is forgotten.
            books.reservations.put(id, new Reservation(id, List.of(), List.of(), Instant.EPOCH, false, now, List.of()));
            return new Applied(null, List.of(), false);
        }
        if (known.tombstone()) {
            return release ? new Applied(null, List.of(), true) : new Refused(Reason.RELEASED, id.value(), 0);
        }
        for (Settlement earlier : known.settlements()) {
            if (earlier.id().equals(asked.id())) {
                return earlier.content().equals(content(asked))
                        ? new Applied(known, List.of(), true)
                        : new Refused(Reason.ID_REUSED, asked.id(), 0);
            }
        }
        return asked.transition() == Transition.EXTEND ? extend(asked, known, now) : step(asked, known, now);
    }

    // Rule 2.7: transition, quantities, flag and duration. The lengths distinguish texts that contain separators.
    private static String content(Settle asked) {
        if (asked.quantities().isEmpty() && asked.holdFor() == null && !asked.releaseRest()) {
            return asked.transition().name();
        }
        StringBuilder text = new StringBuilder(asked.transition().name())
                .append(asked.releaseRest() ? " and the rest " : " ")
                .append(asked.holdFor());
        asked.quantities()
                .forEach((key, units) -> text.append(' ')
                        .append(key.sku().length())
                        .append(' ')
                        .append(key.location().length())
                        .append(' ')
                        .append(key)
                        .append(' ')
                        .append(units));
        return text.toString();
    }

    private Outcome extend(Settle asked, Reservation known, Instant now) {
        String id = known.id().value();
        if (!known.pending()) {
            return new Refused(missing(Transition.EXTEND, known), id, 0);
        }
        if (known.settlements().size() >= Bounds.MAX_SETTLEMENTS) {
            return new Refused(Reason.OVERFLOW, id, 0);
        }
        Instant until = now.plus(Objects.requireNonNull(asked.holdFor()));
        Reservation extended = new Reservation(
                known.id(),
                known.lines(),
                known.orderCharges(),
                until.isAfter(known.expiresAt()) ? until : known.expiresAt(),
                known.swept(),
                known.settledAt(),
                remembered(asked, known));
        books.reservations.put(known.id(), extended);
        return new Applied(extended, List.of(), false);
    }

    private static List<Settlement> remembered(Settle asked, Reservation known) {
        List<Settlement> settlements = new ArrayList<>(known.settlements());
        settlements.add(new Settlement(asked.id(), content(asked)));
        return settlements;
    }

    private Outcome step(Settle asked, Reservation known, Instant now) {
        TransitionStep step = TransitionStep.of(asked.transition());
        Map<StockKey, Long> wanted = asked.quantities().isEmpty() ? allLeft(step, known) : asked.quantities();
        if (wanted.isEmpty()) {
            return new Refused(missing(asked.transition(), known), known.id().value(), 0);
        }
        Map<StockKey, ReservedLine> lines = new TreeMap<>();
        known.lines().forEach(line -> lines.put(line.key(), line));
        for (Map.Entry<StockKey, Long> part : wanted.entrySet()) {
            StockKey key = part.getKey();
            ReservedLine line = lines.get(key);
            Refused refused = line == null
                    ? new Refused(Reason.UNKNOWN_LINE, key.toString(), 0)
                    : refusal(asked.transition(), known, line, part.getValue());
            if (line == null || refused != null) {
                return Objects.requireNonNull(refused);
            }
            lines.put(key, take(step, line, part.getValue()));
        }
        if (asked.releaseRest()) {
            lines.replaceAll(
                    (key, line) -> line.reserved() > 0 ? take(TransitionStep.RELEASE, line, line.reserved()) : line);
        }
        Reservation after = settled(known, List.copyOf(lines.values()), known.swept(), remembered(asked, known), now);
        return new Applied(after, books.enter(step.kind(), known.id().value(), asked.id(), null, now), false);
    }

    private static Map<StockKey, Long> allLeft(TransitionStep step, Reservation known) {
        Map<StockKey, Long> left = new TreeMap<>();
        for (ReservedLine line : known.lines()) {
            if (step.left(line) > 0) {
                left.put(line.key(), step.left(line));
            }
        }
        return left;
    }

    private @Nullable Refused refusal(Transition transition, Reservation known, ReservedLine line, long units) {
        TransitionStep step = TransitionStep.of(transition);
        String key = line.key().toString();
        if (step.left(line) < units) {
            return new Refused(missing(transition, known), key, step.left(line));
        }
        if (step == TransitionStep.CONFIRM && books.levelOrEmpty(line.key()).saleState() == SaleState.STOPPED) {
            return new Refused(Reason.NOT_OPEN, key, 0);
        }
        if (step == TransitionStep.SHIP && books.levelOrEmpty(line.key()).onHand() < units) {
            return new Refused(Reason.SHORTFALL, key, 0);
        }
        if (!books.takes(line.key(), step.from(), step.to(), units)) {
            return new Refused(Reason.OVERFLOW, key, 0);
        }
        return null;
    }

    // Rule 2.8.
    private static Reason missing(Transition transition, Reservation known) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> known.swept() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case CANCEL, SHIP -> Reason.NOT_COMMITTED;
            case RETURN -> Reason.NOT_SHIPPED;
        };
    }

    private ReservedLine take(TransitionStep step, ReservedLine line, long units) {
        books.shift(line.key(), step.from(), step.to(), units);
        if (step.givesBack()) {
            line.charges().forEach(counter -> books.giveBack(counter, units));
        }
        return step.after(line, units);
    }

    /** Takes every reserved unit back to AVAILABLE, for a reservation that replaces this one or for a sweep. */
    Reservation giveBackReserved(Reservation known, boolean swept, Instant now) {
        List<ReservedLine> lines = new ArrayList<>(known.lines().size());
        for (ReservedLine line : known.lines()) {
            lines.add(line.reserved() > 0 ? take(TransitionStep.RELEASE, line, line.reserved()) : line);
        }
        return settled(known, lines, known.swept() || swept, known.settlements(), now);
    }

    private Reservation settled(
            Reservation known, List<ReservedLine> lines, boolean swept, List<Settlement> settlements, Instant now) {
        Reservation after =
                new Reservation(known.id(), lines, known.orderCharges(), known.expiresAt(), swept, null, settlements);
        if (!after.open()) {
            after = new Reservation(
                    known.id(), lines, known.orderCharges(), known.expiresAt(), swept, now, settlements);
        }
        if (after.releasedInFull()) {
            known.orderCharges().forEach(counter -> books.giveBack(counter, 1));
        }
        books.reservations.put(known.id(), after);
        return after;
    }

    @Nullable
    Applied expire(ReservationId id, Instant now) {
        Reservation known = books.reservations.get(id);
        if (known == null || !overdue(known, now)) {
            return null;
        }
        Reservation after = giveBackReserved(known, true, now);
        return new Applied(after, books.enter(CommandKind.EXPIRE, id.value(), null, null, now), false);
    }

    static boolean overdue(Reservation reservation, Instant now) {
        return reservation.pending() && !reservation.expiresAt().isAfter(now);
    }
}
