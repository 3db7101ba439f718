package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.Effort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of the shop is killed in the middle of its work, by SIGKILL. What it was told must be there; nothing half. */
class KilledClientTest {
    private static final int MOST_ACKNOWLEDGED = 300;

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void whatWasInFlightIsWholeOrAbsent(DatabaseKind kind) throws IOException, InterruptedException {
        FragileServer server = FragileServer.of(kind);
        long seed = Effort.seed();
        int inFlight = 0;
        int acknowledged = 0;
        for (int run = 0; run < Effort.scale(); run++) {
            JdbcSchema schema = server.freshTables();
            try (StockLedger ledger = server.node(schema, server.address())) {
                Stock.fill(ledger);
                int kill = 1 + new SplittableRandom(seed + run).nextInt(MOST_ACKNOWLEDGED);
                List<String> told = told(server.database().url(server.address()), schema.table(""), kill);
                acknowledged += told.size();
                inFlight += check(ledger, told);
            } catch (AssertionError e) {
                throw new AssertionError("inventory.test.seed=" + (seed + run) + ": " + e.getMessage(), e);
            }
        }
        System.out.println("client killed: " + kind + " runs=" + Effort.scale() + " acknowledged=" + acknowledged
                + " made unacknowledged=" + inFlight + " seed=" + seed);
    }

    /** Starts the process, kills it after so many lines, and gives back all that it has told. */
    private static List<String> told(String url, String prefix, int kill) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        KilledClient.class.getName(),
                        url,
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        StringBuilder text = new StringBuilder();
        try (InputStream out = client.getInputStream()) {
            byte[] buffer = new byte[8_192];
            for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                if (text.chars().filter(one -> one == '\n').count() >= kill) {
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

    /** Returns how many commands had been committed and not acknowledged. */
    private static int check(StockLedger ledger, List<String> told) {
        int[] last = new int[KilledClient.THREADS];
        List<String> ids = new ArrayList<>();
        for (String line : told) {
            String[] words = line.split(" ", -1);
            last[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
        }
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
                        told.contains(KilledClient.RESERVED + rest),
                        told.contains(KilledClient.CONFIRMED + rest));
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
        assertTrue(there || before.isEmpty(), () -> "I3: " + id + " was made twice");
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
}
