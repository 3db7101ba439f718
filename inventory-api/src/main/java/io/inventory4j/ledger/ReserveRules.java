package io.inventory4j.ledger;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Reason;
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
            return again(command, stored);
        }
        Draft draft = new Draft(view);
        Reservation replaced = null;
        if (command.replaces() != null) {
            Reservation old = view.reservation(command.replaces());
            if (old == null || !old.pending()) {
                return LedgerRules.refuse(Reason.NOT_PENDING, command.replaces().value(), 0);
            }
            replaced = SettleRules.giveUp(old, draft, now, false);
        }
        Decision refusal = firstFailingLine(command, draft);
        if (refusal == null) {
            refusal = firstFailingCounter(command, draft);
        }
        if (refusal != null) {
            return refusal;
        }
        return apply(command, draft, replaced, now);
    }

    /** Rules 1.4 and 1.5: the content is compared first, so a reused id is reported as such also after a release. */
    private static Decision again(Reserve command, Reservation stored) {
        String id = command.id().value();
        if (stored.tombstone()) {
            return LedgerRules.refuse(Reason.RELEASED, id, 0);
        }
        if (!command.sameContentAs(stored)) {
            return LedgerRules.refuse(Reason.ID_REUSED, id, 0);
        }
        if (stored.releasedInFull()) {
            return LedgerRules.refuse(stored.swept() ? Reason.EXPIRED : Reason.RELEASED, id, 0);
        }
        return LedgerRules.replay(stored);
    }

    /** Rule 1.6: the first failing line in key order, with its first reason. */
    private static @Nullable Decision firstFailingLine(Reserve command, Draft draft) {
        List<ReserveLine> lines = command.lines();
        for (int i = 0; i < lines.size(); i++) {
            ReserveLine wanted = lines.get(i);
            LineDraft line = draft.line(wanted.key());
            if (!line.exists) {
                return LedgerRules.refuse(Reason.UNKNOWN_LINE, wanted.key().toString(), 0);
            }
            if (line.saleState != SaleState.OPEN) {
                return LedgerRules.refuse(Reason.NOT_OPEN, wanted.key().toString(), 0);
            }
            long remaining = Math.max(0, line.available() - wanted.floor());
            if (remaining < wanted.quantity()) {
                return LedgerRules.refuse(Reason.OUT_OF_STOCK, wanted.key().toString(), remaining);
            }
            line.move(Bucket.AVAILABLE, Bucket.RESERVED, wanted.quantity());
            if (line.overflows()) {
                return LedgerRules.refuse(Reason.OVERFLOW, wanted.key().toString(), 0);
            }
        }
        return null;
    }

    /** Rule 1.6: the first failing counter in name order. */
    private static @Nullable Decision firstFailingCounter(Reserve command, Draft draft) {
        List<ReserveLine> lines = command.lines();
        for (int i = 0; i < lines.size(); i++) {
            charge(draft, lines.get(i).unitCharges(), lines.get(i).quantity());
        }
        charge(draft, command.orderCharges(), 1);
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
                held(command.lines()),
                names(command.orderCharges()),
                now.plus(command.holdFor()),
                false,
                null,
                List.of());
        List<Reservation> stored = replaced == null ? List.of(reservation) : List.of(reservation, replaced);
        return draft.applied(reservation, stored, null);
    }

    private static List<ReservedLine> held(List<ReserveLine> lines) {
        if (lines.size() == 1) {
            return List.of(held(lines.get(0)));
        }
        List<ReservedLine> held = new ArrayList<>(lines.size());
        for (ReserveLine line : lines) {
            held.add(held(line));
        }
        return held;
    }

    private static ReservedLine held(ReserveLine line) {
        return new ReservedLine(line.key(), line.quantity(), 0, 0, 0, 0, names(line.unitCharges()));
    }

    private static List<String> names(List<Charge> charges) {
        return switch (charges.size()) {
            case 0 -> List.of();
            case 1 -> List.of(charges.get(0).counter());
            default -> charges.stream().map(Charge::counter).toList();
        };
    }
}
