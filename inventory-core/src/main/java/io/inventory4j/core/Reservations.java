package io.inventory4j.core;

import io.inventory4j.Bounds;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ReservationPolicy;
import io.inventory4j.ReservationTerms;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into commands: asks the policy first, then the ledger. This is the hot path of the library, so a
 * request with one line goes through without a stream or a copy.
 */
final class Reservations {
    /** How often charges are computed anew, for the time that the store has named (rule 12). */
    private static final int COMPUTATIONS = 5;

    /**
     * How often a refused request looks for overdue holds: it ends at most as many times {@link OverdueHolds#AT_ONCE}.
     */
    private static final int LOOKS = 10;

    private static final ReservationTerms NO_TERMS = new ReservationTerms();

    private final StockLedger ledger;
    private final @Nullable ReservationPolicy policy;
    private final StoreClock clock;
    private final Duration timeout;
    private final OverdueHolds overdue;

    Reservations(StockLedger ledger, @Nullable ReservationPolicy policy, InstantSource clock, Duration timeout) {
        this(ledger, policy, new StoreClock(clock), timeout);
    }

    private Reservations(StockLedger ledger, @Nullable ReservationPolicy policy, StoreClock clock, Duration timeout) {
        this.ledger = ledger;
        this.policy = policy;
        this.clock = clock;
        this.timeout = timeout;
        overdue = new OverdueHolds(ledger, clock);
    }

    /** The same policy and timeout over another ledger. */
    Reservations over(StockLedger other) {
        return new Reservations(other, policy, clock, timeout);
    }

    Outcome reserve(ReserveRequest request) {
        Duration holdFor = request.holdFor();
        return ask(oneLinePerKey(request), new Way(holdFor == null ? timeout : holdFor, null));
    }

    Outcome sell(ReserveRequest request) {
        if (request.holdFor() != null) {
            throw new IllegalArgumentException("holdFor is " + request.holdFor() + "; what is sold is not held");
        }
        return ask(oneLinePerKey(request), new Way(null, null));
    }

    /**
     * Takes swept units of a reservation again, and sells them (rule 1.12).
     *
     * @param request what the reservation was made of
     * @param madeAt when it was made; its limits are those of that time
     */
    Outcome sellAgain(ReserveRequest request, Instant madeAt) {
        ReserveRequest wanted = oneLinePerKey(request);
        ReserveRequest plain = new ReserveRequest(
                wanted.id(), wanted.buyer(), wanted.lines(), wanted.channel(), wanted.region(), null, null);
        return ask(plain, new Way(null, madeAt));
    }

    /**
     * How a request is carried out.
     *
     * @param holdFor how long to hold; null to sell
     * @param madeAt when the reservation was made whose units are taken again; null for a new one
     */
    private record Way(@Nullable Duration holdFor, @Nullable Instant madeAt) {}

    private Outcome ask(ReserveRequest request, Way way) {
        Outcome outcome = null;
        for (int computed = 0; computed < COMPUTATIONS; computed++) {
            ReservationTerms terms = judge(request, way.madeAt == null ? clock.now() : way.madeAt);
            Refusal refusal = terms.refusal();
            if (refusal != null) {
                return knownOr(refusal, request, way);
            }
            outcome = ask(command(request, way, terms), terms);
            Refusal stale = refusal(outcome, Reason.STALE);
            if (stale == null || stale.at() == null) {
                break;
            }
            clock.learn(stale.at());
        }
        return Objects.requireNonNull(outcome);
    }

    private ReservationTerms judge(ReserveRequest request, Instant time) {
        if (policy == null) {
            return NO_TERMS;
        }
        ReservationTerms terms = new ReservationTerms();
        policy.judge(request, time, terms);
        return terms;
    }

    /**
     * What is known of the id goes before what the policy says now: a repeated call answers what the first one did
     * (rule 1.4). The ledger is asked in a way that can hold nothing, because it leaves more than all there is.
     */
    private Outcome knownOr(Refusal refusal, ReserveRequest request, Way way) {
        List<ReserveLine> lines = new ArrayList<>();
        for (ReserveRequest.Line line : request.lines()) {
            lines.add(new ReserveLine(line.key(), line.quantity(), Bounds.MAX_QUANTITY, List.of()));
        }
        Outcome outcome = apply(new Reserve(
                request.id(),
                request.buyer(),
                lines,
                List.of(),
                way.holdFor,
                way.holdFor == null,
                null,
                way.madeAt != null));
        if (outcome instanceof Outcome.Refused refused) {
            return switch (refused.refusal().reason()) {
                case ID_REUSED, RELEASED, EXPIRED, UNKNOWN_RESERVATION -> outcome;
                default -> new Outcome.Refused(refusal);
            };
        }
        return outcome;
    }

    private Outcome ask(Reserve command, ReservationTerms terms) {
        long before = overdue.ended();
        Outcome outcome = apply(command);
        for (int look = 0; look < LOOKS && mayBeHeldByTheDead(outcome); look++) {
            if (!overdue.endedSince(before, command.replaces())) {
                break;
            }
            before = overdue.ended();
            outcome = apply(command);
        }
        return named(outcome, terms);
    }

    private static boolean mayBeHeldByTheDead(Outcome outcome) {
        return refusal(outcome, Reason.OUT_OF_STOCK) != null || refusal(outcome, Reason.LIMIT_REACHED) != null;
    }

    private static @Nullable Refusal refusal(Outcome outcome, Reason reason) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().reason() == reason
                ? refused.refusal()
                : null;
    }

    private Outcome apply(Reserve command) {
        return ledger.apply(List.of(command)).get(0);
    }

    private static Outcome named(Outcome outcome, ReservationTerms terms) {
        Refusal refusal = refusal(outcome, Reason.LIMIT_REACHED);
        String rule = refusal == null ? null : terms.ruleOf(refusal.subject());
        return refusal == null || rule == null ? outcome : new Outcome.Refused(refusal.because(rule));
    }

    private static Reserve command(ReserveRequest request, Way way, ReservationTerms terms) {
        List<ReserveRequest.Line> lines = request.lines();
        return new Reserve(
                request.id(),
                request.buyer(),
                lines.size() == 1 ? List.of(line(lines.get(0), terms)) : lines(lines, terms),
                terms.orderCharges(),
                way.holdFor,
                way.holdFor == null,
                request.replaces(),
                way.madeAt != null);
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
