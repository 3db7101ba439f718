package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Outcome.Applied;
import io.inventory4j.Outcome.Refused;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Chapters 2 and 5: settlements and sweeps. */
final class Settling {
    /** Rule 1.12: settlements which, whole, end what a sweep left. */
    private static final Set<Transition> ENDING =
            EnumSet.of(Transition.RELEASE, Transition.CANCEL, Transition.GIVE_BACK);

    private final Books books;

    Settling(Books books) {
        this.books = books;
    }

    Outcome settle(Settle asked, Instant now) {
        ReservationId id = asked.reservation();
        Reservation known = books.reservations.get(id);
        // Rules 2.9 and 2.11.
        boolean closes = asked.transition() == Transition.RELEASE || asked.transition() == Transition.GIVE_BACK;
        if (known == null) {
            if (!closes) {
                return new Refused(Reason.UNKNOWN_RESERVATION, id.value(), 0);
            }
            books.reservations.put(id, Reservation.tombstone(id, now));
            return new Applied(null, List.of(), false);
        }
        if (known.tombstone()) {
            return closes ? new Applied(null, List.of(), true) : new Refused(Reason.RELEASED, id.value(), 0);
        }
        for (Settlement earlier : known.settlements()) {
            if (earlier.id().equals(asked.id())) {
                return earlier.content().equals(content(asked))
                        ? new Applied(known, List.of(), true)
                        : new Refused(Reason.ID_REUSED, earlier.id(), 0);
            }
        }
        if (asked.transition() == Transition.EXTEND) {
            return extend(asked, known, now);
        }
        return asked.quantities().isEmpty() ? whole(asked, known, now) : part(asked, known, now);
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
                known.owner(),
                known.lines(),
                known.grants(),
                known.orderCharges(),
                known.sold(),
                known.madeAt(),
                until.isAfter(known.expiresAt()) ? until : known.expiresAt(),
                known.ended(),
                now,
                remembered(asked, known));
        books.reservations.put(known.id(), extended);
        return new Applied(extended, List.of(), false);
    }

    private static List<Settlement> remembered(Settle asked, Reservation known) {
        String id = asked.id();
        if (id == null) {
            return known.settlements();
        }
        List<Settlement> settlements = new ArrayList<>(known.settlements());
        settlements.add(new Settlement(id, content(asked)));
        return settlements;
    }

    private Outcome whole(Settle asked, Reservation known, Instant now) {
        List<TransitionStep> steps = TransitionStep.of(asked.transition());
        boolean ends = known.swept() && ENDING.contains(asked.transition());
        boolean left = known.lines().stream().anyMatch(line -> steps.stream().anyMatch(step -> step.left(line) > 0));
        if (!left && !ends) {
            return nothingLeft(asked, known);
        }
        List<ReservedLine> lines = new ArrayList<>(known.lines().size());
        for (ReservedLine line : known.lines()) {
            ReservedLine after = line;
            for (TransitionStep step : steps) {
                long units = step.left(line);
                Refused refused = units == 0 ? null : refusal(step, line.key(), units);
                if (refused != null) {
                    return refused;
                }
                after = take(step, after, units, now);
            }
            lines.add(ends ? ended(after) : after);
        }
        return done(asked, known, lines, known.ended() || ends, now);
    }

    private Outcome part(Settle asked, Reservation known, Instant now) {
        TransitionStep step = TransitionStep.of(asked.transition()).get(0);
        Map<StockKey, ReservedLine> lines = new TreeMap<>();
        known.lines().forEach(line -> lines.put(line.key(), line));
        for (Map.Entry<StockKey, Long> part : asked.quantities().entrySet()) {
            StockKey key = part.getKey();
            long units = part.getValue();
            ReservedLine line = lines.get(part.getKey());
            if (line == null) {
                return new Refused(Reason.UNKNOWN_LINE, key, 0);
            }
            if (step.left(line) < units) {
                return new Refused(missing(asked.transition(), known), key, step.left(line));
            }
            Refused refused = refusal(step, line.key(), units);
            if (refused != null) {
                return refused;
            }
            lines.put(line.key(), take(step, line, units, now));
        }
        if (asked.releaseRest()) {
            lines.replaceAll((key, line) -> take(TransitionStep.RELEASE, line, line.reserved(), now));
        }
        return done(asked, known, List.copyOf(lines.values()), known.ended(), now);
    }

    private Applied done(Settle asked, Reservation known, List<ReservedLine> lines, boolean ended, Instant now) {
        Reservation after = settled(known, lines, ended, remembered(asked, known), now);
        String id = known.id().value();
        return new Applied(after, books.enter(kind(asked.transition()), id, asked.id(), null, now), false);
    }

    private static CommandKind kind(Transition transition) {
        return switch (transition) {
            case CONFIRM -> CommandKind.CONFIRM;
            case RELEASE -> CommandKind.RELEASE;
            case CANCEL -> CommandKind.CANCEL;
            case GIVE_BACK -> CommandKind.GIVE_BACK;
            case SHIP -> CommandKind.SHIP;
            case RETURN -> CommandKind.RETURN;
            case EXTEND -> throw new IllegalArgumentException("EXTEND has no entry");
        };
    }

    // Rules 2.8, 2.10 and 2.11.
    private static Outcome nothingLeft(Settle asked, Reservation known) {
        Transition transition = asked.transition();
        boolean there = switch (transition) {
            case CONFIRM -> !known.swept() && !known.ended() && sum(known, Settling::sold) > 0;
            case RELEASE, CANCEL, GIVE_BACK -> sum(known, ReservedLine::released) > 0;
            case SHIP -> sum(known, ReservedLine::shipped) > 0;
            case RETURN -> sum(known, ReservedLine::returned) > 0;
            case EXTEND -> false;
        };
        boolean asksForAState = asked.id() == null || transition == Transition.GIVE_BACK;
        return there && asksForAState
                ? new Applied(known, List.of(), true)
                : new Refused(missing(transition, known), known.id().value(), 0);
    }

    private static long sold(ReservedLine line) {
        return line.committed() + line.shipped();
    }

    private static long sum(Reservation known, ToLongFunction<ReservedLine> units) {
        return known.lines().stream().mapToLong(units).sum();
    }

    private @Nullable Refused refusal(TransitionStep step, StockKey key, long units) {
        if (step == TransitionStep.CONFIRM && books.levelOrEmpty(key).saleState() == SaleState.STOPPED) {
            return new Refused(Reason.NOT_OPEN, key, 0);
        }
        if (step == TransitionStep.SHIP && books.levelOrEmpty(key).onHand() < units) {
            return new Refused(Reason.SHORTFALL, key, 0);
        }
        return books.takes(key, step.from(), step.to(), units) ? null : new Refused(Reason.OVERFLOW, key, 0);
    }

    // Rule 2.8.
    private static Reason missing(Transition transition, Reservation known) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> known.swept() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case CANCEL, GIVE_BACK, SHIP -> Reason.NOT_COMMITTED;
            case RETURN -> Reason.NOT_SHIPPED;
        };
    }

    private ReservedLine take(TransitionStep step, ReservedLine line, long units, Instant now) {
        if (units == 0) {
            return line;
        }
        books.shift(line.key(), step.from(), step.to(), units);
        if (step.givesBack()) {
            line.charges().forEach(counter -> books.giveBack(counter, units, now));
        }
        return step.after(line, units);
    }

    // Rule 1.12: what a sweep took can no longer be taken again.
    static ReservedLine ended(ReservedLine line) {
        return new ReservedLine(
                line.key(),
                line.reserved(),
                line.committed(),
                line.shipped(),
                line.released(),
                line.returned(),
                0,
                line.charges());
    }

    private Reservation settled(
            Reservation known, List<ReservedLine> lines, boolean ended, List<Settlement> settlements, Instant now) {
        Reservation after = new Reservation(
                known.id(),
                known.owner(),
                lines,
                known.grants(),
                known.orderCharges(),
                known.sold(),
                known.madeAt(),
                known.expiresAt(),
                ended,
                now,
                settlements);
        if (after.releasedInFull() && !known.releasedInFull()) {
            known.orderCharges().forEach(counter -> books.giveBack(counter, 1, now));
        }
        books.reservations.put(known.id(), after);
        return after;
    }

    /**
     * Gives back everything that a reservation gives to one that replaces it (rules 1.8, 1.11 and 1.12).
     *
     * @return what it gave back of each line; null if it has nothing to give
     */
    @Nullable
    Map<StockKey, Long> replaced(Reservation old, boolean bySold, Instant now) {
        List<TransitionStep> steps = TransitionStep.of(bySold ? Transition.GIVE_BACK : Transition.RELEASE);
        Map<StockKey, Long> given = new TreeMap<>();
        List<ReservedLine> lines = new ArrayList<>(old.lines().size());
        for (ReservedLine line : old.lines()) {
            ReservedLine after = line;
            for (TransitionStep step : steps) {
                long units = step.left(line);
                after = take(step, after, units, now);
                given.merge(line.key(), units, Long::sum);
            }
            lines.add(ended(after));
        }
        if (!old.swept() && given.values().stream().allMatch(units -> units == 0)) {
            return null;
        }
        settled(old, lines, old.ended() || old.swept(), old.settlements(), now);
        return given;
    }

    @Nullable
    Applied expire(ReservationId id, Instant now) {
        Reservation known = books.reservations.get(id);
        if (known == null || !overdue(known, now)) {
            return null;
        }
        List<ReservedLine> lines = known.lines().stream()
                .map(line -> take(TransitionStep.SWEEP, line, line.reserved(), now))
                .toList();
        Reservation after = settled(known, lines, known.ended(), known.settlements(), now);
        return new Applied(after, books.enter(CommandKind.EXPIRE, id.value(), null, null, now), false);
    }

    /** Ships what is sold of an order, though no shop says so (rule 9.2); null if it is not due, or cannot be. */
    @Nullable
    Applied shipConfirmed(ReservationId id, Instant by, Instant now) {
        Reservation known = books.reservations.get(id);
        Settle all = Settle.all(id, Transition.SHIP);
        return known != null && confirmed(known, by) && whole(all, known, now) instanceof Applied applied
                ? applied
                : null;
    }

    static boolean confirmed(Reservation reservation, Instant by) {
        return reservation.open()
                && !reservation.pending()
                && !reservation.changedAt().isAfter(by);
    }

    static boolean overdue(Reservation reservation, Instant now) {
        return reservation.pending() && !reservation.expiresAt().isAfter(now);
    }
}
