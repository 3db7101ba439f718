package io.inventory4j.examples.first;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.SettleRequest;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import java.util.stream.Collectors;

/** A gift box of a cup and two teas, with a spoon as long as there are spoons. Cups and teas are also sold singly. */
public final class KitWithGift {
    /** 5 boxes for this sale: the allotment is a stock line of the box's own, which each box takes a unit of. */
    private static final Kit BOX =
            Kit.named("GIFT-BOX").part("CUP", 1).part("TEA", 2).gift("SPOON", 1).allotted();

    private KitWithGift() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(2).forSkus("GIFT-BOX"))
                .build()) {
            inventory.receive("po-1", "CUP", 4).orThrow();
            inventory.receive("po-2", "TEA", 20).orThrow();
            inventory.receive("po-3", "SPOON", 1).orThrow();
            inventory
                    .setAvailable("sale-1", BOX.key(), 5, "boxes of this sale", null)
                    .orThrow();
            System.out.println(inventory.sellable(BOX) + " boxes could be sold: there are 4 cups");

            ReserveRequest ann = ReserveRequest.of("order-1", "ann").kit(BOX, 2);
            show("Ann takes 2 boxes", ann, inventory.reserve(ann));
            ReserveRequest more = ReserveRequest.of("order-2", "ann").kit(BOX, 1);
            show("Ann takes another", more, inventory.reserve(more));
            ReserveRequest ben = ReserveRequest.of("order-3", "ben").line("CUP", 1);
            show("Ben takes a cup", ben, inventory.reserve(ben));
            System.out.println(inventory.sellable(BOX) + " boxes could be sold now");

            // One of the two boxes is sent in a parcel of its own; then the rest, with what there was of gifts.
            inventory.confirm("order-1").orThrow();
            inventory
                    .ship(SettleRequest.of("order-1").id("parcel-1").lines(BOX.quantities(1)))
                    .orThrow();
            inventory.ship("order-1").orThrow();
            inventory.reservation("order-1").ifPresent(order -> System.out.println("Ann's boxes are " + order.state()));
        }
    }

    private static void show(String what, ReserveRequest request, Outcome outcome) {
        String answer = outcome instanceof Outcome.Applied applied
                ? applied.granted(request).stream().map(KitWithGift::units).collect(Collectors.joining(", "))
                : outcome.refused()
                        .map(refusal -> refusal.reason() + " by " + refusal.rule())
                        .orElse("");
        System.out.println(what + ": " + answer);
    }

    private static String units(Grant granted) {
        String left = granted.granted() < granted.quantity() ? " of " + granted.quantity() : "";
        return granted.granted() + left + " " + granted.sources().get(0).sku();
    }
}
