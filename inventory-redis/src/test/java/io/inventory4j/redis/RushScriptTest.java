package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Script;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RespConnection;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two scripts have the rules of reserves, one of them for a rush: they must answer and store the same, byte by byte.
 */
class RushScriptTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final List<String> SORTED_SETS =
            List.of("expiry", "stale", "settled", "shipped", "applied", "open", "confirmed");

    private final RedisServer server = RedisServer.shared();
    private final RedisConnections connections = Deployment.SINGLE.shared(ClientLibrary.JEDIS);
    private int held;
    private int left;

    /** One namespace, whose calls are sent as they are. */
    private final class Side {
        private final String namespace;
        private final Redis redis;

        Side(String namespace) {
            this.namespace = namespace;
            redis = new Redis(connections, new NamespaceKeys(namespace), TIMEOUT, null);
        }

        /** Makes the first call of a request, which is a rush; null if it has not done the batch. */
        byte @Nullable [] rush(Request request, long now) {
            Request.Try first = request.tries(time(now), true).get(0);
            assertEquals(Script.RUSH, first.script());
            return (byte[]) redis.write(Script.RUSH, first.arguments());
        }

        byte[] apply(Request request, long now) {
            Request.Try any = request.tries(time(now), false).get(0);
            return (byte[]) Objects.requireNonNull(redis.write(Script.APPLY, any.arguments()));
        }

        private byte[] time(long now) {
            return Redis.bytes(Long.toString(now));
        }

        /** All that is stored, in an order that does not depend on how it came there. */
        List<String> stored() {
            List<String> all = new ArrayList<>();
            List<byte[]> rows = server.list("HGETALL", "{" + namespace + "}:rows");
            TreeSet<String> fields = new TreeSet<>();
            for (int i = 0; i < rows.size(); i += 2) {
                fields.add(hex(rows.get(i)) + "=" + hex(rows.get(i + 1)));
            }
            all.addAll(fields);
            for (String set : SORTED_SETS) {
                all.add(set
                        + hex(server.ask(RespConnection.words(
                                "ZRANGE", "{" + namespace + "}:" + set, "0", "-1", "WITHSCORES"))));
            }
            all.add(hex(server.ask(RespConnection.words("XRANGE", "{" + namespace + "}:journal", "-", "+"))));
            all.add(hex(server.ask(RespConnection.words("LRANGE", "{" + namespace + "}:opened", "0", "-1"))));
            return all;
        }
    }

    private static String hex(@Nullable Object reply) {
        return reply instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes)
                : String.valueOf(
                        reply instanceof List<?> list
                                ? list.stream().map(RushScriptTest::hex).toList()
                                : reply);
    }

    private static StockKey line(int i) {
        return StockKey.of("sku " + i);
    }

    private static List<Command> opening() {
        List<Command> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opening.add(
                    Move.of("m" + i, "opening", new Posting(line(i), Bucket.OUTSIDE, Bucket.AVAILABLE, 900 - 290 * i)));
        }
        opening.add(new SetSaleState("closed", line(3), SaleState.NO_NEW));
        return opening;
    }

    /** Most charges of one counter have the same end. */
    private static Charge charge(SplittableRandom random) {
        int counter = random.nextInt(200);
        int end = (random.nextInt(60) == 0 ? random.nextInt(4) : counter % 4) * 100;
        return new Charge("counter " + counter, random.nextInt(3, 30), end == 0 ? null : Instant.EPOCH.plusSeconds(end))
                .within(bound(random, 0, 2_000), bound(random, 2_300, 4_000));
    }

    /** Most bounds are of a time that the calls do not reach. */
    private static @Nullable Instant bound(SplittableRandom random, int from, int to) {
        int millis = random.nextInt(150) == 0 ? random.nextInt(2_000, 2_300) : random.nextInt(from, to);
        return random.nextInt(3) > 0 ? null : Instant.EPOCH.plusMillis(millis);
    }

    /** Few take the last lines, which are not open or do not exist. */
    private static Reserve reserve(SplittableRandom random, int holds) {
        List<ReserveLine> lines = new ArrayList<>();
        int first = random.nextInt(40) == 0 ? random.nextInt(5) : random.nextInt(2);
        for (int i = first; i < first + random.nextInt(1, 3); i++) {
            List<Charge> charges = random.nextInt(3) == 0 ? List.of() : List.of(charge(random));
            lines.add(new ReserveLine(line(i), random.nextInt(1, 4), random.nextInt(3), charges));
        }
        List<Charge> ofOrder = random.nextBoolean() ? List.of() : List.of(charge(random));
        Duration holdFor = Duration.ofSeconds(1 + random.nextInt(holds));
        int order = random.nextInt(4_000);
        // Lengths that MessagePack packs in different ways.
        String id = "order " + order + "x".repeat(List.of(0, 0, 0, 40, 180).get(order % 5));
        Reserve reserve = new Reserve(ReservationId.of(id), lines, ofOrder, holdFor, null);
        return order % 3 == 0 ? reserve : reserve.ownedBy("buyer " + order % 7);
    }

    @Test
    void aRushIsAnsweredAndStoredAsAnyBatch() {
        long seed = Rounds.play((turn, random) -> {
            String name = "rush-" + ProcessHandle.current().pid() + "-" + turn;
            Side rush = new Side(name + "a");
            Side any = new Side(name + "b");
            Request opening = Request.of(opening());
            assertArrayEquals(any.apply(opening, 1_000_000), rush.apply(opening, 1_000_000));
            for (int call = 0; call < 60; call++) {
                List<Command> batch = new ArrayList<>();
                int holds = random.nextInt(1, 3);
                for (int i = random.nextBoolean() ? random.nextInt(1, 6) : random.nextInt(10, 30); i > 0; i--) {
                    batch.add(reserve(random, holds));
                }
                compare(rush, any, Request.of(batch), 2_000_000L + random.nextInt(5) * 1_000L * call);
            }
            assertEquals(any.stored(), rush.stored());
        });
        assertTrue(held > 0 && left > 0, "held=" + held + " left=" + left);
        System.out.println("rush: rounds=" + Effort.scale() + " held=" + held + " left=" + left + " seed=" + seed);
    }

    private void compare(Side rush, Side any, Request request, long now) {
        byte[] answer = request.isRush() ? rush.rush(request, now) : null;
        if (answer == null) {
            // It has left the batch to the other script, and has written nothing.
            left++;
            assertEquals(any.stored(), rush.stored());
            answer = rush.apply(request, now);
        } else {
            held++;
        }
        assertArrayEquals(any.apply(request, now), answer);
    }
}
