package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.TurnedClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Orders whose lines choose (rules 1.9 and 1.12) are answered and stored as the rules say, whatever came before: random
 * commands go to Redis and to a ledger that is made of the rules alone.
 */
class ChoiceScriptTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int SEQUENCES = 400;
    private static final int STEPS = 40;
    private static final int ALL = 10_000;

    private final RedisConnections connections = Deployment.SINGLE.shared(ClientLibrary.JEDIS);
    private final Map<String, Integer> seen = new TreeMap<>();

    /** One sequence on both ledgers. */
    private final class Shop {
        private final String namespace;
        private final TurnedClock clock = new TurnedClock();
        private final RedisLedger redis;
        private final MapLedger rules = new MapLedger(clock);
        private final Set<ReservationId> ids = new TreeSet<>();
        private final List<String> log = new ArrayList<>();
        private final ChoiceOrders orders;

        Shop(String namespace, ChoiceOrders orders) {
            this.orders = orders;
            this.namespace = namespace;
            redis = open(namespace, clock);
        }

        void apply(List<Command> batch) {
            log.add(clock.instant() + " " + batch);
            List<Outcome> expected = rules.apply(batch);
            List<Outcome> outcomes = redis.apply(batch);
            for (int i = 0; i < batch.size(); i++) {
                assertEquals(expected.get(i), outcomes.get(i), () -> story(batch));
                if (batch.get(i) instanceof Reserve reserve) {
                    ids.add(reserve.id());
                    count(reserve, outcomes.get(i));
                    if (outcomes.get(i).applied()) {
                        orders.held(reserve);
                    }
                }
            }
            assertEquals(expected.size(), outcomes.size());
        }

        private String story(Object what) {
            return "at " + what + "\n after " + String.join("\n", log.subList(0, log.size() - 1)) + "\n";
        }

        void expire() {
            log.add(clock.instant() + " expire");
            List<Outcome.Applied> ended = redis.expire(ALL);
            assertEquals(rules.expire(ALL), ended, () -> story("a sweep"));
            ended.forEach(outcome -> orders.swept(
                    Optional.ofNullable(outcome.reservation()).orElseThrow().id()));
        }

        void purge(Duration age) {
            log.add(clock.instant() + " purge");
            rules.purge(age, ALL);
            redis.purge(age, ALL);
        }

        void compare() {
            assertEquals(rules.levels(ChoiceOrders.KEYS), redis.levels(ChoiceOrders.KEYS), () -> story("levels"));
            for (String counter : ChoiceOrders.COUNTERS) {
                assertEquals(rules.used(counter), redis.used(counter), () -> story(counter));
            }
        }

        void compareOrders(StockLedger other) {
            for (ReservationId id : ids) {
                assertEquals(rules.reservation(id), other.reservation(id), () -> story(id));
            }
            ChoiceOrders.KEYS.forEach(key -> assertEquals(
                    rules.open(key, null, ALL).stream().map(Reservation::id).toList(),
                    other.open(key, null, ALL).stream().map(Reservation::id).toList(),
                    () -> story(key)));
        }

        /** Calls that touch no line have a place in Redis' journal and none in the other. */
        void compareJournals() {
            assertEquals(
                    entries(rules.journal(0, ALL).entries()),
                    entries(redis.journal(0, ALL).entries()));
        }

        /** All calls, played again, answer the same and store the same rows. */
        void replay() {
            CallLog calls = CallLog.over(connections, namespace, TIMEOUT);
            CallLog copy = CallLog.over(connections, namespace + "-played", TIMEOUT);
            assertEquals(OptionalLong.of(0), copy.beginRestore());
            List<RecordedCall> all = calls.calls(0, ALL);
            assertEquals(Optional.empty(), copy.play(0, all), () -> story("the calls"));
            assertEquals(all, copy.calls(0, ALL));
            assertEquals(
                    rows(LedgerRows.over(connections, namespace, TIMEOUT)),
                    rows(LedgerRows.over(connections, namespace + "-played", TIMEOUT)));
        }

        /** All rows, put back elsewhere, are the same ledger, which goes on in the same way. */
        void putBack() {
            Map<String, StoredRow> copies = new TreeMap<>();
            LedgerRows.Copied copied = LedgerRows.over(connections, namespace, TIMEOUT)
                    .copy(100, some -> some.forEach(row -> copies.put(row.field(), row)));
            copies.values().removeIf(StoredRow::gone);
            String there = namespace + "-back";
            assertEquals(
                    OptionalLong.of(0),
                    CallLog.over(connections, there, TIMEOUT).beginRestore());
            LedgerRows back = LedgerRows.over(connections, there, TIMEOUT);
            back.put(List.copyOf(copies.values()));
            back.finish(copied);
            compareOrders(open(there, clock));
            for (StoredRow row : copies.values()) {
                row.reservation()
                        .filter(stored -> !stored.tombstone())
                        .ifPresent(stored -> assertEquals(
                                rules.reservation(stored.id()).map(Reservation::withoutSettlements),
                                Optional.of(stored)));
            }
            clock.advance(Duration.ofHours(1));
            assertEquals(
                    rules.expire(ALL), open(there, clock).expire(ALL), () -> story("a sweep of what was put back"));
        }
    }

    private RedisLedger open(String namespace, TurnedClock clock) {
        return RedisLedger.builder(connections)
                .namespace(namespace)
                .clock(clock)
                .timeout(TIMEOUT)
                .build();
    }

    private static List<JournalEntry> entries(List<JournalEntry> entries) {
        return entries.stream().map(entry -> entry.numbered(1)).toList();
    }

    private static Map<String, String> rows(LedgerRows rows) {
        Map<String, String> all = new TreeMap<>();
        rows.scan(
                100,
                some -> some.forEach(
                        row -> all.put(row.field(), new String(row.value(), StandardCharsets.ISO_8859_1))));
        return all;
    }

    private void count(Reserve order, Outcome outcome) {
        String kind = (order.flexible().isEmpty() ? "fixed " : "")
                + (order.again() ? "again " : "")
                + (order.replaces() == null ? "" : "replacing ");
        if (outcome instanceof Outcome.Refused refused) {
            seen.merge(kind + refused.refusal().reason(), 1, Integer::sum);
            return;
        }
        Outcome.Applied applied = (Outcome.Applied) outcome;
        seen.merge(kind + (applied.replayed() ? "replayed" : order.sold() ? "sold" : "held"), 1, Integer::sum);
        for (Grant grant :
                Optional.ofNullable(applied.reservation()).orElseThrow().grants()) {
            long givers = grant.units().stream().filter(units -> units > 0).count();
            seen.merge(
                    (grant.granted() == grant.quantity() ? "full" : grant.granted() == 0 ? "none" : "part") + " of "
                            + (grant.split() ? givers + " split" : "one"),
                    1,
                    Integer::sum);
        }
    }

    private void play(String namespace, SplittableRandom random) {
        ChoiceOrders orders = new ChoiceOrders(random);
        Shop shop = new Shop(namespace, orders);
        shop.apply(orders.opening());
        for (int step = 0; step < STEPS; step++) {
            List<Command> batch = new ArrayList<>();
            Instant now = shop.clock.instant();
            do {
                batch.add(orders.next(now));
            } while (random.nextInt(3) == 0);
            shop.apply(batch);
            shop.compare();
            if (random.nextInt(3) == 0) {
                shop.clock.advance(Duration.ofMillis(random.nextInt(1, 60_000)));
                shop.expire();
                shop.compare();
            }
            if (random.nextInt(40) == 0) {
                shop.purge(Duration.ofSeconds(random.nextInt(1, 600)));
                shop.compare();
            }
        }
        shop.compareOrders(shop.redis);
        shop.compareJournals();
        if (random.nextInt(8) == 0) {
            shop.replay();
            shop.putBack();
        }
    }

    @Test
    void choicesAreMadeAsTheRulesSay() {
        long seed = Rounds.play((turn, random) -> {
            for (int i = 0; i < SEQUENCES; i++) {
                play("choice-" + ProcessHandle.current().pid() + "-" + turn + "-" + i, random.split());
            }
        });
        System.out.println("choices: sequences=" + SEQUENCES + " seed=" + seed + " " + seen);
        for (Reason reason : Set.of(
                Reason.UNKNOWN_LINE,
                Reason.NOT_OPEN,
                Reason.OUT_OF_STOCK,
                Reason.LIMIT_REACHED,
                Reason.OVERFLOW,
                Reason.STALE,
                Reason.ID_REUSED)) {
            assertTrue(seen.containsKey(reason.name()), reason + " was not seen in " + seen);
        }
        for (String kind : Set.of(
                "held",
                "sold",
                "replayed",
                "replacing held",
                "replacing sold",
                "again held",
                "again sold",
                "again LIMIT_REACHED",
                "again OUT_OF_STOCK",
                "full of one",
                "part of one",
                "none of one",
                "full of 2 split",
                "part of 2 split",
                "full of 3 split")) {
            assertTrue(seen.containsKey(kind), kind + " was not seen in " + seen);
        }
    }
}
