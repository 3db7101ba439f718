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
    private final Resumption past;
    private final Marks marks;
    private final List<Earlier> earlier = new ArrayList<>();

    ReturnsDesk(Inventory inventory, Tally tally, Purchases purchases, Resumption past, Marks marks) {
        this.past = past;
        this.marks = marks;
        this.inventory = inventory;
        this.tally = tally;
        this.purchases = purchases;
    }

    void accept(Event.TakeBack back) {
        boolean done = marks.isSet(back.invoice());
        int number = 0;
        for (Event.TakeBack.Line line : back.lines()) {
            number++;
            accept(back, line, back.invoice() + "/" + number, done);
        }
        if (!done) {
            marks.set(back.invoice());
        }
    }

    /** What an earlier run has taken back of the line is taken back no more. */
    private void accept(Event.TakeBack back, Event.TakeBack.Line line, String id, boolean done) {
        List<Purchase> theirs = purchases.of(back.buyer());
        Long before = past.moved(move(id));
        long left = line.units()
                - (before == null ? 0 : before)
                - theirs.stream().mapToLong(purchase -> purchase.gaveBack(id)).sum();
        for (Purchase purchase : theirs) {
            if (left > 0) {
                left -= done ? purchase.gaveUp(line.sku(), left) : purchase.giveBack(id, line.sku(), left);
            }
        }
        if (before != null) {
            count(new Earlier(back.invoice(), back.buyer(), line.sku(), before));
        } else if (left > 0 && !done) {
            receive(move(id), new Earlier(back.invoice(), back.buyer(), line.sku(), left));
        }
    }

    private static String move(String id) {
        return "earlier/" + id;
    }

    private void receive(String id, Earlier units) {
        Outcome outcome = inventory.move(
                id,
                "return of an earlier sale",
                new Posting(StockKey.of(units.sku()), Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, units.units()));
        if (outcome.applied()) {
            count(units);
        } else {
            tally.surprise(units.sku(), "move " + id, outcome);
        }
    }

    private void count(Earlier units) {
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
