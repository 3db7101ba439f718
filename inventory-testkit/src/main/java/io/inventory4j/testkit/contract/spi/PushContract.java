package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.fixture.Heard;
import io.inventory4j.testkit.contract.fixture.HeardEntries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule 11: of what a {@link io.inventory4j.ledger.Watchable} ledger tells its listeners, whoever changed it how. */
public interface PushContract extends Fixture {
    /** As many lines as a command may have. */
    int LINES = 100;

    private static String sku(int number) {
        return "sku " + (100 + number);
    }

    private static List<StockKey> keys() {
        return IntStream.range(0, LINES).mapToObj(i -> key(sku(i))).toList();
    }

    private void stockAll() {
        List<Command> receipts = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            receipts.add(receive("stock of " + sku(i), sku(i), 5));
        }
        ledger().apply(receipts).forEach(this::assertApplied);
    }

    private static ReserveLine[] lines(int lines) {
        return IntStream.range(0, lines).mapToObj(i -> line(sku(i), 1)).toArray(ReserveLine[]::new);
    }

    /** The entries of some outcomes, as far as a follower can be asked: what happened to which level. */
    private static void assertTold(CommandKind kind, List<Outcome.Applied> outcomes, HeardEntries entries)
            throws InterruptedException {
        int changes =
                outcomes.stream().mapToInt(outcome -> outcome.changes().size()).sum();
        List<JournalEntry> heard = entries.next(changes);
        assertEquals(
                outcomes.stream().flatMap(outcome -> outcome.changes().stream()).toList(),
                heard.stream().map(JournalEntry::change).toList());
        heard.forEach(entry -> assertEquals(kind, entry.kind(), entry::toString));
    }

    @Test
    default void rule_11_1_aSweepIsTold() throws InterruptedException {
        watchable();
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 2), line("B", 1)));
        applied(hold("r2", HOLD.plusMillis(1), line("B", 3)));
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            clock().advance(HOLD.plusMillis(1));
            List<Outcome.Applied> swept = ledger().expire(10);
            assertEquals(2, swept.size());
            levels.untilAll(List.of(level("A"), level("B")));
            assertTold(CommandKind.EXPIRE, swept, entries);
        }
    }

    @Test
    default void rule_11_1_whatIsShippedWithoutAReportIsTold() throws InterruptedException {
        watchable();
        stock("A", 9);
        stock("B", 9);
        applied(sell("r1", line("A", 2), line("B", 1)));
        applied(sell("r2", line("B", 3)));
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            List<Outcome.Applied> shipped = ledger().shipConfirmed(Duration.ZERO, 10);
            assertEquals(2, shipped.size());
            levels.untilAll(List.of(level("A"), level("B")));
            assertTold(CommandKind.SHIP, shipped, entries);
        }
    }

    @Test
    default void rule_11_1_everyLineOfACartIsTold() throws InterruptedException {
        watchable();
        stockAll();
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            Outcome.Applied held = applied(hold("r1", lines(LINES)));
            levels.untilAll(ledger().levels(keys()));
            assertTold(CommandKind.RESERVE, List.of(held), entries);
            Outcome.Applied released = applied(now(Transition.RELEASE, "r1"));
            levels.untilAll(ledger().levels(keys()));
            assertTold(CommandKind.RELEASE, List.of(released), entries);
        }
    }

    @Test
    default void rule_11_1_movesTargetsAndSaleStatesAreTold() throws InterruptedException {
        watchable();
        stock("A", 9);
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            for (Command command : List.of(
                    receive("more", "A", 2),
                    Commands.set("counted", Commands.to(SetTo.Target.ON_HAND, "A", 7)),
                    Commands.saleState("stop", "A", SaleState.STOPPED))) {
                Outcome.Applied outcome = applied(command);
                levels.untilAll(List.of(level("A")));
                boolean state = command instanceof SetSaleState;
                assertTold(state ? CommandKind.SALE_STATE : CommandKind.MOVE, List.of(outcome), entries);
            }
        }
    }

    @Test
    default void rule_11_1_everyCommandOfABatchIsToldInItsOrder() throws InterruptedException {
        watchable();
        stockAll();
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            List<Command> batch = new ArrayList<>();
            for (int i = LINES - 1; i >= 0; i--) {
                batch.add(hold("r" + i, line(sku(i), 1)));
                batch.add(hold("too many" + i, line(sku(i), 9)));
            }
            List<Outcome.Applied> done = new ArrayList<>();
            for (Outcome outcome : ledger().apply(batch)) {
                if (outcome instanceof Outcome.Applied applied) {
                    done.add(applied);
                }
            }
            assertEquals(LINES, done.size());
            levels.untilAll(ledger().levels(keys()));
            assertTold(CommandKind.RESERVE, done, entries);
        }
    }

    /** A follower reads on in pages, and a burst may be longer than each of them. */
    @Test
    default void rule_11_1_aLongBurstIsToldToItsEnd() throws InterruptedException {
        watchable();
        stockAll();
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            List<Command> batch = new ArrayList<>();
            for (int i = 0; i <= 10; i++) {
                batch.add(i % 2 == 0 ? hold("r" + i, lines(LINES)) : now(Transition.RELEASE, "r" + (i - 1)));
            }
            List<LevelChange> changes = new ArrayList<>();
            for (Outcome outcome : ledger().apply(batch)) {
                changes.addAll(assertApplied(outcome).changes());
            }
            assertEquals(
                    changes,
                    entries.next(changes.size()).stream()
                            .map(JournalEntry::change)
                            .toList());
            levels.untilAll(ledger().levels(keys()));
        }
    }

    /** Rule 11.1: a call that throws counts as heard, and the next one comes. */
    @Test
    default void rule_11_1_aListenerThatThrewIsToldOfWhatFollows() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch newest = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        Subscription throwing = watchable().watch(level -> {
            if (calls.incrementAndGet() == 1) {
                first.countDown();
                throw new IllegalStateException("a listener that fails once, on purpose");
            }
            if (level.version() == 3) {
                newest.countDown();
            }
        });
        try (Heard other = new Heard(watchable())) {
            stock("A", 5);
            assertTrue(first.await(Heard.SECONDS, TimeUnit.SECONDS), "the first level was never delivered");
            applied(hold("r1", line("A", 1)));
            other.until("A", 2);
            applied(hold("r2", line("A", 1)));
            other.until("A", 3);
            assertTrue(
                    newest.await(Heard.SECONDS, TimeUnit.SECONDS),
                    () -> "a listener that threw once was called " + calls + " times, and not for version 3");
        } finally {
            throwing.close();
        }
    }

    @Test
    default void rule_11_1_whoListensIsToldWhoeverElseLeaves() throws InterruptedException {
        stock("A", 9);
        try (Heard stays = new Heard(watchable());
                HeardEntries follows = new HeardEntries(watchable())) {
            Heard leaves = new Heard(watchable());
            HeardEntries leavesToo = new HeardEntries(watchable());
            applied(hold("r1", line("A", 1)));
            assertEquals(List.of(level("A")), leaves.until("A", 2));
            assertEquals("r1", leavesToo.next().command());
            leaves.close();
            leavesToo.close();
            applied(hold("r2", line("A", 1)));
            stays.until("A", 3);
            assertEquals(
                    List.of("r1", "r2"),
                    follows.next(2).stream().map(JournalEntry::command).toList());
        }
    }

    @Test
    default void aFollowerIsToldThatTheLedgerHasLooked() throws InterruptedException {
        stock("A", 9);
        try (HeardEntries entries = new HeardEntries(watchable())) {
            applied(hold("r1", line("A", 1)));
            assertEquals("r1", entries.next().command());
            assertTrue(entries.looked(), "onRead was never called, though an entry was passed on");
        }
    }

    @Test
    default void rule_11_2_aListenerHearsOfTheOtherNode() throws InterruptedException {
        watchable();
        StockLedger other = other();
        stock("A", 9);
        stock("B", 9);
        try (Heard levels = new Heard(watchable());
                HeardEntries entries = new HeardEntries(watchable())) {
            Outcome.Applied held = assertApplied(
                    other.apply(List.of(hold("r1", line("A", 2), line("B", 1)))).get(0));
            levels.untilAll(List.of(level("A"), level("B")));
            assertTold(CommandKind.RESERVE, List.of(held), entries);
            clock().advance(HOLD);
            List<Outcome.Applied> swept = other.expire(10);
            levels.untilAll(List.of(level("A"), level("B")));
            assertTold(CommandKind.EXPIRE, swept, entries);
            assertApplied(other.apply(List.of(sell("r2", line("A", 1)))).get(0));
            entries.next();
            List<Outcome.Applied> shipped = other.shipConfirmed(Duration.ZERO, 10);
            StockLevel last = level("A");
            levels.untilAll(List.of(last));
            assertTold(CommandKind.SHIP, shipped, entries);
        }
    }
}
