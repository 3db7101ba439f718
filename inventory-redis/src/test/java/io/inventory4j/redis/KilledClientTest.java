package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.Effort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process of the shop is killed in the middle of its work, by SIGKILL. What it was told must be there; nothing half.
 */
class KilledClientTest {
    private static final int MOST_ACKNOWLEDGED = 600;
    private static final int ALL = 100_000;

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void whatWasInFlightIsWholeOrAbsent(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger inFlight = new AtomicInteger();
        RedisServer server = RedisServer.shared();
        long seed = Rounds.play((turn, random) -> {
            String namespace = "client-" + ProcessHandle.current().pid() + "." + client + turn;
            try (ShopNode node = ShopNode.over(client.single(server.address(), Deployment.STRAIGHT), namespace)) {
                Stock.fill(node.ledger());
                int kill = 1 + random.nextInt(MOST_ACKNOWLEDGED);
                List<String> told = told(client, server, namespace, kill);
                acknowledged.addAndGet(told.size());
                inFlight.addAndGet(check(node.patient(), told));
                holdsRunOut(node, namespace);
            }
        });
        System.out.println("client killed: " + client + " rounds=" + Effort.scale() + " acknowledged=" + acknowledged
                + " made unacknowledged=" + inFlight + " seed=" + seed);
    }

    /** Starts the process, kills it after so many lines, and gives back all that it has told. */
    private static List<String> told(ClientLibrary library, RedisServer server, String namespace, int kill)
            throws IOException, InterruptedException {
        Process client = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        KilledClient.class.getName(),
                        library.name(),
                        server.host(),
                        Integer.toString(server.address().getPort()),
                        namespace)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        StringBuilder text = new StringBuilder();
        int lines = 0;
        try (InputStream out = client.getInputStream()) {
            byte[] buffer = new byte[8_192];
            for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
                String part = new String(buffer, 0, read, StandardCharsets.US_ASCII);
                lines += (int) part.chars().filter(one -> one == '\n').count();
                text.append(part);
                if (lines >= kill) {
                    // Not the process itself, which would close the stream with what is still in it.
                    client.toHandle().destroyForcibly();
                }
            }
        } finally {
            client.destroyForcibly();
        }
        assertEquals(128 + 9, client.waitFor(), () -> "the process ended by itself, after " + text);
        // What follows the last line feed is half a line.
        return text.substring(0, text.lastIndexOf("\n")).lines().toList();
    }

    /** Returns how many commands had been done and not acknowledged. */
    private static int check(StockLedger ledger, List<String> told) {
        int[] last = new int[KilledClient.THREADS];
        Set<String> known = new HashSet<>(told);
        for (String line : told) {
            String[] words = line.split(" ", -1);
            last[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
        }
        List<String> ids = new ArrayList<>();
        int unheard = 0;
        for (int thread = 0; thread < last.length; thread++) {
            for (int order = 0; order <= last[thread] + 1; order++) {
                String id = KilledClient.id(thread, order);
                ids.add(id);
                String rest = " " + thread + " " + order;
                unheard += resolve(
                        ledger,
                        id,
                        order,
                        known.contains(KilledClient.RESERVED + rest),
                        known.contains(KilledClient.CONFIRMED + rest));
            }
        }
        Stock.check(ledger, ids);
        return unheard;
    }

    private static int resolve(StockLedger ledger, String id, int order, boolean reserved, boolean confirmed) {
        Optional<Reservation> before = ledger.reservation(ReservationId.of(id));
        assertTrue(before.isPresent() || !reserved, () -> "I2: " + id + " was acknowledged, and is gone");
        before.ifPresent(there -> assertEquals(2, there.lines().size(), () -> "half a cart: " + there));
        boolean there = replayed(Stock.apply(ledger, Stock.cart(id, order)), id);
        assertEquals(before.isPresent(), there, () -> "I3: " + id + " was made twice, or never");
        int unheard = there && !reserved ? 1 : 0;
        if (order % 2 == 0) {
            boolean was = replayed(Stock.apply(ledger, Stock.settle(id, Transition.CONFIRM)), id);
            assertTrue(was || !confirmed, () -> "I2: " + id + " was acknowledged as sold, and was not");
            unheard += was && !confirmed ? 1 : 0;
        }
        return unheard;
    }

    private static boolean replayed(Outcome outcome, String id) {
        assertTrue(outcome.applied(), () -> "I3: " + id + " was answered " + outcome);
        return outcome instanceof Outcome.Applied applied && applied.replayed();
    }

    /** Nobody comes back for the holds: a sweep ends them when their time has come. */
    private static void holdsRunOut(ShopNode node, String namespace) {
        Instant due = Instant.now().plus(Stock.HOLD.multipliedBy(2));
        RedisLedger later = RedisLedger.builder(node.connections())
                .namespace(namespace)
                .clock(() -> due)
                .build();
        later.expire(ALL);
        for (StockLevel level : node.patient().levels(Stock.LINES)) {
            assertEquals(0, level.reserved(), () -> "I4: " + level);
            assertEquals(Stock.UNITS, level.available() + level.committed(), () -> "I1: " + level);
        }
    }
}
