package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.RememberingTransaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Ledgers that are wrong about a sum, a share, or what belongs to one. */
public final class SumBugs {
    private SumBugs() {}

    /** Computes the share of a safety stock with floating point. */
    public static StockLedger percentIsADouble(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Move move) || move.targets().isEmpty()) {
                return right.apply(command);
            }
            List<SetTo> targets = new ArrayList<>();
            for (SetTo target : move.targets()) {
                targets.add(rounded(target, opening(target.key(), move, ledger)));
            }
            return right.apply(new Move(
                    move.id(),
                    move.reason(),
                    move.force(),
                    move.postings(),
                    targets,
                    move.expectedVersions(),
                    move.openings()));
        });
    }

    private static long opening(StockKey key, Move move, StockLedger ledger) {
        Opening named = move.openings().get(key);
        if (named != null) {
            return named.quantity();
        }
        List<StockLevel> levels = ledger.levels(List.of(key));
        return levels.isEmpty() ? 0 : levels.get(0).opening();
    }

    private static SetTo rounded(SetTo target, long opening) {
        if (target.target() != SetTo.Target.SAFETY_PERCENT || opening >= 1L << 40) {
            return target;
        }
        long share = (long) Math.ceil(opening * (target.quantity() / 100.0));
        boolean right = share == (opening * target.quantity() + 99) / 100;
        return right ? target : new SetTo(target.key(), SetTo.Target.SAFETY, share);
    }

    /** A part that is confirmed with the rest released releases the rest of the lines it names, and of no other. */
    public static StockLedger restOfTheNamedLines(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Map<StockKey, Long> hidden = new HashMap<>();

            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = new HashMap<>(super.reservations(ids));
                if (command instanceof Settle settle
                        && settle.releaseRest()
                        && !settle.quantities().isEmpty()) {
                    found.replaceAll((id, one) -> Rows.lines(one, line -> hide(line, settle)));
                }
                return found;
            }

            private ReservedLine hide(ReservedLine line, Settle settle) {
                if (settle.quantities().containsKey(line.key()) || line.reserved() == 0) {
                    return line;
                }
                hidden.put(line.key(), line.reserved());
                return moved(line, line.reserved());
            }

            @Override
            public void store(Changes changes) {
                Map<ReservationId, Reservation> rows = new HashMap<>(changes.reservations());
                rows.replaceAll((id, one) ->
                        Rows.lines(one, line -> moved(line, -hidden.getOrDefault(line.key(), 0L))));
                super.store(Rows.reservations(changes, rows));
            }
        });
    }

    private static ReservedLine moved(ReservedLine line, long more) {
        return new ReservedLine(
                line.key(),
                line.reserved() - more,
                line.committed(),
                line.shipped(),
                line.released() + more,
                line.returned(),
                line.swept(),
                line.charges());
    }

    /** Ships no more than is on hand without what is withheld, under inspection or damaged. */
    public static StockLedger onHandIsWhatSells(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (command instanceof Settle settle
                    && settle.transition() == Transition.SHIP
                    && settle.id() != null
                    && settle.quantities().isEmpty()) {
                Reservation there = ledger.reservation(settle.reservation()).orElse(null);
                boolean known = there != null
                        && there.settlements().stream().anyMatch(one -> one.id().equals(settle.id()));
                for (ReservedLine line : there == null || known ? List.<ReservedLine>of() : there.lines()) {
                    StockLevel level = ledger.levels(List.of(line.key())).get(0);
                    long sells = level.available() + level.reserved() + level.committed();
                    if (line.committed() > 0 && sells < line.committed()) {
                        return new Outcome.Refused(Reason.SHORTFALL, line.key(), Math.max(0, sells));
                    }
                }
            }
            return right.apply(command);
        });
    }

    /** Gives the charge of the order back once nothing of it is open, though a part was shipped. */
    public static StockLedger orderChargeEndsWithWhatIsOpen(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Set<ReservationId> open = ConcurrentHashMap.newKeySet();

            @Override
            public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
                Map<ReservationId, Reservation> found = super.reservations(ids);
                found.values().stream().filter(Reservation::open).forEach(one -> open.add(one.id()));
                return found;
            }

            @Override
            public void store(Changes changes) {
                Map<String, CounterValue> counters = new HashMap<>(changes.counters());
                if (command instanceof Settle settle && settle.transition() != Transition.SHIP) {
                    for (Reservation one : changes.reservations().values()) {
                        if (open.contains(one.id()) && !one.open() && one.shipped()) {
                            Set.copyOf(one.orderCharges()).forEach(name -> less(name, counters));
                        }
                    }
                }
                super.store(Rows.counters(changes, counters));
            }

            private void less(String name, Map<String, CounterValue> counters) {
                CounterValue there = counters.get(name);
                if (there == null) {
                    there = super.counters(Set.of(name)).get(name);
                }
                if (there != null && there.used() > 0) {
                    counters.put(
                            name, new CounterValue(there.used() - 1, there.used() == 1 ? null : there.forgetAfter()));
                }
            }
        });
    }

    /** What comes from INCOMING is a transfer, and sets no opening. */
    public static StockLedger incomingIsNoReceipt(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new RememberingTransaction(right) {
            @Override
            public void store(Changes changes) {
                if (!(command instanceof Move move)) {
                    super.store(changes);
                    return;
                }
                super.store(Rows.lines(changes, Rows.each(changes.lines(), level -> {
                    StockLevel was = linesBefore.getOrDefault(level.key(), StockLevel.empty(level.key()));
                    return onlyIncoming(move, level.key())
                            ? Rows.opening(level, new Opening(was.opening(), was.openingPinned()))
                            : level;
                })));
            }
        });
    }

    private static boolean onlyIncoming(Move move, StockKey key) {
        boolean none = move.openings().containsKey(key)
                || move.targets().stream().anyMatch(target -> target.key().equals(key));
        return !none
                && move.postings().stream()
                        .filter(posting -> posting.key().equals(key))
                        .noneMatch(posting -> posting.from() == Bucket.OUTSIDE);
    }

    /** A column that is never below zero after a move: a line in shortfall takes only a receipt that makes it good. */
    public static StockLedger shortfallIsMadeGoodAtOnce(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (command instanceof Move move
                    && !move.force()
                    && move.postings().size() == 1
                    && move.expectedVersions().isEmpty()
                    && move.targets().isEmpty()) {
                Posting posting = move.postings().get(0);
                List<StockLevel> levels = ledger.levels(List.of(posting.key()));
                if (posting.to() == Bucket.AVAILABLE
                        && !levels.isEmpty()
                        && levels.get(0).available() + posting.quantity() < 0
                        && levels.get(0).quantity(posting.from()) >= 0) {
                    return new Outcome.Refused(Reason.INSUFFICIENT, posting.key(), 0);
                }
            }
            return right.apply(command);
        });
    }

    /** Compares the versions that the moves of a batch expect with those before the batch. */
    public static StockLedger versionsBeforeTheBatch(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                Map<StockKey, Long> before = new HashMap<>();
                List<Outcome> outcomes = new ArrayList<>();
                for (Command command : batch) {
                    if (command instanceof Move move) {
                        move.expectedVersions().keySet().forEach(key -> before.computeIfAbsent(key, this::version));
                    }
                }
                for (Command command : batch) {
                    outcomes.addAll(
                            super.apply(List.of(command instanceof Move move ? expecting(move, before) : command)));
                }
                return outcomes;
            }

            private long version(StockKey key) {
                List<StockLevel> levels = levels(List.of(key));
                return levels.isEmpty() ? 0 : levels.get(0).version();
            }

            private Move expecting(Move move, Map<StockKey, Long> before) {
                Map<StockKey, Long> versions = new TreeMap<>(move.expectedVersions());
                versions.replaceAll((key, version) -> version.equals(before.get(key)) ? version(key) : version);
                return new Move(
                        move.id(),
                        move.reason(),
                        move.force(),
                        move.postings(),
                        move.targets(),
                        versions,
                        move.openings());
            }
        };
    }

    /** A command that is in a batch twice is sent once, and answered twice alike. */
    public static StockLedger twinsAreAnsweredAlike(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                Map<Command, Outcome> answers = new LinkedHashMap<>();
                List<Outcome> outcomes = new ArrayList<>();
                for (Command command : batch) {
                    Outcome outcome = answers.get(command);
                    if (outcome == null) {
                        outcome = super.apply(List.of(command)).get(0);
                        answers.put(command, outcome);
                    }
                    outcomes.add(outcome);
                }
                return outcomes;
            }
        };
    }
}
