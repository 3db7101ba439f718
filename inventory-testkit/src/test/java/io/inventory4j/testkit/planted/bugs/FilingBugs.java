package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that lose what they have filed by time, if one call files the same under several times. */
public final class FilingBugs {
    private FilingBugs() {}

    /**
     * Files the reservations of a call in packets, one for each expiry. A packet is known by what is in it, so the same
     * reservations under another expiry replace it.
     */
    public static StockLedger packetFiledUnderOneExpiry(InstantSource clock) {
        return new Packets(clock);
    }

    private static final class Packets extends OneByOne {
        private final Map<List<ReservationId>, Instant> filed = new ConcurrentHashMap<>();

        Packets(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            List<Outcome> outcomes = super.apply(batch);
            Map<Instant, List<ReservationId>> byExpiry = new TreeMap<>(Comparator.reverseOrder());
            for (int i = 0; i < outcomes.size(); i++) {
                Reservation until = setsExpiry(batch.get(i)) ? reservation(outcomes.get(i)) : null;
                if (until != null) {
                    byExpiry.computeIfAbsent(until.expiresAt(), at -> new ArrayList<>())
                            .add(until.id());
                }
            }
            byExpiry.forEach((expiry, ids) -> filed.put(List.copyOf(ids), expiry));
            return outcomes;
        }

        private static boolean setsExpiry(Command command) {
            return command instanceof Reserve
                    || (command instanceof Settle settle && settle.transition() == Transition.EXTEND);
        }

        private static @Nullable Reservation reservation(Outcome outcome) {
            return outcome instanceof Outcome.Applied applied && !applied.replayed() ? applied.reservation() : null;
        }

        private boolean isFiled(Reservation reservation) {
            return filed.entrySet().stream()
                    .anyMatch(packet -> packet.getValue().equals(reservation.expiresAt())
                            && packet.getKey().contains(reservation.id()));
        }

        @Override
        StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
            return new ForwardingTransaction(right) {
                @Override
                public List<ReservationId> overdue(Instant now, int max) {
                    List<ReservationId> all = super.overdue(now, Integer.MAX_VALUE);
                    return reservations(Set.copyOf(all)).values().stream()
                            .filter(Packets.this::isFiled)
                            .sorted(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id))
                            .limit(max)
                            .map(Reservation::id)
                            .toList();
                }
            };
        }
    }

    /** Files a counter under the first end that a call gives it; where the call gives it another, it has none. */
    public static StockLedger laterEndOfACallIsLost(InstantSource clock) {
        return new OneByOne(clock) {
            private final ThreadLocal<Map<String, Instant>> ends = ThreadLocal.withInitial(HashMap::new);

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                ends.remove();
                return super.apply(batch);
            }

            @Override
            StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
                return new ForwardingTransaction(right) {
                    @Override
                    public void store(Changes changes) {
                        Map<String, CounterValue> counters = new HashMap<>(changes.counters());
                        counters.replaceAll((name, value) -> endsOnce(name, value));
                        super.store(Rows.counters(changes, counters));
                    }
                };
            }

            private CounterValue endsOnce(String name, CounterValue value) {
                Instant end = value.forgetAfter();
                Instant first = end == null ? null : ends.get().putIfAbsent(name, end);
                return first == null || first.equals(end) ? value : new CounterValue(value.used(), null);
            }
        };
    }
}
