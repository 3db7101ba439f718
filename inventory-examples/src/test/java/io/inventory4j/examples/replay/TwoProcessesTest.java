package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.servers.jdbc.DatabaseServer;
import io.inventory4j.servers.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second process on the store of a sale that runs: it is refused with a sentence, and the first ends balanced. */
@Timeout(300)
class TwoProcessesTest {
    private static final String IN_USE = " cannot be used: another process sells by it (";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    /** Stops a sale at a call, until somebody has tried the same. */
    private static final class Pause implements UnaryOperator<Inventory> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final String at;

        Pause(String at) {
            this.at = at;
        }

        @Override
        public Inventory apply(Inventory inventory) {
            return Between.over(inventory, (method, given, call) -> {
                if (method.getName().equals(at)) {
                    begun.countDown();
                    goOn.await();
                }
                return call.make();
            });
        }
    }

    private String[] arguments(String store, String... more) throws IOException {
        Path day = Files.writeString(directory.resolve("day.csv"), SampleOrders.text(SampleOrders.crowdedDay(1, 60)));
        return Stream.concat(Stream.of("--orders", day.toString(), "--threads", "4", "--store", store), Stream.of(more))
                .toArray(String[]::new);
    }

    private void assertOneSells(String store) throws Exception {
        // Before the first delivery the store is empty: nothing in it shows that somebody is about to sell.
        assertOneSells(store, new Pause("move"));
    }

    private void assertOneSells(String store, Pause pause) throws Exception {
        CompletableFuture<Run> first = CompletableFuture.supplyAsync(() -> run(pause, store));
        try {
            assertTrue(pause.begun.await(60, TimeUnit.SECONDS) || first.isDone());
            Run.of(arguments(store, "--seed", "7")).unusable(IN_USE);
            Run.of(arguments(store)).unusable(IN_USE);
        } finally {
            pause.goOn.countDown();
        }
        Run end = first.get().balanced();
        assertEquals(end.last(), Run.of(arguments(store)).balanced().last(), "it is free again");
    }

    private Run run(UnaryOperator<Inventory> wrap, String store) {
        try {
            return Run.of(wrap, arguments(store));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s/sale.db", "jdbc:sqlite:%s/sale.db", "jdbc:h2:mem:two;DB_CLOSE_DELAY=-1"})
    void aSecondProcessOnAFileIsRefused(String store) throws Exception {
        assertOneSells(String.format(store, directory));
    }

    @Test
    void aSecondProcessInTheMiddleOfASaleIsRefused() throws Exception {
        assertOneSells("file:" + directory.resolve("middle.db"), new Pause("reserve"));
    }

    @Test
    void aSecondProcessOnPostgresIsRefused() throws Exception {
        try (DatabaseServer server = DatabaseServer.freshPostgres()) {
            assertOneSells(server.url(server.address()));
        }
    }

    @Test
    void aSecondProcessOnMariaDbIsRefused() throws Exception {
        try (DatabaseServer server = DatabaseServer.freshMariadb()) {
            assertOneSells(server.url(server.address()));
        }
    }

    @Test
    void aSecondProcessOnRedisIsRefused() throws Exception {
        try (RedisServer server = RedisServer.fresh()) {
            assertOneSells("redis://" + server.hostAndPort());
        }
    }
}
