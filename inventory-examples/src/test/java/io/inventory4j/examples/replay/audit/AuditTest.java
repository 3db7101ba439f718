package io.inventory4j.examples.replay.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.alert.Alert;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockLevel;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alerts that come late: the audit waits for them as long as the inventory says that something is under way. */
@Timeout(60)
class AuditTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Books books = new Books();
    private final AlertLog alerts = new AlertLog(InstantSource.system(), heard -> {});
    private final List<Runnable> asked = new ArrayList<>();
    private Health health = new Health(List.of());

    /** An inventory with the journal of the books; at each question for its health, the next thing happens. */
    private Inventory inventory() {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, (proxy, method, given) -> {
                    if (method.getName().equals("health")) {
                        Health now = health;
                        if (!asked.isEmpty()) {
                            asked.remove(0).run();
                        }
                        return now;
                    }
                    List<JournalEntry> page = (long) given[0] == 0 ? books.entries : List.of();
                    return Optional.of(new JournalPage(page, books.entries.size(), 0));
                });
    }

    private Audit audit(Duration longest) {
        Audit audit = new Audit(inventory(), books.tally, alerts, MOMENT, longest);
        audit.catchUp();
        return audit;
    }

    private static Health of(Health.Worker... workers) {
        return new Health(Arrays.asList(workers));
    }

    private static Health.Worker worker(String name, long failures, long waiting) {
        return new Health.Worker(name, null, failures, failures == 0 ? null : "away", Duration.ZERO, waiting, 0);
    }

    private void hear(Crossing crossing) {
        JournalEntry entry = books.entries.get((int) crossing.version() - 1);
        StockLevel level = entry.change().after();
        Instant at = entry.at();
        alerts.onAlert(
                switch (crossing.what()) {
                    case Crossing.SOLD_OUT -> new Alert.SoldOut(level, at);
                    case Crossing.BACK_IN_STOCK -> new Alert.BackInStock(level, at);
                    default ->
                        new Alert.Low(
                                level, at, Integer.parseInt(crossing.what().replace("%", "")));
                });
    }

    @Test
    void alertsThatWaitForTheirListenerAreWaitedFor() throws InterruptedException {
        health = of(worker(Health.FEED, 0, 0), worker(Health.ALERT_LISTENERS, 0, 6));
        books.alerts.forEach(crossing -> asked.add(() -> hear(crossing)));
        audit(Duration.ofDays(1)).awaitAlerts();
        assertEquals(books.alerts.size(), alerts.heard());
        assertEquals(new Findings(0, List.of()), findings(audit(Duration.ZERO)));
    }

    @Test
    void alertsOfAFeedThatFailsForAWhileAreWaitedFor() throws InterruptedException {
        health = of(worker(Health.FEED, 3, 0));
        asked.add(() -> {});
        asked.add(() -> books.alerts.forEach(this::hear));
        audit(Duration.ofDays(1)).awaitAlerts();
        assertEquals(books.alerts.size(), alerts.heard());
    }

    @Test
    void anAlertThatIsNotUnderWayIsNotWaitedForAndMissing() throws InterruptedException {
        health = of(worker(Health.FEED, 0, 0), worker(Health.ALERT_LISTENERS, 0, 0), worker(Health.SWEEP, 1, 0));
        Audit audit = audit(Duration.ofDays(1));
        audit.awaitAlerts();
        assertEquals(books.alerts.size(), findings(audit).discrepancies().size());
    }

    @Test
    void aFeedThatFailsForEverIsAStoreThatHasFailed() {
        health = of(worker(Health.FEED, 3, 0));
        LedgerException failed =
                assertThrows(LedgerException.class, () -> audit(Duration.ZERO).awaitAlerts());
        assertTrue(String.valueOf(failed.getMessage()).contains("the feed "), failed::getMessage);
        assertTrue(String.valueOf(failed.getMessage()).contains("away"), failed::getMessage);
    }

    private Findings findings(Audit audit) {
        return audit.compare(books.demand, books.levels, books.reservations);
    }
}
