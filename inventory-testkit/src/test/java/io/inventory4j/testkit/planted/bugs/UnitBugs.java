package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Ledgers that count units, charges, versions or time wrong. */
public final class UnitBugs {
    private UnitBugs() {}

    /** A release gives units back and leaves the counters as they are. */
    public static StockLedger limitKeptOnRelease(InstantSource clock) {
        return Bent.storing(
                clock, changes -> Rows.of(CommandKind.RELEASE, changes) ? Rows.counters(changes, Map.of()) : changes);
    }

    /** A release gives units back twice. */
    public static StockLedger releasedTwice(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<StockKey, StockLevel> lines = new HashMap<>(changes.lines());
            for (JournalEntry entry : changes.journal()) {
                if (entry.kind() == CommandKind.RELEASE) {
                    LevelChange change = entry.change();
                    lines.put(change.key(), Rows.available(change.after(), change.delta(Bucket.AVAILABLE)));
                }
            }
            return Rows.lines(changes, lines);
        });
    }

    /** A release in full leaves the order's own charges. */
    public static StockLedger orderChargeKept(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<String, CounterValue> counters = new HashMap<>(changes.counters());
            if (Rows.of(CommandKind.RELEASE, changes)) {
                for (Reservation reservation : changes.reservations().values()) {
                    for (String counter :
                            reservation.releasedInFull() ? reservation.orderCharges() : List.<String>of()) {
                        counters.computeIfPresent(
                                counter, (name, value) -> new CounterValue(value.used() + 1, value.forgetAfter()));
                    }
                }
            }
            return Rows.counters(changes, counters);
        });
    }

    /** Holds the lines of a cart that are there, and leaves out the others. */
    public static StockLedger partialCart(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            Command rest = command;
            while (rest instanceof Reserve reserve
                    && reserve.lines().size() > 1
                    && RepeatBugs.refused(outcome, Reason.OUT_OF_STOCK)) {
                StockKey missing = outcome.refused().orElseThrow().key();
                List<ReserveLine> lines = new ArrayList<>(reserve.lines());
                lines.removeIf(line -> line.key().equals(missing));
                rest = Rows.with(reserve, lines, reserve.orderCharges());
                outcome = right.apply(rest);
            }
            return outcome;
        });
    }

    /** Ignores the floor and sells to the last unit. */
    public static StockLedger floorIgnored(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve)) {
                return right.apply(command);
            }
            List<ReserveLine> lines = reserve.lines().stream()
                    .map(line ->
                            new ReserveLine(line.key(), line.quantity(), Math.min(0, line.floor()), line.unitCharges()))
                    .toList();
            return right.apply(Rows.with(reserve, lines, reserve.orderCharges()));
        });
    }

    /** A confirmation that comes after the sweep is answered as if it sold. */
    public static StockLedger confirmAfterExpiry(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Settle settle
                            && settle.transition() == Transition.CONFIRM
                            && RepeatBugs.refused(outcome, Reason.EXPIRED)
                    ? new Outcome.Applied(
                            ledger.reservation(settle.reservation()).orElse(null), List.of(), false)
                    : outcome;
        });
    }

    /** Confirms on a line that is stopped. */
    public static StockLedger confirmOnAStoppedLine(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Set<StockKey> stopped = new HashSet<>();

            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                boolean confirms = command instanceof Settle settle && settle.transition() == Transition.CONFIRM;
                return confirms ? Rows.each(super.lines(keys), this::opened) : super.lines(keys);
            }

            private StockLevel opened(StockLevel level) {
                if (level.saleState() != SaleState.STOPPED) {
                    return level;
                }
                stopped.add(level.key());
                return Rows.saleState(level, SaleState.NO_NEW);
            }

            @Override
            public void store(Changes changes) {
                super.store(Rows.lines(
                        changes,
                        Rows.each(
                                changes.lines(),
                                level -> stopped.contains(level.key())
                                        ? Rows.saleState(level, SaleState.STOPPED)
                                        : level)));
            }
        });
    }

    /** A hold ends a tick after its expiry. */
    public static StockLedger holdEndsLate(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public List<ReservationId> overdue(Instant now, int max) {
                return super.overdue(now.minusNanos(1), max);
            }
        });
    }

    /** A purge forgets counters an hour before their end. */
    public static StockLedger counterForgottenEarly(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public int purge(Due due, int max) {
                Instant later = due.now().plus(Duration.ofHours(1));
                return super.purge(new Due(due.settledBy(), due.shippedBy(), due.appliedBy(), later), max);
            }
        });
    }

    /** A purge goes by the expiry, and forgets what still holds units. */
    public static StockLedger openReservationForgotten(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public int purge(Due due, int max) {
                List<ReservationId> overdue = super.overdue(due.settledBy(), max);
                for (Reservation open : super.reservations(Set.copyOf(overdue)).values()) {
                    store(Rows.only(Reservation.tombstone(open.id(), due.settledBy())));
                }
                commit();
                return super.purge(due, max);
            }
        });
    }

    /** A confirmation stores its lines under the version that they had. */
    public static StockLedger versionLost(InstantSource clock) {
        return Bent.storing(
                clock,
                changes -> Rows.of(CommandKind.CONFIRM, changes)
                        ? Rows.lines(
                                changes, Rows.each(changes.lines(), level -> Rows.version(level, level.version() - 1)))
                        : changes);
    }

    /** The journal has the first line of a cart only. */
    public static StockLedger journalEntryMissing(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Collection<JournalEntry> journal = changes.journal();
            return Rows.of(CommandKind.RESERVE, changes)
                    ? Rows.journal(changes, journal.stream().limit(1).toList())
                    : changes;
        });
    }

    /** A receipt beyond the bounds fills the bucket up and is answered as applied. */
    public static StockLedger overflowSaturates(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Move move
                            && move.postings().size() == 1
                            && RepeatBugs.refused(outcome, Reason.OVERFLOW)
                    ? filled(move, move.postings().get(0), right, ledger)
                    : outcome;
        });
    }

    private static Outcome filled(Move move, Posting posting, Function<Command, Outcome> right, StockLedger ledger) {
        long total = ledger.levels(List.of(posting.key())).stream()
                .mapToLong(StockLevel::total)
                .sum();
        long room = (1L << 53) - 1 - total;
        return room <= 0
                ? new Outcome.Applied(null, List.of(), false)
                : right.apply(Move.of(
                        move.id(), move.reason(), new Posting(posting.key(), posting.from(), posting.to(), room)));
    }
}
