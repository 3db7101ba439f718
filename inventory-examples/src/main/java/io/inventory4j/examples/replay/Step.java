package io.inventory4j.examples.replay;

import io.inventory4j.Outcome;
import io.inventory4j.stock.CommandKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row of the shop's order table: one call to the inventory, what was asked and what came of it.
 *
 * @param subject the order, or the move of the warehouse; the inventory knows the reservation or move by this id
 * @param number the step's place among those of its subject, from 1
 * @param action what is asked
 * @param event what in the files it is for, where a plan alone does not ask for it; else empty
 * @param units what is asked for, by article
 * @param result what came of it; ASKED as long as nobody knows
 * @param left what remains after a refusal, by article: what the buyer still wants, or what is on the shelf
 * @param extra what the buyer has besides what was asked for, by article: the gifts of a RESERVE that is DONE. Of
 *     REACQUIRED, all that was taken again, since gifts that are gone are not
 * @param text what else the shop has to know: see {@link Result}
 * @param instead what a cart has in the place of articles that it wanted, by these; the same in all of its RESERVE
 *     steps, and empty for an article that is not sold
 */
record Step(
        String subject,
        int number,
        Action action,
        String event,
        Map<String, Long> units,
        Result result,
        Map<String, Long> left,
        Map<String, Long> extra,
        String text,
        Map<String, String> instead) {
    /** What a step asks for, and as what the journal has it. */
    enum Action {
        RESERVE(CommandKind.RESERVE),
        PAY(CommandKind.CONFIRM),
        PAY_PART(CommandKind.CONFIRM),
        PAY_LATE(CommandKind.CONFIRM),
        GIVE_UP(CommandKind.RELEASE),
        GIVE_UP_PART(CommandKind.RELEASE),
        RUN_OUT(CommandKind.EXPIRE),
        CANCEL(CommandKind.CANCEL),
        SHIP(CommandKind.SHIP),
        TAKE_BACK(CommandKind.RETURN),
        RECEIVE(CommandKind.MOVE),
        WRITE_OFF(CommandKind.MOVE);

        final CommandKind kind;

        Action(CommandKind kind) {
            this.kind = kind;
        }
    }

    /** What came of a step. */
    enum Result {
        /** Nobody knows yet: the call is under way, or the process was killed in it. */
        ASKED,
        /** All of it; for RESERVE, the text is when the hold ends. */
        DONE,
        /** Nothing; the text says why. */
        REFUSED,
        /** Nothing, since a sweep was faster. */
        EXPIRED,
        /** A late payment came after the sweep, and has taken again what that took: also units given up meanwhile. */
        REACQUIRED,
        /** A late payment has to be given back. */
        REFUND_DUE,
        /** Nothing, since the sale has given back what the order held. */
        RELEASED,
        /** An answer that cannot be, from all that the shop knows; the text is the answer. */
        SURPRISE
    }

    Step {
        Stream.of(subject, action, event, result, text).forEach(Objects::requireNonNull);
        // Copies that keep the order: a refusal cuts the lines of a cart from the last one on.
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        instead = Map.copyOf(instead);
    }

    static Step asked(String subject, int number, Action action, String event, Map<String, Long> units) {
        return new Step(subject, number, action, event, units, Result.ASKED, Map.of(), Map.of(), "", Map.of());
    }

    /** A step that asks to reserve a cart. */
    static Step reserve(String subject, int number, Map<String, Long> units, Map<String, String> instead) {
        return new Step(subject, number, Action.RESERVE, "", units, Result.ASKED, Map.of(), Map.of(), "", instead);
    }

    /** A step that has only to be made once under an id of its own, such as a delivery. */
    static Step move(String id, int number, Action action, Map<String, Long> units) {
        return asked(id, number, action, "", units);
    }

    Step with(Result came, String what) {
        return with(came, what, Map.of(), Map.of());
    }

    Step done() {
        return with(Result.DONE, "");
    }

    /** A reserve that holds the units and some gifts. */
    Step held(String until, Map<String, Long> gifts) {
        return with(Result.DONE, until, Map.of(), gifts);
    }

    /** A late payment that has taken so much again. */
    Step reacquired(Map<String, Long> taken) {
        return with(Result.REACQUIRED, "", Map.of(), taken);
    }

    Step refused(String why, Map<String, Long> remaining) {
        return with(Result.REFUSED, why, remaining, Map.of());
    }

    /** Done, or an answer that cannot be. */
    Step settled(Outcome outcome) {
        return outcome.applied() ? done() : with(Result.SURPRISE, outcome.toString());
    }

    private Step with(Result came, String what, Map<String, Long> remaining, Map<String, Long> more) {
        return new Step(subject, number, action, event, units, came, remaining, more, what, instead);
    }

    boolean inDoubt() {
        return result == Result.ASKED;
    }

    /** The id of the settlement that it asks for: no two steps of an order have the same. */
    String settlement() {
        return number + "-" + action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    long total() {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
