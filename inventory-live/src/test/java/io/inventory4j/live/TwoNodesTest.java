package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two nodes open a sale at once, and do the same things at once, while buyers come. */
class TwoNodesTest {
    private static final int ROUNDS = 40;
    private static final int OPERATIONS = 12;
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");

    /** Top-ups that are mostly there, of which some are refused. */
    private static List<Action> topUps(SplittableRandom random) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            actions.add(new Action.TopUp("A", random.nextBoolean() ? "x" : "y", 1 + random.nextInt(9)));
        }
        return actions;
    }

    @Test
    void eachThingIsDoneOnce() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("two nodes: seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                try (SaleShop shop = new SaleShop()) {
                    List<Action> actions = topUps(random);
                    List<Callable<Integer>> work =
                            List.of(() -> node(shop, actions), () -> node(shop, actions), () -> buyers(shop));
                    int bought = 0;
                    for (Future<Integer> done : nodes.invokeAll(work)) {
                        bought += done.get();
                    }
                    check(shop, actions, bought, "seed " + seed + ", round " + round);
                }
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    private static int node(SaleShop shop, List<Action> actions) {
        LiveSale sale = shop.open();
        for (int i = 0; i < actions.size(); i++) {
            sale.perform("t" + i, SaleShop.ANNA, actions.get(i));
            sale.plan("s" + i, SaleShop.ANNA, new Trigger.Sold("A", 1), new Action.TopUp("B", null, 1));
            sale.tick(() -> shop.now);
        }
        return 0;
    }

    private static int buyers(SaleShop shop) {
        int bought = 0;
        for (int i = 0; i < 100; i++) {
            bought += shop.inventory
                            .sell(ReserveRequest.of("o" + i, "b").line(A_X, 1))
                            .applied()
                    ? 1
                    : 0;
        }
        return bought;
    }

    private static void check(SaleShop shop, List<Action> actions, int bought, String where) {
        shop.sell("last", StockKey.of("A", "live/friday/y"), 1);
        LiveSale sale = shop.open();
        sale.tick(() -> shop.now);
        long moved = 50;
        long begun = 0;
        for (SaleOperation operation : sale.operations()) {
            if (operation.action() instanceof Action.TopUp topUp && topUp.sku().equals("A")) {
                begun++;
                moved += operation.done() ? topUp.units() : 0;
            }
        }
        assertEquals(actions.size(), begun, where);
        assertEquals(100, shop.onHand("A"), where);
        assertEquals(100 - moved, shop.available("A", "main"), where);
        assertEquals(bought, shop.level(A_X).committed(), where);
        assertEquals(40 + OPERATIONS, shop.available("B", "live/friday"), where);
        assertTrue(sale.steps().stream().allMatch(step -> step.state() == PlannedStep.State.TAKEN), where);
        assertEquals(bought + 1, sale.pace("A", shop.now).sold(), where);
    }
}
