package io.inventory4j.core.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who collects a batch, and when it goes; without threads, so each step is one that the layer may take. */
class CompanyTest {
    private static final int ROWS_OF_EACH = 5;
    private static final int FIT = 10;

    private final CallQueue queue = new CallQueue(BatchLimits.standard().rows(FIT * ROWS_OF_EACH));
    private final Company halves = new Company(queue, false);
    private final Company together = new Company(queue, true);

    private void call(int number) {
        List<Command> commands = List.of(HeldStore.order("one"));
        for (int i = 0; i < number; i++) {
            assertTrue(queue.offer(new BlockingCall(commands, ROWS_OF_EACH, System.nanoTime())));
        }
    }

    /** A batch is collected and leaves; gives its size. */
    private int leave(Company company) {
        Object collection = Objects.requireNonNull(company.begin(), "collection");
        assertTrue(company.end(collection));
        int size = queue.take().size();
        company.leaves(size);
        return size;
    }

    @Test
    void oneCollectsAtATime() {
        Object first = Objects.requireNonNull(halves.begin());

        assertFalse(halves.mayCollect());
        assertNull(halves.begin());

        assertTrue(halves.end(first));
        assertNull(halves.begin(), "while the batch is taken");
        halves.leaves(0);
        assertTrue(halves.mayCollect());
    }

    @Test
    void aLoneCallerIsComplete() {
        call(1);

        assertTrue(halves.isComplete());
        assertTrue(together.isComplete());
    }

    @Test
    void whoeverCompletesTheCompanyTakesTheBatch() {
        call(8);
        leave(halves);
        Object collection = Objects.requireNonNull(halves.begin());

        call(3);
        assertFalse(halves.endForAnother(), "3 of 8");
        call(1);
        assertTrue(halves.endForAnother(), "half of 8");
        assertFalse(halves.endForAnother(), "once more");
        assertFalse(halves.end(collection), "who has collected");
    }

    @Test
    void halfOfTheCallersGoWhileTheOthersAreUnderWay() {
        call(8);
        leave(halves);

        call(4);

        assertTrue(halves.mayCollect());
        assertTrue(halves.isComplete());
    }

    @Test
    void allGoTogetherWhereBatchesLockEachOtherOut() {
        call(8);
        leave(together);

        call(7);
        assertFalse(together.mayCollect(), "while a batch is under way");
        together.returns(8);
        assertTrue(together.mayCollect());
        assertFalse(together.isComplete(), "7 of 8");
        call(1);
        assertTrue(together.isComplete());
    }

    @Test
    void withoutCompanyBothTurnsAreUsedEvenThere() {
        call(1);
        leave(together);

        assertFalse(together.isThere());
        assertTrue(together.mayCollect());
    }

    @Test
    void aFullBatchWaitsForNobody() {
        call(3 * FIT);
        List<Integer> sizes = new ArrayList<>();
        sizes.add(leave(together));

        assertTrue(together.mayCollect(), "as many wait as fit");
        assertTrue(together.isComplete());
        sizes.add(leave(together));
        sizes.add(leave(together));
        assertEquals(List.of(FIT, FIT, FIT), sizes);
        call(FIT - 1);
        assertFalse(together.mayCollect(), "one less than fit");
    }

    @Test
    void callersWhoStayAwayAreForgotten() {
        call(FIT);
        leave(halves);
        halves.returns(FIT);

        for (int i = 0; i < FIT; i++) {
            call(1);
            leave(halves);
            halves.returns(1);
        }
        call(1);

        assertTrue(halves.isComplete());
    }
}
