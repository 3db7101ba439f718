package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ledgers that keep another time than the one that decided. */
public final class TimeBugs {
    private static final long THOUSAND = 1_000;

    private TimeBugs() {}

    private static StockLedger expiries(InstantSource clock, UnaryOperator<Instant> kept) {
        return Bent.storing(clock, changes -> {
            Map<ReservationId, Reservation> stored = new HashMap<>(changes.reservations());
            stored.replaceAll((id, one) -> Rows.until(one, kept.apply(one.expiresAt())));
            return Rows.reservations(changes, stored);
        });
    }

    /** A column of milliseconds: a hold ends a little before the time that its buyer was told. */
    public static StockLedger expiryKeptInMilliseconds(InstantSource clock) {
        return expiries(clock, expiry -> expiry.truncatedTo(ChronoUnit.MILLIS));
    }

    /** A column of microseconds that rounds to the nearest: a hold ends a little after. */
    public static StockLedger expiryRoundedToMicroseconds(InstantSource clock) {
        return expiries(clock, expiry -> expiry.plusNanos(THOUSAND / 2).truncatedTo(ChronoUnit.MICROS));
    }

    /** A double of seconds: near today it has room for some 200 nanoseconds. */
    public static StockLedger expiryKeptAsADouble(InstantSource clock) {
        return expiries(clock, expiry -> {
            double seconds = expiry.getEpochSecond() + expiry.getNano() / 1e9;
            long whole = (long) Math.floor(seconds);
            return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9));
        });
    }

    /** A timer of whole seconds, as EXPIRE has it: it goes off at the next full one. */
    public static StockLedger timerInWholeSeconds(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public List<ReservationId> overdue(Instant now, int max) {
                return super.overdue(now.truncatedTo(ChronoUnit.SECONDS), max);
            }
        });
    }

    /** The end of a counter still belongs to it. */
    public static StockLedger endOfACounterBelongsToIt(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Map<String, CounterValue> seen = new HashMap<>();

            @Override
            public Map<String, CounterValue> counters(Set<String> names) {
                Map<String, CounterValue> found = new HashMap<>(super.counters(names));
                found.replaceAll((name, value) -> later(value));
                seen.putAll(found);
                return found;
            }

            private static CounterValue later(CounterValue value) {
                Instant end = value.forgetAfter();
                return end == null || end.equals(Instant.MAX)
                        ? value
                        : new CounterValue(value.used(), end.plusNanos(1));
            }

            @Override
            public void store(Changes changes) {
                Map<String, CounterValue> stored = new HashMap<>(changes.counters());
                stored.replaceAll((name, value) -> asBefore(value, seen.get(name)));
                super.store(Rows.counters(changes, stored));
            }

            private static CounterValue asBefore(CounterValue value, @Nullable CounterValue before) {
                Instant end = value.forgetAfter();
                return end == null || before == null || !end.equals(before.forgetAfter()) || end.equals(Instant.MAX)
                        ? value
                        : new CounterValue(value.used(), end.minusNanos(1));
            }

            @Override
            public int purge(Due due, int max) {
                return super.purge(
                        new Due(
                                due.settledBy(),
                                due.shippedBy(),
                                due.appliedBy(),
                                due.now().minusNanos(1)),
                        max);
            }
        });
    }

    /** The last instant of a window still belongs to it. */
    public static StockLedger endOfAWindowBelongsToIt(InstantSource clock) {
        return charging(clock, charge -> {
            Instant until = charge.until();
            return until == null || until.equals(Instant.MAX)
                    ? charge
                    : charge.within(charge.from(), until.plusNanos(1));
        });
    }

    /** Windows are compared in milliseconds. */
    public static StockLedger windowsInMilliseconds(InstantSource clock) {
        return charging(clock, charge -> charge.within(inMillis(charge.from()), inMillis(charge.until())));
    }

    private static @Nullable Instant inMillis(@Nullable Instant time) {
        return time == null || time.equals(Instant.MAX) || time.equals(Instant.MIN)
                ? time
                : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static StockLedger charging(InstantSource clock, UnaryOperator<Charge> bug) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve)) {
                return right.apply(command);
            }
            List<ReserveLine> lines = new ArrayList<>();
            for (ReserveLine line : reserve.lines()) {
                List<Charge> charges = line.unitCharges().stream().map(bug).toList();
                lines.add(new ReserveLine(line.key(), line.quantity(), line.floor(), charges));
            }
            return right.apply(Rows.with(
                    reserve, lines, reserve.orderCharges().stream().map(bug).toList()));
        });
    }

    /** The journal has a column of milliseconds, all other rows have more. */
    public static StockLedger journalInMilliseconds(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            List<JournalEntry> journal = new ArrayList<>();
            for (JournalEntry entry : changes.journal()) {
                journal.add(new JournalEntry(
                        entry.sequence(),
                        entry.at().truncatedTo(ChronoUnit.MILLIS),
                        entry.kind(),
                        entry.command(),
                        entry.settlement(),
                        entry.reason(),
                        entry.change()));
            }
            return Rows.journal(changes, journal);
        });
    }

    /** The end of a counter is a number of nanoseconds, which runs over in the year 2262. */
    public static StockLedger farEndRunsOver(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<String, CounterValue> stored = new HashMap<>(changes.counters());
            stored.replaceAll((name, value) -> {
                Instant end = value.forgetAfter();
                return end == null || end.equals(Instant.MIN)
                        ? value
                        : new CounterValue(
                                value.used(),
                                Instant.ofEpochSecond(0, end.getEpochSecond() * 1_000_000_000L + end.getNano()));
            });
            return Rows.counters(changes, stored);
        });
    }
}
