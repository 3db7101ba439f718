package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Refusal;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;

/** A cart is held whole or not at all, and a refusal becomes a sentence that a buyer can read. */
public final class CartAndRefusal {
    private CartAndRefusal() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(2).forSkus("LIPSTICK"))
                .build()) {
            inventory.receive("po-1", "LIPSTICK", 100).orThrow();
            inventory.receive("po-2", "MIRROR", 3).orThrow();

            // Five mirrors are too many, so nothing of this cart is held, not even the lipstick.
            ReserveRequest tooMany =
                    ReserveRequest.of("ann-1", "ann").line("LIPSTICK", 1).line("MIRROR", 5);
            show("Ann wants a lipstick and 5 mirrors", inventory.reserve(tooMany));

            // A refusal is not remembered: the same order number may ask again, for less.
            ReserveRequest fewer =
                    ReserveRequest.of("ann-1", "ann").line("LIPSTICK", 1).line("MIRROR", 3);
            show("Ann takes 3 mirrors", inventory.reserve(fewer));

            show(
                    "Ben wants a mirror",
                    inventory.reserve(ReserveRequest.of("ben-1", "ben").line("MIRROR", 1)));

            // A changed cart gives back the old one and holds the new one in one step.
            ReserveRequest changed = ReserveRequest.of("ann-2", "ann")
                    .line("LIPSTICK", 2)
                    .line("MIRROR", 2)
                    .replacing("ann-1");
            show("Ann changes a mirror for a second lipstick", inventory.reserve(changed));

            show(
                    "Ann wants a third lipstick",
                    inventory.reserve(ReserveRequest.of("ann-3", "ann").line("LIPSTICK", 1)));
        }
    }

    private static void show(String what, Outcome outcome) {
        System.out.println(
                what + ": " + outcome.refused().map(CartAndRefusal::inWords).orElse("it is in your cart."));
    }

    private static String inWords(Refusal refusal) {
        return switch (refusal.reason()) {
            // The subject is the stock line, such as MIRROR@main; a shop looks up the article's name by it.
            case OUT_OF_STOCK ->
                refusal.remaining() == 0
                        ? "sorry, " + refusal.subject() + " is sold out."
                        : "sorry, only " + refusal.remaining() + " of " + refusal.subject() + " are left.";
            case LIMIT_REACHED ->
                refusal.remaining() == 0
                        ? "sorry, you have as many of it as one buyer may have (limit " + refusal.rule() + ")."
                        : "sorry, you may have " + refusal.remaining() + " more of it (limit " + refusal.rule() + ").";
            case NOT_OPEN -> "sorry, this is not on sale now.";
            default -> "sorry, this cannot be ordered (" + refusal.reason() + ").";
        };
    }
}
