package io.inventory4j.examples;

import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.StockKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Receives the opening stock, and what is found or missed while the sale runs. */
final class Warehouse {
    /** How the ids of the moves begin that bring the opening stock. */
    static final String OPENING = "opening/";

    private final Inventory inventory;
    private final Tally tally;
    private final Resumption past;
    private final Marks marks;

    Warehouse(Inventory inventory, Tally tally, Resumption past, Marks marks) {
        this.inventory = inventory;
        this.tally = tally;
        this.past = past;
        this.marks = marks;
    }

    /**
     * Receives the opening stock in deliveries, but for those that an earlier run has received.
     *
     * @param sale what the ledger is to note of the sale
     * @param afterEach what to do after each delivery
     */
    void open(Map<String, Long> opening, String sale, Runnable afterEach) {
        List<String> skus = List.copyOf(opening.keySet());
        for (int from = 0; from < skus.size(); from += Bounds.MAX_LINES) {
            List<String> some = skus.subList(from, Math.min(skus.size(), from + Bounds.MAX_LINES));
            Map<String, Long> delivery = new LinkedHashMap<>();
            some.forEach(sku -> delivery.put(sku, opening.getOrDefault(sku, 0L)));
            String id = OPENING + (from / Bounds.MAX_LINES + 1);
            if (past.moved(id) == null) {
                receive(id, sale, delivery, Count.OPENING);
                afterEach.run();
            } else {
                delivery.forEach((sku, units) -> tally.add(sku, Count.OPENING, units));
            }
        }
    }

    void correct(Event.Correction correction) {
        if (correction.units() > 0) {
            // If an earlier run has received it, the move's id sees to it that it counts once.
            receive("found/" + correction.id(), "found", Map.of(correction.sku(), correction.units()), Count.RECEIVED);
        } else {
            writeOff(correction);
        }
    }

    private void receive(String id, String why, Map<String, Long> delivery, Count count) {
        Outcome outcome = inventory.move(
                id,
                why,
                delivery.entrySet().stream()
                        .map(line -> new Posting(
                                StockKey.of(line.getKey()), Bucket.OUTSIDE, Bucket.AVAILABLE, line.getValue()))
                        .toArray(Posting[]::new));
        if (outcome.applied()) {
            delivery.forEach((sku, units) -> tally.add(sku, count, units));
        } else {
            tally.surprise(id, "receive", outcome);
        }
    }

    /** The files miss more than this sale ever had on the shelf: as much as is there is written off, the rest told. */
    private void writeOff(Event.Correction correction) {
        String id = "missing/" + correction.id();
        long missing = -correction.units();
        Long before = past.moved(id);
        long written = before != null ? before : marks.isSet(id) ? 0 : writeOff(id, correction, missing);
        if (written > 0) {
            tally.add(correction.sku(), Count.WRITTEN_OFF, written);
        }
        tally.happened("missing units that were not on the shelf", missing - written);
    }

    private long writeOff(String id, Event.Correction correction, long missing) {
        long units = missing;
        while (units > 0) {
            Outcome outcome = inventory.writeOff(
                    id,
                    StockKey.of(correction.sku()),
                    Bucket.AVAILABLE,
                    units,
                    correction.why().isEmpty() ? "missing" : correction.why());
            if (outcome.applied()) {
                return units;
            }
            units = Math.min(units - 1, stillThere(correction, outcome));
        }
        marks.set(id);
        return 0;
    }

    private long stillThere(Event.Correction correction, Outcome outcome) {
        Refusal refusal = outcome.refused().orElseThrow();
        if (refusal.reason() != Reason.INSUFFICIENT && refusal.reason() != Reason.UNKNOWN_LINE) {
            tally.surprise(correction.sku(), "writeOff", outcome);
        }
        return refusal.remaining();
    }
}
