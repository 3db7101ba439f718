package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sizes around those in which stores cut what they are given and what they read: hundreds and thousands, one more and
 * one less; and the bounds of {@code max} (rule 9.9).
 */
public interface SizeContract extends Fixture {
    /** The sizes that are tried. */
    List<Integer> SIZES = List.of(1, 99, 100, 101, 500, 501, 1_000, 1_001);

    /** The largest of them. */
    int MOST = 1_001;

    private static String name(String kind, int number) {
        return kind + (10_000 + number);
    }

    /** As many new lines as the largest size, each with as many units as its number, less 1 for every hundredth. */
    private List<StockKey> manyLines() {
        List<StockKey> keys =
                IntStream.range(0, MOST).mapToObj(i -> key(name("A", i))).toList();
        List<Command> moves = new ArrayList<>();
        for (int from = 0; from < MOST; from += Bounds.MAX_LINES) {
            Posting[] postings = IntStream.range(from, Math.min(MOST, from + Bounds.MAX_LINES))
                    .mapToObj(i -> post(name("A", i), OUTSIDE, AVAILABLE, i + 1L))
                    .toArray(Posting[]::new);
            moves.add(move("m" + from, postings));
        }
        ledger().apply(moves).forEach(this::assertApplied);
        return keys;
    }

    /** As many orders of one unit as the largest size, in one batch. */
    private List<ReservationId> manyOrders(boolean sold) {
        stock("A", 2L * MOST);
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            String id = name("r", i);
            batch.add(sold ? sell(id, line("A", 1)) : hold(id, line("A", 1)));
        }
        ledger().apply(batch).forEach(this::assertApplied);
        return IntStream.range(0, MOST).mapToObj(i -> id(name("r", i))).toList();
    }

    @Test
    default void rule_6_3_anyNumberOfLinesIsReadInTheOrderAskedFor() {
        List<StockKey> keys = new ArrayList<>(manyLines());
        Collections.shuffle(keys, new Random(seed()));
        for (int size : SIZES) {
            assertRead(keys.subList(0, size));
            List<StockKey> mixed = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                mixed.add(i % 3 == 1 ? key(name("unknown", i)) : keys.get(i));
            }
            assertRead(mixed);
        }
        assertEquals(List.of(), ledger().levels(List.of()));
    }

    private void assertRead(List<StockKey> keys) {
        List<StockKey> known =
                keys.stream().filter(key -> key.sku().startsWith("A")).toList();
        List<StockLevel> levels = ledger().levels(keys);
        assertEquals(
                known, levels.stream().map(StockLevel::key).toList(), () -> "of " + keys.size() + " lines asked for");
        for (StockLevel level : levels) {
            assertEquals(Long.parseLong(level.key().sku().substring(1)) - 9_999, level.available(), level::toString);
        }
    }

    @Test
    default void rule_7_5_aPageOfTheJournalMayHaveAnySize() {
        Journaled journal = journaled();
        manyLines();
        List<JournalEntry> all = read(journal, Integer.MAX_VALUE, MOST);
        assertEquals(MOST, all.size());
        for (int size : SIZES) {
            int enough = size == 1 ? 20 : MOST;
            assertEquals(all.subList(0, enough), read(journal, size, enough), () -> "in pages of " + size);
        }
        long end = all.get(MOST - 1).sequence();
        assertEquals(List.of(), journal.journal(end, Integer.MAX_VALUE).entries());
        assertEquals(List.of(), journal.journal(Bounds.MAX_QUANTITY, 1).entries());
    }

    /** Reads page by page until it has enough, or to the end. A page may be shorter than asked for. */
    private static List<JournalEntry> read(Journaled journal, int size, int enough) {
        List<JournalEntry> read = new ArrayList<>();
        JournalPage page = journal.journal(0, size);
        while (!page.entries().isEmpty() && read.size() < enough) {
            int entries = page.entries().size();
            assertTrue(entries <= size, () -> entries + " entries in a page of at most " + size);
            read.addAll(page.entries());
            page = journal.journal(page.next(), size);
        }
        return read;
    }

    @Test
    default void rule_6_4_aBatchOfAnySizeIsAnsweredByPosition() {
        stock("A", 2L * MOST);
        for (int size : SIZES) {
            List<Command> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Reserve hold = hold(name("r" + size + "-", i / 3), line("A", 1, limit("c", 2L * MOST)));
                batch.add(i % 3 == 2 ? hold(name("x" + size + "-", i), line("A", 3L * MOST)) : hold);
            }
            List<Outcome> outcomes = ledger().apply(batch);
            assertEquals(size, outcomes.size());
            for (int i = 0; i < size; i++) {
                Outcome outcome = outcomes.get(i);
                if (i % 3 == 2) {
                    assertEquals(
                            Reason.OUT_OF_STOCK,
                            outcome.refused().orElseThrow().reason(),
                            () -> "in a batch of " + size + ": " + outcome);
                } else {
                    Outcome.Applied held = i % 3 == 0 ? assertApplied(outcome) : assertReplayed(outcome);
                    Reservation reservation = held.reservation();
                    assertEquals(
                            name("r" + size + "-", i / 3),
                            reservation == null ? null : reservation.id().value());
                }
            }
        }
        long held = SIZES.stream().mapToLong(size -> (size + 2) / 3).sum();
        assertLevel("A", 2L * MOST - held, held, 0);
        assertUsed(held, "c");
    }

    @Test
    default void rule_6_5_aPageOfOpenReservationsMayHaveAnySize() {
        Set<ReservationId> all = new HashSet<>(manyOrders(false));
        Set<Integer> sizes = new HashSet<>(SIZES);
        sizes.remove(1);
        sizes.add(Integer.MAX_VALUE);
        for (int size : sizes) {
            Set<ReservationId> found = new HashSet<>();
            List<Reservation> page = ledger().open(key("A"), null, size);
            while (!page.isEmpty()) {
                assertEquals(Math.min(size, MOST - found.size()), page.size(), "reservations of a page of " + size);
                page.forEach(one -> assertTrue(found.add(one.id()), () -> "twice in pages of " + size + ": " + one));
                page = ledger().open(key("A"), page.get(page.size() - 1).id(), size);
            }
            assertEquals(all, found, () -> "in pages of " + size);
        }
        assertEquals(1, ledger().open(key("A"), null, 1).size());
    }

    @Test
    default void rule_5_3_aSweepMayHaveAnySize() {
        List<ReservationId> all = manyOrders(false);
        clock().advance(HOLD);
        int done = 0;
        for (int size : List.of(1, 99, 100, 101, 500, 501, 1_000)) {
            List<ReservationId> due = all.subList(done, Math.min(MOST, done + size));
            assertEquals(due, ids(ledger().expire(size)), () -> "swept by at most " + size);
            done += due.size();
        }
        assertEquals(List.of(), ledger().expire(Integer.MAX_VALUE));
        assertLevel("A", 2L * MOST, 0, 0);
        done = 0;
        // The receipt is one more.
        for (int size : List.of(99, 1, 101, 100, 501, 500, 1_000)) {
            int due = Math.min(size, MOST + 1 - done);
            assertEquals(due, ledger().purge(Duration.ZERO, size), () -> "forgotten by at most " + size);
            done += due;
        }
        assertEquals(0, ledger().purge(Duration.ZERO, Integer.MAX_VALUE));
    }

    @Test
    default void rule_5_3_aSweepWithoutBoundEndsAllInOrder() {
        List<ReservationId> all = manyOrders(false);
        clock().advance(HOLD);
        ReservationId except = all.get(500);
        assertEquals(
                Stream.concat(all.subList(0, 500).stream(), all.subList(501, MOST).stream())
                        .toList(),
                ids(ledger().expire(Integer.MAX_VALUE, except)));
        assertEquals(List.of(except), ids(ledger().expire(Integer.MAX_VALUE)));
        assertEquals(MOST + 1, ledger().purge(Duration.ZERO, Integer.MAX_VALUE));
    }

    @Test
    default void rule_9_2_anyNumberOfOrdersIsShipped() {
        List<ReservationId> all = manyOrders(true);
        int done = 0;
        for (int size : List.of(1, 99, 101, 100, 501)) {
            List<ReservationId> due = all.subList(done, Math.min(MOST, done + size));
            assertEquals(due, ids(ledger().shipConfirmed(Duration.ZERO, size)), () -> "shipped by at most " + size);
            done += due.size();
        }
        assertEquals(all.subList(done, MOST), ids(ledger().shipConfirmed(Duration.ZERO, Integer.MAX_VALUE)));
        assertEquals(MOST, level("A").available());
    }

    private static List<ReservationId> ids(List<Outcome.Applied> ended) {
        List<ReservationId> ids = new ArrayList<>();
        for (Outcome.Applied outcome : ended) {
            Reservation reservation = outcome.reservation();
            if (reservation == null) {
                throw new AssertionError("no reservation in " + outcome);
            }
            ids.add(reservation.id());
        }
        return ids;
    }

    /** A cart of as many lines as there may be, each with a charge; the last line is one of all such carts. */
    private static Reserve largest(String cart, int number) {
        List<ReserveLine> lines = new ArrayList<>();
        for (int i = 1; i < Bounds.MAX_LINES; i++) {
            lines.add(line(name(cart, i), 1, limit(cart + i, 100)));
        }
        lines.add(line("last", 1, limit("last", 100)));
        return hold(cart + number, lines.toArray(ReserveLine[]::new));
    }

    private void stockFor(String cart) {
        Posting[] postings = IntStream.range(1, Bounds.MAX_LINES)
                .mapToObj(i -> post(name(cart, i), OUTSIDE, AVAILABLE, 100))
                .toArray(Posting[]::new);
        applied(move("stock for " + cart, postings));
    }

    private void assertHeld(String cart, long units) {
        List<StockKey> keys = IntStream.range(1, Bounds.MAX_LINES)
                .mapToObj(i -> key(name(cart, i)))
                .toList();
        for (StockLevel level : ledger().levels(keys)) {
            assertEquals(units, level.reserved(), () -> "reserved of " + level);
            assertEquals(100 - units, level.available(), () -> "available of " + level);
        }
        for (int i : List.of(1, 25, 26, 50, 99)) {
            assertUsed(units, cart + i);
        }
    }

    @Test
    default void rule_1_2_aCartOfAHundredLinesIsHeldWholeOrNotAtAll() {
        stockFor("a");
        refused(largest("a", 0), Reason.UNKNOWN_LINE, key("last"), 0);
        stock("last", 1);
        List<StockKey> keys = IntStream.range(1, Bounds.MAX_LINES)
                .mapToObj(i -> key(name("a", i)))
                .toList();
        List<StockLevel> before = ledger().levels(keys);
        applied(hold("taken", line("last", 1)));
        refused(largest("a", 1), Reason.OUT_OF_STOCK, key("last"), 0);
        assertEquals(before, ledger().levels(keys));
        assertNoReservation("a1");
        assertHeld("a", 0);
        applied(now(Transition.RELEASE, "taken"));
        applied(largest("a", 2));
        assertHeld("a", 1);
        clock().advance(HOLD);
        assertEquals(List.of(id("a2")), ids(ledger().expire(1)));
        assertHeld("a", 0);
        assertUsed(0, "last");
    }

    @Test
    default void rule_1_7_twoCartsOfAHundredLinesShareTheirLast() {
        int rounds = 5;
        stockFor("a");
        stockFor("b");
        List<Outcome> first = new ArrayList<>();
        List<Outcome> second = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            applied(move("one" + round, post("last", OUTSIDE, AVAILABLE, 1)));
            int number = round;
            List<Outcome> both = Together.run(2, caller -> apply(largest(caller == 0 ? "a" : "b", number)));
            first.add(both.get(0));
            second.add(both.get(1));
            assertEquals(1, both.stream().filter(Outcome::applied).count(), both::toString);
            both.stream()
                    .filter(outcome -> !outcome.applied())
                    .forEach(outcome -> assertRefused(outcome, Reason.OUT_OF_STOCK, key("last"), 0));
        }
        assertHeld("a", first.stream().filter(Outcome::applied).count());
        assertHeld("b", second.stream().filter(Outcome::applied).count());
        assertLevel("last", 0, rounds, 0);
    }
}
