package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Refusal;
import io.inventory4j.live.SaleNotes.Written;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries out operations and planned steps.
 *
 * <p>First it is written who wants what and why, then it is done, and at last that it was. What has no end in the
 * journal was begun by a node that died, or is being done by another one; doing it again takes effect once.
 */
final class SaleDesk {
    private final SaleIds ids;
    private final SaleNotes notes;
    private final ActionText actions;
    private final Effects effects;
    private final SaleLog log;

    SaleDesk(Inventory inventory, SaleIds ids, SaleLines lines, SaleLog log) {
        this.ids = ids;
        this.log = log;
        notes = new SaleNotes(inventory, ids);
        actions = new ActionText(lines);
        effects = new Effects(inventory, lines);
    }

    /**
     * Carries out an operation.
     *
     * @return it, as the journal has it
     * @throws IllegalArgumentException if the plan does not allow it, or another operation has this id
     */
    SaleOperation perform(String id, By by, Action action) {
        effects.check(action);
        String operation = NoteBook.OPERATION + id;
        write(operation, by);
        if (notes.write(operation + NoteBook.DO, actions.write(action)) == Written.OTHER) {
            throw new IllegalArgumentException("another operation has the id " + id);
        }
        SaleOperation begun = log.read(id);
        return begun.outcome() == null ? finish(begun) : begun;
    }

    /**
     * Does what an operation asks for, and writes that it was done. Of a move that was refused, the id is used up first:
     * so it cannot take effect later, by another node that is in the middle of it.
     */
    SaleOperation finish(SaleOperation operation) {
        String run = NoteBook.OPERATION + operation.id() + "/run";
        Optional<Refusal> refused = effects.run(ids.of(run), operation.action());
        if (refused.isPresent() && Effects.moves(operation.action()) && notes.write(run, "refused") == Written.OTHER) {
            refused = Optional.empty();
        }
        List<StockKey> released = refused.isEmpty() ? effects.released(operation.action()) : List.of();
        if (!released.isEmpty()) {
            log.refresh();
            Instant closedAt = log.closedAt(ids.of(run)).orElse(operation.at());
            released.forEach(key -> effects.releaseHolds(key, closedAt));
        }
        notes.write(
                NoteBook.OPERATION + operation.id() + NoteBook.END,
                refused.map(SaleDesk::text).orElse(SaleOperation.DONE));
        return log.read(operation.id());
    }

    /** The reason only: a subject can be a counter's name. */
    private static String text(Refusal refusal) {
        return "refused " + refusal.reason();
    }

    /** Plans a step. */
    void plan(String id, By by, Trigger trigger, Action action) {
        effects.check(action);
        String step = NoteBook.STEP + id;
        write(step, by);
        if (notes.write(step + NoteBook.DO, log.step(trigger, action)) == Written.OTHER) {
            throw new IllegalArgumentException("another step has the id " + id);
        }
    }

    /**
     * Takes a step back.
     *
     * @return false if it was taken before
     */
    boolean cancel(String id, By by) {
        String step = NoteBook.STEP + id;
        // Of several who take it back, the first one's name stays.
        notes.write(step + "/cancel" + NoteBook.WHO, by.who());
        notes.write(step + "/cancel" + NoteBook.WHY, by.why());
        return notes.write(step + NoteBook.END, NoteBook.CANCELLED) != Written.OTHER;
    }

    /** Takes a step whose trigger has come, unless it was cancelled. */
    void take(PlannedStep step) {
        if (notes.write(NoteBook.STEP + step.id() + NoteBook.END, NoteBook.TAKEN) != Written.OTHER) {
            perform(NoteBook.STEP + step.id(), step.by(), step.action());
        }
    }

    private void write(String what, By by) {
        if (notes.write(what + NoteBook.WHO, by.who()) == Written.OTHER
                || notes.write(what + NoteBook.WHY, by.why()) == Written.OTHER) {
            throw new IllegalArgumentException("somebody else used the id " + what + ", or for another reason");
        }
    }

    /** Whether a trigger has come. */
    boolean due(Trigger trigger, SaleLines lines, Instant now) {
        return trigger instanceof Trigger.Sold sold
                ? log.sold(lines.number(sold.sku())) >= sold.units()
                : !((Trigger.At) trigger).when().isAfter(now);
    }

    Effects effects() {
        return effects;
    }
}
