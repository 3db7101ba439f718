package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Posting;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** The journal has an entry that this version of the library cannot read: readers go on after it. */
class UnreadableEntryTest {
    private static final StockKey LINE = StockKey.of("A");

    private final RedisServer server = RedisServer.shared();
    private final String namespace = "unreadable-" + UUID.randomUUID();
    private final RedisLedger ledger = RedisLedger.builder(Deployment.SINGLE.shared(ClientLibrary.LETTUCE))
            .namespace(namespace)
            .build();

    private int moves;

    private void move() {
        Posting one = new Posting(LINE, Bucket.OUTSIDE, Bucket.AVAILABLE, 1);
        ledger.apply(List.of(Move.of("move " + ++moves, "delivery", one)));
    }

    /** Adds an entry as a call would that makes so many journal entries. */
    private void add(int entries, String... fields) {
        String place = server.command("HINCRBY", "{" + namespace + "}:rows", "p", Integer.toString(entries));
        List<String> words = new ArrayList<>(List.of("XADD", "{" + namespace + "}:journal", place + "-0"));
        words.addAll(List.of(fields));
        server.command(words.toArray(String[]::new));
    }

    /** Of an unknown kind, cut off, of other fields, and a batch with a command of a kind that is unknown. */
    static Stream<List<String>> unreadable() {
        String batch = "\u0001\u0091ap\u0000\u0000";
        return Stream.of(
                List.of("q", "\u0009", "a", "\u0000"),
                List.of("q", "\u0001", "a", ""),
                List.of("kind", "7"),
                List.of("q", batch, "a", "x", "and", "more"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void listenersHearOfAllThatFollow(List<String> entry) throws InterruptedException {
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        move();
        try (Subscription subscription = ledger.watch(level -> heard.add(level.version()))) {
            assertNotNull(subscription);
            move();
            Eventually.is("the change before it is heard of", () -> heard.contains(2L));
            add(3, entry.toArray(String[]::new));
            add(1, entry.toArray(String[]::new));
            move();
            Eventually.is("the change after it is heard of", () -> heard.contains(3L));
            add(2, entry.toArray(String[]::new));
            move();
            Eventually.is("the last change is heard of", () -> heard.contains(4L));
        }
        assertEquals(3, ledger.unheardCalls());
        assertEquals(List.of(2L, 3L, 4L), List.copyOf(heard));
    }

    private static List<Long> sequences(JournalPage page) {
        return page.entries().stream().map(JournalEntry::sequence).toList();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void pagesCountItAsLost(List<String> entry) {
        move();
        move();
        add(3, entry.toArray(String[]::new));
        add(1, entry.toArray(String[]::new));
        move();
        move();
        JournalPage before = ledger.journal(0, 10);
        assertEquals(List.of(1L, 2L), sequences(before));
        assertEquals(List.of(2L, 0L), List.of(before.next(), before.lost()));
        JournalPage after = ledger.journal(before.next(), 10);
        assertEquals(List.of(7L, 8L), sequences(after));
        assertEquals(List.of(8L, 4L), List.of(after.next(), after.lost()));
        assertEquals(new JournalPage(after.entries().subList(0, 1), 7, 4), ledger.journal(2, 1));
        assertEquals(new JournalPage(after.entries(), 8, 0), ledger.journal(6, 10));
        add(2, entry.toArray(String[]::new));
        assertEquals(new JournalPage(List.of(), 10, 2), ledger.journal(8, 10));
        assertEquals(new JournalPage(List.of(), 10, 0), ledger.journal(10, 10));
    }

    private static List<?> streamEntry(long place, String... fields) {
        return List.of(
                bytes(place + "-0"),
                Stream.of(fields).map(UnreadableEntryTest::bytes).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachIsCountedOnceAndTheFirstOfSeveralIsLogged() {
        Queue<SubstituteLoggingEvent> events = new LinkedBlockingQueue<>();
        EntryReader reader =
                new EntryReader(new EventRecordingLogger(new SubstituteLogger("reader", events, true), events));
        String purge = "\u0003";
        for (int again = 0; again < 2; again++) {
            assertEquals(List.of(), reader.entries(streamEntry(1, "q", purge, "a", "")));
            assertNull(reader.entries(streamEntry(2, "kind", "7")));
            assertNull(reader.entries(streamEntry(5, "kind", "7")));
            assertEquals(List.of(), reader.entries(streamEntry(6, "q", purge, "a", "")));
            assertNull(reader.entries(streamEntry(7, "kind", "7")));
        }
        assertEquals(3, reader.unreadable());
        assertEquals(
                List.of(Level.WARN, Level.INFO, Level.WARN),
                events.stream().map(SubstituteLoggingEvent::getLevel).toList());
        reader.startOver();
        assertNull(reader.entries(streamEntry(1, "kind", "7")));
        assertEquals(4, reader.unreadable());
    }
}
