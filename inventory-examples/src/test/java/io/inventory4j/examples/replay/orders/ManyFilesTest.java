package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user may not expect of rows that were read well: it is said, with file and row. */
class ManyFilesTest {
    private static final String MUG = "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK";

    private static OrderBook sort(OrderFile... files) {
        return OrderSorting.sort(List.of(files));
    }

    private static OrderBook sort(String... rows) throws Exception {
        return sort(SampleOrders.file(rows));
    }

    private static List<String> carts(OrderBook book) {
        List<String> carts = new ArrayList<>();
        for (Event event : book.events()) {
            if (event instanceof Event.Cart cart) {
                carts.add(cart.id() + " " + cart.buyer() + " " + cart.lines());
            }
        }
        return carts;
    }

    private static void assertNoted(OrderBook book, long rows, String what, String fate) {
        assertTrue(
                book.notes().contains(new OrderBook.Note(rows, what, fate)),
                () -> rows + " " + what + " " + fate + "\nis not among\n" + book.notes());
    }

    @Test
    void anInvoiceOfTwoCustomersIsAnOrderOfEach() throws Exception {
        OrderBook book = sort(MUG, "2,20002,CUP,1,2011-11-24 09:00:00,1.0,19,UK", MUG.replace(",17,", ",18,"));
        assertEquals(List.of("1/of/17 17 {20001=2}", "2 19 {20002=1}", "1/of/18 18 {20001=2}"), carts(book));
        assertEquals(3, book.orders());
        assertNoted(
                book,
                2,
                "orders by an invoice of several customers or days",
                "an order for each customer and day; the first: day.csv, row 2");
        assertEquals(
                new Remark("day.csv", 4, "InvoiceNo", "'1' has several customers or days: this is the order 1/of/18"),
                book.remarks().get(1));
    }

    @Test
    void aCancellationOfTwoCustomersIsOneOfEach() throws Exception {
        OrderBook book =
                sort("C1,20001,MUG,-2,2011-11-24 09:00:00,1.0,17,UK", "C1,20001,MUG,-3,2011-11-24 09:00:00,1.0,18,UK");
        assertEquals(
                List.of("C1/of/17 17", "C1/of/18 18"),
                book.events().stream()
                        .map(event -> ((Event.TakeBack) event).id() + " " + event.buyer())
                        .toList());
    }

    @Test
    void aRowWithoutCustomerIsOfTheOnlyOneOfItsInvoice() throws Exception {
        OrderBook book = sort(MUG.replace(",17,", ",,"), MUG.replace("20001", "20002"));
        assertEquals(List.of("1 17 {20001=2, 20002=2}"), carts(book));
        assertNoted(
                book,
                1,
                "have no customer, but others of their invoice have",
                "bought by that customer; the first: day.csv, row 2");
        assertEquals(
                List.of("1/guest guest/1/guest {20001=2}", "1/of/17 17 {20001=2}", "1/of/18 18 {20001=2}"),
                carts(sort(MUG.replace(",17,", ",,"), MUG, MUG.replace(",17,", ",18,"))));
    }

    @Test
    void anInvoiceNumberOfTwoDaysIsTwoOrders() throws Exception {
        OrderBook book = sort(MUG, "2,20002,CUP,1,2011-11-24 09:30:00,1.0,19,UK", MUG.replace("11-24", "11-25"));
        assertEquals(
                List.of("1/on/2011-11-24 17 {20001=2}", "2 19 {20002=1}", "1/on/2011-11-25 17 {20001=2}"), carts(book));
        assertEquals(
                List.of("2011-11-24T09:00:00Z", "2011-11-24T09:30:00Z", "2011-11-25T09:00:00Z"),
                book.events().stream().map(event -> event.at().toString()).toList());
    }

    @Test
    void rowsWithAnotherTimeThanTheirOrderAreNamed() throws Exception {
        OrderBook book = sort(MUG, MUG.replace("20001", "20002").replace("09:00", "09:01"));
        assertEquals(1, book.orders());
        assertNoted(
                book,
                1,
                "have another time than the first row of their order",
                "happen with the first; the first: day.csv, row 3");
    }

    @Test
    void anOrderThatIsDatedBackIsNamed() throws Exception {
        OrderBook book = sort(MUG, MUG.replace("1,20001", "2,20001").replace("2011", "1970"));
        assertEquals(Instant.parse("2011-11-24T09:00:00Z"), book.events().get(1).at());
        assertNoted(book, 1, "orders dated before the one above", "happen right after it; the first: day.csv, row 3");
    }

    @Test
    void aCopyOfAFileCountsOnce() throws Exception {
        String[] day = SampleOrders.crowdedDay(1, 50);
        OrderBook once = sort(SampleOrders.named("a.csv", day));
        OrderBook twice = sort(SampleOrders.named("a.csv", day), SampleOrders.named("copy of a.csv", day));
        assertEquals(once.events(), twice.events());
        assertEquals(once.demand(), twice.demand());
        assertNoted(
                twice,
                day.length,
                "are in an earlier file, letter for letter",
                "left out; the first: copy of a.csv, row 2");
        assertEquals(day.length, twice.remarks().size() - once.remarks().size());
    }

    @Test
    void filesThatOverlapHaveEachRowAsOftenAsOneOfThem() throws Exception {
        String cup = "2,20002,CUP,1,2011-11-24 09:30:00,1.0,19,UK";
        String pan = "3,20003,PAN,1,2011-11-24 09:40:00,1.0,20,UK";
        OrderBook book = sort(
                SampleOrders.named("a.csv", MUG, cup, cup),
                SampleOrders.named("b.csv", cup, cup, cup, pan),
                SampleOrders.named("c.csv", pan, MUG));
        assertEquals(Map.of("20001", 2L, "20002", 3L, "20003", 1L), book.demand());
        assertNoted(book, 4, "are in an earlier file, letter for letter", "left out; the first: b.csv, row 2");
        assertNoted(book, 1, "go on with an invoice of an earlier file", "added to it; the first: b.csv, row 4");
        assertEquals(Map.of("20001", 4L), sort(MUG, MUG).demand(), "within a file, equal rows are two");
    }

    @Test
    void codesOfTheUsersOwnAreGoods() throws Exception {
        String own = MUG.replace("20001", "lipstick-01");
        assertEquals(
                Map.of("LIPSTICK-01", 2L),
                sort(own, "1,POST,POSTAGE,1,2011-11-24 09:00:00,1.0,17,UK").demand());
    }

    @Test
    void whatIsNoGoodsIsTheUsersToSay() throws Exception {
        Goods goods = Goods.allBut(List.of(" freight ", "X-*", ""));
        assertEquals(
                List.of(false, false, false, true, true),
                List.of("FREIGHT", "X-", "X-RAY", "XRAY", "POST").stream()
                        .map(goods::has)
                        .toList());
    }

    @Test
    void lettersThatAreNotLatinKeepTheirCase() {
        assertEquals("84030E-ß-ı-é", Goods.upper("84030e-ß-ı-é"));
    }

    @Test
    void charactersThatNobodySeesAreNamed() throws Exception {
        OrderBook book = sort(MUG, MUG.replace("20001", "20001\u200b"), MUG.replace("MUG", "M\uFFFDG"));
        assertEquals(Map.of("20001", 6L), book.demand());
        assertNoted(
                book,
                1,
                "have no-break or invisible characters in a code or number",
                "read without them; the first: day.csv, row 3");
        assertNoted(
                book,
                1,
                "have a name with U+FFFD, so it was garbled before",
                "sold all the same; the first: day.csv, row 4");
    }

    @Test
    void filesWithoutAnyOrderSayWhatIsInThem() throws Exception {
        OrderBook book =
                sort("1,POST,POSTAGE,1,2011-11-24 09:00:00,1.0,17,UK", "C1,20001,MUG,-1,2011-11-24 09:00:00,1.0,17,UK");
        assertEquals(
                "no order is left to replay (bad rows: 0); 1 take goods back (invoice"
                        + " C…) (taken off what the buyer has in this run, if anything; see below); 1 are no goods: POST 1"
                        + " (left out; --no-goods names the codes; the first: day.csv, row 2)",
                assertThrows(InputException.class, book::checkNotEmpty).getMessage());
    }
}
