package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwapTest {
    private final Tables tables = new Tables();
    private final JournalLog journal = new JournalLog(16);

    /** A row: numbers compare by identity here, as rows do. */
    private record Units(int number) {}

    private Cell cell(Table table, String key, int units) {
        Cell cell = table.findOrAdd(key);
        assertTrue(cell.swapContent(Cell.ABSENT, new Units(units)));
        return cell;
    }

    private static Claim claim(Table table, Cell cell, Object before, Object after) {
        Claim claim = new Claim(table, cell.key, table.hash(cell.key), cell, before);
        claim.after = after;
        return claim;
    }

    private static int units(Cell cell) {
        return ((Units) cell.rowAfterHelping()).number();
    }

    @Test
    void swapsAllRows() {
        Cell a = cell(tables.lines, "a", 1);
        Cell b = cell(tables.counters, "b", 2);
        Units newA = new Units(3);
        Units newB = new Units(4);
        Claim[] claims = {claim(tables.lines, a, a.row(), newA), claim(tables.counters, b, b.row(), newB)};
        assertTrue(Swap.swap(claims, null, journal));
        assertSame(newA, a.content());
        assertSame(newB, b.content());
    }

    @Test
    void swapsNothingWhereOneRowHasMovedOn() {
        Cell a = cell(tables.lines, "a", 1);
        Cell b = cell(tables.lines, "b", 2);
        Object rowOfA = a.content();
        Object rowOfB = b.content();
        Claim[] claims = {
            claim(tables.lines, a, rowOfA, new Units(3)), claim(tables.lines, b, new Units(2), new Units(4))
        };
        assertFalse(Swap.swap(claims, null, journal));
        assertSame(rowOfA, a.content());
        assertSame(rowOfB, b.content());
    }

    /** Lock-freedom rests on one order of all cells: by table, then by key. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12, 13, 40})
    void claimsInOneOrder(int count) {
        List<Table> order =
                List.of(tables.reservations, tables.moves, tables.saleStates, tables.counters, tables.lines);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Table table = order.get(i % order.size());
            Cell cell = cell(table, String.format("key %03d", i), i);
            claims.add(claim(table, cell, cell.row(), new Units(i)));
        }
        List<Claim> sorted = new ArrayList<>(claims);
        sorted.sort(Comparator.comparing((Claim claim) -> order.indexOf(claim.table))
                .thenComparing(claim -> (String) claim.key));
        Collections.shuffle(claims, new Random(count));
        Claim[] array = claims.toArray(Claim[]::new);
        assertTrue(Swap.swap(array, null, journal));
        assertEquals(sorted, List.of(array));
    }

    @Test
    void crowdsThatMoveUnitsLoseNone() {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            cells.add(cell(tables.lines, "line " + i, 100));
        }
        List<Integer> moved = Together.run(4, thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            int done = 0;
            for (int i = 0; i < 50_000; i++) {
                int from = random.nextInt(4);
                done += move(cells.get(from), cells.get((from + 1 + random.nextInt(3)) % 4)) ? 1 : 0;
            }
            return done;
        });
        assertEquals(400, cells.stream().mapToInt(SwapTest::units).sum());
        moved.forEach(done -> assertTrue(done > 0, () -> "a thread moved nothing: " + moved));
        cells.forEach(cell -> assertFalse(cell.content() instanceof Claim, "a claim was left in a cell"));
    }

    private boolean move(Cell from, Cell to) {
        Object before = from.rowAfterHelping();
        Object beforeTo = to.rowAfterHelping();
        Claim[] claims = {
            claim(tables.lines, from, before, new Units(((Units) before).number() - 1)),
            claim(tables.lines, to, beforeTo, new Units(((Units) beforeTo).number() + 1))
        };
        return Swap.swap(claims, null, journal);
    }
}
