package io.inventory4j.ledger;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rule 1. */
final class ReserveRules {
    private ReserveRules() {}

    static Decision decide(Reserve command, LedgerView view, Instant now) {
        Reservation stored = view.reservation(command.id());
        if (stored != null) {
            Decision answer = known(command, stored);
            return answer != null ? answer : TakeAgainRules.decide(command, stored, view, now);
        }
        if (command.again()) {
            return LedgerRules.refuse(Reason.UNKNOWN_RESERVATION, command.id().value(), 0);
        }
        Decision refusal = staleCharge(command, now, now);
        if (refusal != null) {
            return refusal;
        }
        Draft draft = new Draft(view, now);
        Reservation old = null;
        if (command.replaces() != null) {
            old = view.reservation(command.replaces());
            if (old == null || !SettleRules.replaceable(old, command.sold())) {
                Reason reason = command.sold() ? Reason.NOT_COMMITTED : Reason.NOT_PENDING;
                return LedgerRules.refuse(reason, command.replaces().value(), 0);
            }
        }
        Reservation replaced = old == null ? null : SettleRules.replace(old, command.sold(), draft);
        refusal = firstFailingLine(command, old, draft);
        if (refusal == null) {
            chargeAll(command, draft);
            refusal = firstFailingCounter(draft);
        }
        if (refusal != null) {
            return refusal;
        }
        return apply(command, draft, replaced, now);
    }

    /**
     * Rules 1.4 and 1.5: the content is compared first, so a reused id is reported as such also after a release. Null
     * if there is something to take again (rule 1.12).
     */
    private static @Nullable Decision known(Reserve command, Reservation stored) {
        String id = command.id().value();
        if (stored.tombstone()) {
            return LedgerRules.refuse(Reason.RELEASED, id, 0);
        }
        if (!command.sameContentAs(stored)) {
            return LedgerRules.refuse(Reason.ID_REUSED, id, 0);
        }
        if (command.again() && stored.ended()) {
            return LedgerRules.refuse(Reason.RELEASED, id, 0);
        }
        boolean swept = stored.swept();
        if (command.again() && swept) {
            return null;
        }
        if (stored.releasedInFull()) {
            return LedgerRules.refuse(swept ? Reason.EXPIRED : Reason.RELEASED, id, 0);
        }
        return LedgerRules.replay(stored);
    }

    /** Rule 12: charges that were computed for another time than {@code time} are to be computed anew. */
    static @Nullable Decision staleCharge(Reserve command, Instant time, Instant now) {
        Charge stale = command.firstStale(time);
        return stale == null
                ? null
                : Decision.answer(new Outcome.Refused(new Refusal(Reason.STALE, stale.counter(), 0, null, now)));
    }

    /** Rule 1.6: the first failing line in key order, with its first reason. */
    private static @Nullable Decision firstFailingLine(Reserve command, @Nullable Reservation old, Draft draft) {
        List<ReserveLine> lines = command.lines();
        Reservation exchanged = command.sold() ? old : null;
        for (int i = 0; i < lines.size(); i++) {
            ReserveLine wanted = lines.get(i);
            LineDraft line = draft.line(wanted.key());
            ReservedLine before = exchanged == null ? null : exchanged.line(wanted.key());
            // Rule 1.11: what the old order gives back, the new one may have, whatever the floor says.
            boolean covered = before != null && wanted.quantity() <= before.reserved() + before.committed();
            Decision refusal =
                    exchanged != null && line.exists && line.saleState == SaleState.NO_NEW ? null : notOpen(line);
            if (refusal == null && !covered) {
                refusal = outOfStock(line, wanted.quantity(), wanted.floor());
            }
            if (refusal == null) {
                refusal = take(line, wanted.quantity(), command.sold());
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Why a line takes no new reservation (rule 1.1). */
    static @Nullable Decision notOpen(LineDraft line) {
        if (!line.exists) {
            return LedgerRules.refuse(Reason.UNKNOWN_LINE, line.key.toString(), 0);
        }
        return line.saleState == SaleState.OPEN ? null : LedgerRules.refuse(Reason.NOT_OPEN, line.key.toString(), 0);
    }

    static @Nullable Decision outOfStock(LineDraft line, long quantity, long floor) {
        long remaining = Math.max(0, line.available() - floor);
        return remaining < quantity ? LedgerRules.refuse(Reason.OUT_OF_STOCK, line.key.toString(), remaining) : null;
    }

    /** Rules 1.3 and 1.11: takes units of a line; OVERFLOW if a bucket cannot hold them. */
    static @Nullable Decision take(LineDraft line, long quantity, boolean sold) {
        line.move(Bucket.AVAILABLE, sold ? Bucket.COMMITTED : Bucket.RESERVED, quantity);
        return line.overflows() ? LedgerRules.refuse(Reason.OVERFLOW, line.key.toString(), 0) : null;
    }

    private static void chargeAll(Reserve command, Draft draft) {
        List<ReserveLine> lines = command.lines();
        for (int i = 0; i < lines.size(); i++) {
            charge(draft, lines.get(i).unitCharges(), lines.get(i).quantity());
        }
        charge(draft, command.orderCharges(), 1);
    }

    /** Rule 1.6: the first failing counter in name order. */
    static @Nullable Decision firstFailingCounter(Draft draft) {
        for (Draft.CounterDraft counter = draft.counters(); counter != null; counter = counter.next) {
            if (counter.charged > 0 && counter.used + counter.charged > counter.limit) {
                long remaining = Math.max(0, counter.limit - counter.used);
                return LedgerRules.refuse(Reason.LIMIT_REACHED, counter.name, remaining);
            }
        }
        return null;
    }

    private static void charge(Draft draft, List<Charge> charges, long quantity) {
        for (int i = 0; i < charges.size(); i++) {
            draft.counter(charges.get(i).counter()).charge(charges.get(i), quantity);
        }
    }

    private static Decision apply(Reserve command, Draft draft, @Nullable Reservation replaced, Instant now) {
        Reservation reservation = new Reservation(
                command.id(),
                command.owner(),
                held(command.lines(), command.sold()),
                names(command.orderCharges()),
                command.sold(),
                now,
                command.holdFor() == null ? now : now.plus(command.holdFor()),
                false,
                now,
                List.of());
        List<Reservation> stored = replaced == null ? List.of(reservation) : List.of(reservation, replaced);
        return draft.applied(reservation, stored, null);
    }

    private static List<ReservedLine> held(List<ReserveLine> lines, boolean sold) {
        if (lines.size() == 1) {
            return List.of(held(lines.get(0), sold));
        }
        List<ReservedLine> held = new ArrayList<>(lines.size());
        for (ReserveLine line : lines) {
            held.add(held(line, sold));
        }
        return held;
    }

    private static ReservedLine held(ReserveLine line, boolean sold) {
        long quantity = line.quantity();
        List<String> charges = names(line.unitCharges());
        return new ReservedLine(line.key(), sold ? 0 : quantity, sold ? quantity : 0, 0, 0, 0, 0, charges);
    }

    private static List<String> names(List<Charge> charges) {
        return switch (charges.size()) {
            case 0 -> List.of();
            case 1 -> List.of(charges.get(0).counter());
            default -> charges.stream().map(Charge::counter).toList();
        };
    }
}
