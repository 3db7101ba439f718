package io.inventory4j.examples;

import io.inventory4j.Bucket;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.StockKey;
import java.util.Map;

/** Receives the opening stock, and what is found or missed while the sale runs. */
final class Warehouse {
    private final Inventory inventory;
    private final Tally tally;

    Warehouse(Inventory inventory, Tally tally) {
        this.inventory = inventory;
        this.tally = tally;
    }

    /**
     * Receives the opening stock.
     *
     * @param afterEach what to do after each receipt
     */
    void open(Map<String, Long> opening, Runnable afterEach) {
        opening.forEach((sku, units) -> {
            receive("opening/" + sku, sku, units, Count.OPENING);
            afterEach.run();
        });
    }

    void correct(Event.Correction correction) {
        if (correction.units() > 0) {
            receive("found/" + correction.id(), correction.sku(), correction.units(), Count.RECEIVED);
        } else {
            writeOff(correction);
        }
    }

    private void receive(String id, String sku, long units, Count count) {
        Outcome outcome = inventory.receive(id, sku, units);
        if (outcome.applied()) {
            tally.add(sku, count, units);
        } else {
            tally.surprise(sku, "receive " + id, outcome);
        }
    }

    /** The files miss more than this sale ever had on the shelf: as much as is there is written off, the rest told. */
    private void writeOff(Event.Correction correction) {
        long missing = -correction.units();
        long units = missing;
        while (units > 0) {
            Outcome outcome = inventory.writeOff(
                    "missing/" + correction.id(),
                    StockKey.of(correction.sku()),
                    Bucket.AVAILABLE,
                    units,
                    correction.why().isEmpty() ? "missing" : correction.why());
            if (outcome.applied()) {
                tally.add(correction.sku(), Count.WRITTEN_OFF, units);
                break;
            }
            units = Math.min(units - 1, stillThere(correction, outcome));
        }
        tally.happened("missing units that were not on the shelf", missing - Math.max(0, units));
    }

    private long stillThere(Event.Correction correction, Outcome outcome) {
        Refusal refusal = outcome.refused().orElseThrow();
        if (refusal.reason() != Reason.INSUFFICIENT && refusal.reason() != Reason.UNKNOWN_LINE) {
            tally.surprise(correction.sku(), "writeOff", outcome);
        }
        return refusal.remaining();
    }
}
