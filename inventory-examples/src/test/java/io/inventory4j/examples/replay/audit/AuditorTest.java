package io.inventory4j.examples.replay.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit must be able to fail: each test falsifies one book of a sale whose books agree. */
class AuditorTest {
    private static final String OF_THOSE_ASKED = "units held, refused or replaced, of those asked for or given";

    private final Books books = new Books();

    private void assertFound(String what, String expected, String found) {
        assertFound(what, expected, found, books.audit());
    }

    private static void assertFound(String what, String expected, String found, Findings findings) {
        // What was asked for is of the article, all else of its line.
        String subject = what.startsWith("units ") ? Books.SKU : Books.KEY.toString();
        Discrepancy wanted = new Discrepancy(subject, what, expected, found);
        List<Discrepancy> all = findings.discrepancies();
        assertTrue(all.contains(wanted), () -> wanted + "\nis not among\n" + all);
    }

    @Test
    void booksThatAgreeAreClean() {
        assertEquals(new Findings(0, List.of()), books.audit());
        assertTrue(books.audit().clean());
    }

    @ParameterizedTest
    @EnumSource(
            value = Count.class,
            names = {"REACQUIRED", "RELEASED", "REFUSED", "ASKED", "GIVEN", "REPLACED", "REPLACING"},
            mode = EnumSource.Mode.EXCLUDE)
    void aTallyThatIsOneOffIsFound(Count count) {
        long journal = books.tally.of(Books.SKU, count);
        books.count(count, 1);
        assertFound(count + " units, by the buyers", Long.toString(journal + 1), Long.toString(journal));
        assertFalse(books.audit().clean());
    }

    @Test
    void aUnitThatWasNeitherHeldNorRefusedIsFound() {
        books.tally.refused(Books.KEY, "sold out", 1);
        assertFound(OF_THOSE_ASKED, "18", "19");
    }

    @Test
    void aGiftThatWasNotHeldIsFound() {
        books.count(Count.GIVEN, 1);
        assertFound(OF_THOSE_ASKED, "19", "18");
    }

    @Test
    void aUnitThatWasReplacedAndHeldIsFound() {
        books.count(Count.REPLACED, 1);
        assertFound(OF_THOSE_ASKED, "18", "19");
    }

    @Test
    void aUnitInThePlaceOfAnotherThatWasNotHeldIsFound() {
        books.count(Count.REPLACING, 1);
        assertFound(OF_THOSE_ASKED, "19", "18");
    }

    /** What the plan gives to a line, and what operations and the end move, is told apart by the ids of the sale. */
    @Test
    void unitsThatTheSaleMovedAndNobodyCountedAreFound() {
        books.enter(CommandKind.MOVE, "live/day/open/1/allot/0/0", 7, 0, 0, 0);
        books.enter(CommandKind.MOVE, "live/day/op/1/run", -2, 0, 0, 0);
        books.levelFollows();
        assertFound("ALLOTTED units, by the buyers", "0", "7");
        assertFound("MOVED units, by the buyers", "0", "-2");
        books.count(Count.ALLOTTED, 7);
        books.count(Count.MOVED, -2);
        assertEquals(new Findings(0, List.of()), withoutAlerts(books.audit()));
    }

    private static Findings withoutAlerts(Findings findings) {
        return new Findings(
                findings.oversold(),
                findings.discrepancies().stream()
                        .filter(one -> !one.what().contains("alert"))
                        .toList());
    }

    /** Rules 4.1 and 4.6. */
    @Test
    void whatIsSoldWhileItIsClosedIsFound() {
        books.enter(SaleState.NO_NEW, Window.NONE);
        books.enter(CommandKind.RESERVE, "4", -1, 1, 0, 0);
        assertFound("journal, reserved by 4 while it was closed, NO_NEW", "0", "1");
    }

    @Test
    void whatIsSoldOutsideOfItsWindowIsFound() {
        books.enter(SaleState.OPEN, Window.until(Books.NOW));
        books.enter(CommandKind.RESERVE, "4", -1, 1, 0, 0);
        assertFound("journal, reserved by 4 while it was closed, OPEN", "0", "1");
    }

    @Test
    void whatIsPaidForWhileItIsStoppedIsFound() {
        books.enter(CommandKind.RESERVE, "4", -1, 1, 0, 0);
        books.enter(SaleState.STOPPED, Window.NONE);
        books.enter(CommandKind.CONFIRM, "4", 0, -1, 1, 0);
        assertFound("journal, sold by 4 while it was stopped", "0", "-1");
    }

    /** What a live sale remembers is no goods. */
    @Test
    void theLinesOfTheSaleItselfAreLeftOut() {
        StockKey notes = StockKey.of("live/day", "notes");
        StockLevel none = StockLevel.empty(notes);
        StockLevel noted = new StockLevel(notes, 0, 0, 0, 0, 3, 4, 5, 1, SaleState.OPEN, Window.NONE, 0, false);
        books.entries.add(Books.entry(11, CommandKind.MOVE, "live/day/plan", new LevelChange(none, noted)));
        assertEquals(new Findings(0, List.of()), books.audit());
    }

    @Test
    void aUnitThatTheFileDoesNotAskForIsFound() {
        books.demand.put(Books.SKU, 17L);
        assertFound("units asked for, by the files", "17", "18");
    }

    @Test
    void aJournalWithAnOversaleIsOversold() {
        books.enter(CommandKind.RESERVE, "4", -8, 8, 0, 0);
        books.levelFollows();
        assertEquals(2, books.audit().oversold(), "6 were there");
    }

    @Test
    void buyersWhoGotMoreThanThereWasAreOversold() {
        books.count(Count.CONFIRMED, 7);
        assertEquals(1, books.audit().oversold(), "4 + 7 sold of 10");
    }

    @Test
    void anEntryThatIsMissingIsFound() {
        books.entries.remove(4);
        assertFound("journal, version before 3", "4", "5");
    }

    @Test
    void anEntryWithFalseUnitsIsFound() {
        JournalEntry entry = books.entries.get(8);
        StockLevel before = entry.change().before();
        StockLevel false4 = new StockLevel(
                before.key(),
                before.available(),
                0,
                0,
                0,
                0,
                0,
                0,
                before.version() + 1,
                before.saleState(),
                before.window(),
                10,
                false);
        books.entries.set(
                8, Books.entry(entry.sequence(), entry.kind(), entry.command(), new LevelChange(before, false4)));
        assertFound("SHIPPED units, by the buyers", "3", "4");
        assertFound("journal, COMMITTED after 1", "0", "1");
    }

    @Test
    void aLevelThatTheJournalDoesNotGiveIsFound() {
        StockLevel level = books.levels.get(0);
        books.levels.set(
                0,
                new StockLevel(
                        level.key(),
                        5,
                        0,
                        1,
                        0,
                        1,
                        0,
                        0,
                        level.version() + 1,
                        level.saleState(),
                        level.window(),
                        level.opening(),
                        false));
        assertFound("AVAILABLE, by the journal", "6", "5");
        assertFound("version, by the journal", "10", "11");
        assertFound(
                "opening + allotted + moved + received + returned against sold + written off + remaining", "11", "10");
    }

    @Test
    void aLevelThatIsMissingIsFound() {
        books.levels.clear();
        assertFound("AVAILABLE, by the journal", "6", "0");
    }

    @Test
    void aReservationThatIsMissingIsFound() {
        books.reservations.remove(0);
        assertFound("COMMITTED, by the reservations", "0", "1");
        assertFound("shipped, by the reservations", "0", "3");
        assertFound("returned, by the reservations", "0", "1");
    }

    @Test
    void anAlertThatDidNotFireIsFound() {
        books.alerts.remove(new Crossing(Books.KEY, 3, Crossing.SOLD_OUT));
        assertFound("times that the alert 'sold out' fired at version 3", "1", "0");
    }

    @Test
    void anAlertThatFiredTwiceIsFound() {
        books.alerts.add(new Crossing(Books.KEY, 3, "20%"));
        assertFound("times that the alert '20%' fired at version 3", "1", "2");
    }

    @Test
    void anAlertThatNothingSetOffIsFound() {
        books.alerts.add(new Crossing(Books.KEY, 2, "10%"));
        assertFound("times that the alert '10%' fired at version 2", "0", "1");
    }

    @Test
    void pagesThatTheJournalNoLongerHasAreFound() {
        books.lost = 7;
        assertTrue(
                books.audit().discrepancies().contains(new Discrepancy("journal", "entries lost after 0", "0", "7")));
    }

    @Test
    void anEntryThatComesTwiceIsFound() {
        books.entries.add(books.entries.get(9));
        assertTrue(books.audit().discrepancies().contains(new Discrepancy("journal", "sequence above 10", "11", "10")));
    }

    @Test
    void anAnswerThatCannotBeIsFound() {
        books.tally.surprise("1", "SHIP", "refused: NOT_COMMITTED");
        assertFalse(books.audit().clean());
    }

    /** Rule 1.12: what a sweep took of an order is held and sold in one step. */
    @Test
    void aLatePaymentThatTakesItsUnitsAgainHoldsAndSellsThem() {
        books.enter(CommandKind.SELL, "2", -4, 0, 4, 0);
        books.alerts.add(new Crossing(Books.KEY, 11, "20%"));
        books.count(Count.REACQUIRED, 4);
        books.count(Count.HELD, 4);
        books.count(Count.CONFIRMED, 4);
        books.reserved("2", 4, 0);
        books.levelFollows();
        assertEquals(new Findings(0, List.of()), books.audit());
        books.count(Count.HELD, -4);
        books.count(Count.CONFIRMED, -4);
        assertFound("HELD units, by the buyers", "15", "19");
        assertFound("CONFIRMED units, by the buyers", "9", "13");
    }

    /** Rule 2.11: what is held is released and what is sold is cancelled, in one step. */
    @Test
    void anOrderThatIsGivenBackReleasesAndCancels() {
        books.enter(CommandKind.RESERVE, "4", -3, 3, 0, 0);
        books.enter(CommandKind.CONFIRM, "4", 0, -1, 1, 0);
        books.enter(CommandKind.GIVE_BACK, "4", 3, -2, -1, 0);
        books.demand.put(Books.SKU, 21L);
        books.count(Count.ASKED, 3);
        books.count(Count.HELD, 3);
        books.count(Count.CONFIRMED, 1);
        books.count(Count.RELEASED, 2);
        books.count(Count.CANCELLED, 1);
        books.reserved("4", 0, 3);
        books.levelFollows();
        assertEquals(new Findings(0, List.of()), books.audit());
        books.count(Count.RELEASED, -2);
        books.count(Count.CANCELLED, -1);
        assertFound("RELEASED units, by the buyers", "2", "4");
        assertFound("CANCELLED units, by the buyers", "5", "6");
    }
}
