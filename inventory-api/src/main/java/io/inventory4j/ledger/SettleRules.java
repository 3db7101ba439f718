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

/** Rules 1.8, 1.11, 2 and 5: what happens to a reservation after it was made. */
final class SettleRules {
    private SettleRules() {}

    static Decision decide(Settle command, LedgerView view, Instant now) {
        return decide(command, view.reservation(command.reservation()), view, now);
    }

    static Decision decide(Settle command, @Nullable Reservation stored, LedgerView view, Instant now) {
        if (stored == null || stored.tombstone()) {
            return unknown(command, stored, now);
        }
        List<Settlement> settlements = stored.settlements();
        for (int i = 0; i < settlements.size(); i++) {
            Settlement before = settlements.get(i);
            if (before.id().equals(command.id())) {
                return before.content().equals(command.content())
                        ? LedgerRules.replay(stored)
                        : LedgerRules.refuse(Reason.ID_REUSED, before.id(), 0);
            }
        }
        if (command.transition() == Transition.EXTEND) {
            return extend(command, stored, now);
        }
        return command.quantities().isEmpty()
                ? settleAll(command, stored, new Draft(view, now))
                : settlePart(command, stored, new Draft(view, now));
    }

    /** Rules 2.9 and 2.11: a release of an unknown id leaves a mark that stops a reserve still under way. */
    private static Decision unknown(Settle command, @Nullable Reservation tombstone, Instant now) {
        String id = command.reservation().value();
        if (command.transition() != Transition.RELEASE && command.transition() != Transition.GIVE_BACK) {
            return LedgerRules.refuse(tombstone == null ? Reason.UNKNOWN_RESERVATION : Reason.RELEASED, id, 0);
        }
        if (tombstone != null) {
            return LedgerRules.replay(null);
        }
        Reservation mark = Reservation.tombstone(command.reservation(), now);
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
                stored.owner(),
                stored.lines(),
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                until.isAfter(stored.expiresAt()) ? until : stored.expiresAt(),
                stored.ended(),
                now,
                remember(command, stored));
        return new Decision(new Outcome.Applied(longer, List.of(), false), List.of(), List.of(longer), null);
    }

    private static Decision settleAll(Settle command, Reservation stored, Draft draft) {
        List<ReservedLine> lines = new ArrayList<>(stored.lines());
        boolean any = false;
        for (Transition step : steps(command.transition())) {
            for (int i = 0; i < lines.size(); i++) {
                ReservedLine line = lines.get(i);
                long left = left(step, line);
                if (left > 0) {
                    any = true;
                    Decision refusal = moveUnits(step, draft.line(line.key()), left);
                    if (refusal != null) {
                        return refusal;
                    }
                    lines.set(i, settled(step, line, left, draft));
                }
            }
        }
        boolean ends = endsSweep(command.transition()) && stored.swept();
        if (!any && !ends) {
            return nothingLeftAtAll(command, stored);
        }
        return apply(command, stored, lines, ends, draft);
    }

    /** Rule 2.11: what is reserved is released, and what is committed is cancelled. */
    private static List<Transition> steps(Transition transition) {
        return transition == Transition.GIVE_BACK
                ? List.of(Transition.RELEASE, Transition.CANCEL)
                : List.of(transition);
    }

    /** Rule 1.12: what takes the whole reservation back also ends what a sweep left. */
    private static boolean endsSweep(Transition transition) {
        return switch (transition) {
            case RELEASE, CANCEL, GIVE_BACK -> true;
            case CONFIRM, SHIP, RETURN, EXTEND -> false;
        };
    }

    private static Decision settlePart(Settle command, Reservation stored, Draft draft) {
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
            releaseAll(lines, draft, false);
        }
        return apply(command, stored, lines, false, draft);
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
            Settle command, Reservation stored, List<ReservedLine> lines, boolean ends, Draft draft) {
        if (ends) {
            endSweep(lines);
        }
        Reservation after = with(stored, lines, ends, remember(command, stored), draft);
        return draft.applied(after, List.of(after), null);
    }

    /** Ends a reservation whose hold has run out (rule 5.2). */
    static Decision expire(Reservation stored, LedgerView view, Instant now) {
        Draft draft = new Draft(view, now);
        List<ReservedLine> lines = new ArrayList<>(stored.lines());
        releaseAll(lines, draft, true);
        Reservation after = with(stored, lines, false, stored.settlements(), draft);
        return draft.applied(after, List.of(after), null);
    }

    /** Whether a reservation has something that another one can take the place of (rules 1.8, 1.11 and 1.12). */
    static boolean replaceable(Reservation old, boolean sold) {
        return old.pending() || old.swept() || (sold && old.open());
    }

    /** Gives back what another reservation takes the place of: what is reserved, and by a sale what is committed. */
    static Reservation replace(Reservation old, boolean sold, Draft draft) {
        List<ReservedLine> lines = new ArrayList<>(old.lines());
        releaseAll(lines, draft, false);
        if (sold) {
            for (int i = 0; i < lines.size(); i++) {
                ReservedLine line = lines.get(i);
                if (line.committed() > 0) {
                    draft.line(line.key()).move(Bucket.COMMITTED, Bucket.AVAILABLE, line.committed());
                    lines.set(i, settled(Transition.CANCEL, line, line.committed(), draft));
                }
            }
        }
        boolean ends = old.swept();
        endSweep(lines);
        return with(old, lines, ends, old.settlements(), draft);
    }

    private static void releaseAll(List<ReservedLine> lines, Draft draft, boolean sweep) {
        for (int i = 0; i < lines.size(); i++) {
            ReservedLine line = lines.get(i);
            if (line.reserved() > 0) {
                draft.line(line.key()).move(Bucket.RESERVED, Bucket.AVAILABLE, line.reserved());
                ReservedLine released = settled(Transition.RELEASE, line, line.reserved(), draft);
                lines.set(i, sweep ? swept(released, line.swept() + line.reserved()) : released);
            }
        }
    }

    private static void endSweep(List<ReservedLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).swept() > 0) {
                lines.set(i, swept(lines.get(i), 0));
            }
        }
    }

    private static ReservedLine swept(ReservedLine line, long swept) {
        return new ReservedLine(
                line.key(),
                line.reserved(),
                line.committed(),
                line.shipped(),
                line.released(),
                line.returned(),
                swept,
                line.charges());
    }

    /** The reservation after a change, with what that gives back of the order's own charges (rule 2.2). */
    private static Reservation with(
            Reservation stored, List<ReservedLine> lines, boolean ends, List<Settlement> settlements, Draft draft) {
        Reservation after = new Reservation(
                stored.id(),
                stored.owner(),
                lines,
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                stored.expiresAt(),
                stored.ended() || ends,
                draft.now,
                settlements);
        if (after.releasedInFull() && !stored.releasedInFull()) {
            for (String counter : after.orderCharges()) {
                draft.counter(counter).giveBack(1, draft.now);
            }
        }
        return after;
    }

    private static List<Settlement> remember(Settle command, Reservation stored) {
        if (command.id() == null) {
            return stored.settlements();
        }
        Settlement settlement = new Settlement(command.id(), command.content());
        if (stored.settlements().isEmpty()) {
            return List.of(settlement);
        }
        List<Settlement> all = new ArrayList<>(stored.settlements());
        all.add(settlement);
        return all;
    }

    private static long left(Transition transition, ReservedLine line) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> line.reserved();
            case CANCEL, SHIP -> line.committed();
            case GIVE_BACK -> line.reserved() + line.committed();
            case RETURN -> line.shipped() - line.returned();
        };
    }

    /** What a settlement of the whole is answered if nothing is left (rules 2.8, 2.10 and 2.11). */
    private static Decision nothingLeftAtAll(Settle command, Reservation stored) {
        Transition transition = command.transition();
        boolean asksForState = command.id() == null || transition == Transition.GIVE_BACK;
        return asksForState && isDone(transition, stored)
                ? LedgerRules.replay(stored)
                : LedgerRules.refuse(
                        nothingLeft(transition, stored), stored.id().value(), 0);
    }

    /** Rule 2.10: whether the state that a settlement without an id asks for is there already. */
    private static boolean isDone(Transition transition, Reservation stored) {
        if (transition == Transition.CONFIRM && (stored.ended() || stored.swept())) {
            return false;
        }
        for (ReservedLine line : stored.lines()) {
            long done = switch (transition) {
                case CONFIRM -> line.committed() + line.shipped();
                case RELEASE, CANCEL, GIVE_BACK -> line.released();
                case SHIP -> line.shipped();
                case RETURN -> line.returned();
                case EXTEND -> 0;
            };
            if (done > 0) {
                return true;
            }
        }
        return false;
    }

    /** Rule 2.8. */
    private static Reason nothingLeft(Transition transition, Reservation stored) {
        return switch (transition) {
            case CONFIRM -> stored.swept() && !stored.ended() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case RELEASE, EXTEND -> stored.swept() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case CANCEL, SHIP, GIVE_BACK -> Reason.NOT_COMMITTED;
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
            case GIVE_BACK, EXTEND -> throw new IllegalStateException(transition + " is no single step");
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
            case GIVE_BACK, EXTEND -> throw new IllegalStateException(transition + " is no single step");
        }
        if (transition == Transition.RELEASE || transition == Transition.CANCEL) {
            for (int i = 0; i < line.charges().size(); i++) {
                draft.counter(line.charges().get(i)).giveBack(quantity, draft.now);
            }
        }
        return new ReservedLine(
                line.key(), reserved, committed, shipped, released, returned, line.swept(), line.charges());
    }
}
