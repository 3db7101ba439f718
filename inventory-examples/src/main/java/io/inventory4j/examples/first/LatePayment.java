package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A payment may come after its hold has run out: it is served if the goods can still be had, and else refunded. */
public final class LatePayment {
    private LatePayment() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // A clock that we turn ourselves; a shop leaves it out, and the sweep too, which then runs every second.
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-11T20:00:00Z"));
        try (Inventory inventory = InventoryBuilder.inMemory()
                .clock(now::get)
                .reservationTimeout(Duration.ofMinutes(15))
                .sweepEvery(Duration.ZERO)
                .build()) {
            inventory.receive("po-1", "TEAPOT", 3).orThrow();
            ReserveRequest ann = ReserveRequest.of("order-ann", "ann").line("TEAPOT", 1);
            ReserveRequest ben = ReserveRequest.of("order-ben", "ben").line("TEAPOT", 1);
            ReserveRequest cleo = ReserveRequest.of("order-cleo", "cleo").line("TEAPOT", 1);
            inventory.reserve(ann).orThrow();
            inventory.reserve(ben).orThrow();
            inventory.reserve(cleo).orThrow();

            now.set(Instant.parse("2026-11-11T20:10:00Z"));
            show("Ann pays in time", inventory.confirmOrReacquire(ann));

            now.set(Instant.parse("2026-11-11T20:20:00Z"));
            System.out.println("15 minutes are over: " + inventory.sweep() + " holds have run out");
            show("Ben pays 5 minutes late", inventory.confirmOrReacquire(ben));

            // Somebody else is faster than Cleo.
            inventory
                    .reserve(ReserveRequest.of("order-dan", "dan").line("TEAPOT", 1))
                    .orThrow();
            show("Cleo pays late, too", inventory.confirmOrReacquire(cleo));
            // The payment provider sends its message twice; the answer is the same, and nothing is sold twice.
            show("Ben's payment is reported again", inventory.confirmOrReacquire(ben));
        }
    }

    private static void show(String what, LateConfirmation answer) {
        System.out.println(what + ": " + inWords(answer));
    }

    private static String inWords(LateConfirmation answer) {
        if (answer instanceof LateConfirmation.Reacquired) {
            return "sold from what is left";
        }
        if (answer instanceof LateConfirmation.RefundDue refund) {
            // Where a part was sold before, answer.sold() says which; the rest is refunded.
            return "to be refunded, " + refund.refusal().reason();
        }
        if (answer instanceof LateConfirmation.Unknown unknown) {
            return "somebody has to look at it, " + unknown.refusal().reason();
        }
        return "sold";
    }
}
