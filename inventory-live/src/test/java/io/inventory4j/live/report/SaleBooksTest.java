package io.inventory4j.live.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Stocktake;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaleBooksTest {
    private static final StockKey KEY = StockKey.of("A");

    private final SaleHand clock = new SaleHand("2025-11-11T12:00:30Z");
    private final Inventory inventory =
            InventoryBuilder.inMemory().clock(clock).sweepEvery(Duration.ZERO).build();

    private SaleReport report(SaleBooks books) {
        books.catchUp(inventory);
        return ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .levels(inventory.levels(List.of(KEY)))
                .reservations(inventory::reservation)
                .build();
    }

    private static SaleDiscrepancy only(SaleReport report, DiscrepancyKind kind) {
        List<SaleDiscrepancy> found = report.discrepancies().stream()
                .filter(one -> one.kind() == kind)
                .toList();
        assertEquals(1, found.size(), report.discrepancies().toString());
        return found.get(0);
    }

    @Test
    void aCountThatFindsFewerThanWereSoldIsOversold() {
        inventory.receive("po", KEY, 5).orThrow();
        inventory.sell(ReserveRequest.of("order", "buyer").line(KEY, 4)).orThrow();
        assertEquals(-2, inventory.stocktake(Stocktake.of("count", KEY, 3)).variance());
        SaleReport report = report(SaleBooks.from(0));
        SaleDiscrepancy below = only(report, DiscrepancyKind.BELOW_ZERO);
        assertEquals(-1, below.found());
        assertEquals("count", below.entries().get(0).command());
        SaleDiscrepancy oversold = only(report, DiscrepancyKind.OVERSOLD);
        assertEquals(3, oversold.expected());
        assertEquals(4, oversold.found());
        assertEquals("order", oversold.entries().get(0).command());
        assertEquals(0, report.total().unexplained());
        assertEquals(-1, report.total().remaining());
    }

    @Test
    void whatIsMadeGoodIsBelowZeroAndNotOversold() {
        inventory.receive("po", KEY, 5).orThrow();
        inventory.sell(ReserveRequest.of("order", "buyer").line(KEY, 4)).orThrow();
        assertEquals(-2, inventory.stocktake(Stocktake.of("count", KEY, 3)).variance());
        inventory.receive("po-2", KEY, 5).orThrow();
        SaleReport report = report(SaleBooks.from(0));
        assertEquals(1, report.discrepancies().size());
        assertEquals(
                List.of("count", "po-2"),
                only(report, DiscrepancyKind.BELOW_ZERO).entries().stream()
                        .map(EntryEvidence::command)
                        .toList());
    }

    @Test
    void moreThatCameBackThanLeftIsFound() {
        inventory.receive("po", KEY, 5).orThrow();
        inventory.sell(ReserveRequest.of("order", "buyer").line(KEY, 2)).orThrow();
        inventory.ship("order").orThrow();
        inventory.acceptReturn("order").orThrow();
        SaleBooks books = SaleBooks.from(0).comparingOrders();
        books.catchUp(inventory);
        JournalEntry back = inventory.journal(0, 100).orElseThrow().entries().get(3);
        assertEquals(CommandKind.RETURN, back.kind());
        StockLevel before = back.change().after();
        StockLevel after = new StockLevel(
                KEY,
                before.available(),
                0,
                0,
                0,
                before.qualityControl() + 2,
                0,
                0,
                before.version() + 1,
                before.saleState(),
                before.window(),
                before.opening(),
                before.openingPinned());
        books.add(JournalPage.of(
                List.of(new JournalEntry(
                        99, back.at(), back.kind(), back.command(), null, null, new LevelChange(before, after))),
                99));
        SaleReport report = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .reservations(inventory::reservation)
                .build();
        SaleDiscrepancy found = only(report, DiscrepancyKind.RETURNED_TOO_MUCH);
        assertEquals(2, found.expected());
        assertEquals(4, found.found());
    }

    @Test
    void entriesThatAreNoLongerKeptAreADiscrepancy() {
        inventory.receive("po", KEY, 5).orThrow();
        SaleBooks books = SaleBooks.from(0);
        books.add(new JournalPage(List.of(), 0, 0));
        JournalEntry entry =
                inventory.journal(0, 10).orElseThrow().entries().get(0).numbered(8);
        JournalPage page = new JournalPage(List.of(entry), 8, 7);
        books.add(page);
        books.add(page);
        SaleReport report = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .build();
        assertEquals(7, only(report, DiscrepancyKind.JOURNAL_INCOMPLETE).found());
    }

    @Test
    void whatIsLostIsCountedOnceWhereverPagesEnd() {
        inventory.receive("po", KEY, 5).orThrow();
        JournalEntry entry =
                inventory.journal(0, 10).orElseThrow().entries().get(0).numbered(8);
        SaleBooks books = SaleBooks.from(0);
        books.add(new JournalPage(List.of(entry), 8, 7));
        books.add(new JournalPage(List.of(entry), 9, 7));
        assertEquals(7, books.lost());
        books.add(new JournalPage(List.of(), 12, 3));
        assertEquals(10, books.lost());
    }

    /** An order from before the opening is no order of the sale, in the equation and in the comparison. */
    @Test
    void whatIsWithinTheOpeningIsNotComparedWithThePlatform() {
        inventory.receive("po", KEY, 9).orThrow();
        SaleBooks before = SaleBooks.from(0);
        before.catchUp(inventory);
        inventory.sell(ReserveRequest.of("early", "buyer").line(KEY, 1)).orThrow();
        SaleBooks books = SaleBooks.from(before.next())
                .opening(inventory.levels(List.of(KEY)))
                .comparingOrders();
        inventory.sell(ReserveRequest.of("order", "buyer").line(KEY, 2)).orThrow();
        inventory.ship("early").orThrow();
        books.catchUp(inventory);
        SaleReport report = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .levels(inventory.levels(List.of(KEY)))
                .platformOrders(List.of(new PlatformOrder("order", "A", 2)))
                .build();
        assertEquals(2, report.total().sold());
        assertEquals(List.of(), report.discrepancies());
    }

    /** The books cannot say that a line has nothing, of which they know nothing. */
    @Test
    void aCountOfALineThatIsNotInTheBooksIsNoDifference() {
        inventory.receive("po", KEY, 9).orThrow();
        SaleBooks before = SaleBooks.from(0);
        before.catchUp(inventory);
        SaleBooks books = SaleBooks.from(before.next());
        SaleReport report = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .counts(Map.of(KEY, 9L, StockKey.of("never-seen"), 0L))
                .build();
        assertEquals(9, only(report, DiscrepancyKind.COUNT_UNKNOWN_LINE).found());
        assertEquals(1, report.discrepancies().size());
        assertEquals(List.of(), report.counted());
    }

    @Test
    void sumsThatDoNotFitAreNoNumbers() {
        long most = Bounds.MAX_QUANTITY;
        SaleBooks books = SaleBooks.from(0).comparingOrders();
        List<StockLevel> levels = new ArrayList<>();
        for (int line = 0; line < 1_025; line++) {
            StockKey key = StockKey.of("A-" + line);
            inventory.receive("po-" + line, key, most).orThrow();
            levels.add(inventory.level(key).orElseThrow());
        }
        books.catchUp(inventory);
        ReportBuilder builder = ReportBuilder.of("test", books, clock.instant(), clock.instant());
        SaleReport report = builder.levels(levels).build();
        assertEquals(List.of(), report.discrepancies());
        assertThrows(ArithmeticException.class, report::total);
        PlatformOrder line = new PlatformOrder("order", "A-0", most);
        builder.platformOrders(Collections.nCopies(1_025, line));
        assertThrows(ArithmeticException.class, builder::build);
    }

    /** An exchange is in the journal by what it changed, so its order ships more than the journal says was sold. */
    @Test
    void anExchangeIsReadFromTheLedger() {
        inventory.receive("po", KEY, 9).orThrow();
        inventory.sell(ReserveRequest.of("old", "buyer").line(KEY, 2)).orThrow();
        inventory
                .exchange(ReserveRequest.of("new", "buyer").line(KEY, 3), "old")
                .orThrow();
        inventory.ship("new").orThrow();
        SaleBooks books = SaleBooks.from(0).comparingOrders();
        books.catchUp(inventory);
        ReportBuilder builder = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .platformOrders(List.of(new PlatformOrder("new", "A", 3)));
        assertTrue(builder.build().discrepancies().size() > 0, "the journal alone cannot tell");
        assertEquals(
                List.of(), builder.reservations(inventory::reservation).build().discrepancies());
    }

    /** Its entry has no units at all, as the platform's list has none of it. */
    @Test
    void anExchangeOfAsManyUnitsIsReadFromTheLedgerToo() {
        inventory.receive("po", KEY, 9).orThrow();
        inventory.sell(ReserveRequest.of("old", "buyer").line(KEY, 2)).orThrow();
        inventory
                .exchange(ReserveRequest.of("new", "buyer").line(KEY, 2), "old")
                .orThrow();
        SaleBooks books = SaleBooks.from(0).comparingOrders();
        books.catchUp(inventory);
        SaleReport report = ReportBuilder.of("test", books, clock.instant(), clock.instant())
                .platformOrders(List.of(new PlatformOrder("old", "A", 2)))
                .reservations(inventory::reservation)
                .build();
        SaleDiscrepancy found = only(report, DiscrepancyKind.ORDER_ONLY_HERE);
        assertEquals("new", found.order());
        assertEquals(2, found.found());
    }

    @Test
    void soldOutAndBackAreMarkedAtTheirInstants() {
        inventory.receive("po", KEY, 3).orThrow();
        clock.turn(Duration.ofMinutes(2));
        Instant out = clock.instant();
        inventory.reserve(ReserveRequest.of("order", "buyer").line(KEY, 3)).orThrow();
        clock.turn(Duration.ofMinutes(3));
        Instant back = clock.instant();
        inventory.release("order").orThrow();
        Outcome moved = inventory.writeOff("off", KEY, Bucket.AVAILABLE, 3, "fire");
        assertTrue(moved.applied());
        LineAccount line = report(SaleBooks.from(0)).lines().get(0);
        assertEquals(List.of(new StockMark(out, true), new StockMark(back, false)), line.marks());
        assertEquals(3, line.units().released());
    }

    @Test
    void notesOfTheSaleAreNoGoods() {
        inventory.receive("note", StockKey.of("live/room-7/notes"), 1).orThrow();
        inventory.receive("po", KEY, 1).orThrow();
        assertEquals(
                List.of(KEY),
                report(SaleBooks.from(0)).lines().stream().map(LineAccount::key).toList());
    }

    @Test
    void settingsComeBeforeEntries() {
        inventory.receive("po", KEY, 1).orThrow();
        SaleBooks books = SaleBooks.from(0);
        books.catchUp(inventory);
        assertThrows(IllegalStateException.class, books::comparingOrders);
        assertThrows(IllegalStateException.class, () -> books.opening(List.of()));
        assertThrows(IllegalStateException.class, () -> books.points(5));
        assertThrows(IllegalArgumentException.class, () -> SaleBooks.from(0).points(1));
        assertThrows(
                IllegalStateException.class,
                () -> ReportBuilder.of("x", books, clock.instant(), clock.instant())
                        .platformOrders(List.of()));
    }
}
