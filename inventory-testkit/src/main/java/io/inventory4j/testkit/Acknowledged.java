package io.inventory4j.testkit;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.words.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
        /** Whether a sold order took its place (rule 1.11). */
        private boolean exchanged;
        /** Whether any answer said that what a sweep left has ended, which is kept (rule 1.12). */
        private boolean ended;
        /** Whether two answers told other grants, which never change (rule 1.9). */
        boolean regranted;

        Hold(ReservationId id) {
            this.id = id;
        }

        void saw(Reservation reservation) {
            ended |= reservation.ended();
            regranted |= latest != null
                    && latest.madeAt().equals(reservation.madeAt())
                    && !latest.grants().equals(reservation.grants());
            if (latest == null || isLater(reservation, latest)) {
                latest = reservation;
            }
        }

        /** The reservation after everything that was acknowledged. */
        @Nullable
        Reservation known() {
            return latest != null && replaced ? givenUp(latest) : latest;
        }

        boolean hasEnded() {
            return ended || (replaced && latest != null && latest.swept());
        }

        /**
         * Which of two states of a reservation is the later one. A reservation that holds units again has a later
         * expiry than before, since its old one had come. Under one expiry each change raises the progress.
         */
        private static boolean isLater(Reservation one, Reservation other) {
            int order = one.expiresAt().compareTo(other.expiresAt());
            return order > 0 || (order == 0 && progress(one) > progress(other));
        }

        /** Each unit goes from held to swept to sold to shipped to returned, or from one of the first three to gone. */
        private static long progress(Reservation reservation) {
            long progress = 0;
            for (ReservedLine line : reservation.lines()) {
                progress += line.swept() + 2 * line.committed() + 3 * line.shipped() + line.returned();
                progress += 5 * (line.released() - line.swept());
            }
            return progress;
        }

        /** Rules 1.8 and 1.11: the answer to a replacing reserve does not show the replaced one after it. */
        private Reservation givenUp(Reservation old) {
            List<ReservedLine> lines = old.lines().stream()
                    .map(line -> new ReservedLine(
                            line.key(),
                            0,
                            exchanged ? 0 : line.committed(),
                            line.shipped(),
                            line.released() + line.reserved() + (exchanged ? line.committed() : 0),
                            line.returned(),
                            0,
                            line.charges()))
                    .toList();
            return new Reservation(
                    old.id(),
                    old.owner(),
                    lines,
                    old.grants(),
                    old.orderCharges(),
                    old.sold(),
                    old.madeAt(),
                    old.expiresAt(),
                    ended || old.swept(),
                    old.changedAt(),
                    old.settlements());
        }
    }

    private record CommandName(Class<? extends Command> kind, String id, String part) {
        /** The name under which a command takes effect once; null if it may do so again (rules 1.12 and 2.10). */
        static @Nullable CommandName of(Command command) {
            if (command instanceof Reserve reserve) {
                return reserve.again()
                        ? null
                        : new CommandName(Reserve.class, reserve.id().value(), "");
            }
            if (command instanceof Settle settle) {
                return settle.id() == null
                        ? null
                        : new CommandName(Settle.class, settle.reservation().value(), settle.id());
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
    /** The earliest end that was named of a counter: from then on a purge may forget it while it counts something. */
    final Map<String, Instant> counterEnds = new HashMap<>();

    /** The latest time of the ledger that is known. */
    Instant latest = Instant.MIN;

    final List<Command> doubts = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    boolean sweepInDoubt;
    boolean purged;
    private final Set<CommandName> applied = new HashSet<>();
    /** Commands that only a repeat has acknowledged so far. */
    private final Set<CommandName> appliedByRepeat = new HashSet<>();
    /** Lines that a target was posted to, though no answer said how much. */
    private final Map<CommandName, Set<StockKey>> unknownPostings = new HashMap<>();

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
            }
            saw(outcome.reservation());
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
            for (Source source : Named.sources(reserve)) {
                line(source.key());
                source.unitCharges().forEach(this::name);
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
        Instant end = charge.forgetAfter();
        if (end != null) {
            counterEnds.merge(charge.counter(), end, (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    private void acknowledge(Command command, Outcome.Applied outcome) {
        CommandName name = CommandName.of(command);
        if (outcome.replayed() && Layer.isNamed() && !applied.contains(name)) {
            // The layer may have sent it before, and hears of what was changed then: no caller does.
            doubts.add(command);
        }
        boolean news = name != null && isNews(name, outcome.replayed());
        if (!outcome.replayed()) {
            record(outcome);
        } else if (!outcome.changes().isEmpty()) {
            violations.add("rule 1.4: the replay of " + command + " changed " + outcome.changes());
        }
        if (command instanceof Reserve reserve && !outcome.replayed()) {
            made(reserve);
        } else if (command instanceof Move move && name != null) {
            moved(move, name, news, outcome);
        }
        saw(outcome.reservation());
    }

    private boolean isNews(CommandName name, boolean replayed) {
        if (replayed) {
            return !applied.contains(name) && appliedByRepeat.add(name);
        }
        if (!applied.add(name) && !purged) {
            violations.add("rules 1.4, 2.7, 3.4, 4.4: " + name + " was applied twice");
        }
        return !appliedByRepeat.remove(name);
    }

    private void saw(@Nullable Reservation reservation) {
        if (reservation != null) {
            hold(reservation.id()).saw(reservation);
            passed(reservation.changedAt());
        }
    }

    /** Notes that the ledger's clock has shown a time. */
    void passed(Instant time) {
        latest = time.isAfter(latest) ? time : latest;
    }

    /** Whether a counter's end may have come: then commands neither charge it again nor give it back (rule 1.12). */
    boolean mayHaveEnded(String counter) {
        Instant end = counterEnds.get(counter);
        return end != null && !end.isAfter(latest);
    }

    private void record(Outcome.Applied outcome) {
        for (LevelChange change : outcome.changes()) {
            line(change.key()).changes.add(change);
        }
    }

    private void made(Reserve reserve) {
        for (Source source : Named.sources(reserve)) {
            Line there = line(source.key());
            there.lowest = Math.min(there.lowest, source.floor());
        }
        if (reserve.again()) {
            return;
        }
        Hold hold = hold(reserve.id());
        if (hold.made != null) {
            forgotten.add(hold);
            hold = new Hold(reserve.id());
            holds.put(reserve.id(), hold);
        }
        hold.made = reserve;
        if (reserve.replaces() != null) {
            Hold old = hold(reserve.replaces());
            old.replaced = true;
            old.exchanged |= reserve.sold();
        }
    }

    private void moved(Move move, CommandName name, boolean news, Outcome.Applied outcome) {
        for (Posting posting : news ? move.postings() : List.<Posting>of()) {
            Line line = line(posting.key());
            line.movedIn += posting.from() == Bucket.OUTSIDE ? posting.quantity() : 0;
            line.movedIn -= posting.to() == Bucket.OUTSIDE ? posting.quantity() : 0;
        }
        moveTargets(move, name, outcome);
        if (move.force()) {
            for (LevelChange change : outcome.changes()) {
                Line line = line(change.key());
                line.lowest = Math.min(line.lowest, change.after().available());
            }
        }
    }

    /** Only the first answer says what a target has posted (rule 3.8). */
    private void moveTargets(Move move, CommandName name, Outcome.Applied outcome) {
        Set<StockKey> keys = new TreeSet<>();
        move.targets().forEach(target -> keys.add(target.key()));
        if (!outcome.replayed()) {
            unknownPostings.remove(name);
            for (LevelChange change : outcome.changes()) {
                if (keys.contains(change.key())) {
                    line(change.key()).movedIn +=
                            change.after().total() - change.before().total();
                }
            }
        } else if (!applied.contains(name)) {
            unknownPostings.put(name, keys);
        }
    }

    /** Whether it is known that a command took effect. */
    boolean isApplied(Command command) {
        CommandName name = CommandName.of(command);
        return name != null && (applied.contains(name) || appliedByRepeat.contains(name));
    }

    /** Whether a move may have brought or taken units of a line, though no answer says how many. */
    boolean movedUnknown(StockKey key) {
        for (Command command : doubts) {
            if (command instanceof Move move
                    && !isApplied(move)
                    && postedTo(move).contains(key)) {
                return true;
            }
        }
        return unknownPostings.values().stream().anyMatch(keys -> keys.contains(key));
    }

    private static Set<StockKey> postedTo(Move move) {
        Set<StockKey> keys = new TreeSet<>();
        move.postings().forEach(posting -> keys.add(posting.key()));
        move.targets().forEach(target -> keys.add(target.key()));
        return keys;
    }

    static Collection<StockKey> touched(Move move) {
        Set<StockKey> keys = postedTo(move);
        keys.addAll(move.openings().keySet());
        return keys;
    }

    private Line line(StockKey key) {
        return lines.computeIfAbsent(key, absent -> new Line());
    }

    private Hold hold(ReservationId id) {
        return holds.computeIfAbsent(id, Hold::new);
    }
}
