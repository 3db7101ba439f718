package io.inventory4j.live.report.books;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stock lines outside of the books, where goods of some lines of the books lie too: a sale's units stay on the shelf
 * that they were taken from. Who counts such a shelf counts all of them. For one thread.
 */
final class Shelves {
    private record Shelf(StockLevel level, Set<StockKey> lines) {}

    /** What a counted line stands for: its level outside of the books, if it is there, and lines of the books. */
    record Counted(Optional<StockLevel> outside, List<StockBook> books) {
        long onHand() {
            return outside.map(StockLevel::onHand).orElse(0L)
                    + books.stream().mapToLong(book -> book.level().onHand()).sum();
        }

        long notYetShipped() {
            return outside.map(StockLevel::committed).orElse(0L)
                    + books.stream().mapToLong(book -> book.level().committed()).sum();
        }

        long held() {
            return outside.map(StockLevel::reserved).orElse(0L)
                    + books.stream().mapToLong(book -> book.level().reserved()).sum();
        }
    }

    private final Map<StockKey, Shelf> shelves = new TreeMap<>();

    void add(StockLevel level, Set<StockKey> lines) {
        shelves.put(level.key(), new Shelf(level, Set.copyOf(lines)));
    }

    /** What a count of a line has to be compared with; empty if nothing is known of it. */
    Optional<Counted> counted(StockKey key, Map<StockKey, StockBook> books, Set<StockKey> counts) {
        StockBook book = books.get(key);
        if (book != null) {
            return Optional.of(new Counted(Optional.empty(), List.of(book)));
        }
        Shelf shelf = shelves.get(key);
        if (shelf == null) {
            return Optional.empty();
        }
        List<StockBook> there = new ArrayList<>();
        books.forEach((line, of) -> {
            // What was counted by itself was not counted here.
            if (shelf.lines.contains(line) && !counts.contains(line)) {
                there.add(of);
            }
        });
        return Optional.of(new Counted(Optional.of(shelf.level), there));
    }
}
