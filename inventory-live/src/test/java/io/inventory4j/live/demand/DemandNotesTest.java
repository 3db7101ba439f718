package io.inventory4j.live.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes of lost demand: few, short, readable alone, and read back as they were. */
@Timeout(120)
class DemandNotesTest {
    private static final Instant START = RandomDemand.START;
    private static final Instant LATER = START.plus(Duration.ofHours(2));

    private static RefusedDemand refused(String sku, @Nullable String channel, int minute, long requests) {
        return new RefusedDemand(
                START.plusSeconds(60L * minute),
                StockKey.of(sku),
                Reason.OUT_OF_STOCK,
                null,
                channel,
                null,
                requests,
                2 * requests,
                0);
    }

    private static List<DemandRow> read(List<String> notes) {
        List<DemandRow> rows = new ArrayList<>();
        for (String note : notes) {
            assertTrue(DemandRow.isNote(note), note);
            rows.addAll(DemandRow.read(note));
        }
        return rows;
    }

    /** All notes to the end, each batch within its bounds. */
    private static List<String> drained(LostDemand demand) {
        List<String> notes = new ArrayList<>();
        for (Optional<DemandBatch> batch = demand.rest(); batch.isPresent(); batch = demand.rest()) {
            assertTrue(batch.get().notes().size() <= DemandBatch.MOST_NOTES);
            for (String note : batch.get().notes()) {
                assertEquals(note, Bounds.text("note", note));
            }
            notes.addAll(batch.get().notes());
            demand.written(batch.get());
        }
        return notes;
    }

    @RepeatedTest(10)
    void whatIsNotedIsReadBackAsItWas() {
        long seed = new Random().nextLong();
        List<RefusedDemand> refused = RandomDemand.some(new Random(seed), 3_000, 30, 10);
        LostDemand demand = LostDemand.create();
        refused.forEach(demand::onRefused);
        List<DemandRow> rows = read(drained(demand));
        assertEquals(RandomDemand.rows(refused), rows.stream().sorted().toList(), () -> "seed " + seed);
        LostDemand again = LostDemand.create();
        again.addAll(rows);
        assertEquals(demand.snapshot(), again.snapshot());
        assertEquals(demand.totals(), again.totals());
    }

    @Test
    void anyTextIsReadBack() {
        List<String> texts = List.of(
                "*",
                "-",
                "%",
                "%2A",
                " ",
                "a b",
                "100% cotton",
                "x=1,2",
                "=",
                "earlier",
                "口红 01",
                "👄=👄",
                "e\u0301",
                "+",
                "\u00a0",
                "A\u3000B",
                "%zz",
                "lost/1 ");
        LostDemand demand = LostDemand.create();
        List<RefusedDemand> refused = new ArrayList<>();
        for (String sku : texts) {
            for (String channel : texts) {
                refused.add(refused(sku, channel, 0, 1));
            }
            refused.add(refused(sku, null, 0, 1));
        }
        refused.forEach(demand::onRefused);
        assertEquals(
                RandomDemand.rows(refused),
                read(drained(demand)).stream().sorted().toList());
    }

    @Test
    void aNoteIsPlainToReadForAPerson() {
        LostDemand demand = LostDemand.create();
        demand.onRefused(refused("LIPSTICK-01", "room-7", 3, 512));
        demand.onRefused(new RefusedDemand(
                START.plusSeconds(180), StockKey.of("BRUSH 2"), Reason.OUT_OF_STOCK, null, "room-7", null, 0, 0, 9));
        assertEquals(
                List.of("lost/1 2026-11-11T20:03:00Z OUT_OF_STOCK room-7 LIPSTICK-01=512,1024 BRUSH%202=0,0,9"),
                drained(demand));
    }

    @RepeatedTest(5)
    void aMinuteOfTooManySkusNotesThoseWithMostRequestsAndAddsUpTheRest() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LostDemand demand = LostDemand.create();
        List<RefusedDemand> refused = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            refused.add(refused("SKU-OF-A-LONG-NAME-" + i, "room-" + i % 3, 0, 1L + random.nextInt(1_000_000)));
        }
        refused.forEach(demand::onRefused);
        DemandBatch batch = demand.rest().orElseThrow();
        assertEquals(DemandBatch.MOST_NOTES, batch.notes().size());
        List<DemandRow> rows = read(batch.notes());
        assertEquals(RandomDemand.sums(RandomDemand.rows(refused)), RandomDemand.sums(rows), () -> "seed " + seed);
        List<DemandRow> named = rows.stream().filter(row -> row.sku() != null).toList();
        assertEquals(named.size() + 1, rows.size());
        List<String> most = refused.stream()
                .sorted(Comparator.comparingLong(RefusedDemand::requests).reversed())
                .limit(250)
                .map(one -> String.valueOf(one.key() == null ? null : one.key().sku()))
                .toList();
        assertTrue(named.stream().map(DemandRow::sku).toList().containsAll(most), () -> "seed " + seed);
        demand.written(batch);
        assertTrue(demand.rest().isEmpty());
    }

    @Test
    void whatIsTooLongForANoteIsOfOthers() {
        LostDemand demand = LostDemand.create();
        demand.onRefused(refused("S".repeat(200), "room-7", 0, 5));
        demand.onRefused(refused("口".repeat(100), "红".repeat(20), 0, 3));
        List<DemandRow> rows = read(drained(demand));
        assertEquals(
                List.of(
                        new DemandRow(START, "口".repeat(100), Reason.OUT_OF_STOCK, null, "红".repeat(20), 3, 6, 0),
                        new DemandRow(START, null, Reason.OUT_OF_STOCK, null, null, 5, 10, 0)),
                rows);
    }

    @Test
    void theLargestCountsFitANote() {
        LostDemand demand = LostDemand.create();
        for (Reason reason : Reason.values()) {
            demand.onRefused(new RefusedDemand(
                    START,
                    null,
                    reason,
                    null,
                    null,
                    null,
                    Bounds.MAX_QUANTITY,
                    Bounds.MAX_QUANTITY,
                    Bounds.MAX_QUANTITY));
        }
        assertEquals(demand.snapshot(), read(drained(demand)).stream().sorted().toList());
    }

    @Test
    void onlyMinutesThatAreOverAreNotedAndOneBatchAMinute() {
        LostDemand demand = LostDemand.create();
        demand.onRefused(refused("A", "room-7", 0, 1));
        demand.onRefused(refused("A", "room-7", 1, 2));
        assertTrue(demand.batch(START.plusSeconds(64)).isEmpty());
        DemandBatch first = demand.batch(START.plusSeconds(65)).orElseThrow();
        assertEquals(1, first.number());
        assertEquals(List.of(1L, 2L, 0L), RandomDemand.sums(read(first.notes())));
        // Until it is written it is given again, also much later, and nothing is added to it.
        demand.onRefused(refused("A", "room-7", 0, 4));
        assertEquals(first, demand.batch(START.plusSeconds(66)).orElseThrow());
        assertEquals(first, demand.batch(START.plusSeconds(600)).orElseThrow());
        demand.written(first);
        // In the minute of the first batch there is no second one.
        assertTrue(demand.batch(START.plusSeconds(119)).isEmpty());
        DemandBatch second = demand.batch(START.plusSeconds(125)).orElseThrow();
        assertEquals(2, second.number());
        assertEquals(List.of(6L, 12L, 0L), RandomDemand.sums(read(second.notes())));
        demand.written(first);
        assertEquals(second, demand.batch(START.plusSeconds(180)).orElseThrow());
        demand.written(second);
        assertTrue(demand.batch(LATER).isEmpty());
        assertEquals(RandomDemand.summed(demand.snapshot()), RandomDemand.summed(bothOf(first, second)));
    }

    private static List<DemandRow> bothOf(DemandBatch first, DemandBatch second) {
        List<DemandRow> rows = read(first.notes());
        rows.addAll(read(second.notes()));
        return rows;
    }

    @RepeatedTest(5)
    void minutesThatWaitedAreNotedInOrderWholeAndWithinABatchAMinute() {
        long seed = new Random().nextLong();
        List<RefusedDemand> refused = RandomDemand.some(new Random(seed), 20_000, 60, 60);
        LostDemand demand = LostDemand.create();
        refused.forEach(demand::onRefused);
        List<DemandRow> rows = new ArrayList<>();
        int batches = 0;
        for (int second = 0; second < 7_200; second += 20) {
            Optional<DemandBatch> batch = demand.batch(LATER.plusSeconds(second));
            if (batch.isPresent()) {
                batches++;
                rows.addAll(read(batch.get().notes()));
                demand.written(batch.get());
            }
            assertTrue(batches <= second / 60 + 1, () -> "seed " + seed);
        }
        assertTrue(batches > 10, "the minutes fit too few batches to show anything");
        assertEquals(RandomDemand.rows(refused), rows.stream().sorted().toList(), () -> "seed " + seed);
    }

    @Test
    void minutesThatAreNotKeptApartAreNotedToo() {
        LostDemand demand = LostDemand.create(10, 1);
        demand.onRefused(refused("A", null, 0, 1));
        DemandBatch first = demand.rest().orElseThrow();
        demand.written(first);
        demand.onRefused(refused("A", null, 1, 2));
        demand.onRefused(refused("A", null, 2, 4));
        List<DemandRow> rows = read(drained(demand));
        assertEquals(
                List.of(
                        new DemandRow(null, "A", Reason.OUT_OF_STOCK, null, null, 2, 4, 0),
                        new DemandRow(START.plusSeconds(120), "A", Reason.OUT_OF_STOCK, null, null, 4, 8, 0)),
                rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost/1 ",
                "lost/1 earlier OUT_OF_STOCK -",
                "lost/2 earlier OUT_OF_STOCK - A=1,1",
                "lost/1 20:00 OUT_OF_STOCK - A=1,1",
                "lost/1 2026-11-11T20:03:07Z OUT_OF_STOCK - A=1,1",
                "lost/1 earlier SOLD_OUT - A=1,1",
                "lost/1 earlier OUT_OF_STOCK - A",
                "lost/1 earlier OUT_OF_STOCK - A=1",
                "lost/1 earlier OUT_OF_STOCK - A=1,2,3,4",
                "lost/1 earlier OUT_OF_STOCK - A=1,-2",
                "lost/1 earlier OUT_OF_STOCK - A=1,x",
                "lost/1 earlier OUT_OF_STOCK - %2=1,1",
                "lost/1 earlier OUT_OF_STOCK - =1,1",
                "lost/1 earlier OUT_OF_STOCK room-7 *=1,1",
                "lost/1 earlier OUT_OF_STOCK - A=1,1 ",
            })
    void whatIsNoNoteIsRefusedWithItsText(String text) {
        IllegalArgumentException said = assertThrows(IllegalArgumentException.class, () -> DemandRow.read(text));
        assertTrue(String.valueOf(said.getMessage()).contains(text), String.valueOf(said.getMessage()));
    }

    @Test
    void otherReasonsOfMovesAreNoNotes() {
        assertFalse(DemandRow.isNote("opening"));
        assertFalse(DemandRow.isNote("lost in transit"));
    }
}
