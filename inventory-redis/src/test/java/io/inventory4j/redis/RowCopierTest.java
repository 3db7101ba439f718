package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.LedgerRows.Copied;
import io.inventory4j.redis.LedgerRows.Copies;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All rows are copied at one place of the journal, while calls change them between any two pages. */
class RowCopierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final StockKey TEA = StockKey.of("tea");
    private static final StockKey CUP = StockKey.of("cup");

    private final String namespace = "rows-" + UUID.randomUUID();
    private final TurnedClock clock = new TurnedClock();
    private final RedisConnections connections = Deployment.SINGLE.shared(ClientLibrary.JEDIS);
    private final RedisLedger ledger = RedisLedger.builder(connections)
            .namespace(namespace)
            .clock(clock)
            .timeout(PATIENCE)
            .build();
    private final CallLog log = CallLog.over(connections, namespace, PATIENCE);
    private final Map<String, StoredRow> copies = new TreeMap<>();
    private int made;

    private static String row(StoredRow row) {
        return new String(row.value(), StandardCharsets.ISO_8859_1);
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        List<byte[]> flat = RedisServer.shared().list("HGETALL", "{" + namespace + "}:rows");
        for (int i = 0; i < flat.size(); i += 2) {
            String field = new String(flat.get(i), StandardCharsets.UTF_8);
            if (!field.equals("p")) {
                rows.put(field, new String(flat.get(i + 1), StandardCharsets.ISO_8859_1));
            }
        }
        return rows;
    }

    private Map<String, String> copied() {
        Map<String, String> rows = new TreeMap<>();
        copies.forEach((field, row) -> {
            if (!row.gone()) {
                rows.put(field, row(row));
            }
        });
        return rows;
    }

    private void keep(List<StoredRow> rows) {
        rows.forEach(row -> copies.put(row.field(), row));
    }

    private ReservationId hold(StockKey key) {
        ReservationId id = ReservationId.of("o" + made++);
        ledger.apply(List.of(new Reserve(
                id,
                List.of(new ReserveLine(key, 6, 0, List.of(Charge.of("buyer " + made % 5, 1_000_000)))),
                List.of(Charge.of("orders", 1_000_000)),
                MINUTE,
                null)));
        return id;
    }

    /** Touches rows that no request names: a swept order's, a replaced one's, later settlements, forgotten ones. */
    private void work() {
        ReservationId partly = hold(TEA);
        for (int part = 0; part < 6; part++) {
            ledger.apply(List.of(Settle.part(partly, "part " + part, Transition.CONFIRM, Map.of(TEA, 1L))));
        }
        ledger.apply(List.of(Settle.all(partly, "back", Transition.CANCEL)));
        ReservationId replaced = hold(CUP);
        ledger.apply(List.of(new Reserve(
                ReservationId.of("n" + made), List.of(ReserveLine.of(TEA, 1)), List.of(), MINUTE, replaced)));
        hold(CUP);
        clock.advance(MINUTE);
        ledger.expire(5);
        ledger.purge(Retention.ofAll(MINUTE), 4);
    }

    private void fill() {
        ledger.apply(List.of(Move.of(
                "m",
                "delivery",
                new Posting(TEA, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000),
                new Posting(CUP, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000))));
        for (int i = 0; i < 150; i++) {
            hold(i % 2 == 0 ? TEA : CUP);
        }
        for (int i = 0; i < 5; i++) {
            work();
        }
    }

    private RowCopier copier(int lastRows, Copies into) {
        LedgerRows rows = LedgerRows.over(connections, namespace, PATIENCE);
        return new RowCopier(rows, log, 20, lastRows, into);
    }

    /** With few rows in the last step, the calls are read outside; with many, by the script. */
    @ParameterizedTest
    @CsvSource({"1, 40", "20, 40", "100, 40", "2000, 40", "2000, 1"})
    void copiesAreThoseOfOnePlace(int lastRows, int busyFor) {
        fill();
        int[] left = {busyFor};
        Map<String, String> there = new TreeMap<>();
        Copied copied = copier(lastRows, page -> {
                    keep(page);
                    there.clear();
                    there.putAll(rows());
                    if (left[0]-- > 0) {
                        work();
                    }
                })
                .run();
        assertTrue(left[0] < busyFor - 1 || busyFor == 1, "nobody was busy");
        assertEquals(there, copied());
        assertEquals(there.size(), copied.rows());
        assertTrue(copied.place() <= log.place());
    }

    @Test
    void callsThatWereDeletedTooEarlyAreMissed() {
        fill();
        RedisLedger forgetful = RedisLedger.builder(connections)
                .namespace(namespace)
                .clock(clock)
                .keepJournal(MINUTE)
                .timeout(PATIENCE)
                .build();
        for (int lastRows : new int[] {1, 2_000}) {
            LedgerException failure = assertThrows(
                    LedgerException.class,
                    () -> copier(lastRows, page -> {
                                work();
                                clock.advance(MINUTE.multipliedBy(2));
                                hold(TEA);
                                forgetful.purge(Retention.ofAll(Duration.ofDays(1)), 1);
                            })
                            .run());
            assertEquals(Effect.NONE, failure.effect());
            assertTrue(String.valueOf(failure.getMessage()).contains("lacks calls"), failure::toString);
        }
    }

    /** While a part is written elsewhere, the shop makes more calls than one exchange reads. */
    @Test
    void aShopThatIsFasterThanItsRowsAreWrittenIsCopied() {
        fill();
        int[] parts = {0};
        LedgerRows all = LedgerRows.over(connections, namespace, PATIENCE);
        // One page has all rows, so that the shop is faster from the first call that is read on.
        Copied copied = new RowCopier(all, log, 10_000, 300, page -> {
                    keep(page);
                    int calls = parts[0] == 0 ? 1_000 : parts[0] < 40 ? 250 : 0;
                    for (int i = 0; i < calls; i++) {
                        hold(i % 2 == 0 ? TEA : CUP);
                    }
                    parts[0]++;
                })
                .run();
        assertTrue(parts[0] < 40, "it waited until the shop was idle");
        assertEquals(copied.rows(), copied().size());
    }

    @Test
    void copiesThatCannotKeepUpAreNone() {
        fill();
        LedgerException failure = assertThrows(
                LedgerException.class, () -> copier(1, page -> hold(TEA)).run());
        assertTrue(String.valueOf(failure.getMessage()).contains("faster"), failure::toString);
    }

    /** The connections that were open before the server died fail once each. */
    private static void awaitAnswer(RedisConnections own) {
        CallLog calls = CallLog.over(own, "inventory4j", PATIENCE);
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                assertEquals(1, calls.place());
                return;
            } catch (LedgerException e) {
                own.refresh();
            }
        }
        throw new AssertionError("the server does not answer");
    }

    /** A walk goes on at another place of another server's hash, and the server may have lost calls. */
    @Test
    void copiesOfTwoServersAreNone() {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.EVERYSEC));
                RedisConnections own = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT);
                RedisLedger shop = RedisLedger.builder(own).timeout(PATIENCE).build()) {
            shop.apply(List.of(Move.of("m", "delivery", new Posting(TEA, Bucket.OUTSIDE, Bucket.AVAILABLE, 5))));
            LedgerRows rows = LedgerRows.over(own, "inventory4j", PATIENCE);
            int[] pages = {0};
            LedgerException failure = assertThrows(
                    LedgerException.class,
                    () -> rows.copy(10, page -> {
                        if (pages[0]++ == 0) {
                            server.kill();
                            server.restart();
                            awaitAnswer(own);
                        }
                    }));
            assertTrue(String.valueOf(failure.getMessage()).contains("another server"), failure::toString);
        }
    }
}
