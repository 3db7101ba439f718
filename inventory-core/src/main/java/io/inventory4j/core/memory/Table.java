package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free hash table of {@link Cell}s with open addressing: a look-up touches one slot and the cell, where a {@link
 * java.util.concurrent.ConcurrentHashMap} has a node between them, and locks a bin to insert into it.
 *
 * <pre>{@code
 *   slots    [ ][a][ ][b][c][ ] ...        a cell lies in its own slot or soon after it; a run ends at an empty slot
 *   growing  [END][a][END][b][c][ ] ...    next -> [ ][ ][a][ ] ... [b][ ][c] ...
 * }</pre>
 *
 * <ul>
 *   <li><i>Hash.</i> It is made under a secret, so that nobody can choose keys that lie together: {@link KeyedHash}.
 *   <li><i>Order.</i> A cell's own slot is chosen by the high bits of the hash. So all walks go by hash, then by key,
 *       however much the table has grown.
 *   <li><i>Slots.</i> An empty slot gets a cell by a CAS, and is never empty again. When its cell is dead, the slot
 *       becomes REMOVED, and is not used again until the table is copied. So two threads that insert one key meet in
 *       one slot.
 *   <li><i>Tags.</i> Beside its slots, an array has a byte for each: a few bits of the hash of the slot's cell, or what
 *       says END; 0 until somebody has told. A look-up goes by the tags, and so waits for no memory of other cells.
 *       What a slot has never changes to another cell, so everybody tells the same of it; where the tag is 0, the slot
 *       itself says whether it is empty.
 *   <li><i>Growth.</i> A table that is half full gets a larger array after it, and everyone who inserts copies a piece.
 *       Rows are in cells, so a cell may be in both arrays. In the old array, an empty slot becomes END: whoever comes
 *       to it goes on in the next array. Nothing is inserted any more into a run that has its END; so an insertion
 *       into the next array puts an END to the key's run first. Copying does nothing where it was done before, so any
 *       thread can do the piece of one that has stopped.
 *   <li><i>Walks.</i> A walk first completes a growth under way. From then on, a cell that is there throughout is in
 *       the array in which the walk began.
 * </ul>
 *
 * <p><b>Why a key has one live cell.</b> In one array, an insertion goes through the run from the key's own slot; it
 * stops at a live cell of the key, or makes its CAS on the first empty slot. Slots before that one never change but to
 * REMOVED, so of two insertions the later one finds the cell of the earlier one, or loses the CAS to it. In two arrays:
 * an insertion into the next one comes after the END of the key's run, so no cell of the key comes into the old array
 * any more, and a live one would have been found. A copy of a cell stops where it finds the key: then the cell that it
 * copies is dead.
 *
 * <p><b>Source.</b> Growth piece by piece follows Click, "A Lock-Free Wait-Free Hash Table" (2007); since values are
 * elsewhere, it is much simpler here. Tags beside the slots are known from the SwissTable: Kulukundis, "Designing a
 * Fast, Efficient, Cache-friendly Hash Table, Step by Step" (CppCon 2017).
 */
final class Table {
    /** What is made of a key to find its slot: the high bits choose it. The same for equal keys. */
    interface Hash {
        int of(Comparable<?> key);
    }

    /** Makes the cells of a table. */
    interface Cells {
        Cell make(Comparable<?> key, int hash);
    }

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Table.class, "current", Slots.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Cells cells;
    private final Hash hash;
    private volatile Slots current;

    /**
     * An empty table.
     *
     * @param cells makes its cells
     * @param hash the hash of the keys
     */
    Table(Cells cells, Hash hash) {
        this.cells = cells;
        this.hash = hash;
        current = new Slots();
    }

    /** About how many cells there are. */
    long size() {
        return current.size();
    }

    /** How many slots there are, for tests. */
    int slots() {
        return current.capacity();
    }

    /** How many slots a look-up of a key looks at, for tests that count them. */
    int looks(Comparable<?> key) {
        return current.looks(key, hash.of(key));
    }

    /** The hash of a key. */
    int hash(Comparable<?> key) {
        return hash.of(key);
    }

    /** The live cell of a key, or null. */
    @Nullable
    Cell find(Comparable<?> key) {
        return find(key, hash.of(key));
    }

    /** The live cell of a key with this hash, or null. */
    @Nullable
    Cell find(Comparable<?> key, int hashed) {
        Slots slots = current;
        while (slots != null) {
            Cell cell = slots.find(key, hashed);
            if (cell != Slots.END) {
                return cell;
            }
            slots = slots.next();
        }
        return null;
    }

    /** The live cell of a key; where there is none, a fresh one that is not in the table. */
    Cell findOrMake(Comparable<?> key) {
        int hashed = hash.of(key);
        Cell cell = find(key, hashed);
        return cell != null ? cell : cells.make(key, hashed);
    }

    /** Adds a fresh cell; returns it, or the live cell that its key has already. */
    Cell add(Cell fresh) {
        fresh.adding();
        Slots slots = current;
        if (slots.next() != null) {
            help(slots);
        }
        while (true) {
            Cell cell = slots.add(fresh);
            if (cell != Slots.END) {
                return cell;
            }
            slots = slots.grown();
        }
    }

    private void help(Slots slots) {
        if (slots.copyPiece()) {
            CURRENT.compareAndSet(this, slots, slots.grown());
        }
    }

    /** Removes a dead cell. Any number of threads may do so at once. */
    void remove(Cell dead) {
        for (Slots slots = current; slots != null; slots = slots.next()) {
            slots.remove(dead);
        }
    }

    /** The cells after the place of a key, whether or not the table has the key; all of them for null. */
    Walk after(@Nullable Comparable<?> key) {
        Slots slots = current;
        while (slots.next() != null) {
            help(slots);
            slots = current;
        }
        return key == null ? new Walk(slots) : new Walk(slots, key, hash.of(key));
    }
}
