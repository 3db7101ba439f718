package io.inventory4j.ledger.rules;

import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which charges of an order are right at a time (rule 12). */
final class StaleCharges {
    private StaleCharges() {}

    /** Whether any charge of an order is right only at some time. */
    static boolean dated(Reserve order) {
        boolean dated = dated(order.orderCharges());
        List<ReserveLine> lines = order.lines();
        for (int i = 0; i < lines.size(); i++) {
            dated |= dated(lines.get(i).unitCharges());
        }
        List<FlexibleLine> flexible = order.flexible();
        for (int i = 0; i < flexible.size(); i++) {
            for (Source source : flexible.get(i).sources()) {
                dated |= dated(source.unitCharges());
            }
        }
        return dated;
    }

    private static boolean dated(List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            if (charges.get(i).from() != null || charges.get(i).until() != null) {
                return true;
            }
        }
        return false;
    }

    /** The first charge of an order by name that is not right at a time (rule 12). */
    static @Nullable Charge first(Reserve order, Instant time) {
        Charge first = firstStale(order.orderCharges(), time, null);
        List<ReserveLine> lines = order.lines();
        for (int i = 0; i < lines.size(); i++) {
            first = firstStale(lines.get(i).unitCharges(), time, first);
        }
        for (FlexibleLine line : order.flexible()) {
            for (Source source : line.sources()) {
                first = firstStale(source.unitCharges(), time, first);
            }
        }
        return first;
    }

    private static @Nullable Charge firstStale(List<Charge> charges, Instant time, @Nullable Charge before) {
        Charge first = before;
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            if (!charge.rightAt(time) && (first == null || charge.compareTo(first) < 0)) {
                first = charge;
            }
        }
        return first;
    }
}
