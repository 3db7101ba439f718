package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** A node of a live sale, as a process of its own. It prints a line after each thing that it has done. */
final class SaleNode {
    static final int STEPS = 24;
    static final String ENDED = "ended";
    static final StockKey A_X = StockKey.of("A", "live/friday/x");
    static final StockKey B_SALE = StockKey.of("B", "live/friday");

    private SaleNode() {}

    /** The store, its place, and the seed of what is done. */
    public static void main(String... arguments) {
        try (Inventory inventory = SaleStore.valueOf(arguments[0]).open(arguments[1])) {
            work(inventory, Long.parseLong(arguments[2]), System.out);
        }
    }

    static void work(Inventory inventory, long seed, PrintStream out) {
        for (String sku : List.of("A", "B", "C")) {
            inventory.receive("po-" + sku, sku, 100).orThrow();
        }
        out.println("received");
        LiveSale sale = SaleShop.open(inventory);
        sale.waitingList().offer(Duration.ofHours(1), request -> request, event -> {});
        out.println("opened");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            step(inventory, sale, "s" + i, random);
            sale.tick(Instant::now);
            out.println("step " + i);
        }
        Closed closed = sale.close(SaleShop.ANNA, OpenHolds.RELEASE);
        out.println(ENDED + " " + closed.held());
    }

    /** One thing by its number: the same in each process with this seed. */
    private static void step(Inventory inventory, LiveSale sale, String id, SplittableRandom random) {
        int kind = random.nextInt(8);
        int units = 1 + random.nextInt(4);
        switch (kind) {
            case 0 ->
                inventory.sell(ReserveRequest.of(id, "b").line(A_X, units)).applied();
            case 1 ->
                inventory
                        .reserve(ReserveRequest.of(id, "b").line(B_SALE, units))
                        .applied();
            case 2 -> sale.perform(id, SaleShop.ANNA, new Action.TopUp("A", units > 2 ? "x" : "y", units));
            case 3 -> sale.perform(id, SaleShop.ANNA, new Action.Transfer("A", "y", "x", units));
            case 4 -> sale.plan(id, SaleShop.ANNA, new Trigger.Sold("A", units), new Action.TopUp("B", null, units));
            case 5 ->
                sale.waitingList()
                        .join(ReserveRequest.of(id, "b").line(B_SALE, units))
                        .applied();
            case 6 ->
                sale.releaseInSteps(
                        id,
                        SaleShop.ANNA,
                        SteppedRelease.bySold("A", units + 1, 2, units, 2).forChannel("y"));
            default -> {
                sale.perform(id, SaleShop.ANNA, new Action.Freeze("B", OpenHolds.RELEASE));
                sale.perform(id + "-thaw", SaleShop.ANNA, new Action.Thaw("B"));
            }
        }
    }
}
