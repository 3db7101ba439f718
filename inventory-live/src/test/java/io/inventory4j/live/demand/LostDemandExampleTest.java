package io.inventory4j.live.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.StockVerb;
import io.inventory4j.Verb;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lines of the documentation, run: refusals are counted, noted in the ledger, and read back from its journal. */
@Timeout(60)
class LostDemandExampleTest {
    private static final Instant MINUTE = Instant.parse("2026-11-11T20:00:00Z");
    private static final StockKey NOTES = StockKey.of("live/friday/notes");

    private static void refuse(LostDemand lost) {
        try (Inventory shop =
                InventoryBuilder.inMemory().clock(() -> MINUTE).onRefused(lost).build()) {
            shop.receive("po", "LIPSTICK-01", 1).orThrow();
            for (int i = 0; i < 100; i++) {
                ReserveRequest request = ReserveRequest.of("order-" + i, "buyer")
                        .line("LIPSTICK-01", 2)
                        .channel("room-7");
                assertEquals(
                        Reason.OUT_OF_STOCK,
                        shop.reserve(request).refused().orElseThrow().reason());
            }
        }
    }

    private static void write(LostDemand lost, Inventory shop, StockKey notes, Instant now) {
        lost.batch(now).ifPresent(batch -> {
            List<Verb> moves = new ArrayList<>();
            for (String note : batch.notes()) {
                String id = "live/friday/lost/" + batch.id() + "/" + moves.size();
                moves.add(StockVerb.move(id, note, new Posting(notes, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
            }
            shop.apply(moves).forEach(Outcome::orThrow);
            lost.written(batch);
        });
    }

    @Test
    void refusalsAreCountedNotedAndReadBack() {
        LostDemand lost = LostDemand.create();
        refuse(lost);
        List<DemandRow> expected =
                List.of(new DemandRow(MINUTE, "LIPSTICK-01", Reason.OUT_OF_STOCK, null, "room-7", 100, 200, 0));
        assertEquals(expected, lost.snapshot());
        assertEquals(new DemandTotals(100, 200, 0, 0, 0), lost.totals());

        LostDemand all = LostDemand.create();
        try (Inventory shop = InventoryBuilder.inMemory().build()) {
            write(lost, shop, NOTES, MINUTE.plusSeconds(70));
            write(lost, shop, NOTES, MINUTE.plusSeconds(130));
            List<JournalEntry> entries = shop.journal(0, 100).orElseThrow().entries();
            assertEquals(1, entries.size());
            for (JournalEntry entry : entries) {
                if (entry.reason() != null && DemandRow.isNote(entry.reason())) {
                    all.addAll(DemandRow.read(entry.reason()));
                }
            }
        }
        assertEquals(expected, all.snapshot());
        assertTrue(lost.rest().isEmpty());
    }
}
