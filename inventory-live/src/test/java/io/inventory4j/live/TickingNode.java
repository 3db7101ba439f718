package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.notes.ClaimBook;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * A node that only ticks, as a process of its own. It prints what it tells, before it does anything else, and each round;
 * when it is told to finish, it takes over from the node that has died.
 */
final class TickingNode {
    static final String ALERT = "alert ";
    static final String OFFER = "offer ";
    static final String ENDED = "ended";

    private TickingNode() {}

    /** The store and its place. */
    public static void main(String... arguments) throws IOException {
        try (Inventory inventory = SaleStore.valueOf(arguments[0]).open(arguments[1])) {
            PrintStream out = System.out;
            LiveSale sale = SaleShop.open(inventory);
            sale.onAlert(alert -> out.println(ALERT + alert.id()));
            sale.waitingList()
                    .offer(
                            Duration.ofHours(1),
                            request -> request,
                            event -> out.println(OFFER + event.order() + " "
                                    + event.getClass().getSimpleName()));
            out.println("ready");
            for (int round = 0; System.in.available() == 0; round++) {
                sale.tick(Instant::now);
                out.println("round " + round);
            }
            // By this clock, what the other node has claimed and not told is old.
            Duration later = ClaimBook.PATIENCE.plusSeconds(5);
            for (int round = 0; round < 5; round++) {
                sale.tick(() -> Instant.now().plus(later));
            }
            out.println(ENDED);
        }
    }
}
