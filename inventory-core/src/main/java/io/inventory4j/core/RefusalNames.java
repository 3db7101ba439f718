package io.inventory4j.core;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.ReservationTerms;
import java.util.List;
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
            String rule = rule(refusal, command, terms);
            return rule == null ? outcome : new Outcome.Refused(refusal.because(rule));
        }
        return outcome;
    }

    private static @Nullable String rule(Refusal refusal, Reserve command, ReservationTerms terms) {
        if (refusal.reason() == Reason.LIMIT_REACHED) {
            return terms.ruleOf(refusal.subject());
        }
        // Of what remains is known what there was, but not of nothing: then it may be less than the floor (rule 1.6).
        return refusal.reason() == Reason.OUT_OF_STOCK && refusal.remaining() > 0
                ? ruleOfFloor(refusal, command.lines(), terms)
                : null;
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
}
