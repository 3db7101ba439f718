package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.ReservationTerms;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the name of a purchase rule on a ledger's refusal, which knows counters and floors and no rules. Pure. */
final class RefusalNames {
    private RefusalNames() {}

    /**
     * The outcome of a command, with the rule that decided it.
     *
     * @param outcome what the ledger said
     * @param command what it was asked
     * @param terms of which the command was made
     * @return the same outcome where no rule decided it for certain
     */
    static Outcome named(Outcome outcome, Reserve command, ReservationTerms terms) {
        if (outcome instanceof Outcome.Refused refused) {
            Refusal refusal = refused.refusal();
            if (refusal.reason() == Reason.LIMIT_REACHED && LibraryIds.isCounterOfOrder(refusal.subject())) {
                // Such a counter stands for a rule about the size of an order, which has said itself what it means.
                Refusal why = terms.forFixedLinesOnly().get(refusal.key());
                return why == null ? outcome : new Outcome.Refused(why);
            }
            String rule = rule(refusal, command, terms);
            return rule == null ? outcome : new Outcome.Refused(refusal.because(rule));
        }
        return outcome;
    }

    private static @Nullable String rule(Refusal refusal, Reserve command, ReservationTerms terms) {
        if (refusal.reason() == Reason.LIMIT_REACHED) {
            return terms.ruleOf(refusal.subject());
        }
        if (refusal.reason() != Reason.OUT_OF_STOCK || refusal.key() == null) {
            return null;
        }
        Refusal source = terms.refusalOf(refusal.key());
        if (source != null) {
            return source.rule();
        }
        // Of what remains is known what there was, but not of nothing: then it may be less than the floor (rule 1.6).
        if (refusal.remaining() == 0) {
            return null;
        }
        String rule = ruleOfFloor(refusal, command.lines(), terms);
        return rule == null ? ruleOfFloors(refusal, command.flexible(), terms) : rule;
    }

    /** The rule without whose floor there would have been enough. */
    private static @Nullable String ruleOfFloor(Refusal refusal, List<ReserveLine> lines, ReservationTerms terms) {
        for (ReserveLine line : lines) {
            boolean enough = line.floor() > 0 && line.quantity() <= refusal.remaining() + line.floor();
            if (enough && line.key().equals(refusal.key())) {
                return terms.ruleOfFloor(line.key());
            }
        }
        return null;
    }

    /**
     * The same of a flexible line. Which of its sources has what remains is not known, so the rule has to keep enough
     * of each.
     */
    private static @Nullable String ruleOfFloors(Refusal refusal, List<FlexibleLine> lines, ReservationTerms terms) {
        List<FlexibleLine> from = lines.stream()
                .filter(line -> line.sources().get(0).key().equals(refusal.key()))
                .toList();
        if (from.size() != 1) {
            return null;
        }
        FlexibleLine line = from.get(0);
        String rule = terms.ruleOfFloor(line.sources().get(0).key());
        for (Source source : line.sources()) {
            boolean enough = source.floor() > 0 && line.least() <= refusal.remaining() + source.floor();
            if (!enough || !Objects.equals(rule, terms.ruleOfFloor(source.key()))) {
                return null;
            }
        }
        return rule;
    }
}
