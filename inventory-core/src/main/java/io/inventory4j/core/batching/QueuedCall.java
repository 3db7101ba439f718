package io.inventory4j.core.batching;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Command;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one caller, from the moment that they wait until they have an answer. Who takes it out of the queue
 * writes what the store said, and then ANSWERED; after that it belongs to its caller again.
 */
abstract class QueuedCall {
    private static final AtomicReferenceFieldUpdater<QueuedCall, Place> PLACE =
            AtomicReferenceFieldUpdater.newUpdater(QueuedCall.class, Place.class, "place");

    /** Where it is. Who changes it has won it from the others, by compare-and-swap. */
    private enum Place {
        WAITING,
        UNDER_WAY,
        ANSWERED,
        /** Its caller has left. */
        LEFT
    }

    /** What is to be done after the store has said something. */
    enum Next {
        /** It has its result. */
        DONE,
        /** Send it again, alone. */
        NOW,
        /** Send it again, alone, after a pause: the store may be away for a moment. */
        LATER
    }

    private final List<Command> commands;
    private final int rows;
    private final long deadline;
    private volatile Place place = Place.WAITING;
    private @Nullable List<Outcome> outcomes;
    private @Nullable RuntimeException failure;
    private boolean inCompany;

    /** How often it was sent again, alone. */
    private int repeats;

    /** The first failure after which it may have happened. */
    private @Nullable LedgerException doubt;

    /** The commands as given, how many rows they touch, and when the caller goes, by {@link System#nanoTime}. */
    QueuedCall(List<Command> commands, int rows, long deadline) {
        this.commands = commands;
        this.rows = rows;
        this.deadline = deadline;
    }

    /** Called when a turn may be free, while this is the first that waits. */
    abstract void turnMayBeFree();

    /** Called when it is answered. */
    abstract void answered();

    final List<Command> commands() {
        return commands;
    }

    final int rows() {
        return rows;
    }

    /** Whether it travels alone: what has failed in company may have failed through others, or fail them. */
    final boolean alone() {
        return repeats > 0;
    }

    final long deadline() {
        return deadline;
    }

    final long left() {
        return deadline - System.nanoTime();
    }

    final boolean waits() {
        return place == Place.WAITING;
    }

    final boolean isAnswered() {
        return place == Place.ANSWERED;
    }

    /** Takes it out of the queue, to carry it to the store; false if its caller has left. */
    final boolean take() {
        return PLACE.compareAndSet(this, Place.WAITING, Place.UNDER_WAY);
    }

    /** Leaves the queue; false if it no longer waits there. */
    final boolean leaveQueue() {
        return PLACE.compareAndSet(this, Place.WAITING, Place.LEFT);
    }

    /** Leaves a batch that is under way; false if it is answered. */
    final boolean leaveBatch() {
        return PLACE.compareAndSet(this, Place.UNDER_WAY, Place.LEFT);
    }

    /** What the store said of its commands. */
    final void said(List<Outcome> here) {
        outcomes = here;
        failure = null;
    }

    /** How the store has failed, and whether commands of others were in the batch. */
    final void failed(RuntimeException thrown, boolean others) {
        outcomes = null;
        failure = thrown;
        inCompany = others;
    }

    /** Gives it back to its caller, unless he has left. */
    final void answer() {
        if (PLACE.compareAndSet(this, Place.UNDER_WAY, Place.ANSWERED)) {
            answered();
        }
    }

    /** Looks at what the store said (rules 10.1, 10.2). Only its caller calls it, once for each answer. */
    final Next next() {
        RuntimeException thrown = failure;
        if (thrown == null) {
            return Next.DONE;
        }
        if (thrown instanceof LedgerException unknown && unknown.effect() == Effect.UNKNOWN) {
            doubt = doubt == null ? unknown : doubt;
            return left() <= 0 ? Next.DONE : repeats == 0 ? Next.NOW : Next.LATER;
        }
        if (inCompany) {
            if (doubt == null && !isWordOfTheStore(thrown)) {
                doubt = copy(thrown);
            }
            return left() > 0 ? Next.NOW : Next.DONE;
        }
        return doubt != null && thrown instanceof LedgerException && left() > 0 ? Next.LATER : Next.DONE;
    }

    /** Whether a failure says by itself that nothing happened: by its effect, or of an argument (rule 9.10). */
    private static boolean isWordOfTheStore(RuntimeException thrown) {
        return thrown instanceof LedgerException || thrown instanceof IllegalArgumentException;
    }

    /** Lets it wait once more. */
    final void again() {
        repeats++;
        place = Place.WAITING;
    }

    /** How long to pause before it is sent again, in nanoseconds: twice as long each time, up to 64 ms, by chance. */
    final long pause(double chance) {
        long longest = 1_000_000L << Math.min(6, repeats);
        return Math.max(1, Math.min(left(), (long) (longest * (0.5 + chance / 2))));
    }

    /** The outcomes, or the failure as this caller is to see it. */
    final List<Outcome> result() {
        List<Outcome> here = outcomes;
        if (here == null) {
            throw doubt != null ? inDoubt(doubt) : inCompany ? copy(Objects.requireNonNull(failure)) : failure;
        }
        if (doubt != null) {
            for (Outcome outcome : here) {
                if (outcome instanceof Outcome.Refused refused) {
                    // The first copy may still arrive, and be applied (rule 10.2).
                    throw new LedgerException(
                            Effect.UNKNOWN,
                            "sent again, it was refused " + refused.refusal().reason()
                                    + ", while the first copy may still arrive: " + doubt.summary(),
                            doubt);
                }
            }
        }
        return here;
    }

    /** The failure of a caller who does not wait any longer. */
    final LedgerException gone(String why, boolean underWay) {
        if (doubt != null) {
            return inDoubt(doubt);
        }
        return new LedgerException(underWay ? Effect.UNKNOWN : Effect.NONE, why, null);
    }

    private static LedgerException inDoubt(LedgerException doubt) {
        return new LedgerException(
                Effect.UNKNOWN, "the store has not said what became of it: " + doubt.summary(), doubt);
    }

    /** Each caller gets an exception of his own, since exceptions can be changed, and may be about others' commands. */
    private static LedgerException copy(RuntimeException shared) {
        if (shared instanceof LedgerException failed) {
            return new LedgerException(failed.effect(), "a batch has failed: " + failed.summary(), failed);
        }
        // Of what others have thrown, the text may name somebody's order or buyer. The cause has it.
        return new LedgerException(
                Effect.UNKNOWN, "a batch has failed: " + shared.getClass().getName(), shared);
    }
}
