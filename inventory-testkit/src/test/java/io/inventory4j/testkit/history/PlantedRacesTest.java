package io.inventory4j.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.OptimisticNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The races find faults that were put in on purpose, and none where there is none. */
class PlantedRacesTest {
    private static final int RUNS = 100;

    private static final class Races extends StockLedgerRaces {
        private final Function<InstantSource, StockLedger> opening;

        Races(Function<InstantSource, StockLedger> opening) {
            this.opening = opening;
        }

        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return opening.apply(clock);
        }
    }

    private static void found(Function<InstantSource, StockLedger> fault, Consumer<Races> race) {
        foundWith("NOT_LINEARIZABLE: no order of these ", fault, race);
    }

    /** Each run fails; one of them with this message. A broken ledger may also trip over its own rows before. */
    private static String foundWith(String part, Function<InstantSource, StockLedger> fault, Consumer<Races> race) {
        AssertionError found = null;
        for (int run = 0; run < RUNS && (found == null || !has(found, part)); run++) {
            found = assertThrows(AssertionError.class, () -> race.accept(new Races(fault)));
        }
        String message = String.valueOf(Objects.requireNonNull(found).getMessage());
        assertTrue(message.contains(", inventory.test.seed="), message);
        assertTrue(message.contains(part), message);
        StringWriter printed = new StringWriter();
        found.printStackTrace(new PrintWriter(printed));
        assertEquals(2, printed.toString().split("NOT_LINEARIZABLE", -1).length, "it is printed once: " + printed);
        return message;
    }

    private static boolean has(AssertionError found, String part) {
        return String.valueOf(found.getMessage()).contains(part);
    }

    /** Looks at nothing before it stores, so that callers overwrite each other's changes. */
    private static StockLedger overwriting(InstantSource clock) {
        return new OptimisticNode(new MapStore(clock)) {
            @Override
            protected boolean checks(Object key, @Nullable Object row, Set<Object> written) {
                return false;
            }
        };
    }

    @Test
    void rule_1_7_twoCallersThatMakeOneVersion() {
        String two = "NOT_LINEARIZABLE: no order of these 2 operations obeys the rules";
        String message = foundWith(two, PlantedRacesTest::overwriting, Races::rule_1_7_moreBuyersThanUnits);
        assertTrue(message.contains("\ncause: version "), message);
    }

    /** Reads lines from a cache that nobody clears. */
    private static final class Caching extends MapLedger {
        private final Map<StockKey, StockLevel> cache = new ConcurrentHashMap<>();

        Caching(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<StockLevel> levels(Collection<StockKey> keys) {
            List<StockLevel> levels = super.levels(keys);
            levels.forEach(level -> cache.putIfAbsent(level.key(), level));
            return levels.stream()
                    .map(level -> cache.getOrDefault(level.key(), level))
                    .toList();
        }
    }

    @Test
    void rule_1_7_staleReads() {
        found(Caching::new, Races::rule_1_7_moreBuyersThanUnits);
    }

    /** Refuses now and then though there is enough, like a ledger that counts holds which are rolled back later. */
    private static final class Refusing extends MapLedger {
        private final AtomicInteger count = new AtomicInteger();

        Refusing(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            if (batch.get(0) instanceof Reserve reserve && count.incrementAndGet() == 20) {
                StockKey key = reserve.lines().get(0).key();
                return Collections.nCopies(batch.size(), new Outcome.Refused(Reason.OUT_OF_STOCK, key, 0));
            }
            return super.apply(batch);
        }
    }

    @Test
    void rule_1_7_phantomRefusals() {
        found(Refusing::new, Races::rule_4_1_freezeAgainstReserve);
    }

    /** Sends the commands of a batch in another order, and puts the answers where they belong. */
    private static final class Reordering extends MapLedger {
        Reordering(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            List<Command> backwards = new ArrayList<>(batch);
            Collections.reverse(backwards);
            List<Outcome> answers = new ArrayList<>(super.apply(backwards));
            Collections.reverse(answers);
            return answers;
        }
    }

    @Test
    void rule_6_4_batchesOutOfOrder() {
        found(Reordering::new, Races::rule_1_2_cartsInOppositeOrders);
    }

    /** Answers each sweep with what an earlier one ended. */
    private static final class Repeating extends MapLedger {
        private final List<Outcome.Applied> last = Collections.synchronizedList(new ArrayList<>());

        Repeating(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            if (max == 1 && !last.isEmpty()) {
                return List.of(last.get(0));
            }
            List<Outcome.Applied> ended = super.expire(max, except);
            last.addAll(ended);
            return ended;
        }
    }

    @Test
    void rule_5_4_doubleExpiry() {
        found(Repeating::new, Races::rule_2_8_confirmAgainstExpire);
    }

    /** Stops a sweep early, and so leaves behind what is overdue. */
    private static final class Lazy extends MapLedger {
        Lazy(InstantSource clock) {
            super(clock);
        }

        @Override
        public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            return super.expire(1, except);
        }
    }

    @Test
    void rule_5_3_sweepsThatStopEarly() {
        found(Lazy::new, Races::rule_2_6_extendAgainstExpire);
    }

    /** Answers for reservations without waiting for the lock, from what was stored before the last change. */
    private static final class Lagging extends MapLedger {
        private final Map<ReservationId, Optional<Reservation>> before = new ConcurrentHashMap<>();

        Lagging(InstantSource clock) {
            super(clock);
        }

        @Override
        public Optional<Reservation> reservation(ReservationId id) {
            Optional<Reservation> now = super.reservation(id);
            Optional<Reservation> last = before.put(id, now);
            return last == null ? now : last;
        }
    }

    @Test
    void rule_1_7_staleReservations() {
        found(Lagging::new, Races::rule_2_8_confirmAgainstExpire);
    }
}
