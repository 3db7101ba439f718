package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.StockVerb;
import io.inventory4j.live.notes.JournalEnd;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.notes.SaleNotes.Written;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the allotments to where they are sold, all of them or none.
 *
 * <p>A ledger's command reaches 100 lines, and a plan has more, so it takes several. The lines of the sale stay closed
 * until all units are there. Whether they all are is written once, before anything is opened or taken back: after a
 * crash in the middle, or with a second node that opens too, everything happens as that note says. An attempt that was
 * taken back is counted, and the next one has ids of its own.
 */
final class SaleOpening {
    /** How many commands go to the store at a time. */
    private static final int BATCH = 200;

    private static final String START = "start";
    private static final String OPENED = "opened";
    private static final String TAKEN_BACK = "taken-back";
    private static final String FREE = "free";

    private final Inventory inventory;
    private final SaleIds ids;
    private final SaleNotes notes;
    private final List<SaleLine> lines;

    SaleOpening(Inventory inventory, SaleIds ids, List<SaleLine> lines) {
        this.inventory = inventory;
        this.ids = ids;
        this.lines = List.copyOf(lines);
        notes = new SaleNotes(inventory, ids);
    }

    /** Where in the journal the sale begins: nothing of it is before. The first node that asks decides. */
    long start() {
        return notes.marked(START).orElseGet(() -> {
                    notes.mark(START, JournalEnd.of(inventory) + 1);
                    return notes.marked(START).orElseThrow();
                })
                - 1;
    }

    /** Whether the sale is open, or was. */
    boolean done() {
        return notes.marked(OPENED).isPresent();
    }

    /**
     * Opens the sale, or goes on where somebody left off.
     *
     * @return what was refused, by SKU; empty if the sale is open now
     */
    Map<String, Refusal> run() {
        while (!done()) {
            Map<String, Refusal> notFree = notFree();
            if (!notFree.isEmpty()) {
                return notFree;
            }
            long attempt = notes.marked(TAKEN_BACK).orElse(0L) + 1;
            Map<String, Refusal> refused = attempt(ids.of("open/" + attempt + "/"), attempt);
            if (!refused.isEmpty() && !done()) {
                return refused;
            }
        }
        return Map.of();
    }

    /**
     * Kits whose line is in use outside of the sale's own locations, by another sale or the shop itself: their units
     * would be set anew. It is looked at once: afterwards they are this sale's own.
     */
    private Map<String, Refusal> notFree() {
        if (notes.marked(FREE).isPresent()) {
            return Map.of();
        }
        Map<String, Refusal> refused = new LinkedHashMap<>();
        Map<StockKey, StockLevel> levels = levels(outside());
        outside().forEach(line -> {
            StockLevel level = levels.get(line.stock());
            if (line.kit() && level != null && inUse(level)) {
                refused.put(line.sku(), new Refusal(Reason.NOT_ALLOWED, line.stock(), Math.max(0, level.available())));
            }
        });
        if (refused.isEmpty()) {
            notes.mark(FREE, 1);
        }
        return refused;
    }

    /** Goods that are to be sold from a line of the shop's that is not there. */
    private Map<String, Refusal> missing() {
        Map<String, Refusal> refused = new LinkedHashMap<>();
        Map<StockKey, StockLevel> levels = levels(outside());
        outside().forEach(line -> {
            if (!line.kit() && !levels.containsKey(line.stock())) {
                refused.put(line.sku(), new Refusal(Reason.UNKNOWN_LINE, line.stock(), 0));
            }
        });
        return refused;
    }

    private List<SaleLine> outside() {
        return lines.stream().filter(line -> !line.isolated()).toList();
    }

    private Map<StockKey, StockLevel> levels(List<SaleLine> some) {
        Map<StockKey, StockLevel> levels = new HashMap<>();
        inventory.levels(some.stream().map(SaleLine::stock).toList()).forEach(level -> levels.put(level.key(), level));
        return levels;
    }

    private static boolean inUse(StockLevel level) {
        return level.saleState() == SaleState.OPEN && (level.available() > 0 || level.reserved() > 0);
    }

    private Map<String, Refusal> attempt(String id, long attempt) {
        Map<String, Refusal> refused = missing();
        prepare(id).forEach(refused::putIfAbsent);
        if (refused.isEmpty()) {
            refused.putAll(allot(id));
        }
        String decision = refused.isEmpty() ? "all units are there" : "taken back";
        boolean decidedSo = notes.write("open/" + attempt + "/decision", decision) != Written.OTHER;
        if (refused.isEmpty() == decidedSo) {
            open(id);
            notes.mark(OPENED, attempt);
            return Map.of();
        }
        takeBack(id);
        count(attempt);
        return refused;
    }

    /** The lines of the sale, closed, and with their windows; safety stock of the lines that they come from. */
    private Map<String, Refusal> prepare(String id) {
        Steps steps = new Steps();
        for (int i = 0; i < lines.size(); i++) {
            SaleLine line = lines.get(i);
            if (line.safety() != null) {
                steps.add(line, new StockVerb.SettingSafetyStock(id + "safety/" + i, line.stock(), line.safety()));
            }
            for (int j = 0; j < line.shares().size(); j++) {
                StockKey key = line.shares().get(j).key();
                String step = i + "/" + j;
                if (line.allotted()) {
                    // One id for all attempts: what a late node moved there in an earlier one is never set to 0.
                    steps.add(line, StockVerb.setAvailable(ids.of("line/" + step), key, 0, "a line of the live sale"));
                    steps.add(line, StockVerb.setSaleState(id + "closed/" + step, key, SaleState.NO_NEW));
                }
                if (!line.window().equals(Window.NONE)) {
                    steps.add(line, StockVerb.setWindow(id + "window/" + step, key, line.window()));
                }
            }
        }
        return steps.run();
    }

    private Map<String, Refusal> allot(String id) {
        Steps steps = new Steps();
        forEachAllotment(
                (line, share, step) -> steps.add(line, line.allot(id + "allot/" + step, share.key(), share.units())));
        return steps.run();
    }

    private void takeBack(String id) {
        Steps steps = new Steps();
        forEachAllotment(
                (line, share, step) -> steps.add(line, line.giveBack(id + "back/" + step, share.key(), share.units())));
        // Refused is what was not moved before: the line of the sale does not have it.
        steps.run();
    }

    private void open(String id) {
        Steps steps = new Steps();
        forEachAllotment((line, share, step) ->
                steps.add(line, StockVerb.setSaleState(id + "open/" + step, share.key(), SaleState.OPEN)));
        Map<String, Refusal> refused = steps.run();
        if (!refused.isEmpty()) {
            throw new IllegalStateException("lines of the sale could not be opened: " + refused);
        }
    }

    /** The next attempt is the one after. Two nodes that count the same attempt count it once. */
    private void count(long attempt) {
        inventory
                .move(
                        ids.of("open/" + attempt + "/counted"),
                        "an attempt to open was taken back",
                        new Posting(ids.own(TAKEN_BACK), Bucket.OUTSIDE, Bucket.INCOMING, 1))
                .orThrow();
    }

    private interface Allotment {
        void accept(SaleLine line, SaleLine.Share share, String step);
    }

    private void forEachAllotment(Allotment each) {
        for (int i = 0; i < lines.size(); i++) {
            SaleLine line = lines.get(i);
            for (int j = 0; line.allotted() && j < line.shares().size(); j++) {
                SaleLine.Share share = line.shares().get(j);
                if (share.units() > 0) {
                    each.accept(line, share, i + "/" + j);
                }
            }
        }
    }

    /** Commands, each for a SKU; the first refusal of each SKU is kept. */
    private final class Steps {
        private final List<StockVerb> verbs = new ArrayList<>();
        private final List<String> skus = new ArrayList<>();

        void add(SaleLine line, StockVerb verb) {
            verbs.add(verb);
            skus.add(line.sku());
        }

        Map<String, Refusal> run() {
            Map<String, Refusal> refused = new LinkedHashMap<>();
            for (int from = 0; from < verbs.size(); from += BATCH) {
                int to = Math.min(verbs.size(), from + BATCH);
                List<Outcome> outcomes = inventory.apply(verbs.subList(from, to));
                for (int i = from; i < to; i++) {
                    String sku = skus.get(i);
                    outcomes.get(i - from).refused().ifPresent(refusal -> refused.putIfAbsent(sku, refusal));
                }
            }
            return refused;
        }
    }
}
