package io.inventory4j.core.limits;

import io.inventory4j.order.ReserveRequest;
import org.jspecify.annotations.Nullable;

/** The kinds of place that a request may name: the channel it comes from, the region it goes to. */
enum Place {
    CHANNEL("channel") {
        @Override
        @Nullable
        String of(ReserveRequest request) {
            return request.channel();
        }
    },
    REGION("region") {
        @Override
        @Nullable
        String of(ReserveRequest request) {
            return request.region();
        }
    };

    final String rule;

    Place(String rule) {
        this.rule = rule;
    }

    /** The name in a request, or null if it names none. */
    abstract @Nullable String of(ReserveRequest request);
}
