package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.faults.Shopper.Acknowledged;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks I2, I3 and I4 after healing, by what the callers counted outside the ledger. */
final class FaultChecks {
    /** I4: how soon a store must answer again. */
    static final Duration RETURN_WITHIN = Duration.ofSeconds(5);

    private static final int PAGE = 10;

    private FaultChecks() {}

    /** I4, first half: calls succeed again. */
    static void serviceReturned(StockLedger ledger) {
        long deadline = System.nanoTime() + RETURN_WITHIN.toNanos();
        Settle probe = Settle.all(ReservationId.of("probe"), "probe", Transition.CONFIRM);
        while (true) {
            try {
                ledger.apply(List.of(probe));
                return;
            } catch (LedgerException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("I4: no answer " + RETURN_WITHIN + " after healing", e);
                }
            }
        }
    }

    /** I2: what was acknowledged as sold was there. */
    static void notOversold(List<Acknowledged> acknowledged, List<StockKey> lines, long stock) {
        for (StockKey line : lines) {
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

    /** I3: every command again has its first outcome, with other content ID_REUSED, and nothing is applied twice. */
    static void sameAnswers(
            StockLedger ledger, List<StockKey> lines, List<Acknowledged> acknowledged, Set<ReservationId> givenBack) {
        List<StockLevel> before = ledger.levels(lines);
        for (Acknowledged one : acknowledged) {
            if (one.outcome().applied() && onlyOnce(one.command())) {
                same(one, ledger.apply(List.of(one.command())).get(0), givenBack);
                reused(one.command(), ledger);
            }
        }
        List<StockLevel> after = ledger.levels(lines);
        if (!before.equals(after)) {
            throw new AssertionError("I3: repeats changed " + before + " to " + after);
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

    private static void reused(Command command, StockLedger ledger) {
        Command other = otherContent(command);
        if (other == null) {
            return;
        }
        Outcome outcome = ledger.apply(List.of(other)).get(0);
        if (outcome.refused().isEmpty() || outcome.refused().get().reason() != Reason.ID_REUSED) {
            throw new AssertionError("I3: " + other + " reuses the id of " + command + " and was answered " + outcome);
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
