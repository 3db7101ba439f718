package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderSortingTest {
    private static OrderBook sort(String... rows) throws Exception {
        return OrderSorting.sort(List.of(SampleOrders.file(rows)));
    }

    private static boolean noted(OrderBook book, long rows, String what) {
        return book.notes().stream()
                .anyMatch(note -> note.rows() == rows && note.what().contains(what));
    }

    @Test
    void anInvoiceIsOneCartWithEqualArticlesAddedUp() throws Exception {
        OrderBook book = sort(
                "1,20001,MUG ,2,2011-11-24 09:00:00,1.0,17.0,UK",
                "1,20002,CUP,1,2011-11-24 09:00:00,1.0,17.0,UK",
                "1,20001,MUG ,3,2011-11-24 09:00:00,1.0,17.0,UK");
        Event.Cart cart = assertInstanceOf(Event.Cart.class, book.events().get(0));
        assertEquals(new Event.Cart("1", 0, "17", cart.at(), Map.of("20001", 5L, "20002", 1L)), cart);
        assertEquals(Map.of("20001", 5L, "20002", 1L), book.demand());
        assertEquals("MUG", book.name("20001"));
        assertTrue(noted(book, 1, "repeat an article"));
        assertTrue(noted(book, 2, "blanks around the name"));
    }

    @Test
    void anInvoiceOfOverAHundredLinesIsSplit() throws Exception {
        String[] rows = new String[201];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "1," + (20_000 + i) + ",MUG,1,2011-11-24 09:00:00,1.0,17.0,UK";
        }
        OrderBook book = sort(rows);
        assertEquals(1, book.orders());
        assertEquals(3, book.carts());
        assertEquals(
                List.of("1/1:100", "1/2:100", "1/3:1"),
                book.events().stream()
                        .map(event -> (Event.Cart) event)
                        .map(cart -> cart.id() + ":" + cart.lines().size())
                        .toList());
        assertTrue(noted(book, 1, "orders of over 100 lines"));
    }

    @Test
    void aStockCodeInLowerCaseIsTheSameArticle() throws Exception {
        OrderBook book = sort(
                "1,84030e,HERB,1,2011-11-24 09:00:00,1.0,17.0,UK", "2,84030E,HERB,2,2011-11-24 09:01:00,1.0,18.0,UK");
        assertEquals(Map.of("84030E", 3L), book.demand());
        assertTrue(noted(book, 1, "lower case"));
    }

    @Test
    void whoHasNoNumberIsAGuestOfItsInvoice() throws Exception {
        OrderBook book = sort("1,20001,MUG,2,2011-11-24 09:00:00,1.0,,UK");
        assertEquals("guest/1", ((Event.Cart) book.events().get(0)).buyer());
        assertTrue(noted(book, 1, "without a customer"));
    }

    @Test
    void whatIsNoGoodsIsCountedAndLeftOut() throws Exception {
        OrderBook book = sort(
                "1,POST,POSTAGE,3,2011-11-24 09:00:00,28.0,17.0,UK",
                "1,M,Manual,1,2011-11-24 09:00:00,1.0,17.0,UK",
                "C2,D,Discount,-1,2011-11-24 09:00:00,26.33,17.0,UK",
                "3,B,Adjust bad debt,1,2011-11-24 09:00:00,-11062.06,,UK",
                "4,20001,MUG,2,2011-11-24 09:00:00,1.0,17.0,UK");
        assertEquals(1, book.events().size());
        assertEquals(1, book.orders());
        assertTrue(noted(book, 4, "no goods: B 1, D 1, M 1, POST 1"));
        assertEquals(
                List.of(2L, 3L, 4L, 5L),
                book.remarks().stream().map(Remark::row).toList());
        assertEquals(
                new Remark("day.csv", 2, "StockCode", "'POST' is no goods: left out"),
                book.remarks().get(0));
        assertEquals(List.of(), book.bad());
    }

    @Test
    void anInvoiceToNobodyAtNoPriceCorrectsTheStock() throws Exception {
        OrderBook book = sort(
                "1,20001,found,50,2011-11-24 09:00:00,0.0,,UK",
                "2,20001,wet pallet,-504,2011-11-24 09:01:00,0.0,,UK",
                "3,20001,MUG,1,2011-11-24 09:02:00,0.0,17.0,UK");
        assertEquals(
                List.of(
                        new Event.Correction("1/1", "20001", 50, Instant.parse("2011-11-24T09:00:00Z"), "found"),
                        new Event.Correction(
                                "2/2", "20001", -504, Instant.parse("2011-11-24T09:01:00Z"), "wet pallet")),
                book.events().subList(0, 2));
        assertEquals(
                Map.of("20001", 1L), book.demand(), "a gift to a customer takes stock, a correction asks for none");
        assertEquals("MUG", book.name("20001"), "what a correction says is no name");
        assertTrue(noted(book, 1, "price 0"));
    }

    @Test
    void anInvoiceThatBeginsWithCTakesBack() throws Exception {
        OrderBook book = sort("C1,20001,MUG,-2,2011-11-24 09:00:00,1.0,17.0,UK");
        assertEquals(
                new Event.TakeBack(
                        "C1",
                        "C1",
                        "17",
                        Instant.parse("2011-11-24T09:00:00Z"),
                        List.of(new Event.TakeBack.Line("20001", 2))),
                book.events().get(0));
        assertEquals(0, book.orders());
    }

    @Test
    void timeNeverGoesBackFromOneEventToTheNext() throws Exception {
        OrderBook book =
                sort("1,20001,MUG,1,2011-11-24 09:05:00,1.0,17.0,UK", "2,20001,MUG,1,2011-11-24 09:00:00,1.0,18.0,UK");
        assertEquals(Instant.parse("2011-11-24T09:05:00Z"), book.events().get(1).at());
    }

    @Test
    void theBundledDayIsSortedToTheLastRow() throws Exception {
        OrderBook book = OrderSorting.sort(List.of(OrderFile.bundled(new Intake(null, Goods.standard()))));
        long sorted = book.notes().stream()
                .filter(note -> note.what().startsWith("buy goods")
                        || note.what().startsWith("take goods back")
                        || note.what().startsWith("correct stock")
                        || note.what().startsWith("are no goods"))
                .mapToLong(OrderBook.Note::rows)
                .sum();
        assertEquals(3_766, sorted);
        assertEquals(112, book.orders());
        assertEquals(1_507, book.demand().size());
    }
}
