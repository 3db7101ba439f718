package io.inventory4j.testkit.properties;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.model.Agreement;
import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares everything that can be read of a ledger with the model. */
final class Reading {
    private static final int PAGE = 2;
    private static final int JOURNAL_PAGE = 100;

    private final Run run;
    private final StockLedger ledger;
    private final Model model;

    /** An entry without its place among those of other lines, which the store chooses. */
    private record Entry(
            StockKey key,
            long version,
            Object change,
            Object kind,
            String command,
            @Nullable String settlement,
            @Nullable String reason,
            Instant at) {
        Entry(JournalEntry entry) {
            this(
                    entry.change().key(),
                    entry.change().after().version(),
                    entry.change(),
                    entry.kind(),
                    entry.command(),
                    entry.settlement(),
                    entry.reason(),
                    entry.at());
        }
    }

    Reading(Run run, StockLedger ledger, Model model) {
        this.run = run;
        this.ledger = ledger;
        this.model = model;
    }

    void all(Set<String> counters) {
        levels();
        Names.RESERVATIONS.forEach(this::reservation);
        Names.KEYS.forEach(this::open);
        counters.forEach(this::used);
        if (ledger instanceof Journaled journaled) {
            journal(journaled);
        }
    }

    private void levels() {
        List<StockLevel> expected =
                Names.KEYS.stream().map(model::level).filter(Objects::nonNull).toList();
        String code = "ledger.levels(" + JavaCode.list(Names.KEYS, JavaCode::of) + ")";
        run.same(expected, run.read(expected, code, () -> ledger.levels(Names.KEYS)));
        run.agreed();
    }

    private void reservation(ReservationId id) {
        Reservation expected = model.reservation(id);
        Reservation actual = run.read(
                        String.valueOf(expected),
                        "ledger.reservation(" + JavaCode.of(id) + ")",
                        () -> ledger.reservation(id))
                .orElse(null);
        if (!Agreement.agree(expected, actual)) {
            throw run.parted(expected, actual, null);
        }
        run.agreed();
    }

    // A store chooses the order and keeps it, so pages are compared as a whole.
    private void open(StockKey key) {
        List<ReservationId> expected = ids(model.open(key, null, Integer.MAX_VALUE));
        List<Reservation> found = new ArrayList<>();
        List<Reservation> page = List.of();
        do {
            ReservationId after =
                    page.isEmpty() ? null : page.get(page.size() - 1).id();
            String code = "ledger.open(" + JavaCode.of(key) + ", " + JavaCode.of(after) + ", " + PAGE + ")";
            page = run.read(expected, code, () -> ledger.open(key, after, PAGE));
            run.agreed();
            found.addAll(page);
        } while (page.size() == PAGE && found.size() <= Names.RESERVATIONS.size());
        run.read(expected, "ledger.open(" + JavaCode.of(key) + ", null, 100)", () -> found);
        run.same(expected, ids(found));
        for (Reservation reservation : found) {
            if (!Agreement.agree(model.reservation(reservation.id()), reservation)) {
                throw run.parted(model.reservation(reservation.id()), reservation, null);
            }
        }
        run.agreed();
    }

    private static List<ReservationId> ids(List<Reservation> reservations) {
        return reservations.stream().map(Reservation::id).sorted().toList();
    }

    private void used(String counter) {
        long expected = model.used(counter);
        run.same(expected, run.read(expected, "ledger.used(" + JavaCode.of(counter) + ")", () -> ledger.used(counter)));
        run.agreed();
    }

    private void journal(Journaled journaled) {
        List<Entry> expected = sorted(model.journal());
        List<JournalEntry> found = new ArrayList<>();
        long after = 0;
        JournalPage page;
        do {
            long from = after;
            String code = "((Journaled) ledger).journal(" + from + ", " + JOURNAL_PAGE + ")";
            page = run.read(expected, code, () -> journaled.journal(from, JOURNAL_PAGE));
            run.same(0L, page.lost());
            run.agreed();
            found.addAll(page.entries());
            after = page.next();
        } while (!page.entries().isEmpty());
        run.read(expected, "((Journaled) ledger).journal(0, 10_000)", () -> found);
        run.same(expected, sorted(found));
        run.agreed();
    }

    private static List<Entry> sorted(List<JournalEntry> entries) {
        return entries.stream()
                .map(Entry::new)
                .sorted(Comparator.comparing(Entry::key).thenComparingLong(Entry::version))
                .toList();
    }
}
