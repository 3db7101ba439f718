package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.testkit.faults.SaleStock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All nodes use the server's clock, so that a node's own clock may be wrong. */
@Timeout(120)
class ClockJumpTest {
    /** The calls that read a node's clock, as byte code names them. nanoTime is allowed: it only measures durations. */
    private static final Pattern NODES_CLOCK =
            Pattern.compile("java/time/\\w+\\.now:|InstantSource\\.(system|tick)|java/time/Clock\\."
                    + "|currentTimeMillis|java/util/Date\\.");

    private static Instant serverTime(RedisServer server) {
        List<String> time = server.command("TIME").lines().toList();
        return Instant.ofEpochSecond(Long.parseLong(time.get(0))).plus(Long.parseLong(time.get(1)), ChronoUnit.MICROS);
    }

    private static void assertWithin(Instant begin, Instant end, Instant time) {
        assertFalse(time.isBefore(begin), () -> time + " is before " + begin);
        assertFalse(time.isAfter(end), () -> time + " is after " + end);
    }

    @Test
    void timesComeFromTheServer() {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE));
                ShopNode node =
                        ShopNode.over(ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT), "clock")) {
            RedisLedger ledger = node.ledger();
            SaleStock.fill(ledger);
            ReservationId id = ReservationId.of("order");
            Instant begin = serverTime(server);
            SaleStock.apply(ledger, SaleStock.cart("order", 0));
            Reservation held = ledger.reservation(id).orElseThrow();
            assertWithin(begin.plus(SaleStock.HOLD), serverTime(server).plus(SaleStock.HOLD), held.expiresAt());

            begin = serverTime(server);
            Duration longer = Duration.ofDays(2);
            SaleStock.apply(ledger, Settle.extend(id, "longer", longer));
            held = ledger.reservation(id).orElseThrow();
            assertWithin(begin.plus(longer), serverTime(server).plus(longer), held.expiresAt());

            begin = serverTime(server);
            SaleStock.apply(ledger, SaleStock.settle("order", Transition.RELEASE));
            Reservation settled = ledger.reservation(id).orElseThrow();
            assertWithin(begin, serverTime(server), Objects.requireNonNull(settled.settledAt()));
            ledger.journal(0, 1_000)
                    .entries()
                    .forEach(entry -> assertFalse(entry.at().isAfter(serverTime(server)), entry::toString));
        }
    }

    /** Only a ledger that was built with a clock one hour ahead finds anything overdue. */
    @Test
    void aHoldEndsByTheServersClock() {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE));
                ShopNode node =
                        ShopNode.over(ClientLibrary.LETTUCE.single(server.address(), Deployment.STRAIGHT), "clock")) {
            RedisLedger ledger = node.ledger();
            SaleStock.fill(ledger);
            SaleStock.apply(ledger, SaleStock.cart("order", 0));
            assertEquals(List.of(), ledger.expire(10));
            RedisLedger ahead = RedisLedger.builder(node.connections())
                    .namespace("clock")
                    .clock(() -> serverTime(server).plus(SaleStock.HOLD).plusSeconds(3_600))
                    .build();
            assertEquals(1, ahead.expire(10).size());
            assertEquals(
                    ReservationState.EXPIRED,
                    ledger.reservation(ReservationId.of("order")).orElseThrow().state());
        }
    }

    @Test
    void nothingReadsTheNodesClock() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-c", "-p"));
        try (Stream<Path> files = Files.walk(Path.of("target", "classes"))) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .forEach(arguments::add);
        }
        StringWriter code = new StringWriter();
        StringWriter errors = new StringWriter();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        int status = javap.run(new PrintWriter(code), new PrintWriter(errors), arguments.toArray(String[]::new));
        assertEquals(0, status, errors::toString);
        List<String> lines = code.toString().lines().toList();
        // Otherwise the pattern would match nothing in any case.
        assertTrue(lines.stream().anyMatch(line -> line.contains("java/time/InstantSource.instant:")), "no byte code");
        assertEquals(
                List.of(),
                lines.stream().filter(line -> NODES_CLOCK.matcher(line).find()).toList());
    }
}
