package io.inventory4j.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Outcome;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch as scripts read it: the calls that can get it done, and what their answer means. apply.lua shows the bytes of
 * a request; {@link RequestWriter} writes them.
 */
final class Request {
    static final int RESERVE = 1;
    static final int SETTLE = 2;
    static final int MOVE = 3;
    static final int SALE_STATE = 4;

    /** Each request begins with its kind: a batch, a sweep, a purge. */
    static final int BATCH = 1;

    static final int EXPIRE = 2;
    static final int PURGE = 3;

    /** The buckets whose sums a move's line has, in this order. */
    static final Bucket[] MOVABLE = {
        Bucket.AVAILABLE, Bucket.SAFETY, Bucket.QUALITY_CONTROL, Bucket.DAMAGED, Bucket.INCOMING
    };

    /**
     * The number of values in a move's line: its place, expected version, opening, and whether units are posted to it.
     */
    static final int MOVED_LINE = 4;

    /** The number of values that follow if units are posted to the line: two halves for each bucket. */
    static final int POSTED = 2 * MOVABLE.length;

    /** What a settlement can do, by numbers from 1 on. */
    static final List<Transition> TRANSITIONS = List.of(
            Transition.CONFIRM,
            Transition.RELEASE,
            Transition.CANCEL,
            Transition.SHIP,
            Transition.RETURN,
            Transition.EXTEND);

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
    record Try(Script script, List<byte[]> arguments) {}

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

    static Request of(List<Command> batch) {
        return new RequestWriter(batch).request();
    }

    /** The request of a sweep. */
    static byte[] expire(int max) {
        return new Packer().number(EXPIRE).number(max).toBytes();
    }

    /** The request of a purge. */
    static byte[] purge(long settledBy, int max) {
        return new Packer().number(PURGE).number(settledBy).number(max).toBytes();
    }

    /** Whether {@link Script#RUSH} can do it, if all of it is held. */
    boolean isRush() {
        return rushPlan != null;
    }

    /** The smallest script that has all that the commands need. */
    Script script() {
        return script;
    }

    /**
     * The calls to make, one after the other until one answers; the last one answers always.
     *
     * @param now the time that decides, empty for that of the server
     * @param rushFirst whether to try {@link Script#RUSH} first, where it can do the batch
     */
    List<Try> tries(byte[] now, boolean rushFirst) {
        Try any = new Try(script, List.of(now, bytes));
        return rushPlan == null || !rushFirst
                ? List.of(any)
                : List.of(new Try(Script.RUSH, List.of(now, bytes, rushPlan.get())), any);
    }

    /** Reads the answer to any of the calls. */
    Answer answer(byte[] text) {
        return new Answer(text, lines);
    }

    /** What became of the commands: of the first ones, if the call has ended before the others. */
    List<Outcome> outcomes(Answer answer) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        while (answer.more()) {
            outcomes.add(answer.outcome(commands.get(outcomes.size())));
        }
        return outcomes;
    }
}
