package io.inventory4j.testkit.history;

import java.util.Arrays;

/** A stack of numbers. */
final class Ints {
    private int[] values = new int[64];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int get(int at) {
        return values[at];
    }

    void push(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int pop() {
        return values[--size];
    }
}
