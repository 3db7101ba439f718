package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes carry out an operation each, one of them in the middle of the other's, at each of its calls; the node that
 * was held up goes on, or dies. What is left is what the journal's operations give one after another.
 */
class OperationOrderTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");
    private static final List<StockKey> KEYS =
            List.of(StockKey.of("A", "live/friday/x"), StockKey.of("A", "live/friday/y"), B_SALE, StockKey.of("C"));
    private static final List<Action> ACTIONS = List.of(
            new Action.Freeze("A", OpenHolds.HONOUR),
            new Action.Freeze("A", OpenHolds.RELEASE),
            new Action.Freeze("B", OpenHolds.STOP),
            new Action.Thaw("A"),
            new Action.Thaw("B"),
            new Action.SwitchToBackup("A"),
            new Action.TopUp("A", "x", 5),
            new Action.Transfer("A", "x", "y", 7),
            new Action.End("A", OpenHolds.STOP),
            new Action.End(null, OpenHolds.RELEASE));

    /** The node is dead. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private int pauses;

    @Test
    void operationsOfTwoNodesTakeEffectInTheJournalsOrder() {
        for (Action first : ACTIONS) {
            for (Action second : ACTIONS) {
                for (boolean dies : new boolean[] {false, true}) {
                    for (int call = 0; inTheMiddle(first, second, call, dies); call++) {
                        pauses++;
                    }
                }
            }
        }
        assertTrue(pauses > 2_000, "only " + pauses + " pauses");
    }

    /** Returns false if the first operation had come to its end before that call. */
    private static boolean inTheMiddle(Action first, Action second, int call, boolean dies) {
        try (SaleShop shop = shop()) {
            LiveSale other = shop.open();
            PausedInventory paused = new PausedInventory(call, () -> {
                perform(other, "second", second);
                if (dies) {
                    throw new Death();
                }
            });
            LiveSale held = SaleShop.open(paused.over(shop.inventory));
            paused.start();
            try {
                perform(held, "first", first);
            } catch (Death e) {
                // Another node goes on.
            }
            LiveSale after = shop.open();
            after.tick(() -> shop.now);
            String where = first + ", and " + second + " before its call " + call + (dies ? ", at which it dies" : "");
            assertEquals(oneAfterAnother(after.operations()), end(shop, after), where);
            return paused.paused();
        }
    }

    private static SaleShop shop() {
        SaleShop shop = new SaleShop();
        shop.open();
        for (StockKey key : KEYS) {
            shop.inventory
                    .reserve(ReserveRequest.of("o-" + KEYS.indexOf(key), "b").line(key, 2))
                    .orThrow();
        }
        return shop;
    }

    /** What has ended before is refused, by an exception or by the operation's outcome. */
    private static void perform(LiveSale sale, String id, Action action) {
        try {
            sale.perform(id, SaleShop.ANNA, action);
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("has ended"), e.getMessage());
        }
    }

    private static List<String> oneAfterAnother(List<SaleOperation> operations) {
        try (SaleShop shop = shop()) {
            LiveSale sale = shop.open();
            List<String> refused = new ArrayList<>();
            for (SaleOperation operation : operations) {
                perform(sale, operation.id(), operation.action());
                if (!operation.done()) {
                    assertEquals("refused NOT_OPEN", operation.outcome());
                    refused.add(operation.id());
                }
            }
            List<String> ended = new ArrayList<>(end(shop, sale));
            // One node refuses before it writes anything.
            assertTrue(sale.operations().stream().noneMatch(operation -> refused.contains(operation.id())), "refused");
            return ended;
        }
    }

    private static List<String> end(SaleShop shop, LiveSale sale) {
        return Stream.concat(
                        KEYS.stream().map(shop::level).map(OperationOrderTest::text),
                        Stream.of(sale.key("A", "x").toString()))
                .toList();
    }

    private static String text(StockLevel level) {
        return level.key() + " " + level.saleState() + " available " + level.available() + " held " + level.reserved();
    }
}
