package io.inventory4j.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a batch of new holds takes if all of it is held, added up: whether there is enough for the last of them says so of
 * all, so the script rush.lua needs not look at each.
 */
final class RushPlan {
    private static final int NEEDED = 0;
    private static final int TAKEN = 1;
    private static final int HOLDS = 2;

    private static final int CHARGED = 0;
    private static final int MOST = 1;
    private static final int END = 2;

    private static final List<long[]> NOTHING = List.of();
    private static final long[] NONE = {0};
    private static final long[] NONE_CHARGED = {0, 0, 0};

    private final List<long[]> lines = new ArrayList<>();
    private final List<long[]> counters = new ArrayList<>();
    private final List<long[]> holds = new ArrayList<>();
    private final Packer names = new Packer();
    private boolean possible = true;

    /** Whether no more than what is stored can be in the way. */
    boolean isPossible() {
        return possible;
    }

    /** There is more to be looked at. */
    void ruleOut() {
        possible = false;
    }

    /** The next reserve holds for so long. */
    void hold(long micros) {
        holds.add(new long[] {micros});
    }

    /** The next reserve takes units of a line, down to a floor (rule 1.1). */
    void take(int place, long quantity, long floor) {
        if (!possible) {
            return;
        }
        if (place > lines.size()) {
            lines.add(new long[] {Long.MIN_VALUE, 0, 0});
        }
        long[] line = lines.get(place - 1);
        line[TAKEN] = exact(line[TAKEN] + quantity);
        line[NEEDED] = exact(Math.max(line[NEEDED], line[TAKEN] + floor));
        line[HOLDS]++;
    }

    /** The next reserve charges a counter (rule 1.2). */
    void charge(int place, long quantity, long limit, long end) {
        if (!possible) {
            return;
        }
        if (place > counters.size()) {
            counters.add(new long[] {0, Micros.NEVER, end});
        }
        long[] counter = counters.get(place - 1);
        counter[CHARGED] = exact(counter[CHARGED] + quantity);
        counter[MOST] = Math.min(counter[MOST], limit - counter[CHARGED]);
        // A counter is filed under each end that it is given.
        possible &= counter[MOST] >= 0 && counter[END] == end;
    }

    /** Beyond what Lua's numbers hold exactly, nothing is added up. */
    private long exact(long sum) {
        if (sum < -Micros.NEVER || sum > Micros.NEVER) {
            possible = false;
            return 0;
        }
        return sum;
    }

    /** Where in the request the reservations' names are, behind as many bytes and up to so many; how many lines it names. */
    void names(int count, int from, int to) {
        // No line is met beside those that are named.
        byte[] inFront = new Packer().array(0).array(count).toBytes();
        names.text(inFront).text(new Packer().array(holds.size()).toBytes());
        names.number(from + 1).number(to);
    }

    /** As rush.lua reads it. */
    byte[] toBytes() {
        boolean sameHold = same(holds);
        boolean sameCharge = same(counters);
        Packer out = new Packer().all(names);
        numbers(out, sameHold ? holds.get(0) : NONE);
        numbers(out, sameCharge ? counters.get(0) : NONE_CHARGED);
        lines.forEach(line -> numbers(out, line));
        (sameCharge ? NOTHING : counters).forEach(counter -> numbers(out, counter));
        (sameHold ? NOTHING : holds).forEach(hold -> numbers(out, hold));
        return out.toBytes();
    }

    private static boolean same(List<long[]> all) {
        for (long[] each : all) {
            if (!Arrays.equals(each, all.get(0))) {
                return false;
            }
        }
        return !all.isEmpty();
    }

    private static void numbers(Packer out, long[] numbers) {
        for (long number : numbers) {
            out.number(number);
        }
    }
}
