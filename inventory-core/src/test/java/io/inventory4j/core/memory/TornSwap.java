package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import java.util.Objects;

/**
 * Broken swaps, which tests must find: each leaves out something that the argument at {@link Swap} rests on, with time
 * to read in between.
 */
final class TornSwap {
    private TornSwap() {}

    /** Checks all rows and then stores one after the other. */
    static boolean run(Swap swap) {
        for (RowDraft word = swap.first(); word != null; word = word.next()) {
            boolean fresh = cell(word).content() == word.after();
            if (!fresh && cell(word).row() != word.before()) {
                return false;
            }
        }
        for (RowDraft word = swap.first(); word != null; word = word.next()) {
            Row after = Objects.requireNonNull(word.after());
            after.mark(null);
            cell(word).swapContent(cell(word).content(), after);
            stepAside();
        }
        swap.write();
        return true;
    }

    /**
     * Takes the row of a swap under way for one that has failed, in place of completing that swap first. So the other
     * may yet decide, and its row is lost.
     */
    static boolean runWithoutHelping(Swap swap) {
        for (RowDraft word = swap.first(); word != null; word = word.next()) {
            Row content = cell(word).content();
            stepAside();
            if (content != word.after()
                    && (Swap.read(content) != word.before()
                            || !cell(word).swapContent(content, Objects.requireNonNull(word.after())))) {
                return false;
            }
        }
        for (RowDraft word = swap.first(); word != null; word = word.next()) {
            Objects.requireNonNull(word.after()).mark(null);
        }
        swap.write();
        return true;
    }

    @SuppressWarnings("ThreadPriorityCheck") // not relied on: it only makes the fault show sooner
    private static void stepAside() {
        Thread.yield();
    }

    private static Cell cell(RowDraft word) {
        return (Cell) Objects.requireNonNull(word.place());
    }
}
