package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.report.EarlierReturn;
import io.inventory4j.stock.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes back what the files take back: from what the buyer has in this run, oldest purchase first, be it shipped, paid
 * for or only held; the rest was sold before the files begin, and goes into quality control as a plain receipt.
 */
final class ReturnsDesk {
    private final Warehouse warehouse;
    private final Purchases purchases;
    private final List<EarlierReturn> earlier = new ArrayList<>();

    ReturnsDesk(Warehouse warehouse, Purchases purchases) {
        this.warehouse = warehouse;
        this.purchases = purchases;
    }

    void accept(Event.TakeBack back) {
        int number = 0;
        for (Event.TakeBack.Line line : back.lines()) {
            number++;
            accept(back, line, back.id() + "/" + number);
        }
    }

    /** What an earlier run has taken back of the line is taken back no more. */
    private void accept(Event.TakeBack back, Event.TakeBack.Line line, String id) {
        List<Purchase> theirs = purchases.of(back.buyer(), line.sku());
        String rest = "earlier/" + id;
        long left = line.units()
                - theirs.stream().mapToLong(purchase -> purchase.gaveBack(id)).sum();
        if (!warehouse.hasBegun(rest)) {
            for (Purchase purchase : theirs) {
                left -= left > 0 ? purchase.giveBack(id, line.sku(), left) : 0;
            }
        }
        if (left > 0) {
            EarlierReturn units = new EarlierReturn(back.invoice(), back.buyer(), line.sku(), left);
            boolean received = warehouse.receive(
                    rest,
                    "return of an earlier sale",
                    Map.of(units.sku(), left),
                    Bucket.QUALITY_CONTROL,
                    Count.RETURNED_EARLIER);
            if (received) {
                synchronized (earlier) {
                    earlier.add(units);
                }
            }
        }
    }

    List<EarlierReturn> earlier() {
        synchronized (earlier) {
            return List.copyOf(earlier);
        }
    }
}
