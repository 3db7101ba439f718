package io.inventory4j.redis.script;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch as scripts read it: the calls that can get it done, and what their answer means. apply.lua shows the bytes of
 * a request; {@link RequestWriter} writes them.
 */
public final class Request {
    static final int RESERVE = 1;
    static final int SETTLE = 2;
    static final int MOVE = 3;
    static final int SALE_STATE = 4;

    /** In place of a sale state that stays as it is (rule 4.7). */
    static final int AS_IT_IS = -1;

    /** A reserve that takes again what a sweep took (rule 1.12). */
    static final int TAKE_AGAIN = 5;

    /** A reserve with lines that choose (rule 1.9). */
    static final int CHOOSE = 6;

    /** The same, which takes again what a sweep took. */
    static final int CHOOSE_AGAIN = 7;

    /** Each request begins with its kind: a batch, a sweep, a purge. */
    public static final int BATCH = 1;

    public static final int EXPIRE = 2;
    public static final int PURGE = 3;

    private static final long ANY_TIME = 0;

    /** The buckets whose sums a move's line has, in this order. */
    static final Bucket[] MOVABLE = {
        Bucket.AVAILABLE, Bucket.SAFETY, Bucket.QUALITY_CONTROL, Bucket.DAMAGED, Bucket.INCOMING
    };

    /**
     * The number of values in a move's line: its place, expected version, opening, whether that is pinned, and what
     * follows: {@link #UNITS_POSTED}, a target, or nothing.
     */
    static final int MOVED_LINE = 5;

    /** Says that units are posted to a line of a move. */
    static final int UNITS_POSTED = 1;

    /**
     * The number of values that follow if units are posted to the line: whether some of them come in, and two halves
     * for each bucket.
     */
    static final int POSTED = 1 + 2 * MOVABLE.length;

    /** What a move can set, by numbers from {@link #FIRST_TARGET} on. */
    static final List<SetTo.Target> TARGETS =
            List.of(SetTo.Target.AVAILABLE, SetTo.Target.ON_HAND, SetTo.Target.SAFETY, SetTo.Target.SAFETY_PERCENT);

    static final int FIRST_TARGET = UNITS_POSTED + 1;

    /** The number of values that follow a target: the quantity, the units that have left, and their version. */
    static final int TARGETED = 3;

    /** What a settlement can do, by numbers from 1 on. */
    public static final List<Transition> TRANSITIONS = List.of(
            Transition.CONFIRM,
            Transition.RELEASE,
            Transition.CANCEL,
            Transition.SHIP,
            Transition.RETURN,
            Transition.EXTEND,
            Transition.GIVE_BACK);

    /** How many values scripts take from a text, or give to a command, at once: Lua's stack is bounded. */
    static final int CHUNK = 1_000;

    /**
     * When it has done so many steps, a call ends after the command at hand (rule 10.3). A step is a line that a
     * command touches, or another row that it writes; it takes some 1 to 5 us of a slow core.
     */
    static final int ENOUGH_STEPS = 1_000;

    /**
     * A call that may get the batch done. A script that answers nothing has done nothing.
     *
     * @param script the script
     * @param arguments its arguments
     */
    public record Try(Script script, List<byte[]> arguments) {}

    private final List<Command> commands;
    private final List<StockKey> lines;
    private final byte[] bytes;
    private final Script script;
    private final @Nullable Supplier<byte[]> rushPlan;

    /**
     * Made by a {@link RequestWriter}.
     *
     * @param commands the batch
     * @param lines the lines that it names, in the order of their places
     * @param bytes what scripts read
     * @param script the smallest script that has all that the commands need
     * @param rushPlan makes the plan for {@link Script#RUSH}; null if it cannot do the batch
     */
    Request(
            List<Command> commands,
            List<StockKey> lines,
            byte[] bytes,
            Script script,
            @Nullable Supplier<byte[]> rushPlan) {
        this.commands = commands;
        this.lines = lines;
        this.bytes = bytes;
        this.script = script;
        this.rushPlan = rushPlan;
    }

    public static Request of(List<Command> batch) {
        return new RequestWriter(batch, ANY_TIME).request();
    }

    /** Shipments of whole orders, of those that are confirmed and were not changed after a time (rule 9.2). */
    public static Request shipConfirmed(List<Command> shipments, long unchangedSince) {
        return new RequestWriter(shipments, unchangedSince).request();
    }

    /** The request of a sweep, which leaves one reservation alone, if any is named. */
    public static byte[] expire(int max, @Nullable ReservationId except) {
        byte[] name = except == null ? new byte[0] : Rows.name(except);
        return new Packer().number(EXPIRE).number(max).text(name).toBytes();
    }

    /**
     * The request of a purge.
     *
     * @param by the latest times of what may be forgotten: of what was settled, of what was shipped, of moves
     * @param max how much to forget at most
     */
    public static byte[] purge(long[] by, int max) {
        Packer out = new Packer().number(PURGE);
        for (long time : by) {
            out.number(time);
        }
        return out.number(max).toBytes();
    }

    /** Whether {@link Script#RUSH} can do it, if all of it is held. */
    public boolean isRush() {
        return rushPlan != null;
    }

    /** The smallest script that has all that the commands need. */
    public Script script() {
        return script;
    }

    /**
     * The calls to make, one after the other until one answers; the last one answers always.
     *
     * @param now the time that decides, empty for that of the server
     * @param rushFirst whether to try {@link Script#RUSH} first, where it can do the batch
     */
    public List<Try> tries(byte[] now, boolean rushFirst) {
        Try any = new Try(script, List.of(now, bytes));
        return rushPlan == null || !rushFirst
                ? List.of(any)
                : List.of(new Try(Script.RUSH, List.of(now, bytes, rushPlan.get())), any);
    }

    /** Reads the answer to any of the calls. */
    public Answer answer(byte[] text) {
        return new Answer(text, lines);
    }

    /** What became of the commands: of the first ones, if the call has ended before the others. */
    public List<Outcome> outcomes(Answer answer) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        while (answer.more()) {
            outcomes.add(answer.outcome(commands.get(outcomes.size())));
        }
        return outcomes;
    }
}
