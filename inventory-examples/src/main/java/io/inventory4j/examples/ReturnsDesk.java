package io.inventory4j.examples;

import io.inventory4j.Bucket;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.StockKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes back what the files take back: from what the buyer has in this run, oldest purchase first, be it shipped, paid
 * for or only held; the rest was sold before the files begin, and goes into quality control as a plain receipt.
 */
final class ReturnsDesk {
    /** Units that came back without a sale in these files. */
    record Earlier(String invoice, String buyer, String sku, long units) {}

    private final Inventory inventory;
    private final Tally tally;
    private final Purchases purchases;
    private final List<Earlier> earlier = new ArrayList<>();

    ReturnsDesk(Inventory inventory, Tally tally, Purchases purchases) {
        this.inventory = inventory;
        this.tally = tally;
        this.purchases = purchases;
    }

    void accept(Event.TakeBack back) {
        int number = 0;
        for (Event.TakeBack.Line line : back.lines()) {
            number++;
            long left = line.units();
            for (Purchase purchase : purchases.of(back.buyer())) {
                if (left > 0) {
                    left -= purchase.giveBack(back.invoice() + "/" + number, line.sku(), left);
                }
            }
            if (left > 0) {
                receive(new Earlier(back.invoice(), back.buyer(), line.sku(), left), number);
            }
        }
    }

    private void receive(Earlier units, int number) {
        String id = "earlier/" + units.invoice() + "/" + number;
        Outcome outcome = inventory.move(
                id,
                "return of an earlier sale",
                new Posting(StockKey.of(units.sku()), Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, units.units()));
        if (!outcome.applied()) {
            tally.surprise(units.sku(), "move " + id, outcome);
            return;
        }
        tally.add(units.sku(), Count.RETURNED_EARLIER, units.units());
        synchronized (earlier) {
            earlier.add(units);
        }
    }

    List<Earlier> earlier() {
        synchronized (earlier) {
            return List.copyOf(earlier);
        }
    }
}
