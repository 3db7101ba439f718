package io.inventory4j.examples.stores;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ReservationId;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.TurnedClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random batches, sweeps and purges on memory, on Redis and on a file of SQLite: all answer alike, and have the same
 * rows after each. A round is 200 batches; {@code -Dinventory.test.scale} says how many rounds.
 */
class StoresAgreeTest {
    private static final int BATCHES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> WANTED = List.of(
            "RESERVE applied",
            "RESERVE replayed",
            "RESERVE LIMIT_REACHED",
            "RESERVE STALE",
            "SELL applied",
            "CONFIRM applied",
            "SHIP applied",
            "GIVE_BACK applied",
            "MOVE applied",
            "replacing applied",
            "taking again applied",
            "choosing applied",
            "EXTEND applied",
            "swept",
            "shipped",
            "forgotten");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final Map<String, Integer> figures = new TreeMap<>();

    @Test
    void memoryRedisAndSqliteAgree() {
        RedisServer server = RedisServer.shared();
        RedisClient client = RedisClient.create();
        try (RedisConnections connections =
                LettuceConnections.standalone(client, RedisURI.create("redis://" + server.hostAndPort()))) {
            long seed = Rounds.play((turn, random) -> round(turn, random, connections));
            System.out.println("stores: " + figures + " seed=" + seed + ": memory, Redis and SQLite agree");
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
        WANTED.forEach(wanted -> assertTrue(figures.containsKey(wanted), () -> "no " + wanted + " in " + figures));
    }

    private void round(long turn, SplittableRandom random, RedisConnections connections) {
        TurnedClock clock = new TurnedClock();
        try (StockLedger memory = InMemoryLedger.create(clock);
                StockLedger redis = RedisLedger.builder(connections)
                        .namespace("agree-" + ProcessHandle.current().pid() + "." + turn)
                        .clock(clock)
                        .timeout(PATIENCE)
                        .build();
                StockLedger file = JdbcLedger.builder(folder.resolve(turn + ".db"))
                        .clock(clock)
                        .build()) {
            List<StoreUnderTest> stores = List.of(
                    new StoreUnderTest("memory", memory),
                    new StoreUnderTest("Redis", redis),
                    new StoreUnderTest("SQLite", file));
            RandomBatches batches = new RandomBatches(random, clock, memory);
            for (int i = 0; i < BATCHES; i++) {
                clock.advance(batches.pause());
                step(batches, stores);
            }
        }
    }

    private void step(RandomBatches batches, List<StoreUnderTest> stores) {
        List<Command> commands = batches.next();
        count(commands, alike(commands, stores, store -> store.answer(ledger -> ledger.apply(commands))));
        if (batches.oneIn(3)) {
            int max = batches.max();
            ReservationId except = batches.oneIn(3) ? batches.id() : null;
            List<?> swept = alike(
                    "expire " + max + " except " + except, stores, store -> store.answer(l -> l.expire(max, except)));
            count("swept", swept.size());
        }
        if (batches.oneIn(10)) {
            int max = batches.max();
            Duration age = batches.age();
            List<?> shipped =
                    alike("ship " + max + " of " + age, stores, store -> store.answer(l -> l.shipConfirmed(age, max)));
            count("shipped", shipped.size());
        }
        if (batches.oneIn(12)) {
            int max = batches.max();
            Retention retention = batches.retention();
            int forgotten =
                    alike("purge " + retention, stores, store -> store.forgotten(max, l -> l.purge(retention, max)));
            count("forgotten", forgotten);
        }
        alike("rows after " + commands, stores, store -> store.rows(batches.names()));
    }

    /** What all stores answer. */
    private static <T> T alike(Object what, List<StoreUnderTest> stores, Function<StoreUnderTest, T> call) {
        StoreUnderTest first = stores.get(0);
        T expected = call.apply(first);
        for (StoreUnderTest store : stores.subList(1, stores.size())) {
            T actual = call.apply(store);
            if (!Objects.equals(expected, actual)) {
                throw new AssertionError(what + "\n" + differences(first.name(), expected, store.name(), actual));
            }
        }
        return expected;
    }

    private static String differences(String one, Object left, String other, Object right) {
        if (left instanceof Map<?, ?> lefts && right instanceof Map<?, ?> rights) {
            StringBuilder text = new StringBuilder();
            lefts.forEach((name, value) -> {
                if (!value.equals(rights.get(name))) {
                    text.append(differences(one + " " + name, value, other, String.valueOf(rights.get(name))));
                }
            });
            rights.keySet().stream()
                    .filter(name -> !lefts.containsKey(name))
                    .forEach(name ->
                            text.append(other).append(" has ").append(name).append('\n'));
            return text.toString();
        }
        return one + ": " + left + "\n" + other + ": " + right + "\n";
    }

    private void count(List<Command> commands, List<Object> answers) {
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            String result = " " + StoreUnderTest.result(answers.get(i));
            count(kind(command) + result, 1);
            if (command instanceof Reserve reserve && reserve.replaces() != null) {
                count("replacing" + result, 1);
            }
            if (command instanceof Reserve reserve && reserve.again()) {
                count("taking again" + result, 1);
            }
            if (command instanceof Reserve reserve && !reserve.flexible().isEmpty()) {
                count((reserve.again() ? "choosing again" : "choosing") + result, 1);
            }
        }
    }

    private static String kind(Command command) {
        return command instanceof Settle settle
                ? settle.transition().name()
                : JournalHeading.of(command).kind().name();
    }

    private void count(String what, int times) {
        if (times > 0) {
            figures.merge(what, times, Integer::sum);
        }
    }
}
