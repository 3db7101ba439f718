package io.inventory4j.examples.replay.audit;

import io.inventory4j.Inventory;
import io.inventory4j.JournalPage;
import io.inventory4j.Reservation;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a sale: reads the journal while the sale runs, and at its end compares all books. Reading is
 * thread-safe, the rest is for one thread, when nobody reads any more.
 */
public final class Audit {
    /** Nobody promises when an alert arrives; but where none does for so long, none is under way. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final JournalBook journal = new JournalBook();
    private final JournalReader reader;
    private final Tally tally;
    private final AlertLog alerts;

    /**
     * An audit that has read nothing.
     *
     * @param inventory what was sold by
     * @param tally what the buyers and the warehouse count
     * @param alerts a listener of the inventory
     */
    public Audit(Inventory inventory, Tally tally, AlertLog alerts) {
        reader = new JournalReader(inventory, journal, alerts::heard);
        this.tally = tally;
        this.alerts = alerts;
    }

    /** Reads what is new in the journal. */
    public void catchUp() {
        reader.catchUp(page -> {});
    }

    /**
     * Reads what is new in the journal.
     *
     * @param also who else wants to see the pages
     */
    public void catchUp(Consumer<JournalPage> also) {
        reader.catchUp(also);
    }

    /** Of all that was read so far, the alerts have gone to an earlier run. */
    public void alertsHaveFired() {
        journal.alertsHaveFired();
    }

    /** Alerts come off the sale's path, so the last ones may be under way when the sale is over. */
    public void awaitAlerts() throws InterruptedException {
        alerts.await(journal.crossings(), SILENCE);
    }

    /**
     * What was read of the journal.
     *
     * @return how many entries
     */
    public long entries() {
        return journal.entries();
    }

    /**
     * What the journal no longer had when it was to be read: then there is nothing to compare with.
     *
     * @return how many entries
     */
    public long lost() {
        return journal.lost();
    }

    /**
     * When an article sold out for the first time.
     *
     * @param sku the stock code
     * @return the time by the journal; null where it never did
     */
    public @Nullable Instant soldOutAt(String sku) {
        return journal.line(sku).soldOutAt();
    }

    /**
     * Compares the books.
     *
     * @param demand units that the files ask for, by article
     * @param levels what the inventory has of them
     * @param reservations all that hold or have sold something
     * @return where they do not agree
     */
    public Findings compare(
            Map<String, Long> demand, Collection<StockLevel> levels, Collection<Reservation> reservations) {
        return Auditor.audit(demand, tally, journal, levels, reservations, alerts.crossings());
    }
}
