package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gates before a sold-out line that answer where they do not know. */
public final class GateBugs {
    private GateBugs() {}

    /** Takes a refusal of the last 20 ms for one of now, though another node may have given units back. */
    public static Store soldOutIsRemembered() {
        return Store.shared(MapStore::new, Gate::new);
    }

    /** Opens only by what this node does. */
    public static Store gateOutlivesItsBound() {
        return Store.shared(MapStore::new, store -> new Gate(store) {
            @Override
            boolean isFresh(Seen seen) {
                return true;
            }
        });
    }

    /** Refuses whoever comes, also him who holds the last unit. */
    public static Store gateRefusesAReplay() {
        return Store.within(clock -> new Gate(new MapStore(clock)) {
            @Override
            boolean isFresh(Seen seen) {
                return true;
            }

            @Override
            boolean known(ReservationId id) {
                return false;
            }
        });
    }

    /** Takes a line for sold out where an order for more, or above a floor, was refused. */
    public static Store gateRefusesWhereAFloorDecides() {
        return Store.within(clock -> new Gate(new MapStore(clock)) {
            @Override
            boolean isFresh(Seen seen) {
                return true;
            }

            @Override
            boolean decides(Reserve reserve, Reserve refused) {
                return true;
            }
        });
    }

    /**
     * A node that refuses in memory what it was refused a moment ago. Sound as long as no other node gives units back,
     * and for one caller at a time.
     */
    private static class Gate extends MapNode {
        private static final long NANOS = 20_000_000;

        record Seen(Reserve reserve, Outcome refusal, long until) {}

        private final Map<StockKey, Seen> soldOut = new ConcurrentHashMap<>();

        Gate(MapStore store) {
            super(store);
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            Reserve reserve = batch.size() == 1 && batch.get(0) instanceof Reserve one && plain(one) ? one : null;
            Seen seen =
                    reserve == null ? null : soldOut.get(reserve.lines().get(0).key());
            if (reserve != null
                    && seen != null
                    && isFresh(seen)
                    && decides(reserve, seen.reserve())
                    && !known(reserve.id())) {
                return List.of(seen.refusal());
            }
            List<Outcome> outcomes = super.apply(batch);
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Applied applied) {
                    applied.changes().forEach(change -> soldOut.remove(change.key()));
                } else if (reserve != null && RepeatBugs.refused(outcome, Reason.OUT_OF_STOCK)) {
                    soldOut.put(reserve.lines().get(0).key(), new Seen(reserve, outcome, System.nanoTime() + NANOS));
                }
            }
            return outcomes;
        }

        @Override
        public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            List<Outcome.Applied> ended = super.expire(max, except);
            soldOut.clear();
            return ended;
        }

        boolean isFresh(Seen seen) {
            return System.nanoTime() - seen.until() < 0;
        }

        private static boolean plain(Reserve reserve) {
            return reserve.lines().size() == 1
                    && reserve.flexible().isEmpty()
                    && reserve.orderCharges().isEmpty()
                    && reserve.lines().get(0).unitCharges().isEmpty()
                    && reserve.replaces() == null
                    && !reserve.again();
        }

        /** Whether an order is refused because another one was. */
        boolean decides(Reserve reserve, Reserve refused) {
            ReserveLine line = reserve.lines().get(0);
            ReserveLine before = refused.lines().get(0);
            return line.quantity() >= before.quantity() && line.floor() == before.floor();
        }

        boolean known(ReservationId id) {
            try (StoreTransaction reading = store.begin()) {
                return !reading.reservations(Set.of(id)).isEmpty();
            }
        }
    }
}
