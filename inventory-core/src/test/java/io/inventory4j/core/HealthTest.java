package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.core.listeners.WorkRecord;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an inventory says of its background work. */
@Timeout(60)
class HealthTest {
    private final HandClock clock = new HandClock();
    private final HandExecutor callbacks = new HandExecutor();
    private final InMemoryLedger server = InMemoryLedger.create(clock);

    private static LedgerException away() {
        return new LedgerException(LedgerException.Effect.NONE, "planted: the store is away", null);
    }

    private static Health.Worker worker(Inventory inventory, String name) {
        return inventory.health().worker(name).orElseThrow();
    }

    private InventoryBuilder over(StockLedger ledger) {
        return InventoryBuilder.over(ledger)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .callbackExecutor(callbacks);
    }

    @Test
    void workThatIsNotDoneIsLeftOut() {
        try (Inventory inventory = over(server).build()) {
            assertEquals(List.of(), inventory.health().workers());
            assertFalse(inventory.health().failing());
        }
        try (Inventory inventory = over(server)
                .sweepEvery(Duration.ofHours(1))
                .listener(level -> {})
                .build()) {
            assertEquals(
                    List.of(Health.SWEEP, Health.PURGE, Health.FEED, Health.LEVEL_LISTENERS),
                    inventory.health().workers().stream()
                            .map(Health.Worker::name)
                            .toList());
        }
    }

    @Test
    void aFailingFeedShowsSinceWhenAndHowOften() {
        FedLedger fed = new FedLedger(server);
        try (Inventory inventory = over(fed).listener(level -> {}).build()) {
            assertNull(worker(inventory, Health.FEED).lastSuccess());
            applied(inventory.receive("po", "A", 1));
            clock.turn(Duration.ofMillis(20));
            fed.deliver();
            Health.Worker well = worker(inventory, Health.FEED);
            assertEquals(clock.instant(), well.lastSuccess());
            assertEquals(Duration.ofMillis(20), well.lag());
            fed.deliver();
            assertEquals(Duration.ZERO, worker(inventory, Health.FEED).lag());
            fed.tell(listener -> listener.onRead(away()));
            fed.tell(listener -> listener.onRead(away()));
            clock.turn(Duration.ofSeconds(5));
            Health.Worker failing = worker(inventory, Health.FEED);
            assertTrue(inventory.health().failing());
            assertEquals(2, failing.failuresInARow());
            assertEquals(well.lastSuccess(), failing.lastSuccess());
            assertEquals(Duration.ofSeconds(5), failing.lag());
            assertTrue(String.valueOf(failing.lastFailure()).contains("planted: the store is away"));
            fed.deliver();
            assertFalse(inventory.health().failing());
            assertNull(worker(inventory, Health.FEED).lastFailure());
        }
    }

    @Test
    void aSweeperShowsItsFailuresAndHowLateItEndsHolds() {
        LossyLedger ledger = new LossyLedger(server);
        Housekeeping housekeeping = new Housekeeping(ledger, Retention.standard(), null);
        Sweeper sweeper = Sweeper.start(ledger, Duration.ofHours(1), housekeeping, clock);
        try (Inventory inventory = over(server).build()) {
            applied(inventory.receive("po", "A", 1));
            applied(inventory.reserve(ReserveRequest.of("o", "b").line("A", 1)));
            clock.turn(Duration.ofMinutes(15).plusSeconds(3));
            ledger.loseAfter(0, LossyLedger.Loss.CALL);
            sweeper.sweep();
            assertEquals(1, sweeper.health().get(0).failuresInARow());
            ledger.loseNothing();
            sweeper.sweep();
            Health.Worker well = sweeper.health().get(0);
            assertEquals(0, well.failuresInARow());
            assertEquals(Duration.ofSeconds(3), well.lag());
            assertEquals(clock.instant(), well.lastSuccess());
            sweeper.sweep();
            assertEquals(Duration.ZERO, sweeper.health().get(0).lag());
        } finally {
            sweeper.close();
        }
    }

    @Test
    void listenersOfOneKindAreSummedUp() {
        AtomicBoolean fails = new AtomicBoolean(true);
        List<Long> heard = new ArrayList<>();
        try (Inventory inventory = over(server)
                .listener(level -> heard.add(level.version()))
                .listener(level -> {
                    if (fails.get()) {
                        throw new IllegalStateException("planted: a listener that fails");
                    }
                })
                .build()) {
            Subscription third = inventory.subscribe(level -> {});
            for (int i = 0; i < 3; i++) {
                applied(inventory.receive("po" + i, "A", 1));
                callbacks.runAll();
            }
            third.close();
            Health.Worker failing = worker(inventory, Health.LEVEL_LISTENERS);
            assertEquals(3, failing.failuresInARow());
            assertEquals(3, heard.size());
            assertTrue(String.valueOf(failing.lastFailure()).contains("planted: a listener that fails"));
            fails.set(false);
            applied(inventory.receive("po", "A", 1));
            callbacks.runAll();
            assertFalse(inventory.health().failing());
        }
    }

    @Test
    void aChangeOfStateIsLoggedOnce() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        WorkRecord record = new WorkRecord("planted work", clock);
        try {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            record.succeeded();
            for (int i = 0; i < 5; i++) {
                record.failed(away());
            }
            record.succeeded();
            record.succeeded();
        } finally {
            System.setErr(before);
        }
        List<String> lines = log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("planted work"))
                .toList();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("has failed"), lines::toString);
        assertTrue(lines.get(1).contains("works again, after 5 failures"), lines::toString);
    }
}
