package io.inventory4j.examples.replay.audit;

import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Reservation;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a sale: reads the journal while the sale runs, and at its end compares all books. Reading is
 * thread-safe, the rest is for one thread, when nobody reads any more.
 */
public final class Audit {
    /** How long nothing is heard before the inventory is asked whether anything is under way. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** A feed that fails or hangs for so long is a store that has failed. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What an alert comes by. */
    private static final Set<String> WORK = Set.of(Health.FEED, Health.ALERT_LISTENERS);

    private final JournalBook journal = new JournalBook();
    private final JournalReader reader;
    private final Tally tally;
    private final AlertLog alerts;
    private final Inventory inventory;
    private final Duration silence;
    private final Duration longest;

    /**
     * An audit that has read nothing.
     *
     * @param inventory what was sold by
     * @param tally what the buyers and the warehouse count
     * @param alerts a listener of the inventory
     */
    public Audit(Inventory inventory, Tally tally, AlertLog alerts) {
        this(inventory, tally, alerts, SILENCE, LONGEST);
    }

    Audit(Inventory inventory, Tally tally, AlertLog alerts, Duration silence, Duration longest) {
        reader = new JournalReader(inventory, journal);
        this.inventory = inventory;
        this.tally = tally;
        this.alerts = alerts;
        this.silence = silence;
        this.longest = longest;
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

    /**
     * Waits for the last alerts, which may be under way when the sale is over. Nobody promises when they arrive: so
     * that nothing is heard for a while means only something where the inventory says that nothing waits and nothing
     * fails.
     *
     * @throws LedgerException if they do not come because the store's changes are not heard of
     */
    public void awaitAlerts() throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!alerts.await(journal.crossings(), silence)) {
            Health.Worker busy = busy();
            if (busy == null) {
                return;
            }
            if (System.nanoTime() - end >= 0) {
                throw new LedgerException(
                        LedgerException.Effect.NONE,
                        "alerts are missing, as the " + busy.name() + " had " + busy.waiting()
                                + " messages to go after "
                                + longest.toMinutes() + " minutes, and "
                                + Objects.requireNonNullElse(busy.lastFailure(), "no failure"),
                        null);
            }
        }
    }

    private Health.@Nullable Worker busy() {
        return inventory.health().workers().stream()
                .filter(worker -> WORK.contains(worker.name()))
                .filter(worker -> worker.failing() || worker.waiting() > 0)
                .findFirst()
                .orElse(null);
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
     * When an order took the last unit of a line of an article for the first time.
     *
     * @return the times by the journal, by stock code; without those of which none did
     */
    public Map<String, Instant> soldOut() {
        Map<String, Instant> times = new HashMap<>();
        for (StockKey key : journal.keys()) {
            Instant soldOut = journal.line(key).soldOutAt();
            if (soldOut != null) {
                times.merge(key.sku(), soldOut, (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return times;
    }

    /**
     * The stock lines that the journal has, but those of what a live sale remembers.
     *
     * @return the lines
     */
    public Collection<StockKey> lines() {
        return List.copyOf(journal.keys());
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
