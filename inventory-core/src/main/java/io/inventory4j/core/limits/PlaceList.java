package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Sells to the named places only, or to all but them. A request that names no place is on no list. */
record PlaceList(String rule, Place place, Set<String> names, boolean allowed) implements ScopedRule.Rule {
    PlaceList {
        // A HashSet sorts names of one hash code, which somebody may have chosen; Set.copyOf walks through them.
        names = Collections.unmodifiableSet(new HashSet<>(names));
        names.forEach(name -> Bounds.text(place.rule, name));
    }

    static PlaceList allowed(Place place, Set<String> names) {
        return new PlaceList(place.rule + "-allowed", place, names, true);
    }

    static PlaceList denied(Place place, Set<String> names) {
        return new PlaceList(place.rule + "-denied", place, names, false);
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        String name = place.of(request);
        boolean named = name != null && names.contains(name);
        if (named != allowed) {
            Refusal why = new Refusal(Reason.NOT_ALLOWED, name == null ? "" : name, 0).because(rule);
            scope.forEachSource(request, (line, source) -> terms.refuse(line, source, why));
        }
    }
}
