package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import java.security.SecureRandom;
import java.util.Set;

/** One box a person, however many accounts he has: by device and by card, and 3 boxes of both colours in all. */
public final class OnePersonOneBox {
    private static final Set<String> BOXES = Set.of("RED-BOX", "BLUE-BOX");

    private OnePersonOneBox() {}

    private static ReservationPolicy rules(IdentityKey key) {
        return PurchaseLimits.perIdentityInCampaign("box-sale", "device", 1, key, BOXES)
                .acrossSkus()
                .required()
                .and(PurchaseLimits.perIdentityInCampaign("box-sale", "card", 1, key, BOXES)
                        .acrossSkus())
                .and(PurchaseLimits.campaignTotal("box-sale", 3, BOXES));
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // A shop makes its key once, and gives the same one to all its nodes.
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(rules(IdentityKey.of(secret)))
                .build()) {
            inventory.receive("po-1", "RED-BOX", 50).orThrow();
            inventory.receive("po-2", "BLUE-BOX", 50).orThrow();

            ReserveRequest ann = ReserveRequest.of("o-1", "ann").line("RED-BOX", 1);
            show("Ann, whose app does not tell its device", inventory.reserve(ann));
            show("Ann, phone 1", inventory.reserve(ann.identity("device", "phone 1")));

            ReserveRequest secondName = ReserveRequest.of("o-2", "ann-too").line("BLUE-BOX", 1);
            show("Ann by another name, phone 1", inventory.reserve(secondName.identity("device", "phone 1")));
            show("Ann by another name, phone 2", inventory.reserve(secondName.identity("device", "phone 2")));

            // Money that comes may tell more of a buyer, such as his card.
            ReserveRequest ben = ReserveRequest.of("o-3", "ben").line("RED-BOX", 1);
            show(
                    "Ben, phone 3, card 7",
                    inventory.sell(ben.identity("device", "phone 3").identity("card", "7")));
            ReserveRequest cleo = ReserveRequest.of("o-4", "cleo").line("RED-BOX", 1);
            show(
                    "Cleo, phone 4, card 7",
                    inventory.sell(cleo.identity("device", "phone 4").identity("card", "7")));
            show(
                    "Cleo, phone 4, card 8",
                    inventory.sell(cleo.identity("device", "phone 4").identity("card", "8")));
        }
    }

    private static void show(String who, Outcome outcome) {
        String answer = outcome.refused()
                .map(refusal -> "no box: " + refusal.reason() + " by " + refusal.rule())
                .orElse("one box");
        System.out.println(who + ": " + answer);
    }
}
