package io.inventory4j.core.limits;

import io.inventory4j.ReserveRequest;
import org.jspecify.annotations.Nullable;

/** Where a request comes from or goes to. */
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

    /** What the request says, or null where it does not say. */
    abstract @Nullable String of(ReserveRequest request);
}
