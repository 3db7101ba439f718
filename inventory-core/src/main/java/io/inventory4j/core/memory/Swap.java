package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A multi-word compare-and-swap: it changes all of its cells, each from the row before to the row after, in one step;
 * or it changes none.
 *
 * <p>A {@link Cell} stores one row. A {@link Claim} is the part of one cell in one swap: the row that the swap expects
 * (before) and the row that it stores (after). A swap puts its claims into the cells. As long as a claim is in a cell,
 * the status of its swap says which row the cell has:
 *
 * <pre>
 *   status       the cell reads as
 *   UNDECIDED    the row before
 *   SUCCEEDED    the row after
 *   FAILED       the row before
 * </pre>
 *
 * <p><b>The protocol.</b> A swap has four steps. Any thread may take any of them, and several may at once: a thread
 * that finds the claim of another undecided swap in its way completes that swap first.
 *
 * <ol>
 *   <li><i>Claim.</i> Put a claim into each cell, by a CAS from content that reads as the row before. All swaps do this
 *       in one order of all cells.
 *   <li><i>Decide.</i> Change the status by one CAS from UNDECIDED: to SUCCEEDED if every claim was seen in its cell,
 *       to FAILED if a cell reads as another row.
 *   <li><i>Journal.</i> If the swap has succeeded, append its record to the journal.
 *   <li><i>Clean up.</i> Replace each claim by the row after if the swap has succeeded, else by the row before.
 * </ol>
 *
 * <p><b>Why it is correct.</b> The status changes once.
 *
 * <ol>
 *   <li><i>All cells change at one instant.</i> Only a thread that saw every claim in its cell while the status was
 *       UNDECIDED sets it to SUCCEEDED. A claim stays in its cell while its swap is undecided, since other threads
 *       complete the swap before they replace the claim. So right before that CAS every cell had its claim, and read as
 *       its row before. Right after it, every cell reads as its row after. The CAS is the one instant at which the
 *       whole command happens.
 *   <li><i>A late claim does no harm.</i> A slow helper may put a claim in after the swap was decided, but only by a
 *       CAS from the very content that it read, and that content read as the row before. No object becomes a cell's row
 *       twice. So after a success, that content is gone from every cell that the swap changed, and the CAS fails. After
 *       a failure, or where before and after are the same row, the late claim reads as the row that the cell had.
 *   <li><i>It is lock-free.</i> All swaps claim in one order, so helpers never wait for each other in a circle. Each
 *       failure means that a row has changed, that is, that another swap has succeeded.
 * </ol>
 *
 * <p><b>The journal</b> is written after the status and before the cells: a thread that finds a claim of a succeeded
 * swap appends the swap's record before it uses or replaces the row after. So the journal lists the entries of a line
 * in the order of its versions, and nobody ever sees a level that the journal lacks (rule 7).
 *
 * <p><b>Source.</b> Guerraoui, Kogan, Marathe and Zablotchi, "Efficient Multi-Word Compare and Swap" (DISC 2020), a
 * leaner form of Harris, Fraser and Pratt, "A Practical Multi-Word Compare-and-Swap Operation" (DISC 2002). The garbage
 * collector takes the place of their memory reclamation.
 */
final class Swap {
    /** Makes the swap of a command. The ledger uses {@link Swap}; tests use swaps that are broken on purpose. */
    interface Scheme {
        boolean swap(Claim[] claims, @Nullable JournalRecord record, JournalLog journal);
    }

    private static final int UNDECIDED = 0;
    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;
    private static final int FEW = 12;
    private static final VarHandle STATUS;

    static {
        try {
            STATUS = MethodHandles.lookup().findVarHandle(Swap.class, "status", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Claim[] claims;
    private final @Nullable JournalRecord record;
    private final JournalLog journal;
    private volatile int status;

    private Swap(Claim[] claims, @Nullable JournalRecord record, JournalLog journal) {
        this.claims = claims;
        this.record = record;
        this.journal = journal;
    }

    /**
     * Tries to change all rows of a command.
     *
     * @param claims one per cell, in any order
     * @param record the command's entries in the journal, or null for none
     * @param journal the journal
     * @return false if a cell did not have the row that its claim expects
     */
    static boolean swap(Claim[] claims, @Nullable JournalRecord record, JournalLog journal) {
        sort(claims);
        Swap swap = new Swap(claims, record, journal);
        for (Claim claim : claims) {
            claim.swap(swap);
        }
        swap.complete();
        return swap.status == SUCCEEDED;
    }

    boolean undecided() {
        return status == UNDECIDED;
    }

    /** Whether it has succeeded. If so, its record is in the journal when this returns. */
    boolean succeeded() {
        if (status != SUCCEEDED) {
            return false;
        }
        write();
        return true;
    }

    /** Completes the swap, on the thread that began it or on a helper. */
    void complete() {
        if (status == UNDECIDED) {
            STATUS.compareAndSet(this, UNDECIDED, claimAll() ? SUCCEEDED : FAILED);
        }
        boolean succeeded = succeeded();
        for (Claim claim : claims) {
            claim.cell().swapContent(claim, succeeded ? claim.after : claim.before);
        }
    }

    private boolean claimAll() {
        for (Claim claim : claims) {
            if (!claim(claim)) {
                return false;
            }
        }
        return true;
    }

    /** Puts one claim into its cell. False if the cell has another row, or if the swap is decided already. */
    private boolean claim(Claim claim) {
        Cell cell = claim.cell();
        while (true) {
            Object now = cell.content();
            if (now == claim) {
                return true;
            }
            Object row = now;
            if (now instanceof Claim other) {
                if (other.swap().undecided()) {
                    other.swap().complete();
                    continue;
                }
                row = other.row();
            }
            if (row != claim.before || status != UNDECIDED) {
                return false;
            }
            if (cell.swapContent(now, claim)) {
                return true;
            }
        }
    }

    private void write() {
        if (record != null) {
            journal.append(record);
        }
    }

    // By table, then by key. Lines come last: they are the hottest rows, and are then claimed for the shortest time.
    private static void sort(Claim[] claims) {
        if (claims.length > FEW) {
            Arrays.sort(claims, Swap::compare);
            return;
        }
        for (int i = 1; i < claims.length; i++) {
            Claim claim = claims[i];
            int at = i - 1;
            while (at >= 0 && compare(claims[at], claim) > 0) {
                claims[at + 1] = claims[at];
                at--;
            }
            claims[at + 1] = claim;
        }
    }

    @SuppressWarnings("unchecked") // the keys of one table are of one type
    private static int compare(Claim left, Claim right) {
        if (left.table != right.table) {
            return left.table.rank() - right.table.rank();
        }
        return ((Comparable<Object>) left.key).compareTo(right.key);
    }
}
