package io.inventory4j.examples.stores;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** One of the stores that are compared, and what can be read of it, in a form that does not depend on the store. */
final class StoreUnderTest {
    private static final int PAGE = 3;
    private static final int JOURNAL_PAGE = 500;

    private final String name;
    private final StockLedger ledger;
    private long journalRead;

    /**
     * A store.
     *
     * @param name what messages call it
     * @param ledger the ledger in it, which keeps a journal
     */
    StoreUnderTest(String name, StockLedger ledger) {
        this.name = name;
        this.ledger = ledger;
    }

    String name() {
        return name;
    }

    /** What a call answers. */
    List<Object> answer(Function<StockLedger, List<? extends Outcome>> call) {
        List<Object> answers = new ArrayList<>();
        call.apply(ledger).forEach(outcome -> answers.add(plain(outcome)));
        return answers;
    }

    /** How much is forgotten in all, by calls that forget {@code max} at most: a store chooses what comes first. */
    int forgotten(int max, Function<StockLedger, Integer> purge) {
        int all = 0;
        int some = max;
        while (some == max) {
            some = purge.apply(ledger);
            all += some;
        }
        return all;
    }

    /** All rows by name, and what the journal has got since the last reading. */
    Map<String, Object> rows(Names names) {
        Map<String, Object> rows = new TreeMap<>();
        for (StockLevel level : ledger.levels(names.lines())) {
            rows.put("line " + level.key(), level);
        }
        for (StockKey key : names.lines()) {
            rows.put("open " + key, open(key));
        }
        for (ReservationId id : names.reservations()) {
            ledger.reservation(id).ifPresent(found -> rows.put("reservation " + id, plain(found)));
        }
        for (String counter : names.counters()) {
            rows.put("counter " + counter, ledger.used(counter));
        }
        rows.put("journal", journal());
        return rows;
    }

    /** The ids of open reservations; a store chooses their order. */
    private List<String> open(StockKey key) {
        List<String> open = new ArrayList<>();
        ReservationId last = null;
        List<Reservation> page;
        do {
            page = ledger.open(key, last, PAGE);
            page.forEach(found -> open.add(found.id().value()));
            last = page.isEmpty() ? last : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        return open.stream().sorted().toList();
    }

    /** New entries by line and version; a store chooses the order of lines. */
    private List<Object> journal() {
        List<JournalEntry> entries = new ArrayList<>();
        JournalPage page;
        do {
            page = ((Journaled) ledger).journal(journalRead, JOURNAL_PAGE);
            entries.addAll(page.entries());
            journalRead = page.next();
        } while (!page.entries().isEmpty());
        entries.sort(Comparator.<JournalEntry, StockKey>comparing(
                        entry -> entry.change().before().key())
                .thenComparing(entry -> entry.change().after().version()));
        return entries.stream()
                .<Object>map(entry -> List.of(
                        entry.kind(),
                        entry.command(),
                        String.valueOf(entry.settlement()),
                        String.valueOf(entry.reason()),
                        entry.change(),
                        entry.at()))
                .toList();
    }

    /** An applied outcome in a form that does not depend on the store. */
    private record Applied(Object reservation, List<LevelChange> changes, boolean replayed) {}

    private static Object plain(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            Reservation reservation = applied.reservation();
            return new Applied(
                    reservation == null ? "none" : plain(reservation), applied.changes(), applied.replayed());
        }
        return outcome;
    }

    /** What became of a command: applied, replayed, or why it was refused. */
    static String result(Object answer) {
        if (answer instanceof Applied applied) {
            return applied.replayed() ? "replayed" : "applied";
        }
        return ((Outcome.Refused) answer).refusal().reason().name();
    }

    /** All of a reservation; only the text that stands for a settlement's content is the store's own. */
    private static Object plain(Reservation found) {
        return List.of(
                found.id(),
                String.valueOf(found.owner()),
                found.lines(),
                found.orderCharges(),
                found.sold(),
                found.madeAt(),
                found.expiresAt(),
                found.ended(),
                found.changedAt(),
                found.settlements().stream().map(Settlement::id).toList());
    }
}
