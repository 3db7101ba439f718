package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Receives the opening stock, and what is found, missed or brought back while the sale runs. */
final class Warehouse {
    /** How the ids of the moves begin that bring the opening stock. */
    static final String OPENING = "opening/";

    /** Why a write-off is refused where less is on the shelf. */
    private static final Set<Reason> LACKING = EnumSet.of(Reason.INSUFFICIENT, Reason.UNKNOWN_LINE);

    private final Inventory inventory;
    private final OrderTable table;
    private final Tally tally;

    Warehouse(Inventory inventory, OrderTable table, Tally tally) {
        this.inventory = inventory;
        this.table = table;
        this.tally = tally;
    }

    /**
     * Receives the opening stock in deliveries.
     *
     * @param sale the reason of the deliveries
     * @param afterEach what to do after each delivery
     */
    void open(Map<String, Long> opening, String sale, Runnable afterEach) {
        List<String> skus = List.copyOf(opening.keySet());
        for (int from = 0; from < skus.size(); from += Bounds.MAX_LINES) {
            List<String> some = skus.subList(from, Math.min(skus.size(), from + Bounds.MAX_LINES));
            Map<String, Long> delivery = new LinkedHashMap<>();
            some.forEach(sku -> delivery.put(sku, opening.getOrDefault(sku, 0L)));
            receive(OPENING + (from / Bounds.MAX_LINES + 1), sale, delivery, Bucket.AVAILABLE, Count.OPENING);
            afterEach.run();
        }
    }

    /** Lets an article sell only from a time on. */
    void openLate(String sku, Window window) {
        Outcome outcome = inventory.setWindow("late/" + sku, StockKey.of(sku), window);
        if (!outcome.applied()) {
            tally.surprise(sku, "the window", outcome.toString());
        }
    }

    void correct(Event.Correction correction) {
        if (correction.units() > 0) {
            Map<String, Long> found = Map.of(correction.sku(), correction.units());
            receive("found/" + correction.id(), "found", found, Bucket.AVAILABLE, Count.RECEIVED);
        } else {
            writeOff(correction);
        }
    }

    /**
     * Receives units once: a receipt that an earlier run has made is only counted.
     *
     * @param id the move's
     * @return whether they are received
     */
    boolean receive(String id, String why, Map<String, Long> units, Bucket into, Count count) {
        Step step = table.once(
                Step.move(id, 1, Step.Action.RECEIVE, units),
                asked -> asked.settled(inventory.move(asked.subject(), why, postings(asked.units(), into))));
        return counted(step, count);
    }

    private static Posting[] postings(Map<String, Long> units, Bucket into) {
        return units.entrySet().stream()
                .map(line -> new Posting(StockKey.of(line.getKey()), Bucket.OUTSIDE, into, line.getValue()))
                .toArray(Posting[]::new);
    }

    private boolean counted(Step step, Count count) {
        if (step.result() == Step.Result.DONE) {
            step.units().forEach((sku, units) -> tally.add(sku, count, units));
            return true;
        }
        if (step.result() == Step.Result.SURPRISE) {
            tally.surprise(step.subject(), step.action().name(), step.text());
        }
        return false;
    }

    /** Whether an earlier run has come to a move. */
    boolean hasBegun(String id) {
        return !table.moves(id).isEmpty();
    }

    /** The files miss more than this sale ever had: what is on the shelf is written off, and the rest is counted. */
    private void writeOff(Event.Correction correction) {
        String id = "missing/" + correction.id();
        String why = correction.why().isEmpty() ? "missing" : correction.why();
        long missing = -correction.units();
        long units = missing;
        boolean written = false;
        for (int number = 1; units > 0 && !written; number++) {
            Step step = table.once(
                    Step.move(id, number, Step.Action.WRITE_OFF, Map.of(correction.sku(), units)),
                    asked -> writeOff(asked, correction.sku(), why));
            written = counted(step, Count.WRITTEN_OFF);
            if (!written) {
                units = Math.min(units - 1, step.left().getOrDefault(correction.sku(), 0L));
            }
        }
        tally.happened("missing units that were not on the shelf", missing - units);
    }

    private Step writeOff(Step step, String sku, String why) {
        Outcome outcome = inventory.writeOff(step.subject(), StockKey.of(sku), Bucket.AVAILABLE, step.total(), why);
        Refusal refusal = outcome.refused().orElse(null);
        if (refusal != null && LACKING.contains(refusal.reason())) {
            return step.refused(refusal.reason().name(), Map.of(sku, refusal.remaining()));
        }
        return step.settled(outcome);
    }
}
