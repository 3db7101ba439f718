package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.testkit.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on a Redis that loses everything, with an archive: what is lost is named, and the sale goes on. */
@Timeout(300)
class ArchivedReplayTest {
    private static final String MISSING = "acknowledged after the archive's last call: order ";
    private static final String BACK = "Redis had lost this sale, and the archive has brought it back: ";
    private static final String SAME = "lines compared with Redis: no difference.";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String[] arguments(RedisServer server, String archive, int day, int threads) throws IOException {
        Path file = directory.resolve("day-" + day + ".csv");
        Files.writeString(file, SampleOrders.text(SampleOrders.crowdedDay(day, 80)));
        return new String[] {
            "--orders", file.toString(), "--threads", "" + threads, "--store", url(server), "--archive", archive
        };
    }

    private static String url(RedisServer server) {
        return "redis://" + server.address().getHostString() + ":"
                + server.address().getPort();
    }

    private static RedisServer inMemory() {
        return RedisServer.fresh(RedisSettings.of(Persistence.NONE));
    }

    /** Kills a Redis in the middle of a sale, and remembers which orders it had acknowledged as held. */
    private static final class Killer implements UnaryOperator<Inventory> {
        /** At this call, the opening stock is there. */
        private static final int BEGUN = 15;

        private final Set<String> held = new ConcurrentSkipListSet<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final int last;
        private final RedisServer server;
        private final String archive;
        private boolean begun;

        Killer(int last, RedisServer server, String archive) {
            this.last = last;
            this.server = server;
            this.archive = archive;
        }

        /**
         * Keeps all buyers waiting until the archive has begun: a Redis that dies before has nothing to come back from.
         */
        private synchronized void awaitArchive() throws SQLException {
            while (!begun) {
                LockSupport.parkNanos(1_000_000);
                begun = !archived(archive, CommandKind.MOVE).isEmpty();
            }
        }

        @Override
        public Inventory apply(Inventory inventory) {
            return Between.over(inventory, (method, given, asked) -> {
                int call = method.getName().equals("close") ? 0 : calls.incrementAndGet();
                if (call >= BEGUN) {
                    awaitArchive();
                }
                if (call == last) {
                    server.kill();
                }
                Object answer = asked.make();
                if (answer instanceof Outcome.Applied && given[0] instanceof ReserveRequest request) {
                    held.add(request.id());
                }
                return answer;
            });
        }
    }

    /** The commands of a kind in the archive, read here by nothing that the replay uses. */
    private static Set<String> archived(String url, CommandKind kind) throws SQLException {
        Set<String> orders = new HashSet<>();
        String sql = "SELECT DISTINCT command FROM inventory_redis_entry WHERE kind = ?";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    orders.add(rows.getString(1));
                }
            }
        }
        return orders;
    }

    /** The orders whose hold is named as lost. */
    private static Set<String> named(Run run) {
        Set<String> orders = new TreeSet<>();
        for (String line : run.out()) {
            if (line.startsWith(MISSING) && line.contains(": RESERVE")) {
                orders.add(line.substring(MISSING.length(), line.lastIndexOf(": ")));
            }
        }
        return orders;
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:, 1, false", "jdbc:h2:, 8, true", "jdbc:sqlite:, 8, false"})
    void aSaleWhoseRedisDiesGoesOnFromTheArchive(String kind, int threads, boolean elsewhere) throws Exception {
        long seed = Effort.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Effort.scale(); round++) {
            String archive = kind + directory.resolve("archive-" + threads + "-" + round + ".db");
            int day = 1 + random.nextInt(1_000);
            try (RedisServer first = inMemory();
                    RedisServer second = inMemory()) {
                Killer killer = new Killer(random.nextInt(50, 300), first, archive);
                Run killed =
                        Run.of(killer, arguments(first, archive, day, threads)).unusable("has failed: ");
                Set<String> lost = new TreeSet<>(killer.held);
                lost.removeAll(archived(archive, CommandKind.RESERVE));
                assertEquals(lost, named(killed));
                if (!elsewhere) {
                    first.restart();
                }
                String[] again = arguments(elsewhere ? second : first, archive, day, threads);
                Run end = Run.of(again).balanced();
                assertTrue(end.said(BACK));
                assertTrue(end.said("This sale was begun before and goes on: "));
                assertTrue(end.said(SAME));
                Run after = Run.of(again).balanced();
                assertEquals(end.last(), after.last());
                assertEquals(end.entries(), after.entries());
                assertTrue(after.out().stream().noneMatch(line -> line.startsWith(BACK)));
                System.out.println("ArchivedReplayTest: seed " + seed + ", " + kind + ", threads " + threads
                        + ": killed at call " + killer.last + ", held " + killer.held.size() + ", lost " + lost.size());
            }
        }
    }

    @Test
    void anotherSalesArchiveIsRefused() throws Exception {
        String archive = "jdbc:h2:" + directory.resolve("one");
        try (RedisServer one = inMemory();
                RedisServer other = inMemory()) {
            Run.of(arguments(one, archive, 1, 4)).balanced();
            Run.of(arguments(other, "jdbc:h2:" + directory.resolve("other"), 2, 4))
                    .balanced();
            Run.of(arguments(other, archive, 2, 4))
                    .unusable("--archive " + archive
                            + " cannot be used: it is the archive of another Redis; the two agree up to place 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "file", "postgres", "jdbc:h2:mem:x"})
    void onlyARedisHasAnArchive(String store) {
        Run.of("--store", store, "--archive", "jdbc:h2:mem:archive")
                .wrongOptions("--archive is a copy of a Redis; it needs --store redis or redis://HOST:PORT");
    }

    @Test
    void anArchiveThatCannotBeUsedIsOneLine() throws IOException {
        try (RedisServer server = inMemory()) {
            Run run = Run.of(arguments(server, "jdbc:mariadb://127.0.0.1:1/shop?user=u&password=geheim", 1, 1))
                    .unusable("--archive jdbc:mariadb://127.0.0.1:1/shop cannot be used: ");
            assertTrue(run.err().get(0).contains("Connection refused"));
            Run.of("--store", url(server), "--archive", "/geheim").wrongOptions("it is no jdbc:URL");
        }
    }
}
