package io.inventory4j.testkit;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger has acknowledged, whatever the order: with several threads, answers reach the callers in another order
 * than the commands took effect. Thread-safe while commands run; read when no command is under way.
 */
final class Acknowledged {
    /** One stock line. */
    static final class Line {
        /** Units that moves brought in from OUTSIDE, less those that they sent there. */
        long movedIn;
        /** The least that AVAILABLE may be: the lowest floor granted, or what a forced move left. */
        long lowest;

        final List<LevelChange> changes = new ArrayList<>();
    }

    /** One reservation. If its id was forgotten and used again, it has several. */
    static final class Hold {
        final ReservationId id;

        @Nullable
        Reserve made;

        private @Nullable Reservation latest;
        private boolean replaced;

        Hold(ReservationId id) {
            this.id = id;
        }

        void saw(Reservation reservation) {
            if (latest == null || progress(reservation) > progress(latest)) {
                latest = reservation;
            }
        }

        /** The reservation after everything that was acknowledged. */
        @Nullable
        Reservation known() {
            return latest != null && replaced ? givenUp(latest) : latest;
        }

        /** A number that every change of a reservation's lines raises: it says which of two states is the later. */
        static long progress(Reservation reservation) {
            long progress = 0;
            for (ReservedLine line : reservation.lines()) {
                progress += line.committed() + 2 * line.shipped() + 3 * line.released() + line.returned();
            }
            return progress;
        }

        /** Rule 1.8: the answer to a replacing reserve does not show the replaced one after it. */
        private static Reservation givenUp(Reservation old) {
            List<ReservedLine> lines = old.lines().stream()
                    .map(line -> new ReservedLine(
                            line.key(),
                            0,
                            line.committed(),
                            line.shipped(),
                            line.released() + line.reserved(),
                            line.returned(),
                            line.charges()))
                    .toList();
            return new Reservation(
                    old.id(),
                    lines,
                    old.orderCharges(),
                    old.expiresAt(),
                    old.swept(),
                    old.settledAt(),
                    old.settlements());
        }
    }

    private record CommandName(Class<? extends Command> kind, String id, String part) {
        static CommandName of(Command command) {
            if (command instanceof Reserve reserve) {
                return new CommandName(Reserve.class, reserve.id().value(), "");
            }
            if (command instanceof Settle settle) {
                return new CommandName(Settle.class, settle.reservation().value(), settle.id());
            }
            if (command instanceof Move move) {
                return new CommandName(Move.class, move.id(), "");
            }
            return new CommandName(SetSaleState.class, ((SetSaleState) command).id(), "");
        }
    }

    final Map<StockKey, Line> lines = new TreeMap<>();
    final Map<ReservationId, Hold> holds = new TreeMap<>();
    /** Reservations that were forgotten before their ids were used again. */
    final List<Hold> forgotten = new ArrayList<>();

    final Set<String> counters = new TreeSet<>();
    /** Counters that a purge may forget while they count something. */
    final Set<String> endingCounters = new HashSet<>();

    final List<Command> doubts = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    boolean sweepInDoubt;
    boolean purged;
    private final Set<CommandName> applied = new HashSet<>();
    /** Commands that only a repeat has acknowledged so far. */
    private final Set<CommandName> appliedByRepeat = new HashSet<>();

    synchronized void apply(List<Command> batch, List<Outcome> outcomes) {
        batch.forEach(this::name);
        if (outcomes.size() != batch.size()) {
            violations.add("SPI: " + batch.size() + " commands had " + outcomes.size() + " outcomes");
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Applied outcome) {
                acknowledge(batch.get(i), outcome);
            }
        }
    }

    synchronized void doubt(List<Command> batch) {
        batch.forEach(this::name);
        doubts.addAll(batch);
    }

    synchronized void doubtSweep() {
        sweepInDoubt = true;
    }

    synchronized void expire(List<Outcome.Applied> ended) {
        for (Outcome.Applied outcome : ended) {
            if (outcome.reservation() == null || outcome.replayed()) {
                violations.add("rule 5.7: a sweep answered " + outcome);
            } else {
                hold(outcome.reservation().id()).saw(outcome.reservation());
            }
            record(outcome);
        }
    }

    /** Noted before the purge begins: from then on a forgotten id may be applied once more. */
    synchronized void purge() {
        purged = true;
    }

    /** Notes every line, reservation and counter that a command names, whatever becomes of it. */
    private void name(Command command) {
        if (command instanceof Reserve reserve) {
            hold(reserve.id());
            reserve.orderCharges().forEach(this::name);
            for (ReserveLine line : reserve.lines()) {
                line(line.key());
                line.unitCharges().forEach(this::name);
            }
        } else if (command instanceof Settle settle) {
            hold(settle.reservation());
        } else if (command instanceof Move move) {
            touched(move).forEach(this::line);
            move.expectedVersions().keySet().forEach(this::line);
        } else if (command instanceof SetSaleState saleState) {
            line(saleState.key());
        }
    }

    private void name(Charge charge) {
        counters.add(charge.counter());
        if (charge.forgetAfter() != null) {
            endingCounters.add(charge.counter());
        }
    }

    private void acknowledge(Command command, Outcome.Applied outcome) {
        CommandName name = CommandName.of(command);
        boolean news;
        if (outcome.replayed()) {
            news = !applied.contains(name) && appliedByRepeat.add(name);
            if (!outcome.changes().isEmpty()) {
                violations.add("rule 1.4: the replay of " + name + " changed " + outcome.changes());
            }
        } else {
            news = !appliedByRepeat.remove(name);
            if (!applied.add(name) && !purged) {
                violations.add("rules 1.4, 2.7, 3.4, 4.4: " + name + " was applied twice");
            }
            record(outcome);
        }
        if (command instanceof Reserve reserve && !outcome.replayed()) {
            made(reserve);
        } else if (command instanceof Move move && news) {
            moved(move, outcome);
        }
        if (outcome.reservation() != null) {
            hold(outcome.reservation().id()).saw(outcome.reservation());
        }
    }

    private void record(Outcome.Applied outcome) {
        for (LevelChange change : outcome.changes()) {
            line(change.key()).changes.add(change);
        }
    }

    private void made(Reserve reserve) {
        Hold hold = hold(reserve.id());
        if (hold.made != null) {
            forgotten.add(hold);
            hold = new Hold(reserve.id());
            holds.put(reserve.id(), hold);
        }
        hold.made = reserve;
        for (ReserveLine line : reserve.lines()) {
            Line there = line(line.key());
            there.lowest = Math.min(there.lowest, line.floor());
        }
        if (reserve.replaces() != null) {
            hold(reserve.replaces()).replaced = true;
        }
    }

    private void moved(Move move, Outcome.Applied outcome) {
        for (Posting posting : move.postings()) {
            Line line = line(posting.key());
            line.movedIn += posting.from() == Bucket.OUTSIDE ? posting.quantity() : 0;
            line.movedIn -= posting.to() == Bucket.OUTSIDE ? posting.quantity() : 0;
        }
        if (move.force()) {
            for (LevelChange change : outcome.changes()) {
                Line line = line(change.key());
                line.lowest = Math.min(line.lowest, change.after().available());
            }
        }
    }

    /** Whether it is known that a command took effect. */
    boolean isApplied(Command command) {
        CommandName name = CommandName.of(command);
        return applied.contains(name) || appliedByRepeat.contains(name);
    }

    static Collection<StockKey> touched(Move move) {
        Set<StockKey> keys = new TreeSet<>(move.openings().keySet());
        move.postings().forEach(posting -> keys.add(posting.key()));
        return keys;
    }

    private Line line(StockKey key) {
        return lines.computeIfAbsent(key, absent -> new Line());
    }

    private Hold hold(ReservationId id) {
        return holds.computeIfAbsent(id, Hold::new);
    }
}
