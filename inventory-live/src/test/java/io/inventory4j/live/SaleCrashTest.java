package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A node dies at every call of every step, before or after the store has carried it out; another one goes on. Nothing
 * is moved twice, and nothing is left half done.
 */
class SaleCrashTest {
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");

    /** What a node begins, with its first call the number 0. */
    private interface Work extends Consumer<LiveSale> {}

    private interface Check {
        void in(SaleShop shop, LiveSale after, String death);
    }

    /** Lets a node die at each of its calls, until it has lived through its work; returns how many deaths there were. */
    private static int atEachCall(Consumer<SaleShop> before, Work work, Check check) {
        int deaths = 0;
        for (boolean afterwards : new boolean[] {false, true}) {
            boolean died = true;
            for (int call = 0; died; call++) {
                try (SaleShop shop = new SaleShop()) {
                    before.accept(shop);
                    CrashingInventory crash = new CrashingInventory(call, afterwards);
                    died = dies(crash, shop.inventory, work);
                    LiveSale other = shop.open();
                    other.tick(() -> shop.now);
                    check.in(shop, other, "died at call " + call + (afterwards ? ", after it" : ", before it"));
                }
                deaths += died ? 1 : 0;
            }
        }
        assertTrue(deaths > 3, "only " + deaths + " deaths");
        return deaths;
    }

    private static boolean dies(CrashingInventory crash, Inventory inventory, Work work) {
        try {
            work.accept(SaleShop.open(crash.over(inventory)));
            return crash.died();
        } catch (CrashingInventory.Death e) {
            return true;
        }
    }

    private static void inBalance(SaleShop shop, String death) {
        for (String sku : new String[] {"A", "B", "C"}) {
            assertEquals(100, shop.onHand(sku), () -> sku + ": " + death);
        }
    }

    @Test
    void opening() {
        atEachCall(shop -> {}, sale -> {}, (shop, after, death) -> {
            inBalance(shop, death);
            assertEquals(30, shop.level(A_X).available(), death);
            assertEquals(40, shop.level(B_SALE).available(), death);
            assertEquals(SaleState.OPEN, shop.level(B_SALE).saleState(), death);
        });
    }

    @Test
    void openingThatIsTakenBack() {
        for (boolean afterwards : new boolean[] {false, true}) {
            boolean died = true;
            for (int call = 0; died; call++) {
                try (SaleShop shop = new SaleShop()) {
                    shop.inventory
                            .writeOff("l", StockKey.of("B"), Bucket.AVAILABLE, 70, "lost")
                            .orThrow();
                    CrashingInventory crash = new CrashingInventory(call, afterwards);
                    try {
                        SaleShop.open(crash.over(shop.inventory));
                    } catch (CrashingInventory.Death | OpeningRefusedException e) {
                        // It died, or came to its end.
                    }
                    died = crash.died();
                    String death = "died at call " + call + ": " + died;
                    shop.inventory.receive("found", "B", 70).orThrow();
                    shop.open();
                    inBalance(shop, death);
                    assertEquals(30, shop.level(A_X).available(), death);
                    assertEquals(40, shop.level(B_SALE).available(), death);
                }
            }
        }
    }

    @Test
    void aTopUp() {
        atEachCall(
                SaleShop::open,
                sale -> sale.perform("t", SaleShop.ANNA, new Action.TopUp("A", "x", 10)),
                (shop, after, death) -> {
                    inBalance(shop, death);
                    boolean begun = !after.operations().isEmpty();
                    assertEquals(begun ? 40 : 30, shop.level(A_X).available(), death);
                    assertTrue(after.operations().stream().allMatch(SaleOperation::done), death);
                    assertTrue(
                            after.perform("t", SaleShop.ANNA, new Action.TopUp("A", "x", 10))
                                    .done(),
                            death);
                    assertEquals(40, shop.level(A_X).available(), death);
                });
    }

    @Test
    void aTopUpThatIsRefusedSaysWhyWhoeverTellsIt() {
        atEachCall(
                SaleShop::open,
                sale -> sale.perform("t", SaleShop.ANNA, new Action.TopUp("A", "x", 1_000)),
                (shop, after, death) -> {
                    inBalance(shop, death);
                    SaleOperation told = after.perform("t", SaleShop.ANNA, new Action.TopUp("A", "x", 1_000));
                    assertEquals("refused INSUFFICIENT", told.outcome(), death);
                    assertEquals(30, shop.level(A_X).available(), death);
                });
    }

    @Test
    void aFreezeThatGivesHoldsBackLeavesLaterOnes() {
        atEachCall(
                shop -> {
                    shop.open();
                    shop.inventory
                            .reserve(ReserveRequest.of("early", "b").line(B_SALE, 2))
                            .orThrow();
                },
                sale -> {
                    sale.perform("f", SaleShop.ANNA, new Action.Freeze("B", OpenHolds.RELEASE));
                    sale.perform("t", SaleShop.ANNA, new Action.Thaw("B"));
                },
                (shop, after, death) -> {
                    shop.now = shop.now.plusSeconds(1);
                    after.perform("f", SaleShop.ANNA, new Action.Freeze("B", OpenHolds.RELEASE));
                    after.perform("t", SaleShop.ANNA, new Action.Thaw("B"));
                    assertEquals(0, shop.level(B_SALE).reserved(), death);
                    shop.inventory
                            .reserve(ReserveRequest.of("late", "b").line(B_SALE, 3))
                            .orThrow();
                    shop.open().tick(() -> shop.now);
                    assertEquals(3, shop.level(B_SALE).reserved(), death);
                    assertEquals(SaleState.OPEN, shop.level(B_SALE).saleState(), death);
                });
    }

    @Test
    void aPlannedStep() {
        atEachCall(
                shop -> shop.open().plan("s", SaleShop.ANNA, new Trigger.At(shop.now), new Action.TopUp("A", "x", 10)),
                sale -> sale.tick(() -> SaleShop.BEGIN),
                (shop, after, death) -> {
                    inBalance(shop, death);
                    assertEquals(40, shop.level(A_X).available(), death);
                    assertEquals(PlannedStep.State.TAKEN, after.steps().get(0).state(), death);
                    assertEquals(1, after.operations().size(), death);
                });
    }

    @Test
    void closing() {
        atEachCall(
                shop -> {
                    shop.open();
                    shop.sell("o1", A_X, 3);
                    shop.inventory
                            .reserve(ReserveRequest.of("o2", "b").line(B_SALE, 2))
                            .orThrow();
                },
                sale -> sale.close(SaleShop.ANNA, OpenHolds.RELEASE),
                (shop, after, death) -> {
                    if (!after.operations().isEmpty()) {
                        assertEquals(0, shop.level(A_X).available(), "by the tick of another node, " + death);
                        assertEquals(100, shop.available("B", "main"), "by the tick of another node, " + death);
                    }
                    Closed closed = after.close(SaleShop.ANNA, OpenHolds.RELEASE);
                    inBalance(shop, death);
                    assertTrue(closed.settled(), death);
                    assertEquals(97, shop.available("A", "main"), death);
                    assertEquals(100, shop.available("B", "main"), death);
                });
    }
}
