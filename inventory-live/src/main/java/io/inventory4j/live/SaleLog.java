package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of the sale: its notes, and how much was sold. Every node that reads it comes to the same.
 * Thread-safe; one thread reads at a time.
 */
final class SaleLog {
    private static final int PAGE = 1_000;

    /** How many changes of sale states are remembered: an operation asks for its own, right after it was made. */
    private static final int CLOSED = 10_000;

    private final Inventory inventory;
    private final SaleIds ids;
    private final StockKey notesLine;
    private final SaleLines lines;
    private final NoteBook notes;
    private final AlertBook alerts;
    private final ClaimBook claims = new ClaimBook();
    private final WaitingBook waiting;
    private final LostDemand demand = LostDemand.create();
    private final PaceBook paces;
    private final Map<String, Instant> closed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > CLOSED;
        }
    };
    private final Object lock = new Object();
    private @Nullable Instant began;
    private long place;
    private long lost;

    SaleLog(Inventory inventory, SaleIds ids, SaleLines lines, long start) {
        this.inventory = inventory;
        this.ids = ids;
        this.lines = lines;
        notesLine = new SaleNotes(inventory, ids).line();
        notes = new NoteBook(lines);
        paces = new PaceBook(lines);
        alerts = new AlertBook(lines, paces);
        waiting = new WaitingBook(ids, lines);
        place = start;
    }

    /** Reads on to the end of the journal. */
    void refresh() {
        synchronized (lock) {
            JournalPage page;
            do {
                page = inventory.journal(place, PAGE).orElseThrow();
                page.entries().forEach(this::read);
                lost += page.lost();
                place = page.next();
            } while (page.entries().size() == PAGE || page.lost() > 0);
        }
    }

    private void read(JournalEntry entry) {
        StockKey key = entry.change().key();
        if (key.equals(notesLine)) {
            String text = entry.reason();
            if (text != null && entry.command().startsWith(ids.of(""))) {
                String about = entry.command().substring(ids.of("").length());
                began = began == null ? entry.at() : began;
                notes.add(about, text, entry.at());
                alerts.add(about, text, entry.at());
                claims.add(about, entry.at());
                waiting.add(about, text);
                if (about.startsWith(DemandKeeper.DEMAND) && DemandRow.isNote(text)) {
                    demand.addAll(DemandRow.read(text));
                }
            }
            return;
        }
        waiting.see(entry);
        Integer number = lines.soldAt(key);
        if (number != null) {
            if (entry.kind() == CommandKind.SALE_STATE) {
                closed.put(entry.command(), entry.at());
            }
            paces.see(number, entry);
            boolean closing = entry.command().startsWith(ids.of(Closing.BACK));
            if (closing) {
                paces.gaveBack(number);
            }
            // That units come at the opening and go at the end is no news.
            if (!entry.command().startsWith(ids.of("open/")) && !closing) {
                alerts.see(entry);
            }
        }
    }

    List<SaleOperation> operations() {
        synchronized (lock) {
            return notes.operations();
        }
    }

    /** Why a move was refused by the node that tried it first; empty if none has said so. */
    Optional<String> refusal(String operation) {
        synchronized (lock) {
            return notes.refusal(operation);
        }
    }

    /** Reads on, and gives an operation that has been written. */
    SaleOperation read(String id) {
        refresh();
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the journal has lost the operation " + id));
    }

    /** When the last sale state was set whose id begins so. */
    Optional<Instant> closedAt(String id) {
        synchronized (lock) {
            return closed.entrySet().stream()
                    .filter(state -> state.getKey().startsWith(id))
                    .map(Map.Entry::getValue)
                    .max(Comparator.naturalOrder());
        }
    }

    List<PlannedStep> steps() {
        synchronized (lock) {
            return notes.steps();
        }
    }

    List<SaleAlert> alerts() {
        synchronized (lock) {
            return alerts.alerts();
        }
    }

    /** An alert by its id. */
    Optional<SaleAlert> alert(String id) {
        synchronized (lock) {
            return alerts.alert(id);
        }
    }

    /** Alerts that no node has told or is about to tell, with the numbers of the claims. */
    Map<SaleAlert, Integer> untold(Instant now) {
        synchronized (lock) {
            alerts.lookAt(now);
            Map<SaleAlert, Integer> untold = new LinkedHashMap<>();
            for (SaleAlert alert : alerts.alerts()) {
                int claim = claims.free(AlertBook.ALERT + alert.id(), now);
                if (claim > 0) {
                    untold.put(alert, claim);
                }
            }
            return untold;
        }
    }

    /** Who waits for a SKU, the first one first. */
    List<WaitingBook.Place> waiting(int line) {
        synchronized (lock) {
            return waiting.places(line);
        }
    }

    /** The SKUs that somebody waits for, by number. */
    List<Integer> waitedFor() {
        synchronized (lock) {
            return waiting.lines();
        }
    }

    /** How many wait, by SKU. */
    Map<String, Integer> waitingBySku() {
        synchronized (lock) {
            Map<String, Integer> lengths = new LinkedHashMap<>();
            for (int line : waiting.lines()) {
                lengths.put(lines.get(line).sku(), waiting.places(line).size());
            }
            return lengths;
        }
    }

    /** News of waiting buyers that no node has told or is about to tell, with the numbers of the claims. */
    Map<WaitingEvent, Integer> untoldOfWaiting(Instant now) {
        synchronized (lock) {
            Map<WaitingEvent, Integer> untold = new LinkedHashMap<>();
            for (WaitingEvent event : waiting.events()) {
                int claim = claims.free(WaitingBook.NEWS + event.order(), now);
                if (claim > 0) {
                    untold.put(event, claim);
                }
            }
            return untold;
        }
    }

    /** When the sale was begun, by the store's clock: that of its first note. */
    Optional<Instant> began() {
        synchronized (lock) {
            return Optional.ofNullable(began);
        }
    }

    /** What all nodes have counted and written of lost demand. */
    LostDemand demand() {
        return demand;
    }

    String step(Trigger trigger, Action action) {
        return notes.step(trigger, action);
    }

    /** Units of a SKU that were sold and not given back. */
    long sold(int line) {
        synchronized (lock) {
            return paces.sold(line);
        }
    }

    /** Lets a reader look at the paces, all of one moment. */
    <T> T paces(Function<PaceBook, T> reader) {
        synchronized (lock) {
            return reader.apply(paces);
        }
    }

    /** The number of the claim by which a node may tell something; 0 if another one has told it, or is about to. */
    int claim(String about, Instant now) {
        synchronized (lock) {
            return claims.free(about, now);
        }
    }

    /** How many entries the journal had lost before they were read. */
    long lost() {
        synchronized (lock) {
            return lost;
        }
    }
}
