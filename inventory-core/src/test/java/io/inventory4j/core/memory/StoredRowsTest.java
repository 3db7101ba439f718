package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.CounterDraft;
import io.inventory4j.ledger.rules.Decision;
import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.ledger.rules.RowDraft;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule 1.7: whether all rows that were read were current at one instant. */
class StoredRowsTest {
    private static final Instant NOW = Instant.EPOCH;

    private final Tables tables = new Tables();
    private final Forgettables forgettables = new Forgettables();
    private final StoredRows rows = new StoredRows(tables);
    private @Nullable RowDraft first;
    private final long forgotten = tables.forgotten.get();

    private void store(String counter, long used) {
        Cell cell = AddedCell.of(tables.counters, counter);
        assertTrue(cell.swapContent(cell.content(), CountRow.of(new CounterValue(used, NOW))));
        forgettables.counters.add(cell, EpochNanos.of(NOW));
    }

    private @Nullable CounterValue read(String counter) {
        CounterDraft draft = rows.findCounter(counter);
        if (first == null) {
            first = draft;
        } else {
            first.link(draft);
        }
        return draft.before() instanceof CountRow row ? row.value() : null;
    }

    private boolean holds() {
        return rows.hold(first, forgotten);
    }

    private int purge() {
        return new Purge(tables, forgettables, new ExpiryIndex(tables.reservations))
                .run(new StoreTransaction.Due(NOW, NOW, NOW, NOW), 10);
    }

    @Test
    void holdsWhileNothingMoves() {
        store("a", 1);
        assertEquals(new CounterValue(1, NOW), read("a"));
        assertNull(read("b"));
        store("c", 1);
        assertTrue(holds());
    }

    @Test
    void aRowThatMovedOnDoesNotHold() {
        store("a", 1);
        store("b", 1);
        read("a");
        read("b");
        store("b", 1);
        assertFalse(holds(), "an equal row is not the row that was read");
    }

    @Test
    void aRowThatAppearedDoesNotHold() {
        read("a");
        store("a", 1);
        assertFalse(holds());
    }

    @Test
    void aRowThatCameAndWentDoesNotHold() {
        read("a");
        store("a", 1);
        assertEquals(1, purge());
        assertFalse(holds(), "the row was there in between");
    }

    @Test
    void aRowThatIsForgottenElsewhereMattersOnlyToWhatWasMissing() {
        store("a", 1);
        store("b", 2);
        Cell end = AddedCell.of(tables.counters, "b");
        assertTrue(end.swapContent(end.content(), CountRow.of(new CounterValue(2, null))));
        read("b");
        assertEquals(1, purge());
        assertTrue(holds());
    }

    @Test
    void anEmptyCellIsAMissingRow() {
        AddedCell.of(tables.counters, "a");
        assertNull(read("a"));
        assertTrue(holds());
        Cell cell = AddedCell.of(tables.counters, "a");
        assertTrue(cell.swapContent(Cell.ABSENT, Cell.DEAD));
        tables.counters.remove(cell);
        assertTrue(holds(), "nothing was ever there");
    }

    /** Lock-freedom rests on one order of all cells: by table, then by key. */
    @Test
    void theWordsOfADecisionAreInOneOrder() {
        InMemoryLedger ledger = new InMemoryLedger(() -> NOW, 8, Swap::run, tables);
        List<ReserveLine> lines = new ArrayList<>();
        for (String sku : List.of("c", "a", "d", "b")) {
            StockKey key = StockKey.of(sku);
            ledger.apply(List.of(Move.of(sku, "x", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, 9))));
            lines.add(new ReserveLine(key, 1, 0, List.of(Charge.of("z" + sku, 9), Charge.of("all", 9))));
        }
        Duration hold = Duration.ofMinutes(1);
        ledger.apply(List.of(new Reserve(ReservationId.of("old"), lines, List.of(), hold, null)));
        Reserve replacing = new Reserve(
                ReservationId.of("young"), lines, List.of(Charge.of("m", 9)), hold, ReservationId.of("old"));
        List<String> keys = new ArrayList<>();
        Decision decision = LedgerRules.decide(replacing, rows, NOW);
        RowDraft words = Objects.requireNonNull(decision.drafts());
        assertFalse(rows.prepare(words));
        for (RowDraft word = words; word != null; word = word.next()) {
            keys.add(word.key().toString());
            assertSame(tables.of(word).find(word.key()), word.place());
            assertNotSame(word.before(), word.after());
        }
        assertEquals(
                List.of("old", "young", "all", "m", "za", "zb", "zc", "zd", "a@main", "b@main", "c@main", "d@main"),
                keys);
    }
}
