package io.inventory4j.core;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.core.gate.SoldOutGate;
import io.inventory4j.core.listeners.Refusals;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests into commands: asks the policy first, then the ledger. This is the hot path of the library, so a
 * request with one line goes through without a stream or a copy.
 */
final class Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    /** How often charges are computed anew, for the time that the store has named (rule 12). */
    private static final int COMPUTATIONS = 5;

    /**
     * How often a refused request looks for overdue holds: it ends at most as many times {@link OverdueHolds#AT_ONCE}.
     */
    static final int LOOKS = 10;

    private static final ReservationTerms NO_TERMS = new ReservationTerms();

    private final StockLedger ledger;
    private final @Nullable ReservationPolicy policy;

    /** Whether the policy needs no time. */
    private final boolean timeless;

    private final StoreClock clock;
    private final Duration timeout;
    private final OverdueHolds overdue;
    private final @Nullable SoldOutGate gate;
    private final @Nullable Refusals refusals;

    /**
     * @param ledger the topmost layer
     * @param gate the layer that says whether a sweep could help who was refused; null without
     * @param policy the limits; null without
     * @param clock the node's
     * @param timeout how long a reservation is held that does not say it
     * @param refusals who hears of what is refused; null where nobody does
     */
    Reservations(
            StockLedger ledger,
            @Nullable SoldOutGate gate,
            @Nullable ReservationPolicy policy,
            InstantSource clock,
            Duration timeout,
            @Nullable Refusals refusals) {
        this(ledger, gate, policy, new StoreClock(clock), timeout, refusals);
    }

    private Reservations(
            StockLedger ledger,
            @Nullable SoldOutGate gate,
            @Nullable ReservationPolicy policy,
            StoreClock clock,
            Duration timeout,
            @Nullable Refusals refusals) {
        this.ledger = ledger;
        this.gate = gate;
        this.policy = policy;
        timeless = policy != null && policy.timeless();
        this.clock = clock;
        this.timeout = timeout;
        this.refusals = refusals;
        overdue = new OverdueHolds(ledger, clock);
    }

    /** The same policy and timeout over another ledger. */
    Reservations over(StockLedger other) {
        return new Reservations(other, null, policy, clock, timeout, refusals);
    }

    Outcome reserve(ReserveRequest request) {
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(request);
        return told(wanted, ask(wanted, held(request), null));
    }

    Outcome sell(ReserveRequest request) {
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(ofSale(request));
        return told(wanted, ask(wanted, null, null));
    }

    CompletionStage<Outcome> reserve(ReserveRequest request, AsyncCalls calls) {
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(request);
        return told(wanted, askLater(wanted, held(request), calls, 1));
    }

    CompletionStage<Outcome> sell(ReserveRequest request, AsyncCalls calls) {
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(ofSale(request));
        return told(wanted, askLater(wanted, null, calls, 1));
    }

    /** Has listeners told of an answer that is final, if it is a refusal. Without listeners it costs nothing. */
    Outcome told(ReserveRequest request, Outcome answer) {
        if (refusals != null && answer instanceof Outcome.Refused refused) {
            refusals.count(request, refused.refusal(), clock.millis());
        }
        return answer;
    }

    private CompletionStage<Outcome> told(ReserveRequest request, CompletionStage<Outcome> answer) {
        return refusals == null ? answer : answer.thenApply(outcome -> told(request, outcome));
    }

    /** Has listeners told of a request that is given back, because of the refusal of another one. */
    void toldBeside(ReserveRequest request, Refusal refusal) {
        if (refusals != null) {
            refusals.countBeside(request, refusal, clock.millis());
        }
    }

    private Duration held(ReserveRequest request) {
        Duration holdFor = request.holdFor();
        return holdFor == null ? timeout : holdFor;
    }

    private static ReserveRequest ofSale(ReserveRequest request) {
        if (request.holdFor() != null) {
            throw new IllegalArgumentException("holdFor is " + request.holdFor() + "; what is sold is not held");
        }
        return request;
    }

    /** What is sent for a verb. */
    Asked asked(OrderVerb.Reserving verb) {
        ReserveRequest wanted = checked(verb);
        return asked(wanted, verb.sold() ? null : held(wanted));
    }

    /** The request of a verb, if it can be sent. */
    static ReserveRequest checked(OrderVerb.Reserving verb) {
        LibraryIds.ofCaller("reservation id", verb.request().id());
        return ReserveCommands.oneLinePerKey(verb.sold() ? ofSale(verb.request()) : verb.request());
    }

    /** What would be sent for a request at a time. */
    Asked askedAt(ReserveRequest request, Instant time) {
        return asked(request, held(request), judge(request, time));
    }

    /** The floors of a shop for a request, whoever buys. */
    ReservationTerms floors(ReserveRequest request) {
        ReservationTerms terms = ReservationTerms.withoutRefusals();
        if (policy != null) {
            policy.judge(request, clock.now(), terms);
        }
        return terms;
    }

    /** The store's time, as well as this node knows it. */
    Instant now() {
        return clock.now();
    }

    /** How many overdue holds were ended for those who were refused. */
    long ended() {
        return overdue.ended();
    }

    /** @param computed how often its charges have been computed, this time included */
    private CompletionStage<Outcome> askLater(
            ReserveRequest request, @Nullable Duration holdFor, AsyncCalls calls, int computed) {
        long before = overdue.ended();
        Asked asked = asked(request, holdFor);
        return calls.apply(asked.command).thenCompose(outcome -> {
            if (stale(outcome) && computed < COMPUTATIONS) {
                return askLater(request, holdFor, calls, computed + 1);
            }
            Outcome answer = asked.answer(outcome);
            boolean looks = asked.judged() && overdue.worthALook(before) && mayHelp(asked.command, outcome, true);
            return looks
                    ? calls.runOr(() -> endedSince(before, asked) ? askAgain(asked, answer) : answer, answer)
                    : CompletableFuture.completedStage(answer);
        });
    }

    /**
     * Sends again what was refused; null if that certainly had no effect. Then what was said before counts: of a list,
     * something may have been applied by then, so a failure without any effect would be wrong.
     */
    @Nullable
    List<Outcome> applyAgain(List<Command> refused) {
        return unlessWithoutEffect(() -> ledger.apply(refused));
    }

    private static <T> @Nullable T unlessWithoutEffect(Supplier<T> newTry) {
        try {
            return newTry.get();
        } catch (LedgerException e) {
            if (e.effect() == Effect.UNKNOWN) {
                throw e;
            }
            LOG.debug("No new try for what was refused", e);
            return null;
        }
    }

    private Outcome askAgain(Asked refused, Outcome answer) {
        Outcome outcome = unlessWithoutEffect(() -> ask(refused.request, refused.holdFor, null));
        return outcome == null ? answer : outcome;
    }

    /** What is sent for a request: the command, or, where the policy refuses, a look whether the id is known. */
    private Asked asked(ReserveRequest request, @Nullable Duration holdFor) {
        return asked(request, holdFor, judge(request, null));
    }

    private static Asked asked(ReserveRequest request, @Nullable Duration holdFor, ReservationTerms terms) {
        Reserve command = terms.refusal() == null
                ? ReserveCommands.of(request, holdFor, null, terms)
                : ReserveCommands.lookingForId(request, holdFor, null);
        return new Asked(request, holdFor, terms, command);
    }

    /** A request, and what is sent for it. */
    record Asked(ReserveRequest request, @Nullable Duration holdFor, ReservationTerms terms, Reserve command) {
        boolean judged() {
            return terms.refusal() == null;
        }

        Outcome answer(Outcome outcome) {
            Refusal refusal = terms.refusal();
            return refusal == null ? RefusalNames.named(outcome, command, terms) : known(outcome, refusal);
        }
    }

    /** What is to be sent after an outcome that may change if it is asked for again; null if this one counts. */
    @Nullable
    Asked next(Asked asked, Outcome outcome, long before, boolean first) {
        if (stale(outcome)) {
            return asked(asked.request, asked.holdFor);
        }
        boolean again = asked.judged() && mayHelp(asked.command, outcome, first) && endedSince(before, asked);
        return again ? asked : null;
    }

    private boolean endedSince(long before, Asked asked) {
        return overdue.endedSince(before, asked.command.replaces());
    }

    /** Whether a request has to be computed anew, for the store's time, which is learnt here. */
    private boolean stale(Outcome outcome) {
        Refusal stale = refusal(outcome, Reason.STALE);
        if (stale == null || stale.at() == null) {
            return false;
        }
        clock.learn(stale.at());
        return true;
    }

    /**
     * Takes swept units of a reservation again, and sells them (rule 1.12).
     *
     * @param request what the reservation was made of
     * @param madeAt when it was made; its limits are those of that time
     */
    Outcome sellAgain(ReserveRequest request, Instant madeAt) {
        return ask(ReserveCommands.oneLinePerKey(request), null, madeAt);
    }

    /**
     * Carries out a request.
     *
     * @param holdFor how long to hold; null to sell
     * @param madeAt when the reservation was made whose units are taken again; null for a new one
     */
    private Outcome ask(ReserveRequest request, @Nullable Duration holdFor, @Nullable Instant madeAt) {
        Outcome outcome = null;
        for (int computed = 0; computed < COMPUTATIONS; computed++) {
            ReservationTerms terms = judge(request, madeAt);
            Refusal refusal = terms.refusal();
            if (refusal != null) {
                return knownOr(refusal, request, holdFor, madeAt);
            }
            outcome = ask(ReserveCommands.of(request, holdFor, madeAt, terms), terms);
            if (!stale(outcome)) {
                break;
            }
        }
        return Objects.requireNonNull(outcome);
    }

    private ReservationTerms judge(ReserveRequest request, @Nullable Instant madeAt) {
        if (policy == null) {
            return NO_TERMS;
        }
        ReservationTerms terms = new ReservationTerms();
        Instant time = madeAt != null ? madeAt : timeless ? Instant.EPOCH : clock.now();
        policy.judge(request, time, terms);
        if (terms.conclude(request)) {
            FixedLinesOnly.charge(request, terms, clock.now());
        }
        return terms;
    }

    /**
     * What is known of the id goes before what the policy says now: a repeated call answers what the first one did
     * (rule 1.4). The ledger is asked in a way that can hold nothing, because it leaves more than all there is.
     */
    private Outcome knownOr(
            Refusal refusal, ReserveRequest request, @Nullable Duration holdFor, @Nullable Instant madeAt) {
        return known(apply(ReserveCommands.lookingForId(request, holdFor, madeAt)), refusal);
    }

    /** The answer to a look for an id: what the id is known for, or else the refusal. */
    private static Outcome known(Outcome outcome, Refusal refusal) {
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
        for (int look = 0; look < LOOKS && mayHelp(command, outcome, look == 0); look++) {
            if (!overdue.endedSince(before, command.replaces())) {
                break;
            }
            before = overdue.ended();
            List<Outcome> again = applyAgain(List.of(command));
            if (again == null) {
                break;
            }
            outcome = again.get(0);
        }
        return RefusalNames.named(outcome, command, terms);
    }

    /**
     * Whether a sweep may help a refused order: its units, or its buyer's, may be held by those who have left.
     *
     * @param first whether it was refused for the first time; then the gate says who of a crowd looks for all
     */
    private boolean mayHelp(Reserve command, Outcome outcome, boolean first) {
        if (!(outcome instanceof Outcome.Refused)) {
            return false;
        }
        if (refusal(outcome, Reason.OUT_OF_STOCK) == null) {
            return refusal(outcome, Reason.LIMIT_REACHED) != null || ReserveCommands.refusedByAChoice(command, outcome);
        }
        return !first || gate == null || gate.worthSweeping(command);
    }

    private static @Nullable Refusal refusal(Outcome outcome, Reason reason) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().reason() == reason
                ? refused.refusal()
                : null;
    }

    private Outcome apply(Reserve command) {
        return ledger.apply(command);
    }
}
