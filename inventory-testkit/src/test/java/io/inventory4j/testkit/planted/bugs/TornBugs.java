package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.testkit.planted.OddLedgers;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.OptimisticNode;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that rest on rows which never stood side by side, or say of a call what they do not know. */
public final class TornBugs {
    private TornBugs() {}

    /** Checks what it has read when it stores; a refusal or a replay stores nothing. */
    public static Store refusalsAreNotChecked() {
        return Store.shared(MapStore::new, store -> new OptimisticNode(store) {
            @Override
            protected boolean checksWhatItOnlyRead() {
                return false;
            }
        });
    }

    /** The first to write a row wins; rows that are only read may change, as under snapshot isolation. */
    public static Store writeSkew() {
        return Store.shared(MapStore::new, store -> new OptimisticNode(store) {
            @Override
            protected boolean checks(Object key, @Nullable Object row, Set<Object> written) {
                return written.contains(key)
                        || key.toString().startsWith("move ")
                        || key.toString().startsWith("sale state ");
            }
        });
    }

    /** Compares the versions of the rows that it has found; one that was not there has none. */
    public static Store absentRowsAreNotChecked() {
        return Store.shared(MapStore::new, store -> new OptimisticNode(store) {
            @Override
            protected boolean checks(Object key, @Nullable Object row, Set<Object> written) {
                return row != null;
            }
        });
    }

    /** Counters have no version, since they are only added to: two orders see the same count. */
    public static Store countersAreNotChecked() {
        return Store.shared(MapStore::new, store -> new OptimisticNode(store) {
            @Override
            protected boolean checks(Object key, @Nullable Object row, Set<Object> written) {
                return !key.toString().startsWith("counter ");
            }
        });
    }

    /** Runs calls on threads of its own. A caller who is interrupted is told that nothing happened. */
    public static Store interruptedIsToldNone() {
        return OddLedgers.workers(Effect.NONE);
    }

    /** Files holds by their expiry, one under each. */
    public static Store oneHoldForEachExpiry() {
        return Store.within(clock -> {
            NavigableMap<Instant, ReservationId> index = new TreeMap<>();
            return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
                @Override
                public void store(Changes changes) {
                    super.store(changes);
                    for (Reservation one : changes.reservations().values()) {
                        if (one.pending()) {
                            index.put(one.expiresAt(), one.id());
                        }
                    }
                }

                @Override
                public List<ReservationId> overdue(Instant now, int max) {
                    return super.overdue(now, Integer.MAX_VALUE).stream()
                            .filter(index::containsValue)
                            .limit(max)
                            .toList();
                }
            });
        });
    }
}
