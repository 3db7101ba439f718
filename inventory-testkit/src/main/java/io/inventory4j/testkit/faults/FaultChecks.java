package io.inventory4j.testkit.faults;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.faults.Shopper.Acknowledged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks I2, I3 and I4 after healing, by what the callers counted outside the ledger. */
final class FaultChecks {
    private static final int PAGE = 10;
    private static final int BATCH = 25;
    private static final int PASSES = 2;

    private FaultChecks() {}

    /** I2: what was acknowledged as sold was there. */
    static void notOversold(List<Acknowledged> acknowledged) {
        for (StockKey line : Basket.ALL) {
            long stock = Basket.stock(line);
            Set<ReservationId> sold = new HashSet<>();
            long units = 0;
            for (Acknowledged one : acknowledged) {
                if (sells(one.command())
                        && one.outcome() instanceof Outcome.Applied applied
                        && applied.reservation() != null
                        && sold.add(applied.reservation().id())) {
                    ReservedLine held = applied.reservation().line(line);
                    units += held == null ? 0 : held.requested();
                }
            }
            if (units > stock) {
                throw new AssertionError(
                        "I2: " + units + " units of " + line + " were sold, and " + stock + " were there");
            }
        }
    }

    private static boolean sells(Command command) {
        return command instanceof Settle settle
                ? settle.transition() == Transition.CONFIRM
                : command instanceof Reserve reserve && reserve.sold();
    }

    /**
     * I3: every command again has its first outcome, with other content ID_REUSED, and nothing is applied twice. What
     * was late on its way may still arrive meanwhile; it does so once.
     */
    static void sameAnswers(
            StockLedger ledger, List<StockKey> lines, List<Acknowledged> acknowledged, Set<ReservationId> givenBack) {
        List<Acknowledged> once = acknowledged.stream()
                .filter(one -> one.outcome().applied() && onlyOnce(one.command()))
                .toList();
        List<StockLevel> before = List.of();
        List<StockLevel> after = List.of();
        for (int pass = 0; pass < PASSES; pass++) {
            before = ledger.levels(lines);
            for (int i = 0; i < once.size(); i += BATCH) {
                repeat(ledger, once.subList(i, Math.min(once.size(), i + BATCH)), givenBack);
            }
            after = ledger.levels(lines);
            if (before.equals(after)) {
                return;
            }
        }
        throw new AssertionError("I3: repeats changed " + before + " to " + after);
    }

    private static void repeat(StockLedger ledger, List<Acknowledged> part, Set<ReservationId> givenBack) {
        List<Outcome> again =
                ledger.apply(part.stream().map(Acknowledged::command).toList());
        for (int i = 0; i < part.size(); i++) {
            same(part.get(i), again.get(i), givenBack);
        }
        List<Command> others = new ArrayList<>();
        for (Acknowledged one : part) {
            Command other = otherContent(one.command());
            if (other != null) {
                others.add(other);
            }
        }
        List<Outcome> refusals = others.isEmpty() ? List.of() : ledger.apply(others);
        for (int i = 0; i < others.size(); i++) {
            Outcome outcome = refusals.get(i);
            if (outcome.refused().isEmpty() || outcome.refused().get().reason() != Reason.ID_REUSED) {
                throw new AssertionError(
                        "I3: " + others.get(i) + " has the id of another command and was answered " + outcome);
            }
        }
    }

    /** Whether a command takes effect once; a settlement without an id asks for a state (rule 2.10). */
    private static boolean onlyOnce(Command command) {
        return !(command instanceof Settle settle) || settle.id() != null;
    }

    private static void same(Acknowledged first, Outcome again, Set<ReservationId> givenBack) {
        boolean goneSince = first.command() instanceof Reserve reserve
                && givenBack.contains(reserve.id())
                && again.refused().isPresent()
                && again.refused().get().reason() == Reason.RELEASED;
        boolean replayed = again instanceof Outcome.Applied applied
                && applied.replayed()
                && applied.changes().isEmpty();
        if (!replayed && !goneSince) {
            throw new AssertionError("I3: " + first + " was later answered " + again);
        }
    }

    private static @Nullable Command otherContent(Command command) {
        if (command instanceof Reserve reserve) {
            ReserveLine line = reserve.lines().get(0);
            ReserveLine more = new ReserveLine(line.key(), line.quantity() + 5, 0, List.of());
            return new Reserve(
                    reserve.id(),
                    reserve.owner(),
                    List.of(more),
                    List.of(),
                    reserve.holdFor(),
                    reserve.sold(),
                    null,
                    reserve.again());
        }
        if (command instanceof Move move) {
            return Move.of(
                    move.id(), "other", move.postings().get(0), move.postings().get(0));
        }
        // What closes an unknown id is remembered as a tombstone, without its settlement (rules 2.9 and 2.11).
        boolean closes = command instanceof Settle settle
                && (settle.transition() == Transition.RELEASE || settle.transition() == Transition.GIVE_BACK);
        return command instanceof Settle settle && settle.id() != null && !closes
                ? Settle.all(settle.reservation(), settle.id(), Transition.RELEASE)
                : null;
    }

    /** I4, second half: what was abandoned is free once its hold has run out and was swept. */
    static void holdsAreFree(StockLedger ledger, List<StockKey> lines) {
        int ended = PAGE;
        while (ended == PAGE) {
            ended = ledger.expire(PAGE).size();
        }
        for (StockLevel level : ledger.levels(lines)) {
            if (level.reserved() != 0 || !ledger.open(level.key(), null, 1).isEmpty()) {
                throw new AssertionError("I4: still held after the sweep: " + level);
            }
            if (level.available() > 0) {
                sells(ledger, level.key());
            }
        }
    }

    private static void sells(StockLedger ledger, StockKey line) {
        ReservationId id = ReservationId.of("afterwards of " + line);
        Reserve reserve = new Reserve(id, List.of(ReserveLine.of(line, 1)), List.of(), Shopper.HOLD, null);
        for (Command command : List.of(reserve, Settle.all(id, "afterwards", Transition.CONFIRM))) {
            Outcome outcome = ledger.apply(List.of(command)).get(0);
            if (!outcome.applied()) {
                throw new AssertionError("I4: " + command + " was answered " + outcome);
            }
        }
    }
}
