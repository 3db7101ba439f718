package io.inventory4j.examples.first;

import io.inventory4j.AllOrNothing;
import io.inventory4j.Inventory;
import io.inventory4j.Preview;
import io.inventory4j.StockVerb;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A cart of more lines than one reservation takes: it is looked at before, and then held as a whole or not at all. */
public final class CartOfManyLines {
    /** One reservation takes 100 lines. */
    private static final int LINES = 100;

    private CartOfManyLines() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory =
                InventoryBuilder.inMemory().policy(PurchaseLimits.perBuyer(3)).build()) {
            inventory
                    .apply(IntStream.rangeClosed(1, 250)
                            .mapToObj(number -> StockVerb.receive("po-" + number, "LINEN-" + number, stock(number)))
                            .toList())
                    .forEach(outcome -> outcome.orThrow());

            List<ReserveRequest> first = cart("order-1", "hotel-1", 1, 250);
            Preview preview = inventory.preview(first.get(1));
            System.out.println("Before: the cart " + (preview.applies() ? "can" : "cannot") + " be had, "
                    + preview.lines().get(49).most() + " of LINEN-150 at most");
            show("The cart", first, inventory.reserveAll(first));

            // There was one LINEN-7. The other lines are there, but half a cart is of no use.
            List<ReserveRequest> next = cart("order-2", "hotel-2", 1, 250);
            inventory
                    .preview(next.get(0))
                    .refused()
                    .ifPresent(refusal -> System.out.println(
                            "Before the next cart: " + refusal.reason() + " for " + refusal.subject()));
            show("The next cart", next, inventory.reserveAll(next));

            // What was given back is released for good: the third cart has ids of its own.
            List<ReserveRequest> third = cart("order-3", "hotel-2", 8, 250);
            System.out.println("Before a third cart, from LINEN-8 on: it "
                    + (third.stream().allMatch(part -> inventory.preview(part).applies()) ? "can" : "cannot")
                    + " be had");
            show("The third cart", third, inventory.reserveAll(third));
        }
    }

    private static long stock(int number) {
        return number == 7 ? 1 : 20;
    }

    /** A cart cut into requests, each with an id of its own, such as order-1/2. */
    private static List<ReserveRequest> cart(String order, String buyer, int from, int to) {
        List<ReserveRequest> parts = new ArrayList<>();
        for (int start = from; start <= to; start += LINES) {
            ReserveRequest part = ReserveRequest.of(order + "/" + (parts.size() + 1), buyer);
            parts.add(addLines(part, start, Math.min(to, start + LINES - 1)));
        }
        return parts;
    }

    private static ReserveRequest addLines(ReserveRequest request, int from, int to) {
        ReserveRequest part = request;
        for (int number = from; number <= to; number++) {
            part = part.line("LINEN-" + number, 1);
        }
        return part;
    }

    private static void show(String cart, List<ReserveRequest> parts, AllOrNothing answer) {
        if (answer.held()) {
            int lines = parts.stream().mapToInt(part -> part.lines().size()).sum();
            System.out.println(cart + ": all " + lines + " lines are held, in " + parts.size() + " reservations");
        } else if (answer instanceof AllOrNothing.NothingHeld nothing) {
            System.out.println(cart + ": nothing is held, " + nothing.request() + " was refused "
                    + nothing.refusal().reason());
        }
    }
}
