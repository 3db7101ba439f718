package io.inventory4j.live.action;

import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be done while a sale runs. SKUs and channels are those of the plan. */
public sealed interface Action {
    /**
     * The SKU that it is about.
     *
     * @return the SKU of the plan; null for all of them
     */
    @Nullable
    String sku();

    /**
     * Stops new reservations of a SKU.
     *
     * @param sku the SKU
     * @param holds what becomes of the units that are held
     */
    record Freeze(String sku, OpenHolds holds) implements Action {
        /** Checks the bounds. */
        public Freeze {
            Bounds.text("sku", sku);
            Objects.requireNonNull(holds, "holds");
        }
    }

    /**
     * Sells a frozen SKU again.
     *
     * @param sku the SKU
     */
    record Thaw(String sku) implements Action {
        /** Checks the bounds. */
        public Thaw {
            Bounds.text("sku", sku);
        }
    }

    /**
     * Adds units of the shop's other stock. Refused where the plan sells from that stock itself.
     *
     * @param sku the SKU
     * @param channel the channel that gets them; null where the plan has no channels
     * @param units how many, at least 1
     */
    record TopUp(String sku, @Nullable String channel, long units) implements Action {
        /** Checks the bounds. */
        public TopUp {
            Bounds.text("sku", sku);
            Bounds.quantity("units", units);
        }
    }

    /**
     * Moves units from one channel to another.
     *
     * @param sku the SKU
     * @param from the channel that gives; null for what is not given to any channel
     * @param to the channel that takes; null likewise
     * @param units how many, at least 1
     */
    record Transfer(
            String sku, @Nullable String from, @Nullable String to, long units) implements Action {
        /** Checks the bounds. */
        public Transfer {
            Bounds.text("sku", sku);
            Bounds.quantity("units", units);
            if (Objects.equals(from, to)) {
                throw new IllegalArgumentException("from and to are both " + from);
            }
        }
    }

    /**
     * Sells units that were withheld as safety stock.
     *
     * @param sku the SKU
     * @param channel the channel that gets them; null where the plan has no channels
     * @param units how many, at least 1
     */
    record ReleaseSafety(String sku, @Nullable String channel, long units) implements Action {
        /** Checks the bounds. */
        public ReleaseSafety {
            Bounds.text("sku", sku);
            Bounds.quantity("units", units);
        }
    }

    /**
     * Changes a limit of the plan; what was sold before counts on. It changes no stock. Each node judges by it from its
     * next {@code tick} on.
     *
     * @param limit the limit, which the plan has to have
     * @param units the most from now on, 0 to 2^53 - 1
     */
    record ChangeLimit(SkuLimit limit, long units) implements Action {
        /** Checks the bounds. */
        public ChangeLimit {
            Objects.requireNonNull(limit, "limit");
            Bounds.limit("units", units);
        }

        @Override
        public String sku() {
            return limit.sku();
        }
    }

    /**
     * Tells listeners when more units are expected. It changes no stock.
     *
     * @param sku the SKU
     * @param eta when they are expected, in whole seconds
     * @param units how many, at least 1
     */
    record Announce(String sku, Instant eta, long units) implements Action {
        /** Checks the bounds. */
        public Announce {
            Bounds.text("sku", sku);
            if (!eta.equals(eta.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException("eta is " + eta + "; it has to be in whole seconds");
            }
            Bounds.quantity("units", units);
        }
    }

    /**
     * Freezes a SKU, honours its holds, and sells the backup that the plan names.
     *
     * @param sku the SKU that is replaced
     */
    record SwitchToBackup(String sku) implements Action {
        /** Checks the bounds. */
        public SwitchToBackup {
            Bounds.text("sku", sku);
        }
    }

    /**
     * Ends the sale of a SKU, or of all. It cannot be thawed.
     *
     * @param sku the SKU; null for all of the plan
     * @param holds what becomes of the units that are held
     */
    record End(@Nullable String sku, OpenHolds holds) implements Action {
        /** Checks the bounds. */
        public End {
            if (sku != null) {
                Bounds.text("sku", sku);
            }
            Objects.requireNonNull(holds, "holds");
        }
    }
}
