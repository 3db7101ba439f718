package io.inventory4j.policy;

import io.inventory4j.order.ReserveRequest;
import java.time.Instant;

/**
 * Two policies as one.
 *
 * @param first the policy that is asked first
 * @param second asked unless the first has refused
 */
record BothPolicies(ReservationPolicy first, ReservationPolicy second) implements ReservationPolicy {
    /** A policy without limits. */
    static final ReservationPolicy NONE = new ReservationPolicy() {
        @Override
        public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {}

        @Override
        public boolean timeless() {
            return true;
        }
    };

    @Override
    public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
        first.judge(request, now, terms);
        if (terms.refusal() == null) {
            second.judge(request, now, terms);
        }
    }

    @Override
    public boolean timeless() {
        return first.timeless() && second.timeless();
    }
}
