package io.inventory4j.live.report.books;

import io.inventory4j.live.report.ClosingTerms;
import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What does not agree within the books of each line, and between them, the ledger and a count. */
final class LineComparison {
    private final List<SaleDiscrepancy> found = new ArrayList<>();

    private LineComparison() {}

    static List<SaleDiscrepancy> of(
            Map<StockKey, StockBook> books,
            Map<StockKey, StockLevel> levels,
            Map<StockKey, Long> counts,
            Shelves shelves) {
        LineComparison comparison = new LineComparison();
        for (StockBook book : books.values()) {
            comparison.found.addAll(book.findings());
            comparison.equation(book);
            comparison.promised(book);
            StockLevel level = levels.get(book.key());
            if (level != null) {
                comparison.ledger(book, level);
            }
        }
        counts.forEach((key, counted) -> comparison.count(key, shelves.counted(key, books, counts.keySet()), counted));
        return comparison.found;
    }

    private void equation(StockBook book) {
        ClosingTerms terms = book.terms();
        if (terms.unexplained() != 0) {
            long right = terms.sold() + terms.transferredOut() + terms.damaged() + terms.remaining();
            List<EntryEvidence> entries = book.findings().stream()
                    .flatMap(finding -> finding.entries().stream())
                    .distinct()
                    .toList();
            found.add(Findings.of(DiscrepancyKind.UNBALANCED, book.key(), right + terms.unexplained(), right, entries));
        }
        if (terms.remaining() < 0) {
            long there = terms.remaining() + terms.sold();
            found.add(Findings.of(DiscrepancyKind.OVERSOLD, book.key(), there, terms.sold(), book.sales()));
        }
    }

    private void promised(StockBook book) {
        if (book.lowest() < 0) {
            found.add(Findings.of(
                    DiscrepancyKind.BELOW_ZERO,
                    book.key(),
                    0,
                    book.lowest(),
                    Map.of("AVAILABLE", book.level().available()),
                    book.belowZero()));
        }
    }

    /** A ledger that is ahead has entries that the books do not; one that is behind has lost some. */
    private void ledger(StockBook book, StockLevel level) {
        StockLevel ours = book.level();
        if (ours.equals(level)) {
            return;
        }
        boolean gap = ours.version() != level.version();
        found.add(Findings.of(
                gap ? DiscrepancyKind.VERSION_GAP : DiscrepancyKind.LEDGER_DIFFERS,
                book.key(),
                gap ? ours.version() : ours.total(),
                gap ? level.version() : level.total(),
                StockBook.differences(ours, level),
                book.recent()));
    }

    private void count(StockKey key, Optional<Shelves.Counted> known, long counted) {
        if (known.isEmpty()) {
            if (counted > 0) {
                found.add(Findings.of(DiscrepancyKind.COUNT_UNKNOWN_LINE, key, 0, counted, List.of()));
            }
            return;
        }
        Shelves.Counted there = known.get();
        if (there.onHand() == counted) {
            return;
        }
        // Moves are where units are booked by hand; without any, the last entries are what there is to look at.
        List<EntryEvidence> moves = entries(there, StockBook::moves);
        List<EntryEvidence> entries = moves.isEmpty() ? entries(there, StockBook::recent) : moves;
        Map<String, Long> waiting = Map.of("notYetShipped", there.notYetShipped(), "held", there.held());
        found.add(Findings.of(DiscrepancyKind.COUNT_DIFFERS, key, there.onHand(), counted, waiting, entries));
    }

    private static List<EntryEvidence> entries(Shelves.Counted there, Function<StockBook, List<EntryEvidence>> of) {
        return there.books().stream()
                .flatMap(book -> of.apply(book).stream())
                .distinct()
                .sorted(Comparator.comparingLong(EntryEvidence::sequence))
                .toList();
    }
}
