package io.inventory4j.testkit.contract;

import static io.inventory4j.ledger.Transition.CONFIRM;
import static io.inventory4j.testkit.contract.Commands.all;
import static io.inventory4j.testkit.contract.Commands.hold;
import static io.inventory4j.testkit.contract.Commands.key;
import static io.inventory4j.testkit.contract.Commands.line;
import static io.inventory4j.testkit.contract.Commands.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.Reason;
import io.inventory4j.StockLevel;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Rule 11: push between nodes, if a ledger is {@link Watchable}. It may leave out levels in between but never the
 * newest, so each test waits for the newest.
 */
interface WatchContract extends Fixture {
    /** Only a ledger that has lost a level takes this long. */
    int SECONDS = 20;

    /** What one listener heard. */
    final class Heard implements AutoCloseable {
        private final LinkedBlockingQueue<StockLevel> levels = new LinkedBlockingQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private final Subscription subscription;

        private Heard(Watchable ledger) {
            subscription = ledger.watch(this::hear);
        }

        private synchronized void hear(StockLevel level) {
            threads.add(Thread.currentThread());
            levels.add(level);
        }

        private synchronized List<Thread> threads() {
            return List.copyOf(threads);
        }

        @Override
        public void close() {
            subscription.close();
        }

        /** All levels of a line up to a version, which must come. */
        private List<StockLevel> until(String sku, long version) throws InterruptedException {
            List<StockLevel> heard = new ArrayList<>();
            while (heard.isEmpty() || heard.get(heard.size() - 1).version() < version) {
                StockLevel level = levels.poll(SECONDS, TimeUnit.SECONDS);
                assertTrue(
                        level != null,
                        () -> "version " + version + " of " + sku + " was never delivered, only " + heard);
                if (level != null && level.key().equals(key(sku))) {
                    heard.add(level);
                }
            }
            return heard;
        }
    }

    /** The entries that one follower heard of. */
    final class Entries implements AutoCloseable {
        private final BlockingQueue<JournalEntry> heard = new LinkedBlockingQueue<>();
        private final Subscription subscription;

        private Entries(Watchable ledger) {
            subscription = ledger.follow(heard::add);
        }

        private JournalEntry next() throws InterruptedException {
            JournalEntry entry = heard.poll(SECONDS, TimeUnit.SECONDS);
            if (entry == null) {
                throw new AssertionError("an entry was never heard of");
            }
            return entry;
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

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
    default void rule_11_1_aFollowerHearsOfEveryEntryInTheOrderOfTheJournal() throws InterruptedException {
        stock("A", 100);
        long before = end();
        try (Entries entries = new Entries(watchable())) {
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
            assertEquals(journal().journal(before, 100).entries(), heard);
        }
    }

    private Journaled journal() {
        if (ledger() instanceof Journaled journal) {
            return journal;
        }
        abort("a follower is compared with the journal; this ledger keeps none");
        throw new AssertionError("aborted before");
    }

    private long end() {
        long end = 0;
        for (JournalPage page = journal().journal(0, 1_000);
                !page.entries().isEmpty();
                page = journal().journal(end, 1_000)) {
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
        try (Entries entries = new Entries(watchable())) {
            applied(hold("r1", line("A", 1)));
            assertEquals("r1", entries.next().command());
            assertEquals(List.of(), left);
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
