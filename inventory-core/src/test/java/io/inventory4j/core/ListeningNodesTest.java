package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Posting;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 11: every node hears of every change, whoever made it, and whether or not the reply came. */
@Timeout(60)
class ListeningNodesTest {
    private static final StockKey A = StockKey.of("A");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final HandAlarm alarm = new HandAlarm(clock);
    private final HandExecutor callbacks = new HandExecutor();
    private final InMemoryLedger server = InMemoryLedger.create(clock);

    /** An inventory, and what its listeners heard since they were last asked. */
    private final class Node implements AutoCloseable {
        private final List<Alert> alerts = new ArrayList<>();
        private final List<StockLevel> levels = new ArrayList<>();
        private final Inventory inventory;

        Node(StockLedger ledger) {
            inventory = InventoryBuilder.over(ledger)
                    .withoutBatching()
                    .clock(clock)
                    .alarm(alarm)
                    .alertReturnsAfter(Duration.ZERO)
                    .sweepEvery(Duration.ZERO)
                    .callbackExecutor(callbacks)
                    .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                    .listener(levels::add)
                    .build();
        }

        private void take(String order) {
            applied(inventory.reserve(request(order)));
        }

        private ReserveRequest request(String order) {
            return ReserveRequest.of(order, "b").line("A", 1);
        }

        private List<String> alerts() {
            callbacks.runAll();
            List<String> names = alerts.stream()
                    .map(alert -> alert.getClass().getSimpleName())
                    .toList();
            alerts.clear();
            return names;
        }

        private List<Long> versions() {
            callbacks.runAll();
            List<Long> versions = levels.stream().map(StockLevel::version).toList();
            levels.clear();
            return versions;
        }

        @Override
        public void close() {
            callbacks.runAll();
            inventory.close();
        }
    }

    @Test
    void rule_11_2_everyNodeHearsOfAChangeAndOnce() {
        try (Node first = new Node(server);
                Node second = new Node(server)) {
            applied(first.inventory.receive("po", A, 1));
            first.take("o1");
            assertEquals(List.of("SoldOut"), first.alerts());
            assertEquals(List.of("SoldOut"), second.alerts());
            assertEquals(List.of(2L), first.versions());
            assertEquals(List.of(2L), second.versions());
            applied(second.inventory.release("o1"));
            assertEquals(List.of("BackInStock"), first.alerts());
            assertEquals(List.of("BackInStock"), second.alerts());
        }
    }

    @Test
    void rule_11_2_aFeedTellsOfOtherNodesAndOfThisOneOnce() {
        FedLedger one = new FedLedger(server);
        FedLedger other = new FedLedger(server);
        try (Node first = new Node(one);
                Node second = new Node(other)) {
            applied(first.inventory.receive("po", A, 1));
            first.take("o1");
            assertEquals(List.of(), first.alerts());
            one.deliver();
            other.deliver();
            assertEquals(List.of("SoldOut"), first.alerts());
            assertEquals(List.of("SoldOut"), second.alerts());
        }
        assertEquals(0, one.followers());
    }

    @Test
    void rule_11_2_whatAFeedRepeatsIsHeardOnce() {
        FedLedger fed = new FedLedger(server);
        try (Node node = new Node(fed)) {
            applied(node.inventory.receive("po", A, 1));
            node.take("o1");
            List<JournalEntry> entries = server.journal(0, 10).entries();
            fed.deliver();
            fed.deliver(entries);
            assertEquals(List.of("SoldOut"), node.alerts());
        }
    }

    @Test
    void rule_11_1_nothingIsHeardOfWhatAnsweredBeforeItWasCommitted() {
        // The answers of a watchable ledger may come from within a transaction: only its feed counts.
        FedLedger fed = new FedLedger(server, InMemoryLedger.create(clock));
        try (Node node = new Node(fed)) {
            applied(node.inventory.receive("po", A, 1));
            node.take("o1");
            fed.deliver();
            assertEquals(List.of(), node.alerts());
            assertEquals(List.of(), node.versions());
        }
    }

    @Test
    void rule_11_3_aFeedTellsOfACrossingWhoseReplyWasLost() {
        LossyLedger lossy = new LossyLedger(server);
        FedLedger fed = new FedLedger(server, lossy);
        try (Node node = new Node(fed)) {
            applied(node.inventory.receive("po", A, 1));
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.take("o1"));
            fed.deliver();
            assertEquals(List.of("SoldOut"), node.alerts());
        }
    }

    @Test
    void rule_11_3_whoeverRepeatsACallHearsOfTheCrossingWhoseReplyWasLost() {
        LossyLedger lossy = new LossyLedger(server);
        try (Node node = new Node(lossy);
                Node other = new Node(new LossyLedger(server))) {
            applied(node.inventory.receive("po", A, 1));
            assertEquals(List.of(1L), node.versions());
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.take("o1"));
            assertEquals(List.of(), node.alerts());
            replayed(node.inventory.reserve(node.request("o1")));
            assertEquals(List.of("SoldOut"), node.alerts());
            assertEquals(List.of(2L), node.versions());
            replayed(other.inventory.reserve(other.request("o1")));
            assertEquals(List.of("SoldOut"), other.alerts());
            replayed(node.inventory.reserve(node.request("o1")));
            assertEquals(List.of(), node.alerts());
        }
    }

    @Test
    void rule_11_3_aRepeatedCallReadsEveryLineThatItMayHaveTouched() {
        LossyLedger lossy = new LossyLedger(server);
        try (Node node = new Node(lossy)) {
            applied(node.inventory.receive("po", A, 1));
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.inventory.setAvailable("zero", A, 0, "none left"));
            assertEquals(List.of(), node.alerts());
            replayed(node.inventory.setAvailable("zero", A, 0, "none left"));
            assertEquals(List.of("SoldOut"), node.alerts());
            applied(node.inventory.setAvailable("one", A, 1, "found"));
            applied(node.inventory.receive("po-B", "B", 2));
            node.take("o1");
            assertEquals(List.of("BackInStock", "SoldOut"), node.alerts());
            // The reserve gives back what it replaces, in a line that it does not name.
            ReserveRequest other = ReserveRequest.of("o2", "b").line("B", 1).replacing("o1");
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.inventory.reserve(other));
            replayed(node.inventory.reserve(other));
            // The store does not answer at once.
            lossy.loseAfter(0, LossyLedger.Loss.CALL);
            assertEquals(List.of(), node.alerts());
            lossy.loseNothing();
            alarm.turn(SECOND);
            assertEquals(List.of("BackInStock"), node.alerts());
        }
    }

    @Test
    void rule_11_3_theLevelIsReadAgainUntilTheStoreAnswers() {
        LossyLedger lossy = new LossyLedger(server);
        try (Node node = new Node(lossy)) {
            applied(node.inventory.receive("po", A, 1));
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.take("o1"));
            replayed(node.inventory.reserve(node.request("o1")));
            lossy.loseAfter(0, LossyLedger.Loss.CALL);
            assertEquals(List.of(), node.alerts());
            lossy.loseNothing();
            alarm.turn(SECOND);
            assertEquals(List.of("SoldOut"), node.alerts());
        }
    }

    @Test
    void rule_11_3_aCrossingThatNobodyHeardOfIsFoundByTheNextChangeOfTheLine() {
        LossyLedger lossy = new LossyLedger(server);
        try (Node node = new Node(lossy);
                Node other = new Node(new LossyLedger(server))) {
            applied(node.inventory.receive("po", A, 1));
            lossy.loseAfter(0, LossyLedger.Loss.ANSWER);
            assertThrows(LedgerException.class, () -> node.take("o1"));
            applied(other.inventory.move("q", "expected", incoming()));
            applied(node.inventory.move("q2", "expected", incoming()));
            assertEquals(List.of("SoldOut"), node.alerts());
        }
    }

    private static Posting incoming() {
        return new Posting(A, Bucket.OUTSIDE, Bucket.INCOMING, 1);
    }

    @Test
    void rule_11_3_lostEntriesAreCountedAndTheirCrossingsAreFound() {
        FedLedger fed = new FedLedger(server);
        try (Node node = new Node(fed)) {
            applied(node.inventory.receive("po", A, 1));
            fed.deliver();
            node.take("o1");
            applied(node.inventory.move("q", "expected", incoming()));
            fed.tell(listener -> listener.onLost(1));
            fed.deliver(server.journal(2, 10).entries());
            assertEquals(List.of("SoldOut"), node.alerts());
            assertEquals(
                    1, node.inventory.health().worker(Health.FEED).orElseThrow().dropped());
        }
    }

    @Test
    void rule_11_3_whatLostEntriesHaveChangedLastIsReadFromTheLines() {
        FedLedger fed = new FedLedger(server);
        try (Node node = new Node(fed)) {
            applied(node.inventory.receive("po", A, 1));
            fed.deliver();
            assertEquals(List.of(1L), node.versions());
            node.take("o1");
            fed.tell(listener -> listener.onLost(1));
            fed.deliver(List.of());
            assertEquals(List.of("SoldOut"), node.alerts());
            assertEquals(List.of(2L), node.versions());
        }
    }

    @Test
    void rule_11_2_aStoreThatLostItsNewestChangesIsReadAnew() {
        InMemoryLedger replica = InMemoryLedger.create(clock);
        FedLedger fed = new FedLedger(server, replica);
        StockLedger both = new LossyLedger(server);
        try (Node node = new Node(fed);
                Node writer = new Node(both);
                Node late = new Node(new LossyLedger(replica))) {
            applied(writer.inventory.receive("po", A, 1));
            applied(late.inventory.receive("po", A, 1));
            clock.turn(Duration.ofHours(1));
            writer.take("o1");
            fed.deliver();
            assertEquals(List.of("SoldOut"), node.alerts());
            assertEquals(List.of(2L), node.versions());
            // The replica has never heard of o1, and becomes the server.
            fed.tell(EntryListener::onLostHistory);
            fed.deliver(replica.journal(0, 10).entries());
            assertEquals(List.of("BackInStock"), node.alerts());
            assertEquals(List.of(1L), node.versions());
            late.take("o2");
            fed.deliver(replica.journal(1, 10).entries());
            assertEquals(List.of("SoldOut"), node.alerts());
            assertEquals(List.of(2L), node.versions());
        }
    }
}
