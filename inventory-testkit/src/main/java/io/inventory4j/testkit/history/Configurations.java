package io.inventory4j.testkit.history;

/** A set of 128-bit hashes, by open addressing. */
final class Configurations {
    private long[] table = new long[2 * 256];
    private int size;

    int size() {
        return size;
    }

    /** Adds a hash; false where it was there. */
    boolean add(long high, long low) {
        // All zeros mark a free place.
        long first = high == 0 && low == 0 ? 1 : high;
        if (4 * size > table.length) {
            grow();
        }
        boolean added = place(table, first, low);
        size += added ? 1 : 0;
        return added;
    }

    private void grow() {
        long[] wider = new long[2 * table.length];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0 || table[i + 1] != 0) {
                place(wider, table[i], table[i + 1]);
            }
        }
        table = wider;
    }

    private static boolean place(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        int at = (int) (low ^ (low >>> 32)) & mask;
        while (table[2 * at] != 0 || table[2 * at + 1] != 0) {
            if (table[2 * at] == high && table[2 * at + 1] == low) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[2 * at] = high;
        table[2 * at + 1] = low;
        return true;
    }
}
