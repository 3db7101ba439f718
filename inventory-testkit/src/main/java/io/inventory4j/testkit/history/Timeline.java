package io.inventory4j.testkit.history;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The calls and returns of the operations that are still to be ordered, in the order of time, as a linked list (Wing
 * and Gong 1993). The calls before the first return are the candidates: no other operation was over before they began.
 */
final class Timeline {
    /** The entry at the end of the list, which is neither a call nor a return. */
    private final int end;

    private final int[] next;
    private final int[] previous;
    private final int[] operationOf;
    private final int[] callOf;
    private final int[] returnOf;
    private final long[] times;
    private int left;

    /** Of operations that have a return, in the order of their calls. */
    Timeline(Operation[] operations) {
        int n = operations.length;
        Integer[] byReturn = new Integer[n];
        Arrays.setAll(byReturn, i -> i);
        Arrays.sort(byReturn, Comparator.comparingLong(i -> operations[i].to()));
        end = 2 * n;
        next = new int[end + 2];
        previous = new int[end + 2];
        operationOf = new int[end + 1];
        times = new long[end + 1];
        callOf = new int[n];
        returnOf = new int[n];
        left = n;
        int calls = 0;
        int returns = 0;
        for (int entry = 0; entry < end; entry++) {
            boolean call = calls < n && operations[calls].from() < operations[byReturn[returns]].to();
            int operation = call ? calls++ : byReturn[returns++];
            operationOf[entry] = operation;
            times[entry] = call ? operations[operation].from() : operations[operation].to();
            (call ? callOf : returnOf)[operation] = entry;
        }
        times[end] = Call.NEVER;
        operationOf[end] = -1;
        // Entry end + 1 is the head of the list, before the first.
        for (int entry = 0; entry <= end; entry++) {
            int before = entry == 0 ? end + 1 : entry - 1;
            previous[entry] = before;
            next[before] = entry;
        }
    }

    int left() {
        return left;
    }

    int first() {
        return next[end + 1];
    }

    int after(int entry) {
        return next[entry];
    }

    int before(int entry) {
        return previous[entry];
    }

    boolean isCall(int entry) {
        return entry < end && callOf[operationOf[entry]] == entry;
    }

    int operation(int entry) {
        return operationOf[entry];
    }

    int call(int operation) {
        return callOf[operation];
    }

    /** The time of the first return, after which no operation that is ordered next may begin. */
    long frontier() {
        return times[frontierEntry()];
    }

    /** The operation that returns first; -1 if none is left. */
    int returnsFirst() {
        return operationOf[frontierEntry()];
    }

    private int frontierEntry() {
        int entry = first();
        while (isCall(entry)) {
            entry = next[entry];
        }
        return entry;
    }

    void lift(int operation) {
        unlink(callOf[operation]);
        unlink(returnOf[operation]);
        left--;
    }

    /** Undoes the last lift that was not undone. */
    void unlift(int operation) {
        link(returnOf[operation]);
        link(callOf[operation]);
        left++;
    }

    private void unlink(int entry) {
        next[previous[entry]] = next[entry];
        previous[next[entry]] = previous[entry];
    }

    private void link(int entry) {
        next[previous[entry]] = entry;
        previous[next[entry]] = entry;
    }
}
