package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.notes.SaleNotes.Written;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Carries out operations and planned steps.
 *
 * <p>First it is written who wants what and why, then it is done, and at last that it was. What has no end in the
 * journal was begun by a node that died, or is being done by another one; doing it again takes effect once.
 */
final class SaleDesk {
    private static final String CLOSE = "close/";
    private static final By TOO_LATE = new By("the live sale", "the SKU has ended");

    private final SaleIds ids;
    private final SaleNotes notes;
    private final ActionText actions;
    private final Effects effects;
    private final SaleLog log;
    private final SaleLines lines;

    SaleDesk(Inventory inventory, SaleIds ids, SaleLines lines, SaleLog log) {
        this.ids = ids;
        this.log = log;
        this.lines = lines;
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
        if (!begin(id, by, action)) {
            throw new IllegalArgumentException(
                    "the id " + id + " is of another operation, or another person, or has another reason");
        }
        return carryOn(log.read(id));
    }

    /** Writes who wants what and why; false if the id is taken. */
    private boolean begin(String id, By by, Action action) {
        String operation = NoteBook.OPERATION + id;
        return write(operation, by) && notes.write(operation + NoteBook.DO, actions.write(action)) != Written.OTHER;
    }

    private SaleOperation carryOn(SaleOperation begun) {
        return begun.outcome() == null ? finish(begun) : begun;
    }

    /** Ends the whole sale, or finds that it has ended so: whoever closes it again may be another person. */
    SaleOperation end(By by, OpenHolds holds) {
        Action action = new Action.End(null, holds);
        for (int i = 1; ; i++) {
            log.refresh();
            String id = CLOSE + i;
            Optional<SaleOperation> known = log.operations().stream()
                    .filter(operation -> operation.id().equals(id))
                    .findFirst();
            if (known.isPresent() && known.get().action().equals(action)) {
                return carryOn(known.get());
            }
            if (known.isEmpty() && begin(id, by, action)) {
                return carryOn(log.read(id));
            }
        }
    }

    /** The end of the whole sale by its close, if it was closed. */
    Optional<SaleOperation> closed() {
        return log.operations().stream()
                .filter(operation -> operation.id().startsWith(CLOSE) && operation.done())
                .findFirst();
    }

    /**
     * Does what an operation asks for, after what was begun before it, and writes that it was done. So whether its SKU
     * has ended by then is the same for every node.
     */
    SaleOperation finish(SaleOperation operation) {
        List<SaleOperation> before = OperationOrder.before(operation, log.operations(), lines);
        List<SaleOperation> open =
                before.stream().filter(earlier -> earlier.outcome() == null).toList();
        if (!open.isEmpty()) {
            open.forEach(this::finish);
            before = OperationOrder.before(operation, log.operations(), lines);
        }
        boolean tooLate = InForce.after(before, lines).tooLate(operation.action(), lines);
        String outcome = tooLate ? refused(Reason.NOT_OPEN) : run(operation);
        notes.write(NoteBook.OPERATION + operation.id() + NoteBook.END, outcome);
        return log.read(operation.id());
    }

    /**
     * Does what an operation asks for, and says what became of it. Of a move that was refused, the id is used up first,
     * with the reason: so it cannot take effect later, by another node that is in the middle of it.
     */
    private String run(SaleOperation operation) {
        String run = NoteBook.OPERATION + operation.id() + NoteBook.RUN;
        Optional<Refusal> refusal = effects.run(ids.of(run), operation.action());
        if (refusal.isPresent() && Effects.moves(operation.action())) {
            log.refresh();
            Optional<String> before = log.refusal(operation.id());
            if (before.isPresent()) {
                return before.get();
            }
            String text = refused(refusal.get().reason());
            if (notes.write(run, text) != Written.OTHER) {
                return text;
            }
            log.refresh();
            // Another node was faster: it was refused there, or carried out.
            return log.refusal(operation.id()).orElse(SaleOperation.DONE);
        }
        List<StockKey> released = refusal.isEmpty() ? effects.released(operation.action()) : List.of();
        if (!released.isEmpty()) {
            log.refresh();
            Instant closedAt = log.closedAt(ids.of(run)).orElse(operation.at());
            released.forEach(key -> effects.releaseHolds(key, closedAt));
        }
        return refusal.map(Refusal::reason).map(SaleDesk::refused).orElse(SaleOperation.DONE);
    }

    /** The reason only: a subject can be a counter's name. */
    private static String refused(Reason reason) {
        return "refused " + reason;
    }

    /** Plans a step. */
    void plan(String id, By by, Trigger trigger, Action action) {
        effects.check(action);
        // Its trigger too is looked at before anything is written.
        String text = log.step(trigger, action);
        String step = NoteBook.STEP + id;
        if (!write(step, by) || notes.write(step + NoteBook.DO, text) == Written.OTHER) {
            throw new IllegalArgumentException(
                    "the id " + id + " is of another step, or another person, or has another reason");
        }
    }

    /** Plans the steps of a release; none of them, if one of their ids is of another step. */
    void plan(String id, By by, SteppedRelease release) {
        log.refresh();
        Map<String, PlannedStep> known =
                log.steps().stream().collect(Collectors.toMap(PlannedStep::id, Function.identity()));
        Map<String, SteppedRelease.Step> steps = new LinkedHashMap<>();
        for (SteppedRelease.Step step : release.steps()) {
            steps.put(id + "-" + (steps.size() + 1), step);
        }
        steps.forEach((name, step) -> {
            PlannedStep other = known.get(name);
            if (other != null
                    && !(other.by().equals(by)
                            && other.trigger().equals(step.trigger())
                            && other.action().equals(release.action(step)))) {
                throw new IllegalArgumentException("the id " + name + " is of another step: " + other);
            }
        });
        steps.forEach((name, step) -> plan(name, by, step.trigger(), release.action(step)));
    }

    /**
     * Takes a step back.
     *
     * @return false if it was taken before
     */
    boolean cancel(String id, By by) {
        log.refresh();
        if (log.steps().stream().noneMatch(known -> known.id().equals(id))) {
            throw new IllegalArgumentException("there is no step " + id);
        }
        String step = NoteBook.STEP + id;
        // Of several who take it back, the first one's name stays.
        notes.write(step + "/cancel" + NoteBook.WHO, by.who());
        notes.write(step + "/cancel" + NoteBook.WHY, by.why());
        return notes.write(step + NoteBook.END, NoteBook.CANCELLED) != Written.OTHER;
    }

    /** Takes a step whose trigger has come, unless it was cancelled. */
    private void take(PlannedStep step) {
        if (notes.write(NoteBook.STEP + step.id() + NoteBook.END, NoteBook.TAKEN) != Written.OTHER) {
            perform(NoteBook.STEP + step.id(), step.by(), step.action());
        }
    }

    /** Finishes what was left half done, and takes the steps that are due. */
    void catchUp(Instant now) {
        Set<String> begun = new HashSet<>();
        for (SaleOperation operation : log.operations()) {
            begun.add(operation.id());
            if (operation.outcome() == null) {
                finish(operation);
            }
        }
        for (PlannedStep step : log.steps()) {
            if (step.state() == PlannedStep.State.TAKEN && !begun.contains(NoteBook.STEP + step.id())) {
                take(step);
            } else if (step.state() == PlannedStep.State.WAITING && due(step.trigger(), now)) {
                // What an earlier step of this round has ended stays ended.
                log.refresh();
                if (InForce.after(log.operations(), lines).tooLate(step.action(), lines)) {
                    cancel(step.id(), TOO_LATE);
                } else {
                    take(step);
                }
            }
        }
    }

    /** Writes who has seen to an alert. Of several, the first one stays. */
    void acknowledge(String alert, By by) {
        write(AlertBook.ALERT + alert + AlertBook.SEEN, by);
    }

    private boolean write(String what, By by) {
        return notes.write(what + NoteBook.WHO, by.who()) != Written.OTHER
                && notes.write(what + NoteBook.WHY, by.why()) != Written.OTHER;
    }

    /** Whether a trigger has come. */
    private boolean due(Trigger trigger, Instant now) {
        return trigger instanceof Trigger.Sold sold
                ? log.sold(lines.number(sold.sku())) >= sold.units()
                : !((Trigger.At) trigger).when().isAfter(now);
    }

    Effects effects() {
        return effects;
    }
}
