package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.Settlement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two answers agree: they are equal in all fields but the content text of settlements, whose form each ledger
 * chooses. (Rule 2.7 only asks that it differs if the content does; retries test that.)
 */
public final class Agreement {
    private Agreement() {}

    /**
     * Compares two outcomes.
     *
     * @param one an outcome
     * @param other another
     * @return whether they agree
     */
    public static boolean agree(Outcome one, Outcome other) {
        if (one instanceof Outcome.Applied left && other instanceof Outcome.Applied right) {
            return left.replayed() == right.replayed()
                    && left.changes().equals(right.changes())
                    && agree(left.reservation(), right.reservation());
        }
        return one.equals(other);
    }

    /**
     * Compares two reservations.
     *
     * @param one a reservation, or null for none
     * @param other another
     * @return whether they agree
     */
    public static boolean agree(@Nullable Reservation one, @Nullable Reservation other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.id().equals(other.id())
                && Objects.equals(one.owner(), other.owner())
                && one.lines().equals(other.lines())
                && one.grants().equals(other.grants())
                && one.orderCharges().equals(other.orderCharges())
                && one.sold() == other.sold()
                && one.madeAt().equals(other.madeAt())
                && one.expiresAt().equals(other.expiresAt())
                && one.ended() == other.ended()
                && one.changedAt().equals(other.changedAt())
                && agree(one.settlements(), other.settlements());
    }

    private static boolean agree(List<Settlement> one, List<Settlement> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).id().equals(other.get(i).id())) {
                return false;
            }
        }
        return true;
    }
}
