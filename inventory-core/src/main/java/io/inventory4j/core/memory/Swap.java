package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.LineDraft;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import io.inventory4j.stock.CommandKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A multi-word compare-and-swap: it changes all of its cells, each from the row before to the row after, in one step;
 * or it changes none. It takes one CAS a cell, and no other.
 *
 * <p><b>A row is its own claim.</b> A swap has a word for each of its cells: the row that it expects (before) and a
 * fresh row (after) with a mark that names the swap. The words are in one order, the same for all swaps: by table, then
 * by key.
 *
 * <ol>
 *   <li><i>Put in.</i> Word by word, a CAS puts the row after into its cell.
 *   <li><i>Decide.</i> The CAS that puts in the last one is the instant at which the whole command happens. That swap
 *       has <i>succeeded</i>.
 *   <li><i>Settle.</i> Say so in {@code state}, write the journal, take away the marks.
 * </ol>
 *
 * <p>Any thread may do any of the steps, and several may at once: who needs a cell and finds there the row of a swap
 * under way completes that swap first.
 *
 * <pre>
 *   content of a cell               the cell's row
 *   a row without a mark            this row
 *   a row with a mark, succeeded    this row
 *   a row with a mark, else         the row before of its word
 * </pre>
 *
 * <p>Nothing is put back: the row after of a swap that did not succeed stays in its cell and stands for the row before,
 * until another row takes its place. The last cell is a stock line, the hottest of all; it never has a row that is
 * undecided.
 *
 * <p><b>How others know.</b> There is no status to be agreed on. A swap has succeeded if {@code state} says so, or if
 * the last cell has the row after. Who replaces that row, or takes a mark away, has set {@code state} before (rule S).
 * A cell's row never comes back to it, since every swap brings fresh ones. So a thread that sees another row in some
 * cell than before or after, and afterwards no success in {@code state}, knows: the row after was never that cell's
 * row, and will never be. The swap has <i>failed</i>. It says so in {@code state} before it acts on it (rule F), which
 * only saves others the same look.
 *
 * <p><b>Why it is correct.</b>
 *
 * <ol>
 *   <li><i>All cells change at one instant.</i> Who makes the last CAS has seen each other cell with the row after. It
 *       is still there: only who knows that the swap is decided replaces it. The first who did so had seen a success,
 *       and then the last CAS was made before; or a failure, that is, a cell whose row is a foreign one for good. If
 *       that is the last cell, the last CAS fails. If it is another, the row after cannot have been seen there, before
 *       (that would be a success, or an earlier replacement) or after. So right before the last CAS every cell reads as
 *       its row before, and right after it as its row after.
 *   <li><i>A late helper does no harm.</i> Its CAS is from content that it read, and that stood for the row before.
 *       After a success no such content is in the cell, and none comes, because it would have to replace such content.
 *       After a failure, the late row stands for the row before, as what it replaces did.
 *   <li><i>Readers are consistent.</i> A reader without help looks at the row, then at the last cell, then at
 *       {@code state}. If the first of these was after the success, one of the others shows it, by rule S. So what it
 *       returns was the cell's row when it looked at the row.
 *   <li><i>It is lock-free.</i> If a row of an undecided swap is in a cell, then all cells before it in the order have
 *       theirs, or {@code state} says more, by rule F. Helping therefore goes up in the order only, and ends. A swap
 *       fails only where a row has changed, that is, where another swap has succeeded. It is no weaker than that: a
 *       thread that stops anywhere stops nobody.
 * </ol>
 *
 * <p><b>The journal</b> is written after the decision and before anybody uses the row after: a thread that finds a
 * succeeded swap's mark appends the record first, and marks go only after that. So the journal lists the entries of a
 * line in the order of its versions, and nobody ever sees a level that the journal lacks (rule 7).
 *
 * <p><b>Source.</b> Guerraoui, Kogan, Marathe and Zablotchi, "Efficient Multi-Word Compare and Swap" (DISC 2020): k + 1
 * CASes for k words, and a proof that fewer than k are impossible. Their additional one changes a status, which has to
 * be agreed on because their words may have a value again. Rows never return, so the last word is status enough. Claims
 * in one order and helping are those of Harris, Fraser and Pratt, "A Practical Multi-Word Compare-and-Swap Operation"
 * (DISC 2002). The garbage collector takes the place of their memory reclamation.
 */
final class Swap extends JournalRecord {
    /** Makes the swap of a command. The ledger uses {@link Swap#run}; tests use swaps that are broken on purpose. */
    interface Scheme {
        boolean run(Swap swap);
    }

    private static final byte UNDECIDED = 0;
    private static final byte SUCCEEDED = 1;
    private static final byte FAILED = 2;
    private static final VarHandle STATE;
    private static final VarHandle FIRST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Swap.class, "state", byte.class);
            FIRST = lookup.findVarHandle(Swap.class, "first", RowDraft.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final JournalLog journal;

    /** The first word; the others follow it. Null once the swap has succeeded and all its rows are settled. */
    private @Nullable RowDraft first;

    @SuppressWarnings("UnusedVariable") // STATE reads and writes it
    private byte state;

    /**
     * A swap that has not begun.
     *
     * @param first the first of its words, which are linked in the one order of all cells; each with its cell, the row
     *     before and a fresh row after
     * @param kind what the command does
     * @param command its id
     * @param detail a move's reason; the settlement's id for other commands
     * @param nanos when it was applied
     * @param lines the first of its lines; null where it touches none
     * @param journal the journal
     */
    Swap(
            RowDraft first,
            CommandKind kind,
            String command,
            @Nullable String detail,
            long nanos,
            @Nullable LineDraft lines,
            JournalLog journal) {
        super(kind, command, detail, nanos, lines);
        this.first = first;
        this.journal = journal;
        for (RowDraft word = first; word != null; word = word.next()) {
            after(word).mark(this);
        }
    }

    private static Row after(RowDraft word) {
        return Objects.requireNonNull(word.after());
    }

    private static Cell cell(RowDraft word) {
        return (Cell) Objects.requireNonNull(word.place());
    }

    /** The first word; null once the swap has succeeded and all its rows are settled. */
    @Nullable
    RowDraft first() {
        return (RowDraft) FIRST.getAcquire(this);
    }

    private byte state() {
        return (byte) STATE.getAcquire(this);
    }

    /** Tries to change all rows; false if a cell did not have the row that its word expects. */
    boolean run() {
        RowDraft words = Objects.requireNonNull(first);
        if (!complete(words)) {
            return false;
        }
        for (RowDraft word = words; word != null; word = word.next()) {
            after(word).mark(null);
        }
        FIRST.setRelease(this, null);
        return true;
    }

    /** Gives up a swap of which no row has come into a cell. */
    void giveUp() {
        fail();
    }

    /** The row that a cell with this content has, read without helping. */
    static Row read(Row content) {
        Object mark = content.mark();
        return mark == null ? content : ((Swap) mark).read(content, false);
    }

    /** The row that a cell with this content has, after a swap under way was completed. */
    static Row settle(Row content) {
        Object mark = content.mark();
        return mark == null ? content : ((Swap) mark).read(content, true);
    }

    /** Whether it is not yet known what a cell with this content has. */
    static boolean isUndecided(Row content) {
        return content.mark() instanceof Swap swap && swap.state() == UNDECIDED;
    }

    private Row read(Row content, boolean helping) {
        RowDraft words = first();
        if (words == null) {
            return content;
        }
        boolean succeeded = helping ? complete(words) : hasSucceeded(words);
        if (succeeded) {
            return content;
        }
        for (RowDraft word = words; word != null; word = word.next()) {
            if (word.after() == content) {
                return Objects.requireNonNull(word.before());
            }
        }
        throw new IllegalStateException("a row with the mark of another swap");
    }

    private boolean hasSucceeded(RowDraft words) {
        if (state() == UNDECIDED) {
            RowDraft last = words;
            for (RowDraft word = words.next(); word != null; word = word.next()) {
                last = word;
            }
            if (cell(last).content() == last.after()) {
                succeed();
            }
        }
        if (state() != SUCCEEDED) {
            return false;
        }
        write();
        return true;
    }

    private boolean complete(RowDraft words) {
        for (RowDraft word = words; word != null && state() == UNDECIDED; word = word.next()) {
            put(word);
        }
        return hasSucceeded(words);
    }

    /** Puts the row after of one word into its cell, or finds that the swap has failed. The last one decides. */
    private void put(RowDraft word) {
        Cell cell = cell(word);
        Row mine = after(word);
        while (true) {
            Row now = cell.content();
            if (now != mine) {
                if (state() != UNDECIDED) {
                    return; // only saves the looks below: they say the same, and fail() looks again
                }
                if (now != word.before() && settle(now) != word.before()) {
                    fail();
                    return;
                }
                if (!cell.swapContent(now, mine)) {
                    continue;
                }
            }
            if (word.next() == null) {
                succeed();
            }
            return;
        }
    }

    private void succeed() {
        STATE.setRelease(this, SUCCEEDED);
    }

    /** Called when a cell was seen with a foreign row. If the swap had succeeded before, that is visible by now. */
    private void fail() {
        if (state() == UNDECIDED) {
            STATE.setRelease(this, FAILED);
        }
    }

    /** Appends the record to the journal, if the command touches a line; once, however often it is called. */
    void write() {
        if (entries() > 0) {
            journal.append(this);
        }
    }
}
