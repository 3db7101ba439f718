package io.inventory4j.core.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** One array of a {@link Table}, whose head has the rules by which slots change. */
final class Slots {
    /** The fewest slots. */
    static final int LEAST = 256;

    /** An empty slot of an array that is being left: go on in the next array. Also the answer of what came to it. */
    static final Cell END = new Cell("", 0);

    private static final Cell REMOVED = new Cell("", 0);

    /** Smaller arrays become {@link #STEP} times as large, so that few cells are copied; larger ones double. */
    private static final int LARGE = 1 << 16;

    private static final int STEP = 16;

    /** The tag of an empty slot, and of one of which nobody has told yet what it has. */
    private static final byte UNTOLD = 0;

    /** The tag of {@link #END}. */
    private static final byte ENDED = 1;

    /** A tag for a slot whose cell was removed before anybody told of it. */
    private static final byte GONE = 2;

    /** In the tags of cells and in no other. */
    private static final byte CELL = (byte) 0x80;

    /** A group of slots: {@link KeyedHash} says why. Their own slots are the high bits of the hash, then the place. */
    private static final int GROUP = 1 << KeyedHash.PLACE_BITS;

    /** How many slots come after the last own slot, so that a run does not go round. */
    private static final int TAIL = 128;

    private static final int LONG_RUN = 128;
    private static final int PIECE = 64;

    /** In large arrays, one cell in this many is counted, so that insertions do not meet in the counter. */
    private static final int SAMPLE = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Cell[].class);
    private static final VarHandle TAG = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Slots.class, "next", Slots.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final int shift;
    private final int sample;
    private final Cell[] slots;
    private final byte[] tags;
    private volatile @Nullable Slots next;

    /** Counters are objects of their own, not beside what every look-up reads. */
    private final AtomicInteger used;

    private final AtomicInteger gone;
    private final AtomicInteger claimed;

    /** Which pieces have been copied. */
    private final AtomicIntegerArray copied;

    /** The first array of a table. */
    Slots() {
        this(LEAST, TAIL);
    }

    private Slots(int capacity, int tail) {
        this.capacity = capacity;
        shift = Integer.numberOfLeadingZeros(capacity) + 1;
        sample = capacity < SAMPLE * LEAST ? 1 : SAMPLE;
        slots = new Cell[capacity + tail];
        tags = new byte[slots.length];
        used = new AtomicInteger();
        gone = new AtomicInteger();
        claimed = new AtomicInteger();
        copied = new AtomicIntegerArray((slots.length + PIECE - 1) / PIECE);
    }

    int capacity() {
        return capacity;
    }

    /** The array after this one; null if this one is not being left. */
    @Nullable
    Slots next() {
        return next;
    }

    /** About how many live cells there are. */
    long size() {
        return (long) (used.get() - gone.get()) * sample;
    }

    private @Nullable Cell get(int index) {
        return (Cell) SLOT.getAcquire(slots, index);
    }

    private boolean swap(int index, @Nullable Cell expected, Cell cell) {
        return SLOT.compareAndSet(slots, index, expected, cell);
    }

    private byte tag(int index) {
        return (byte) TAG.getAcquire(tags, index);
    }

    /** Keys of one group differ in the low bits, and those of one place in the others. */
    private static byte tagOf(int hash) {
        return (byte) ((hash ^ (hash >>> 8)) | CELL);
    }

    /** Tells what a slot has, which is not empty. Returns the slot's tag. */
    private byte tell(int index) {
        byte tag = tag(index);
        if (tag == UNTOLD) {
            Cell cell = Objects.requireNonNull(get(index));
            tag = cell == END ? ENDED : cell == REMOVED ? GONE : tagOf(cell.hash);
            TAG.setRelease(tags, index, tag);
        }
        return tag;
    }

    /** The live cell of a key; null if there is none; END if it is to be looked for in the next array. */
    @Nullable
    Cell find(Comparable<?> key, int hash) {
        byte wanted = tagOf(hash);
        for (int i = own(hash); i < tags.length; i++) {
            byte tag = tag(i);
            if (tag == UNTOLD) {
                // The processor goes on before it has the slot, and has it when a cell is added there.
                if (get(i) == null) {
                    return null;
                }
                tag = tell(i);
            }
            if (tag == wanted) {
                Cell cell = Objects.requireNonNull(get(i));
                if (cell.hash == hash && cell.key.equals(key) && !cell.dead()) {
                    return cell;
                }
            } else if (tag == ENDED) {
                return END;
            }
        }
        return next == null ? null : END;
    }

    /** Adds a cell; returns it, or the live one that its key has, or END if it is to be added to the next array. */
    Cell add(Cell fresh) {
        int own = own(fresh.hash);
        for (int i = own; i < slots.length; i++) {
            Cell there = put(fresh, i);
            if (there == fresh) {
                tell(i);
                count(fresh, i - own);
                return fresh;
            }
            byte tag = tell(i);
            if (tag == ENDED) {
                return END;
            }
            if (tag == tagOf(fresh.hash) && there.hash == fresh.hash && there.key.equals(fresh.key)) {
                if (!there.dead()) {
                    return there;
                }
                clear(i, there);
            }
        }
        grow(true);
        return END;
    }

    /** Puts a cell into a slot, or END if this array is being left; returns what the slot has then. Tells nothing. */
    Cell put(Cell fresh, int index) {
        Cell there = get(index);
        if (there == null) {
            Cell mine = next == null ? fresh : END;
            there = swap(index, null, mine) ? mine : Objects.requireNonNull(get(index));
        }
        return there;
    }

    /** One cell of a full group. Which place it has follows from the group, because the places may be chosen. */
    private boolean isSampled(Cell cell) {
        return ((cell.hash ^ (cell.hash >>> (2 * KeyedHash.PLACE_BITS))) & (sample - 1)) == 0;
    }

    private void count(Cell cell, int run) {
        boolean grows = run > LONG_RUN && (long) used.get() * sample > capacity / 8;
        if (isSampled(cell)) {
            int now = used.incrementAndGet();
            grows |= (long) now * sample > capacity / 2;
        }
        if (grows) {
            grow(false);
        }
    }

    private void clear(int index, Cell dead) {
        if (swap(index, dead, REMOVED) && isSampled(dead)) {
            gone.getAndIncrement();
        }
    }

    /** Takes a dead cell out of its slot. Any number of threads may do so at once. */
    void remove(Cell dead) {
        for (int i = own(dead.hash); i < slots.length; i++) {
            Cell cell = get(i);
            if (cell == dead) {
                clear(i, dead);
                return;
            }
            if (cell == null || cell == END) {
                return;
            }
        }
    }

    /** Begins to leave this array, if that has not begun. The next one has a longer tail if a run came to the end. */
    private void grow(boolean toTheEnd) {
        if (next == null) {
            long live = size();
            int wanted = capacity;
            if (live > capacity / 4) {
                wanted = capacity < LARGE ? capacity * STEP : capacity * 2;
            } else if (live < capacity / 32) {
                wanted = Math.max(LEAST, capacity / 4);
            }
            int tail = toTheEnd ? 2 * (slots.length - capacity) : TAIL;
            NEXT.compareAndSet(this, null, new Slots(wanted, tail));
        }
    }

    /** The array after this one, which there is. */
    Slots grown() {
        return Objects.requireNonNull(next);
    }

    /** Copies a piece that is not copied yet; whether none is left. */
    boolean copyPiece() {
        int pieces = copied.length();
        int first = Math.floorMod(claimed.getAndIncrement(), pieces);
        for (int i = 0; i < pieces; i++) {
            int piece = first + i < pieces ? first + i : first + i - pieces;
            if (copied.get(piece) == 0) {
                copy(piece * PIECE);
                copied.set(piece, 1);
                return false;
            }
        }
        return true;
    }

    // Slots are closed and cells fetched before any is put in: one after the other, each would wait for memory.
    private void copy(int from) {
        Cell[] found = new Cell[PIECE];
        int count = 0;
        for (int i = from; i < Math.min(from + PIECE, slots.length); i++) {
            Cell cell = close(i);
            if (cell != null) {
                found[count++] = cell;
            }
        }
        for (int i = 0; i < count; i++) {
            Slots to = grown();
            while (!to.take(found[i])) {
                to = to.grown();
            }
        }
    }

    /** Closes a slot; the live cell in it, or null. */
    private @Nullable Cell close(int index) {
        Cell cell = get(index);
        if (cell == null) {
            cell = swap(index, null, END) ? END : Objects.requireNonNull(get(index));
        }
        tell(index);
        if (cell == END || cell == REMOVED) {
            return null;
        }
        if (cell.dead()) {
            clear(index, cell);
            return null;
        }
        return cell;
    }

    /** Takes a cell of the array before; false if it is to go to the next one. */
    private boolean take(Cell cell) {
        for (int i = own(cell.hash); i < slots.length; i++) {
            Cell there = get(i);
            boolean taken = there == null && swap(i, null, cell);
            if (there == null) {
                there = Objects.requireNonNull(get(i));
            }
            byte tag = tell(i);
            if (taken) {
                if (isSampled(cell)) {
                    used.getAndIncrement();
                }
                if (cell.dead()) {
                    clear(i, cell); // whoever removes it may have looked here before it came
                }
                return true;
            }
            if (tag == ENDED) {
                return false;
            }
            if (there == cell || (tag == tagOf(cell.hash) && there.hash == cell.hash && there.key.equals(cell.key))) {
                return true;
            }
        }
        grow(true);
        return false;
    }

    /** How many slots a look-up looks at, for tests that count them. */
    int looks(Comparable<?> key, int hash) {
        int i = own(hash);
        while (has(i) && !ends(i) && !key.equals(Objects.requireNonNull(get(i)).key)) {
            i++;
        }
        return i + 1 - own(hash);
    }

    /** The index of the slot of a hash. */
    int own(int hash) {
        return ((hash >>> shift) & -GROUP) | (hash & (GROUP - 1));
    }

    /** The index of the first slot of a hash's group. */
    int group(int hash) {
        return own(hash) & -GROUP;
    }

    /** Whether all cells whose own slots come before this index lie before it: then it is the first of a group. */
    boolean divides(int index) {
        return (index & (GROUP - 1)) == 0 && ends(index - 1);
    }

    /** Whether there is a slot with this index. */
    boolean has(int index) {
        return index < slots.length;
    }

    /** The cell in a slot, dead or alive; null where a run ends, and for a slot whose cell was removed. */
    @Nullable
    Cell cell(int index) {
        Cell cell = get(index);
        return cell == END || cell == REMOVED ? null : cell;
    }

    /** Whether a run ends at this slot. */
    boolean ends(int index) {
        Cell cell = get(index);
        return cell == null || cell == END;
    }
}
