package io.inventory4j.examples.replay.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a journal is promised, and no more: its pages may be of any size, also empty. */
class JournalReaderTest {
    private final Books books = new Books();

    /** A journal whose pages have some places each, and of these only the entries that could be read. */
    private Inventory inventory(int places, long lost) {
        return (Inventory) Proxy.newProxyInstance(
                Inventory.class.getClassLoader(), new Class<?>[] {Inventory.class}, (proxy, method, given) -> {
                    long after = (long) given[0];
                    List<JournalEntry> page = new ArrayList<>();
                    long next = Math.min(3L * books.entries.size(), after + places);
                    for (JournalEntry entry : books.entries) {
                        JournalEntry sparse = entry.numbered(entry.sequence() * 3);
                        if (sparse.sequence() > after && sparse.sequence() <= next) {
                            page.add(sparse);
                        }
                    }
                    return Optional.of(new JournalPage(page, next, after == 0 ? lost : 0));
                });
    }

    @Test
    void anEmptyPageIsNotTheEnd() {
        for (int places = 1; places <= 7; places++) {
            JournalBook journal = new JournalBook();
            new JournalReader(inventory(places, 0), journal).catchUp(page -> {});
            assertEquals(books.entries.size(), journal.entries());
            assertEquals(0, journal.lost());
        }
    }

    @Test
    void whatAJournalHasLostIsCounted() {
        JournalBook journal = new JournalBook();
        new JournalReader(inventory(4, 17), journal).catchUp(page -> {});
        assertEquals(17, journal.lost());
    }
}
