package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.stock.Bounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ids are made of texts of others, and no two of them may meet. */
class EventIdsTest {
    private static final String TAIL = ",1,2011-11-24 09:00:00,1.0,";

    private static List<String> bigOrder(String invoice) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            rows.add(invoice + "," + (20_000 + i) + ",MUG" + TAIL + "17,UK");
        }
        return rows;
    }

    private static List<Event.Cart> carts(List<String> rows) throws Exception {
        return OrderSorting.sort(List.of(SampleOrders.file(rows.toArray(String[]::new)))).events().stream()
                .map(event -> (Event.Cart) event)
                .toList();
    }

    @Test
    void aSplitOrderDoesNotMeetAnInvoiceOfThatName() throws Exception {
        List<String> rows = bigOrder("A");
        rows.add("A/1,20001,MUG" + TAIL + "18,UK");
        rows.add("A~11,20001,MUG" + TAIL + "18,UK");
        rows.add("A/late,20001,MUG" + TAIL + "18,UK");
        assertEquals(
                List.of("A/1", "A/2", "A~11", "A~011", "A~1late"),
                carts(rows).stream().map(Event.Cart::id).toList());
    }

    @Test
    void aGuestDoesNotMeetACustomerOfThatName() throws Exception {
        assertEquals(
                List.of("guest/1", "guest~11", "guest-1"),
                carts(List.of(
                                "1,20001,MUG" + TAIL + ",UK",
                                "2,20001,MUG" + TAIL + "guest/1,UK",
                                "3,20001,MUG" + TAIL + "guest-1,UK"))
                        .stream()
                        .map(Event.Cart::buyer)
                        .toList());
    }

    private static String pick(SplittableRandom random, String... parts) {
        StringBuilder text = new StringBuilder(parts[random.nextInt(parts.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @Test
    void noTwoEventsHaveOneId() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String invoice =
                        pick(random, "A", "/", "~", "1", "0", "of", "/of/", "on", "guest", "late", "2011-11-24");
                String customer = random.nextInt(4) == 0 ? "" : pick(random, "A", "/", "~", "1", "on", "guest");
                rows.addAll(
                        random.nextInt(20) == 0
                                ? bigOrder(invoice)
                                : List.of(invoice + ",20001,MUG" + TAIL.replace("24", "" + (24 + random.nextInt(2)))
                                        + customer + ",UK"));
            }
            Map<String, Event.Cart> byId = new HashMap<>();
            for (Event.Cart cart : carts(rows)) {
                assertNull(byId.put(cart.id(), cart), () -> "seed " + seed + ": " + cart.id());
            }
        }
    }

    @Test
    void theLongestIdFitsWithAllThatIsAddedToIt() throws Exception {
        String longest = "/".repeat(40);
        List<String> rows = bigOrder(longest);
        rows.add(longest + ",20001,MUG" + TAIL + longest + ",UK");
        rows.add(longest + ",20001,MUG" + TAIL.replace("24", "25") + longest + ",UK");
        for (Event.Cart cart : carts(rows)) {
            Bounds.text("id", "earlier/" + cart.id() + "/2000000");
        }
    }
}
