package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules 2 and 5: what happens to a reservation after it was made. */
final class SettleRules {
    private SettleRules() {}

    static Decision decide(Settle command, LedgerView view, Instant now) {
        Reservation stored = view.reservation(command.reservation());
        if (stored == null || stored.tombstone()) {
            return unknown(command, stored, now);
        }
        List<Settlement> settlements = stored.settlements();
        for (int i = 0; i < settlements.size(); i++) {
            Settlement before = settlements.get(i);
            if (before.id().equals(command.id())) {
                return before.content().equals(command.content())
                        ? LedgerRules.replay(stored)
                        : LedgerRules.refuse(Reason.ID_REUSED, command.id(), 0);
            }
        }
        if (command.transition() == Transition.EXTEND) {
            return extend(command, stored, now);
        }
        return command.quantities().isEmpty()
                ? settleAll(command, stored, new Draft(view), now)
                : settlePart(command, stored, new Draft(view), now);
    }

    /** Rules 2 and 2.9: a release of an unknown id leaves a mark that stops a reserve still under way. */
    private static Decision unknown(Settle command, @Nullable Reservation tombstone, Instant now) {
        String id = command.reservation().value();
        if (command.transition() != Transition.RELEASE) {
            return LedgerRules.refuse(tombstone == null ? Reason.UNKNOWN_RESERVATION : Reason.RELEASED, id, 0);
        }
        if (tombstone != null) {
            return LedgerRules.replay(null);
        }
        Reservation mark = new Reservation(command.reservation(), List.of(), List.of(), now, false, now, List.of());
        return new Decision(new Outcome.Applied(null, List.of(), false), List.of(), List.of(mark), null);
    }

    /** Rule 2.6. Only extensions need a bound: every other settlement uses up units. */
    private static Decision extend(Settle command, Reservation stored, Instant now) {
        String id = stored.id().value();
        if (!stored.pending()) {
            return LedgerRules.refuse(nothingLeft(command.transition(), stored), id, 0);
        }
        if (stored.settlements().size() >= Bounds.MAX_SETTLEMENTS) {
            return LedgerRules.refuse(Reason.OVERFLOW, id, 0);
        }
        Instant until = now.plus(Objects.requireNonNull(command.holdFor(), "holdFor"));
        Reservation longer = new Reservation(
                stored.id(),
                stored.lines(),
                stored.orderCharges(),
                until.isAfter(stored.expiresAt()) ? until : stored.expiresAt(),
                stored.swept(),
                null,
                remember(command, stored));
        return new Decision(new Outcome.Applied(longer, List.of(), false), List.of(), List.of(longer), null);
    }

    private static Decision settleAll(Settle command, Reservation stored, Draft draft, Instant now) {
        Transition transition = command.transition();
        ReservedLine[] lines = new ReservedLine[stored.lines().size()];
        boolean any = false;
        for (int i = 0; i < lines.length; i++) {
            ReservedLine line = stored.lines().get(i);
            lines[i] = line;
            long left = left(transition, line);
            if (left > 0) {
                any = true;
                Decision refusal = moveUnits(transition, draft.line(line.key()), left);
                if (refusal != null) {
                    return refusal;
                }
                lines[i] = settled(transition, line, left, draft);
            }
        }
        if (!any) {
            return LedgerRules.refuse(
                    nothingLeft(transition, stored), stored.id().value(), 0);
        }
        return apply(command, stored, List.of(lines), draft, now);
    }

    private static Decision settlePart(Settle command, Reservation stored, Draft draft, Instant now) {
        Transition transition = command.transition();
        List<ReservedLine> lines = new ArrayList<>(stored.lines());
        for (var wanted : command.quantities().entrySet()) {
            StockKey key = wanted.getKey();
            long quantity = wanted.getValue();
            int at = indexOf(key, lines);
            if (at < 0) {
                return LedgerRules.refuse(Reason.UNKNOWN_LINE, key.toString(), 0);
            }
            ReservedLine line = lines.get(at);
            long left = left(transition, line);
            if (left < quantity) {
                return LedgerRules.refuse(nothingLeft(transition, stored), key.toString(), left);
            }
            Decision refusal = moveUnits(transition, draft.line(key), quantity);
            if (refusal != null) {
                return refusal;
            }
            lines.set(at, settled(transition, line, quantity, draft));
        }
        if (command.releaseRest()) {
            releaseAll(lines, draft);
        }
        return apply(command, stored, lines, draft, now);
    }

    private static int indexOf(StockKey key, List<ReservedLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static Decision apply(
            Settle command, Reservation stored, List<ReservedLine> lines, Draft draft, Instant now) {
        Reservation after = with(stored, lines, stored.swept(), remember(command, stored), now);
        giveBackOrderCharges(stored, after, draft);
        return draft.applied(after, List.of(after), null);
    }

    static Decision expire(Reservation stored, LedgerView view, Instant now) {
        Draft draft = new Draft(view);
        Reservation after = giveUp(stored, draft, now, true);
        return draft.applied(after, List.of(after), null);
    }

    /** Gives back all reserved units, because a sweep (rule 5.2) or another reservation (rule 1.8) ends this one. */
    static Reservation giveUp(Reservation stored, Draft draft, Instant now, boolean sweep) {
        List<ReservedLine> lines = new ArrayList<>(stored.lines());
        releaseAll(lines, draft);
        Reservation after = with(stored, lines, stored.swept() || sweep, stored.settlements(), now);
        giveBackOrderCharges(stored, after, draft);
        return after;
    }

    private static void releaseAll(List<ReservedLine> lines, Draft draft) {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0) {
                draft.line(line.key()).move(Bucket.RESERVED, Bucket.AVAILABLE, line.reserved());
                lines.set(i, settled(Transition.RELEASE, line, line.reserved(), draft));
            }
        }
    }

    private static Reservation with(
            Reservation stored, List<ReservedLine> lines, boolean swept, List<Settlement> settlements, Instant now) {
        Instant settledAt = open(lines) ? null : now;
        return new Reservation(
                stored.id(), lines, stored.orderCharges(), stored.expiresAt(), swept, settledAt, settlements);
    }

    private static boolean open(List<ReservedLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0 || line.committed() > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Settlement> remember(Settle command, Reservation stored) {
        Settlement settlement = new Settlement(command.id(), command.content());
        if (stored.settlements().isEmpty()) {
            return List.of(settlement);
        }
        List<Settlement> all = new ArrayList<>(stored.settlements());
        all.add(settlement);
        return all;
    }

    /** Rule 2.2: an order's own charges go back when its last unit does. */
    private static void giveBackOrderCharges(Reservation before, Reservation after, Draft draft) {
        if (after.releasedInFull() && !before.releasedInFull()) {
            for (String counter : after.orderCharges()) {
                draft.counter(counter).giveBack(1);
            }
        }
    }

    private static long left(Transition transition, ReservedLine line) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> line.reserved();
            case CANCEL, SHIP -> line.committed();
            case RETURN -> line.shipped() - line.returned();
        };
    }

    /** Rule 2.8. */
    private static Reason nothingLeft(Transition transition, Reservation stored) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> stored.swept() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case CANCEL, SHIP -> Reason.NOT_COMMITTED;
            case RETURN -> Reason.NOT_SHIPPED;
        };
    }

    private static @Nullable Decision moveUnits(Transition transition, LineDraft line, long quantity) {
        if (!line.exists) {
            throw new IllegalStateException("a reservation holds units of " + line.key + ", which is not stored");
        }
        if (transition == Transition.CONFIRM && line.saleState == SaleState.STOPPED) {
            return LedgerRules.refuse(Reason.NOT_OPEN, line.key.toString(), 0);
        }
        switch (transition) {
            case CONFIRM -> line.move(Bucket.RESERVED, Bucket.COMMITTED, quantity);
            case RELEASE -> line.move(Bucket.RESERVED, Bucket.AVAILABLE, quantity);
            case CANCEL -> line.move(Bucket.COMMITTED, Bucket.AVAILABLE, quantity);
            case SHIP -> line.move(Bucket.COMMITTED, Bucket.OUTSIDE, quantity);
            case RETURN -> line.move(Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, quantity);
            case EXTEND -> throw new IllegalStateException("EXTEND moves no units");
        }
        if (transition == Transition.SHIP && line.onHand() < 0) {
            return LedgerRules.refuse(Reason.SHORTFALL, line.key.toString(), 0);
        }
        return line.overflows() ? LedgerRules.refuse(Reason.OVERFLOW, line.key.toString(), 0) : null;
    }

    private static ReservedLine settled(Transition transition, ReservedLine line, long quantity, Draft draft) {
        long reserved = line.reserved();
        long committed = line.committed();
        long shipped = line.shipped();
        long released = line.released();
        long returned = line.returned();
        switch (transition) {
            case CONFIRM -> {
                reserved -= quantity;
                committed += quantity;
            }
            case RELEASE -> {
                reserved -= quantity;
                released += quantity;
            }
            case CANCEL -> {
                committed -= quantity;
                released += quantity;
            }
            case SHIP -> {
                committed -= quantity;
                shipped += quantity;
            }
            case RETURN -> returned += quantity;
            case EXTEND -> throw new IllegalStateException("EXTEND moves no units");
        }
        if (transition == Transition.RELEASE || transition == Transition.CANCEL) {
            for (int i = 0; i < line.charges().size(); i++) {
                draft.counter(line.charges().get(i)).giveBack(quantity);
            }
        }
        return new ReservedLine(line.key(), reserved, committed, shipped, released, returned, line.charges());
    }
}
