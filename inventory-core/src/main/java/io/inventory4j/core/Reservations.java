package io.inventory4j.core;

import io.inventory4j.Bounds;
import io.inventory4j.Charge;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ReservationPolicy;
import io.inventory4j.ReservationTerms;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns reserve requests into commands: asks the policy first, then the ledger. This is the hot path of the library, so
 * a request with one line goes through without a stream or a copy.
 */
final class Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    /** The most overdue reservations that are expired for a refused buyer before the request is tried once more. */
    private static final int SWEPT_FOR_ONE = 100;

    private static final ReservationTerms NO_TERMS = new ReservationTerms();

    private final StockLedger ledger;
    private final @Nullable ReservationPolicy policy;
    private final InstantSource clock;
    private final Duration timeout;

    Reservations(StockLedger ledger, @Nullable ReservationPolicy policy, InstantSource clock, Duration timeout) {
        this.ledger = ledger;
        this.policy = policy;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** The same policy and timeout over another ledger. */
    Reservations over(StockLedger other) {
        return new Reservations(other, policy, clock, timeout);
    }

    Outcome reserve(ReserveRequest request) {
        ReserveRequest wanted = oneLinePerKey(request);
        ReservationTerms terms = judge(wanted);
        Refusal refusal = terms.refusal();
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        return ask(List.of(command(wanted, terms, terms.orderCharges())), terms);
    }

    /**
     * Reserves and confirms in one batch.
     *
     * @param request what to reserve, with each key once
     * @param confirmation the command that confirms it
     * @param orderCounts whether to charge the counters of orders; false if a part of the order was sold already
     */
    Outcome sell(ReserveRequest request, Settle confirmation, boolean orderCounts) {
        ReservationTerms terms = judge(request);
        Refusal refusal = terms.refusal();
        if (refusal != null) {
            return new Outcome.Refused(refusal);
        }
        Reserve reserve = command(request, terms, orderCounts ? terms.orderCharges() : List.of());
        return ask(List.of(reserve, confirmation), terms);
    }

    private ReservationTerms judge(ReserveRequest request) {
        if (policy == null) {
            return NO_TERMS;
        }
        ReservationTerms terms = new ReservationTerms();
        policy.judge(request, clock.instant(), terms);
        return terms;
    }

    private Outcome ask(List<? extends Command> batch, ReservationTerms terms) {
        Outcome outcome = decisive(ledger.apply(batch));
        if (outcome instanceof Outcome.Refused refused) {
            if (refused.refusal().reason() == Reason.OUT_OF_STOCK && sweptAny()) {
                outcome = decisive(ledger.apply(batch));
            }
            return named(outcome, terms);
        }
        return outcome;
    }

    /** The outcome of the last command; if the first was refused too, then that refusal, since it caused the last. */
    private static Outcome decisive(List<Outcome> outcomes) {
        Outcome last = outcomes.get(outcomes.size() - 1);
        return last instanceof Outcome.Refused && outcomes.get(0) instanceof Outcome.Refused first ? first : last;
    }

    /**
     * Expires overdue reservations, so that a buyer who has left does not keep the last unit until the sweeper's next
     * tick.
     */
    private boolean sweptAny() {
        try {
            return !ledger.expire(SWEPT_FOR_ONE).isEmpty();
        } catch (LedgerException e) {
            // The refusal is valid without the sweep; an exception would say that the effect of the reserve is unknown.
            LOG.debug("No sweep for a buyer who was refused", e);
            return false;
        }
    }

    private static Outcome named(Outcome outcome, ReservationTerms terms) {
        if (outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Reason.LIMIT_REACHED) {
            String rule = terms.ruleOf(refused.refusal().subject());
            return rule == null
                    ? outcome
                    : new Outcome.Refused(refused.refusal().because(rule));
        }
        return outcome;
    }

    private Reserve command(ReserveRequest request, ReservationTerms terms, List<Charge> orderCharges) {
        List<ReserveRequest.Line> lines = request.lines();
        Duration holdFor = request.holdFor();
        return new Reserve(
                request.id(),
                lines.size() == 1 ? List.of(line(lines.get(0), terms)) : lines(lines, terms),
                orderCharges,
                holdFor == null ? timeout : holdFor,
                request.replaces());
    }

    private static List<ReserveLine> lines(List<ReserveRequest.Line> wanted, ReservationTerms terms) {
        List<ReserveLine> lines = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            lines.add(line(wanted.get(i), terms));
        }
        return lines;
    }

    private static ReserveLine line(ReserveRequest.Line wanted, ReservationTerms terms) {
        StockKey key = wanted.key();
        return new ReserveLine(key, wanted.quantity(), terms.floorOf(key), terms.unitCharges(key));
    }

    /** The request with one line per key, so that policies need not handle a key that comes twice. */
    static ReserveRequest oneLinePerKey(ReserveRequest request) {
        List<ReserveRequest.Line> lines = request.lines();
        if (lines.size() == 1) {
            return request;
        }
        Bounds.size("lines", lines.size(), 1, Bounds.MAX_LINES);
        Map<StockKey, Long> units = new LinkedHashMap<>();
        for (ReserveRequest.Line line : lines) {
            units.merge(line.key(), line.quantity(), Long::sum);
        }
        if (units.size() == lines.size()) {
            return request;
        }
        List<ReserveRequest.Line> summed = new ArrayList<>(units.size());
        units.forEach((key, quantity) -> summed.add(new ReserveRequest.Line(key, quantity)));
        return request.lines(summed);
    }
}
