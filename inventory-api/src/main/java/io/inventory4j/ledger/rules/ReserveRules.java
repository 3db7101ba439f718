package io.inventory4j.ledger.rules;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rule 1. */
final class ReserveRules {
    private ReserveRules() {}

    static Decision decide(Reserve command, Decision decision) {
        ReservationDraft own = decision.reservation(command.id());
        ReservationRow stored = own.stored();
        if (stored != null) {
            Decision answer = known(command, stored, decision);
            return answer != null ? answer : TakeAgainRules.decide(command, own, stored, decision);
        }
        if (command.again()) {
            return decision.refuse(Reason.UNKNOWN_RESERVATION, command.id().value(), 0);
        }
        if (staleCharge(command, null, decision) != null) {
            return decision;
        }
        ReservationRow old = null;
        if (command.replaces() != null) {
            ReservationDraft replaced = decision.reservation(command.replaces());
            old = replaced.stored();
            if (old == null || !SettleRules.replaceable(old, command.sold())) {
                Reason reason = command.sold() ? Reason.NOT_COMMITTED : Reason.NOT_PENDING;
                return decision.refuse(reason, command.replaces().value(), 0);
            }
            SettleRules.replace(replaced, old, command.sold(), decision);
        }
        Choices choices = command.flexible().isEmpty() ? null : new Choices(command, old, decision);
        if (firstFailingLine(command, old, decision) != null) {
            return decision;
        }
        chargeAll(command, decision);
        if (firstFailingCounter(command, decision) != null) {
            return decision;
        }
        if (choices != null && choices.refusal() != null) {
            return decision;
        }
        ReservationRow made =
                choices == null ? ReservationRow.made(command, decision.nanos) : choices.made(decision.nanos);
        own.after(made);
        return decision.apply(made);
    }

    /**
     * Rules 1.4 and 1.5: the content is compared first, so a reused id is reported as such also after a release. Null
     * if there is something to take again (rule 1.12).
     */
    private static @Nullable Decision known(Reserve command, ReservationRow stored, Decision decision) {
        String id = command.id().value();
        if (stored.tombstone()) {
            return decision.refuse(Reason.RELEASED, id, 0);
        }
        if (!stored.hasContentOf(command)) {
            return decision.refuse(Reason.ID_REUSED, id, 0);
        }
        if (command.again() && stored.ended()) {
            return decision.refuse(Reason.RELEASED, id, 0);
        }
        boolean swept = stored.isSwept();
        if (command.again() && swept) {
            return null;
        }
        if (stored.releasedInFull()) {
            return decision.refuse(swept ? Reason.EXPIRED : Reason.RELEASED, id, 0);
        }
        return decision.replay(stored);
    }

    /** Rule 12: charges that were computed for another time than {@code time}, or now, are to be computed anew. */
    static @Nullable Decision staleCharge(Reserve command, @Nullable Instant time, Decision decision) {
        if (!StaleCharges.dated(command)) {
            return null;
        }
        Charge stale = StaleCharges.first(command, time == null ? decision.now() : time);
        return stale == null
                ? null
                : decision.refuse(new Refusal(
                        Reason.STALE, stale.counter(), command.firstNaming(stale.counter()), 0, null, decision.now()));
    }

    /** Rule 1.6: the first failing line in key order, with its first reason. */
    private static @Nullable Decision firstFailingLine(
            Reserve command, @Nullable ReservationRow old, Decision decision) {
        List<ReserveLine> lines = command.lines();
        ReservationRow exchanged = command.sold() ? old : null;
        for (int i = 0; i < lines.size(); i++) {
            ReserveLine wanted = lines.get(i);
            LineDraft line = decision.line(wanted.key());
            int at = exchanged == null ? -1 : exchanged.indexOf(wanted.key());
            OrderLine before = exchanged == null || at < 0 ? null : exchanged.line(at);
            // Rule 1.11: what the old order gives back, the new one may have, whatever the floor says.
            boolean covered = before != null && wanted.quantity() <= before.reserved() + before.committed();
            Reason closed = exchanged == null ? notOpen(line, decision) : stopped(line, decision);
            Decision refusal = closed == null ? null : decision.refuse(closed, line.key(), 0);
            if (refusal == null && !covered) {
                refusal = outOfStock(line, wanted.quantity(), wanted.floor(), decision);
            }
            if (refusal == null) {
                refusal = take(line, wanted.quantity(), command.sold(), decision);
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Why a line takes no new reservation (rules 1.1 and 4.6). */
    static @Nullable Reason notOpen(LineDraft line, Decision decision) {
        if (!line.exists()) {
            return Reason.UNKNOWN_LINE;
        }
        return line.saleState() == SaleState.OPEN && line.windowIsOpen(decision) ? null : Reason.NOT_OPEN;
    }

    /** Why a line sells nothing to who has bought before: an exchange, or late money (rules 1.11 and 1.12). */
    static @Nullable Reason stopped(LineDraft line, Decision decision) {
        return line.exists() && line.saleState() != SaleState.STOPPED ? null : notOpen(line, decision);
    }

    static @Nullable Decision outOfStock(LineDraft line, long quantity, long floor, Decision decision) {
        long remaining = Math.max(0, line.row().available() - floor);
        return remaining < quantity ? decision.refuse(Reason.OUT_OF_STOCK, line.key(), remaining) : null;
    }

    /** Rules 1.3 and 1.11: takes units of a line; OVERFLOW if a bucket cannot hold them. */
    static @Nullable Decision take(LineDraft line, long quantity, boolean sold, Decision decision) {
        LineRow row = line.touch();
        row.move(Bucket.AVAILABLE, sold ? Bucket.COMMITTED : Bucket.RESERVED, quantity);
        return row.overflows() ? decision.refuse(Reason.OVERFLOW, line.key(), 0) : null;
    }

    private static void chargeAll(Reserve command, Decision decision) {
        List<ReserveLine> lines = command.lines();
        for (int i = 0; i < lines.size(); i++) {
            charge(lines.get(i).unitCharges(), lines.get(i).quantity(), decision);
        }
        charge(command.orderCharges(), 1, decision);
    }

    private static void charge(List<Charge> charges, long quantity, Decision decision) {
        for (int i = 0; i < charges.size(); i++) {
            decision.counter(charges.get(i).counter()).charge(charges.get(i), quantity);
        }
    }

    /** Rule 1.6: the first failing counter in name order. */
    static @Nullable Decision firstFailingCounter(Reserve command, Decision decision) {
        for (CounterDraft counter = decision.counters(); counter != null; counter = counter.following()) {
            if (counter.over()) {
                return decision.refuse(new Refusal(
                        Reason.LIMIT_REACHED,
                        counter.key(),
                        command.firstCharging(counter.key()),
                        counter.remaining(),
                        null,
                        null));
            }
        }
        return null;
    }
}
