package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.confirmReleasingRest;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Rule 7, for ledgers that keep a journal. After every test of every chapter, rules 7.1 and 7.3 are checked as well.
 */
public interface JournalContract extends Fixture {
    /** More than any test here writes. */
    int ALL = 1_000;

    private List<JournalEntry> entries() {
        return journaled().journal(0, ALL).entries();
    }

    private List<String> headings() {
        return entries().stream()
                .map(entry -> entry.kind() + " " + entry.command() + " " + entry.settlement() + " " + entry.reason()
                        + " " + entry.change().key().sku())
                .toList();
    }

    @Test
    default void rule_7_1_everyKindOfCommandHasItsEntry() {
        journaled();
        applied(Move.of("m1", "purchase order", post("A", OUTSIDE, AVAILABLE, 9)));
        applied(hold("r1", line("A", 5)));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(part(CANCEL, "r1", "s2", units("A", 1)));
        applied(part(SHIP, "r1", "s3", units("A", 1)));
        applied(part(RETURN, "r1", "s4", units("A", 1)));
        applied(part(RELEASE, "r1", "s5", units("A", 1)));
        applied(saleState("x1", "A", SaleState.NO_NEW));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertEquals(
                List.of(
                        "MOVE m1 null purchase order A",
                        "RESERVE r1 null null A",
                        "CONFIRM r1 s1 null A",
                        "CANCEL r1 s2 null A",
                        "SHIP r1 s3 null A",
                        "RETURN r1 s4 null A",
                        "RELEASE r1 s5 null A",
                        "SALE_STATE x1 null null A",
                        "EXPIRE r1 null null A"),
                headings());
    }

    @Test
    default void rule_7_2_anEntryCarriesTheChangeThatWasAnswered() {
        journaled();
        stock("A", 9);
        Outcome.Applied held = applied(hold("r1", line("A", 5)));
        Outcome.Applied sold = applied(confirmReleasingRest("r1", "s1", units("A", 3)));
        List<LevelChange> changes = entries().stream().map(JournalEntry::change).toList();
        assertEquals(List.of(held.changes().get(0), sold.changes().get(0)), changes.subList(1, changes.size()));
    }

    @Test
    default void rule_7_2_anEntryCarriesTheTimeOfItsCommand() {
        journaled();
        stock("A", 9);
        clock().advance(Duration.ofSeconds(7));
        applied(hold("r1", line("A", 5)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(1).size());
        assertEquals(
                List.of(
                        TurnedClock.START,
                        TurnedClock.START.plusSeconds(7),
                        TurnedClock.START.plusSeconds(7).plus(HOLD)),
                entries().stream().map(JournalEntry::at).toList());
    }

    @Test
    default void rule_7_1_oneEntryPerTouchedLineInKeyOrder() {
        journaled();
        stock("B", 9);
        stock("A", 9);
        stock("C", 9);
        applied(hold("r1", line("C", 1), line("A", 1), line("B", 1)));
        applied(replace("r1", "r2", line("A", 2)));
        assertEquals(
                List.of(
                        "RESERVE r1 null null A",
                        "RESERVE r1 null null B",
                        "RESERVE r1 null null C",
                        "RESERVE r2 null null A",
                        "RESERVE r2 null null B",
                        "RESERVE r2 null null C"),
                headings().subList(3, 9));
    }

    @Test
    default void rule_7_4_whatTouchesNoLineMakesNoEntry() {
        journaled();
        stock("A", 9);
        applied(hold("r1", line("A", 5)));
        List<JournalEntry> before = entries();
        applied(extend("r1", "s1", HOLD.multipliedBy(2)));
        applied(all(RELEASE, "tombstone"));
        assertEquals(before, entries());
    }

    @Test
    default void rule_7_4_replaysAndRefusalsMakeNoEntry() {
        journaled();
        stock("A", 9);
        applied(hold("r1", line("A", 5)));
        applied(all(CONFIRM, "r1"));
        applied(saleState("x1", "A", SaleState.OPEN));
        List<JournalEntry> before = entries();
        replayed(receive("stock of A", "A", 9));
        replayed(hold("r1", line("A", 5)));
        replayed(all(CONFIRM, "r1"));
        replayed(saleState("x1", "A", SaleState.OPEN));
        refused(hold("r2", line("A", 5)), Reason.OUT_OF_STOCK, key("A"), 4);
        refused(all(RELEASE, "r1"), Reason.NOT_PENDING, "r1", 0);
        refused(receive("stock of A", "A", 8), Reason.ID_REUSED, "stock of A", 0);
        assertEquals(List.of(), ledger().expire(10));
        assertEquals(before, entries());
    }

    @Test
    default void rule_7_3_sequencesGrowAndVersionsFollow() {
        journaled();
        stock("A", 9);
        stock("B", 9);
        for (int i = 0; i < 5; i++) {
            applied(hold("r" + i, line("A", 1), line("B", 1)));
        }
        long last = 0;
        Map<String, StockLevel> levels = new HashMap<>();
        for (JournalEntry entry : entries()) {
            assertTrue(entry.sequence() > last, entry::toString);
            last = entry.sequence();
            StockLevel before =
                    levels.put(entry.change().key().sku(), entry.change().after());
            assertEquals(
                    before == null ? StockLevel.empty(entry.change().key()) : before,
                    entry.change().before());
        }
        assertEquals(Map.of("A", level("A"), "B", level("B")), levels);
    }

    @Test
    default void rule_7_5_theJournalIsReadPageByPage() {
        journaled();
        stock("A", 9);
        for (int i = 0; i < 6; i++) {
            applied(hold("r" + i, line("A", 1)));
        }
        List<JournalEntry> all = entries();
        assertEquals(7, all.size());
        for (int size = 1; size <= 8; size++) {
            List<JournalEntry> read = new ArrayList<>();
            JournalPage page = journaled().journal(0, size);
            while (!page.entries().isEmpty()) {
                assertTrue(page.entries().size() <= size, page::toString);
                assertEquals(0, page.lost());
                read.addAll(page.entries());
                page = journaled().journal(page.next(), size);
            }
            assertEquals(all, read);
        }
    }

    @Test
    default void rule_7_5_afterTheLastEntryAPageIsEmptyAndGoesOnFromThere() {
        journaled();
        JournalPage nothing = journaled().journal(0, ALL);
        assertEquals(new JournalPage(List.of(), 0, 0), nothing);
        stock("A", 9);
        long next = journaled().journal(nothing.next(), ALL).next();
        assertEquals(new JournalPage(List.of(), next, 0), journaled().journal(next, ALL));
        applied(hold("r1", line("A", 1)));
        List<JournalEntry> news = journaled().journal(next, ALL).entries();
        assertEquals(1, news.size(), news::toString);
        assertEquals("r1", news.get(0).command());
    }

    @Test
    default void rule_7_3_aPurgeLeavesTheJournalAsItIs() {
        journaled();
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        List<JournalEntry> before = entries();
        assertFalse(before.isEmpty());
        assertTrue(ledger().purge(Duration.ZERO, 100) > 0);
        assertEquals(before, entries());
    }
}
