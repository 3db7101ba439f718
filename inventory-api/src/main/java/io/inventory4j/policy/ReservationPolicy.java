package io.inventory4j.policy;

import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import java.time.Instant;
import java.util.Objects;

/**
 * Turns who, where and what into floors and charges, or refuses. Pure: no I/O, no state that changes. Only the ledger
 * counts, in the same step as the stock. Thread-safe.
 */
@FunctionalInterface
public interface ReservationPolicy {
    /**
     * Judges a request. A policy looks at the request alone; the ledger decides whether a counter has room. Units of a
     * line may come from each of its {@link RequestLine#sources sources}, so a floor, a charge or a refusal belongs to
     * each of them; a fixed line has one. To say the same of a stock line twice does no harm.
     *
     * @param request the request, with at least one line
     * @param now the inventory's now, for limits per time window
     * @param terms takes what the policy asks for
     */
    void judge(ReserveRequest request, Instant now, ReservationTerms terms);

    /**
     * Whether this policy never looks at {@code now}. Then the inventory need not ask its clock, and {@code now} may be
     * any instant.
     *
     * @return false unless it is known
     */
    default boolean timeless() {
        return false;
    }

    /**
     * Both policies: all their charges, the stricter of their floors, the first refusal.
     *
     * @param next the policy that is asked second
     * @return a policy that asks both
     */
    default ReservationPolicy and(ReservationPolicy next) {
        return new BothPolicies(this, Objects.requireNonNull(next, "next"));
    }

    /**
     * A policy without limits: every line sells to the last unit.
     *
     * @return the policy
     */
    static ReservationPolicy none() {
        return BothPolicies.NONE;
    }
}
