package io.inventory4j.core.limits;

import io.inventory4j.order.Identity;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who has a count of its own under a rule: everybody together, each buyer, or each identity of a kind. */
sealed interface Party {
    /** All buyers together. */
    Party EVERYBODY = new Everybody();

    /** Each buyer. */
    Party BUYER = new Buyer();

    /** How many counts a request is charged to. */
    int count(ReserveRequest request);

    /** The part of a counter's name for one of these counts, in the form of {@link CounterName}; null for none. */
    @Nullable
    String part(ReserveRequest request, int index);

    /** The name of a rule that counts by it, as refusals have it. */
    String named(String rule);

    /** One count for all. */
    record Everybody() implements Party {
        @Override
        public String named(String rule) {
            return rule;
        }

        @Override
        public int count(ReserveRequest request) {
            return 1;
        }

        @Override
        public @Nullable String part(ReserveRequest request, int index) {
            return null;
        }
    }

    /** A count for each buyer. */
    record Buyer() implements Party {
        @Override
        public String named(String rule) {
            return rule;
        }

        @Override
        public int count(ReserveRequest request) {
            return 1;
        }

        @Override
        public String part(ReserveRequest request, int index) {
            return CounterName.part(request.buyer());
        }
    }

    /**
     * A count for each identity of a kind.
     *
     * @param kind the kind
     * @param key stands between an identity and the name of its counter
     * @param required whether a request without one is refused
     */
    record OfIdentity(String kind, IdentityKey key, boolean required) implements Party {
        public OfIdentity {
            Bounds.text("identity kind", kind);
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String named(String rule) {
            return rule + "/" + kind;
        }

        @Override
        public int count(ReserveRequest request) {
            List<Identity> all = request.identities();
            int count = 0;
            for (int i = 0; i < all.size(); i++) {
                count += all.get(i).kind().equals(kind) ? 1 : 0;
            }
            return count;
        }

        @Override
        public String part(ReserveRequest request, int index) {
            int before = 0;
            for (Identity identity : request.identities()) {
                if (identity.kind().equals(kind) && before++ == index) {
                    return CounterName.part(kind) + "/" + key.hash(identity);
                }
            }
            throw new IndexOutOfBoundsException(index);
        }
    }
}
