package io.inventory4j.ledger.rules;

import io.inventory4j.Reason;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules 1.8, 1.11, 2 and 5: what happens to a reservation after it was made. */
final class SettleRules {
    private static final Transition[] RELEASE_THEN_CANCEL = {Transition.RELEASE, Transition.CANCEL};

    private SettleRules() {}

    static Decision decide(Settle command, Decision decision) {
        return decide(command, decision.reservation(command.reservation()), decision);
    }

    static Decision decide(Settle command, ReservationDraft own, Decision decision) {
        ReservationRow stored = own.stored();
        if (stored == null || stored.tombstone()) {
            return unknown(command, own, decision);
        }
        List<Settlement> settlements = stored.settlements();
        for (int i = 0; i < settlements.size(); i++) {
            Settlement before = settlements.get(i);
            if (before.id().equals(command.id())) {
                return before.content().equals(command.content())
                        ? decision.replay(stored)
                        : decision.refuse(Reason.ID_REUSED, before.id(), 0);
            }
        }
        if (command.transition() == Transition.EXTEND) {
            return extend(command, own, stored, decision);
        }
        return command.quantities().isEmpty()
                ? settleAll(command, own, stored, decision)
                : settlePart(command, own, stored, decision);
    }

    /** Rules 2.9 and 2.11: a release of an unknown id leaves a mark that stops a reserve still under way. */
    private static Decision unknown(Settle command, ReservationDraft own, Decision decision) {
        String id = command.reservation().value();
        boolean marked = own.stored() != null;
        if (command.transition() != Transition.RELEASE && command.transition() != Transition.GIVE_BACK) {
            return decision.refuse(marked ? Reason.RELEASED : Reason.UNKNOWN_RESERVATION, id, 0);
        }
        if (marked) {
            return decision.replay(null);
        }
        own.after(ReservationRow.tombstone(command.reservation(), decision.nanos));
        return decision.apply(null);
    }

    /** Rule 2.6. Only extensions need a bound: every other settlement uses up units. */
    private static Decision extend(Settle command, ReservationDraft own, ReservationRow stored, Decision decision) {
        String id = stored.id().value();
        if (!stored.pending()) {
            return decision.refuse(nothingLeft(command.transition(), stored), id, 0);
        }
        if (stored.full()) {
            return decision.refuse(Reason.OVERFLOW, id, 0);
        }
        long until = EpochNanos.plus(decision.nanos, Objects.requireNonNull(command.holdFor(), "holdFor"));
        ReservationRow longer = stored.following(decision.nanos);
        longer.expiryNanos(Math.max(until, stored.expiryNanos()));
        return apply(command, own, longer, decision);
    }

    private static Decision settleAll(Settle command, ReservationDraft own, ReservationRow stored, Decision decision) {
        Transition transition = command.transition();
        ReservationRow after = stored.following(decision.nanos);
        boolean any;
        if (transition == Transition.GIVE_BACK) {
            // Rule 2.11: what is reserved is released, and what is committed is cancelled.
            any = false;
            for (int i = 0; i < RELEASE_THEN_CANCEL.length && !decision.refused(); i++) {
                any |= settleAll(RELEASE_THEN_CANCEL[i], after, decision);
            }
        } else {
            any = settleAll(transition, after, decision);
        }
        if (decision.refused()) {
            return decision;
        }
        boolean ends = endsSweep(transition) && stored.isSwept();
        if (!any && !ends) {
            return nothingLeftAtAll(command, stored, decision);
        }
        if (ends) {
            endSweep(after);
            after.end();
        }
        giveBackOrderCharges(stored, after, decision);
        return apply(command, own, after, decision);
    }

    /** Settles what is left for one step; whether there was anything. The decision may be a refusal then. */
    private static boolean settleAll(Transition step, ReservationRow after, Decision decision) {
        boolean any = false;
        for (int i = 0; i < after.lines(); i++) {
            OrderLine line = after.line(i);
            long left = left(step, line);
            if (left > 0) {
                any = true;
                if (moveUnits(step, decision.line(line.line()), left, decision) != null) {
                    return true;
                }
                settle(step, line, left, decision);
            }
        }
        return any;
    }

    /** Rule 1.12: what takes the whole reservation back also ends what a sweep left. */
    private static boolean endsSweep(Transition transition) {
        return switch (transition) {
            case RELEASE, CANCEL, GIVE_BACK -> true;
            case CONFIRM, SHIP, RETURN, EXTEND -> false;
        };
    }

    private static Decision settlePart(Settle command, ReservationDraft own, ReservationRow stored, Decision decision) {
        Transition transition = command.transition();
        ReservationRow after = stored.following(decision.nanos);
        for (var wanted : command.quantities().entrySet()) {
            StockKey key = wanted.getKey();
            long quantity = wanted.getValue();
            int at = after.indexOf(key);
            if (at < 0) {
                return decision.refuse(Reason.UNKNOWN_LINE, key, 0);
            }
            OrderLine line = after.line(at);
            long left = left(transition, line);
            if (left < quantity) {
                return decision.refuse(nothingLeft(transition, stored), key, left);
            }
            if (moveUnits(transition, decision.line(key), quantity, decision) != null) {
                return decision;
            }
            settle(transition, line, quantity, decision);
        }
        if (command.releaseRest()) {
            releaseAll(after, false, decision);
        }
        giveBackOrderCharges(stored, after, decision);
        return apply(command, own, after, decision);
    }

    private static Decision apply(Settle command, ReservationDraft own, ReservationRow after, Decision decision) {
        if (command.id() != null) {
            after.remember(new Settlement(command.id(), command.content()));
        }
        own.after(after);
        return decision.apply(after);
    }

    /** Ends a reservation whose hold has run out (rule 5.2). */
    static Decision expire(ReservationDraft own, ReservationRow stored, Decision decision) {
        ReservationRow after = stored.following(decision.nanos);
        releaseAll(after, true, decision);
        giveBackOrderCharges(stored, after, decision);
        own.after(after);
        return decision.apply(after);
    }

    /** Whether a reservation has something that another one can take the place of (rules 1.8, 1.11 and 1.12). */
    static boolean replaceable(ReservationRow old, boolean sold) {
        return old.pending() || old.isSwept() || (sold && old.open());
    }

    /** Gives back what another reservation takes the place of: what is reserved, and by a sale what is committed. */
    static void replace(ReservationDraft replaced, ReservationRow old, boolean sold, Decision decision) {
        ReservationRow after = old.following(decision.nanos);
        releaseAll(after, false, decision);
        for (int i = 0; i < after.lines() && sold; i++) {
            OrderLine line = after.line(i);
            if (line.committed() > 0) {
                decision.line(line.line()).touch().move(Bucket.COMMITTED, Bucket.AVAILABLE, line.committed());
                settle(Transition.CANCEL, line, line.committed(), decision);
            }
        }
        if (old.isSwept()) {
            endSweep(after);
            after.end();
        }
        giveBackOrderCharges(old, after, decision);
        replaced.after(after);
    }

    private static void releaseAll(ReservationRow after, boolean sweep, Decision decision) {
        for (int i = 0; i < after.lines(); i++) {
            OrderLine line = after.line(i);
            long reserved = line.reserved();
            if (reserved > 0) {
                decision.line(line.line()).touch().move(Bucket.RESERVED, Bucket.AVAILABLE, reserved);
                settle(Transition.RELEASE, line, reserved, decision);
                if (sweep) {
                    line.swept(line.swept() + reserved);
                }
            }
        }
    }

    private static void endSweep(ReservationRow after) {
        for (int i = 0; i < after.lines(); i++) {
            if (after.line(i).swept() > 0) {
                after.line(i).swept(0);
            }
        }
    }

    /** Rule 2.2: the order's own charges go back when all of it is released. */
    private static void giveBackOrderCharges(ReservationRow stored, ReservationRow after, Decision decision) {
        List<String> charges = after.orderCharges();
        if (!charges.isEmpty() && after.releasedInFull() && !stored.releasedInFull()) {
            for (int i = 0; i < charges.size(); i++) {
                decision.counter(charges.get(i)).giveBack(1, decision);
            }
        }
    }

    private static long left(Transition transition, OrderLine line) {
        return switch (transition) {
            case CONFIRM, RELEASE, EXTEND -> line.reserved();
            case CANCEL, SHIP -> line.committed();
            case GIVE_BACK -> line.reserved() + line.committed();
            case RETURN -> line.shipped() - line.returned();
        };
    }

    /** What a settlement of the whole is answered if nothing is left (rules 2.8, 2.10 and 2.11). */
    private static Decision nothingLeftAtAll(Settle command, ReservationRow stored, Decision decision) {
        Transition transition = command.transition();
        boolean asksForState = command.id() == null || transition == Transition.GIVE_BACK;
        return asksForState && isDone(transition, stored)
                ? decision.replay(stored)
                : decision.refuse(nothingLeft(transition, stored), stored.id().value(), 0);
    }

    /** Rule 2.10: whether the state that a settlement without an id asks for is there already. */
    private static boolean isDone(Transition transition, ReservationRow stored) {
        if (transition == Transition.CONFIRM && (stored.ended() || stored.isSwept())) {
            return false;
        }
        for (int i = 0; i < stored.lines(); i++) {
            OrderLine line = stored.line(i);
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
    private static Reason nothingLeft(Transition transition, ReservationRow stored) {
        return switch (transition) {
            case CONFIRM -> stored.isSwept() && !stored.ended() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case RELEASE, EXTEND -> stored.isSwept() ? Reason.EXPIRED : Reason.NOT_PENDING;
            case CANCEL, SHIP, GIVE_BACK -> Reason.NOT_COMMITTED;
            case RETURN -> Reason.NOT_SHIPPED;
        };
    }

    private static @Nullable Decision moveUnits(Transition step, LineDraft line, long quantity, Decision decision) {
        if (!line.exists()) {
            throw new IllegalStateException("a reservation holds units of " + line.key() + ", which is not stored");
        }
        if (step == Transition.CONFIRM && line.saleState() == SaleState.STOPPED) {
            return decision.refuse(Reason.NOT_OPEN, line.key(), 0);
        }
        LineRow row = line.touch();
        switch (step) {
            case CONFIRM -> row.move(Bucket.RESERVED, Bucket.COMMITTED, quantity);
            case RELEASE -> row.move(Bucket.RESERVED, Bucket.AVAILABLE, quantity);
            case CANCEL -> row.move(Bucket.COMMITTED, Bucket.AVAILABLE, quantity);
            case SHIP -> row.move(Bucket.COMMITTED, Bucket.OUTSIDE, quantity);
            case RETURN -> row.move(Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, quantity);
            case GIVE_BACK, EXTEND -> throw new IllegalStateException(step + " is no single step");
        }
        if (step == Transition.SHIP && row.onHand() < 0) {
            return decision.refuse(Reason.SHORTFALL, line.key(), 0);
        }
        return row.overflows() ? decision.refuse(Reason.OVERFLOW, line.key(), 0) : null;
    }

    /** Moves units of a reservation on; units that are given back charge no counter any more. */
    private static void settle(Transition step, OrderLine line, long quantity, Decision decision) {
        line.settle(step, quantity);
        if (step == Transition.RELEASE || step == Transition.CANCEL) {
            for (int i = 0; i < line.charges(); i++) {
                decision.counter(line.charge(i)).giveBack(quantity, decision);
            }
        }
    }
}
