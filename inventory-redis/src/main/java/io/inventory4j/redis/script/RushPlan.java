package io.inventory4j.redis.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a batch of new reservations takes if all of it is held, added up. If the total fits, every reservation fits, so
 * rush.lua checks each line and counter once.
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
    private long from = Micros.UNBOUNDED;
    private long until = Micros.UNBOUNDED;
    private int steps;
    private boolean possible = true;

    /**
     * Whether {@link Script#RUSH} can do the batch, unless what is stored forbids it. It does all of it, so there must
     * not be so many steps that apply.lua would end before.
     */
    boolean isPossible() {
        return possible && steps <= Request.ENOUGH_STEPS;
    }

    /** Makes it impossible: the batch has something that rush.lua does not look at. */
    void ruleOut() {
        possible = false;
    }

    /** Adds a reserve, which holds for a time. */
    void hold(long micros) {
        steps++;
        holds.add(new long[] {micros});
    }

    /** Adds units that the last reserve takes of a line, down to a floor (rule 1.1). */
    void take(int place, long quantity, long floor) {
        if (!possible) {
            return;
        }
        steps++;
        if (place > lines.size()) {
            lines.add(new long[] {Long.MIN_VALUE, 0, 0});
        }
        long[] line = lines.get(place - 1);
        line[TAKEN] = exact(line[TAKEN] + quantity);
        line[NEEDED] = exact(Math.max(line[NEEDED], line[TAKEN] + floor));
        line[HOLDS]++;
    }

    /** Adds what the last reserve charges a counter (rule 1.2). */
    void charge(int place, long quantity, long limit, long end) {
        if (!possible) {
            return;
        }
        steps++;
        if (place > counters.size()) {
            counters.add(new long[] {0, Micros.NEVER, end});
        }
        long[] counter = counters.get(place - 1);
        counter[CHARGED] = exact(counter[CHARGED] + quantity);
        counter[MOST] = Math.min(counter[MOST], limit - counter[CHARGED]);
        // apply.lua files a counter under each end that a reserve gives it, rush.lua under one.
        possible &= counter[MOST] >= 0 && counter[END] == end;
    }

    /** Adds the time for which a charge of the last reserve is right (rule 12): all of them must be. */
    void within(long start, long end) {
        from = Math.max(from, start);
        until = until < 0 || (end >= 0 && end < until) ? end : until;
    }

    /** The sum, unless Lua's numbers do not hold it exactly: then the plan is impossible. */
    private long exact(long sum) {
        if (sum < -Micros.NEVER || sum > Micros.NEVER) {
            possible = false;
            return 0;
        }
        return sum;
    }

    /**
     * The plan as rush.lua shows it.
     *
     * @param idsFrom how many bytes of the request come before the packed names of the reservations
     * @param idsTo how many bytes come before what follows them
     */
    byte[] toBytes(int idsFrom, int idsTo) {
        byte[] answerHead = new Packer().array(0).array(lines.size()).toBytes();
        byte[] listHead = new Packer().array(holds.size()).toBytes();
        boolean sameHold = same(holds);
        boolean sameCharge = same(counters);
        Packer out = new Packer().text(answerHead).text(listHead);
        out.number(idsFrom + 1).number(idsTo);
        numbers(out, sameHold ? holds.get(0) : NONE);
        out.number(from).number(until);
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
