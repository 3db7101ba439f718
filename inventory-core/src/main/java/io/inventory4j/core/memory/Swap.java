package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A multi-word compare-and-swap: all cells from their rows before to their rows after, in one step, or none.
 *
 * <p><b>The scheme</b> is that of Guerraoui, Kogan, Marathe and Zablotchi, "Efficient Multi-Word Compare and Swap" (DISC
 * 2020), a leaner form of Harris, Fraser and Pratt, "A Practical Multi-Word Compare-and-Swap Operation" (DISC 2002), with
 * the garbage collector in the place of their memory reclamation. A swap puts its claim into each cell, in the one order
 * of all cells, by a CAS from the row it expects. Once all are in, one CAS of the status from UNDECIDED to SUCCEEDED makes
 * all of them true at once. A cell that holds something else makes the status FAILED. A claim in a cell reads as the row
 * after if its swap has succeeded, else as the row before. Whoever meets an undecided swap in the way completes it first.
 *
 * <p><b>Why it is correct.</b> The status changes once. (1) It becomes SUCCEEDED only by a thread that saw every claim in
 * its cell while the status was UNDECIDED. A claim stays in its cell while its swap is undecided, since others complete the
 * swap before they replace the claim. So right before that CAS every cell held its claim, hence its row before, and right
 * after it its row after: the CAS is the one instant at which the whole command happens. (2) A slow helper may put a claim
 * in after the swap was decided, but only by a CAS from the very content that it read, resolved to the row before. No
 * object becomes a cell's row twice, so after a success that content is gone from every cell the swap changed, and the CAS
 * fails; after a failure, or where before and after are one row, the late claim reads as what was there. (3) Lock-free:
 * claims go in by one order, so helpers never wait in a circle, and each failure means that a row has changed, that is,
 * that another swap has succeeded.
 *
 * <p><b>The journal</b> is written between the status and the cells: whoever finds a claim of a succeeded swap writes the
 * swap's record before it uses or replaces the row after. So a line's entries stand in the order of its versions, and no
 * level is ever seen that the journal lacks (rule 7).
 */
final class Swap {
    /** Makes the swap of a command. The ledger's own is {@link Swap}; tests break theirs on purpose. */
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
     * Tries to make a command true.
     *
     * @param claims one per cell, in any order
     * @param record what the journal is to say of it, or null
     * @param journal the journal
     * @return false if a cell did not hold the row it was expected to hold
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

    /** Whether it has succeeded; if so, its record stands in the journal. */
    boolean succeeded() {
        if (status != SUCCEEDED) {
            return false;
        }
        write();
        return true;
    }

    /** Brings the swap to its end, whoever began it. */
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

    /** Puts one claim in. False if the cell holds another row, or if there is nothing left to decide. */
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

    // By table, then by key; lines last, since they are the hottest and are then claimed for the shortest time.
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
