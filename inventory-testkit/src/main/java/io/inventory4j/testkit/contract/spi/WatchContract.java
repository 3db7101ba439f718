package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.fixture.Heard;
import io.inventory4j.testkit.contract.fixture.HeardEntries;
import io.inventory4j.testkit.contract.fixture.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Rule 11: push between nodes, if a ledger is {@link Watchable}. It may leave out levels in between but never the
 * newest, so each test waits for the newest.
 */
public interface WatchContract extends Fixture {
    private Heard watch() {
        return new Heard(watchable());
    }

    @Test
    default void rule_11_1_theNewestLevelIsDelivered() throws InterruptedException {
        try (Heard heard = watch()) {
            stock("A", 5);
            applied(hold("r1", line("A", 2)));
            applied(all(CONFIRM, "r1"));
            List<StockLevel> delivered = heard.until("A", 3);
            assertEquals(level("A"), delivered.get(delivered.size() - 1));
        }
    }

    @Test
    default void rule_11_2_versionsOfALineOnlyGrow() throws InterruptedException {
        try (Heard heard = watch()) {
            stock("A", 100);
            Together.run(4, thread -> {
                for (int i = 0; i < 10; i++) {
                    apply(hold("r" + thread + "-" + i, line("A", 1)));
                }
                return thread;
            });
            long last = 0;
            for (StockLevel level : heard.until("A", 41)) {
                assertTrue(level.version() > last, level + " was delivered after version " + last);
                last = level.version();
            }
        }
    }

    @Test
    default void rule_11_1_refusalsAndReplaysDeliverNothing() throws InterruptedException {
        stock("A", 1);
        try (Heard heard = watch()) {
            refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
            replayed(receive("stock of A", "A", 1));
            applied(hold("r2", line("A", 1)));
            assertEquals(List.of(level("A")), heard.until("A", 2));
        }
    }

    @Test
    default void rule_11_1_aClosedSubscriptionHearsNothingNew() throws InterruptedException {
        stock("A", 5);
        Heard closed = watch();
        closed.close();
        closed.close();
        try (Heard open = watch()) {
            applied(hold("r1", line("A", 1)));
            open.until("A", 2);
            assertEquals(List.of(), closed.threads());
        }
    }

    /** A second close does nothing, not even to who was registered in between. */
    @Test
    default void rule_11_1_aSecondCloseEndsNobodyElse() throws InterruptedException {
        stock("A", 5);
        Subscription closed = watchable().watch(level -> {});
        Subscription left = watchable().follow(entry -> {});
        closed.close();
        left.close();
        try (Heard levels = watch();
                HeardEntries entries = new HeardEntries(watchable())) {
            closed.close();
            left.close();
            applied(hold("r1", line("A", 1)));
            levels.until("A", 2);
            assertEquals("r1", entries.next().command());
        }
    }

    /** Each registration is one of its own, whoever is called. */
    @Test
    default void rule_11_1_whoIsRegisteredTwiceHearsUntilBothAreClosed() throws InterruptedException {
        stock("A", 5);
        CountDownLatch levels = new CountDownLatch(1);
        CountDownLatch entries = new CountDownLatch(1);
        StockListener listener = level -> levels.countDown();
        EntryListener follower = entry -> entries.countDown();
        Subscription first = watchable().watch(listener);
        Subscription second = watchable().watch(listener);
        Subscription firstToo = watchable().follow(follower);
        Subscription secondToo = watchable().follow(follower);
        try {
            first.close();
            firstToo.close();
            applied(hold("r1", line("A", 1)));
            assertTrue(levels.await(Heard.SECONDS, TimeUnit.SECONDS), "the other registration heard of no level");
            assertTrue(entries.await(Heard.SECONDS, TimeUnit.SECONDS), "the other registration heard of no entry");
        } finally {
            second.close();
            secondToo.close();
        }
    }

    @Test
    default void rule_11_7_aListenerThatHangsOrThrowsDelaysNoSale() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Subscription throwing = watchable().watch(level -> {
            throw new IllegalStateException("a listener that fails on purpose");
        });
        Subscription hanging = watchable().watch(level -> awaitQuietly(end));
        try (Heard heard = watch()) {
            stock("A", 5);
            applied(hold("r1", line("A", 1)));
            heard.until("A", 2);
            heard.threads()
                    .forEach(thread -> assertNotEquals(Thread.currentThread(), thread, "called on a sale's thread"));
        } finally {
            end.countDown();
            throwing.close();
            hanging.close();
        }
    }

    @Test
    default void rule_11_7_callsToOneListenerNeverOverlap() throws InterruptedException {
        List<String> skus = List.of("A", "B", "C", "D");
        try (Heard heard = watch();
                HeardEntries last = new HeardEntries(watchable());
                Overlap levels = new Overlap(call -> watchable().watch(level -> call.run()));
                Overlap entries = new Overlap(call -> watchable().follow(entry -> call.run()))) {
            Together.run(skus.size(), thread -> {
                stock(skus.get(thread), 1);
                return thread;
            });
            heard.untilAll(ledger().levels(skus.stream().map(Commands::key).toList()));
            last.next(skus.size());
            levels.check("levels");
            entries.check("entries");
        }
    }

    @Test
    default void rule_11_1_aFollowerHearsOfEveryEntryInTheOrderOfTheJournal() throws InterruptedException {
        stock("A", 100);
        long before = end();
        try (HeardEntries entries = new HeardEntries(watchable())) {
            Together.run(4, thread -> {
                for (int i = 0; i < 10; i++) {
                    apply(hold("r" + thread + "-" + i, line("A", 1)));
                    apply(hold("r" + thread + "-" + i, line("A", 1)));
                }
                return thread;
            });
            apply(hold("too many", line("A", 100)));
            applied(all(CONFIRM, "r0-0"));
            List<JournalEntry> heard = new ArrayList<>();
            while (heard.size() < 41) {
                JournalEntry entry = entries.next();
                if (heard.isEmpty()
                        || entry.sequence() > heard.get(heard.size() - 1).sequence()) {
                    heard.add(entry);
                }
            }
            assertEquals(journaled().journal(before, 100).entries(), heard);
        }
    }

    private long end() {
        long end = 0;
        for (JournalPage page = journaled().journal(0, 1_000);
                !page.entries().isEmpty();
                page = journaled().journal(end, 1_000)) {
            end = page.next();
        }
        return end;
    }

    @Test
    default void rule_11_1_aFollowerThatHasLeftHearsNothingNew() throws InterruptedException {
        stock("A", 5);
        List<JournalEntry> left = new CopyOnWriteArrayList<>();
        Subscription closed = watchable().follow(left::add);
        closed.close();
        closed.close();
        try (HeardEntries entries = new HeardEntries(watchable())) {
            applied(hold("r1", line("A", 1)));
            assertEquals("r1", entries.next().command());
            assertEquals(List.of(), left);
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await(Heard.SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
