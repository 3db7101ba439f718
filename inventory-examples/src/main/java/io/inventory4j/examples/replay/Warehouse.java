package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.live.Shelves;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Receives the opening stock, and what is found, missed or brought back while the sale runs. */
final class Warehouse {
    /** How the ids of the moves begin that bring the opening stock. */
    static final String OPENING = "opening/";

    /** Why a write-off is refused where less is on the shelf. */
    private static final Set<Reason> LACKING = EnumSet.of(Reason.INSUFFICIENT, Reason.UNKNOWN_LINE);

    private final Inventory inventory;
    private final SalePlan plan;
    private final Shelves shelves;
    private final OrderTable table;
    private final Tally tally;

    /**
     * A warehouse that is empty, or as an earlier run has left it.
     *
     * @param plan says where each article is
     */
    Warehouse(Inventory inventory, SalePlan plan, OrderTable table, Tally tally) {
        this.inventory = inventory;
        this.plan = plan;
        shelves = new Shelves(plan);
        this.table = table;
        this.tally = tally;
    }

    /**
     * Receives what the plan has on hand, in deliveries.
     *
     * @param sale the reason of the deliveries
     * @param afterEach what to do after each delivery
     */
    void open(String sale, Runnable afterEach) {
        List<PlannedSku> goods =
                plan.lines().stream().filter(line -> line.supply().onHand() > 0).toList();
        for (int from = 0; from < goods.size(); from += Bounds.MAX_LINES) {
            Map<String, Long> delivery = new LinkedHashMap<>();
            goods.subList(from, Math.min(goods.size(), from + Bounds.MAX_LINES))
                    .forEach(line -> delivery.put(line.sku(), line.supply().onHand()));
            receive(OPENING + (from / Bounds.MAX_LINES + 1), sale, delivery, Bucket.AVAILABLE, Count.OPENING);
            afterEach.run();
        }
    }

    /**
     * Books what was found or is missing.
     *
     * @param lines where the article is sold beside the shelf: what is missing there is taken from these
     */
    void correct(Event.Correction correction, List<StockKey> lines) {
        if (correction.units() > 0) {
            Map<String, Long> found = Map.of(correction.sku(), correction.units());
            receive("found/" + correction.id(), "found", found, Bucket.AVAILABLE, Count.RECEIVED);
        } else {
            missing(correction, lines);
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
        return counted(step, shelves::of, count);
    }

    private Posting[] postings(Map<String, Long> units, Bucket into) {
        return units.entrySet().stream()
                .map(line -> new Posting(shelves.of(line.getKey()), Bucket.OUTSIDE, into, line.getValue()))
                .toArray(Posting[]::new);
    }

    private boolean counted(Step step, Function<String, StockKey> lineOf, Count count) {
        if (step.result() == Step.Result.DONE) {
            step.units().forEach((sku, units) -> tally.add(lineOf.apply(sku), count, units));
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

    /** The files miss more than this sale ever had: what is there is written off, and the rest is counted. */
    private void missing(Event.Correction correction, List<StockKey> lines) {
        String id = "missing/" + correction.id();
        String why = correction.why().isEmpty() ? "missing" : correction.why();
        long left = -correction.units() - writeOff(id, shelves.of(correction.sku()), -correction.units(), why);
        for (int i = 0; i < lines.size() && left > 0; i++) {
            left -= writeOff(id + "/" + (i + 1), lines.get(i), left, why);
        }
        tally.happened("missing units that were not on the shelf", left);
    }

    /** Writes off what is there of a line; gives how much that was. */
    private long writeOff(String id, StockKey line, long missing, String why) {
        long units = missing;
        boolean written = false;
        for (int number = 1; units > 0 && !written; number++) {
            Step step = table.once(
                    Step.move(id, number, Step.Action.WRITE_OFF, Map.of(line.sku(), units)),
                    asked -> writeOff(asked, line, why));
            written = counted(step, sku -> line, Count.WRITTEN_OFF);
            if (!written) {
                units = Math.min(units - 1, step.left().getOrDefault(line.sku(), 0L));
            }
        }
        return units;
    }

    private Step writeOff(Step step, StockKey line, String why) {
        Outcome outcome = inventory.writeOff(step.subject(), line, Bucket.AVAILABLE, step.total(), why);
        Refusal refusal = outcome.refused().orElse(null);
        if (refusal != null && LACKING.contains(refusal.reason())) {
            return step.refused(refusal.reason().name(), Map.of(line.sku(), refusal.remaining()));
        }
        return step.settled(outcome);
    }
}
