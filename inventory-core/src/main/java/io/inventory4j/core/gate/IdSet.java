package io.inventory4j.core.gate;

/**
 * A set of ids, each as a hash of 64 bits: so that an id is in it by mistake hardly ever, and is then only asked for
 * once too often. One thread at a time adds; any number look. What was added before something else was published is
 * seen by whoever has seen that.
 */
final class IdSet {
    private static final int SMALLEST = 16;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final int most;
    private volatile long[] slots = new long[SMALLEST];
    private int size;

    /** @param most how many ids it takes */
    IdSet(int most) {
        this.most = most;
    }

    /** Adds an id; false if there is no room for it. */
    boolean add(long id) {
        if (contains(id)) {
            return true;
        }
        if (size >= most) {
            return false;
        }
        if (size >= slots.length / 2) {
            grow();
        }
        put(slots, key(id));
        size++;
        return true;
    }

    boolean contains(long id) {
        long[] now = slots;
        long key = key(id);
        for (int i = place(key, now); ; i = (i + 1) & (now.length - 1)) {
            long there = now[i];
            if (there == key) {
                return true;
            }
            if (there == 0) {
                return false;
            }
        }
    }

    int size() {
        return size;
    }

    /** Forgets all ids. */
    void clear() {
        slots = new long[SMALLEST];
        size = 0;
    }

    /** What it takes of the memory, in slots of 8 bytes. */
    int capacity() {
        return slots.length;
    }

    private void grow() {
        long[] before = slots;
        long[] larger = new long[before.length * 2];
        for (long key : before) {
            if (key != 0) {
                put(larger, key);
            }
        }
        slots = larger;
    }

    private static void put(long[] into, long key) {
        int i = place(key, into);
        while (into[i] != 0) {
            i = (i + 1) & (into.length - 1);
        }
        into[i] = key;
    }

    /** An empty slot is 0. */
    private static long key(long id) {
        return id == 0 ? 1 : id;
    }

    private static int place(long key, long[] in) {
        return (int) ((key * SPREAD) >>> 32) & (in.length - 1);
    }
}
