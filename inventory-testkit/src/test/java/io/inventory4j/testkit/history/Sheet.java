package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Layer.Visit;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.model.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A history written by hand: who called from when to when, and what came back. Times are unique. */
final class Sheet {
    static final StockKey A = StockKey.of("A");
    static final StockKey B = StockKey.of("B");

    /** How much time of a node passes from one number of a call to the next. */
    static final Duration TICK = Duration.ofMillis(100);

    /** Gives the answers of a right ledger, in the order in which it is asked. */
    final Model right = new Model();

    Instant now = TurnedClock.START;
    private final List<Call> calls = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private int caller;
    private @Nullable Object node;
    private boolean inMemory;

    /** The calls that follow are made at a node, and reach the store; its time passes with the times of calls. */
    Sheet at(Object name) {
        node = name;
        inMemory = false;
        return this;
    }

    /** The calls that follow are answered by a node in memory. */
    Sheet inMemoryOf(Object name) {
        node = name;
        inMemory = true;
        return this;
    }

    /** What a right ledger answers now; it writes its journal. */
    Outcome outcome(Command command) {
        Outcome outcome = right.apply(command, now);
        if (outcome instanceof Outcome.Applied applied) {
            JournalHeading heading = JournalHeading.of(command);
            applied.changes().forEach(change -> journal.add(heading.entry(journal.size() + 1, now, change)));
        }
        return outcome;
    }

    static Outcome refused(Reason reason, Object subject, long remaining) {
        return subject instanceof StockKey key
                ? new Outcome.Refused(reason, key, remaining)
                : new Outcome.Refused(reason, subject.toString(), remaining);
    }

    /** Units for sale, received before time 0. */
    Sheet stock(StockKey key, long units) {
        Command receipt = RaceCommands.receive("stock of " + key, key, units);
        long at = -1_000 + 10L * calls.size();
        return apply(at, at + 1, List.of(receipt), List.of(outcome(receipt)));
    }

    /** A command with the answer that a right ledger gives when it is asked now. */
    Sheet right(long from, long to, Command... batch) {
        return apply(
                from,
                to,
                List.of(batch),
                List.of(batch).stream().map(this::outcome).toList());
    }

    Sheet apply(long from, long to, Command command, Outcome outcome) {
        return apply(from, to, List.of(command), List.of(outcome));
    }

    Sheet apply(long from, long to, List<Command> batch, List<Outcome> outcomes) {
        return call(from, to, new Call.Ask.Apply(batch), outcomes);
    }

    Sheet lost(long from, Command... batch) {
        return call(from, Call.NEVER, new Call.Ask.Apply(List.of(batch)), null);
    }

    Sheet lostSweep(long from, int max) {
        return call(from, Call.NEVER, new Call.Ask.Expire(max, null), null);
    }

    Sheet expire(long from, long to, int max, Outcome.Applied... ended) {
        return call(from, to, new Call.Ask.Expire(max, null), List.of(ended));
    }

    Sheet expireBut(String except, long from, long to, int max, Outcome.Applied... ended) {
        return call(from, to, new Call.Ask.Expire(max, ReservationId.of(except)), List.of(ended));
    }

    Sheet shipConfirmed(long from, long to, Duration unchangedFor, Outcome.@Nullable Applied shipped) {
        return call(from, to, new Call.Ask.ShipConfirmed(unchangedFor, 9), List.of(Objects.requireNonNull(shipped)));
    }

    /** The end of a reservation as a right ledger makes it now. */
    Outcome.Applied end(String id) {
        return Objects.requireNonNull(right.expire(ReservationId.of(id), now));
    }

    /** A read of lines that sees what there is now in the right ledger. */
    Sheet levels(long from, long to, StockKey... keys) {
        return call(
                from,
                to,
                new Call.Ask.Levels(List.of(keys)),
                List.of(keys).stream()
                        .map(right::level)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** A read of one line that sees something else. */
    Sheet level(long from, long to, StockKey key, @Nullable StockLevel seen) {
        return call(from, to, new Call.Ask.Levels(List.of(key)), seen == null ? List.of() : List.of(seen));
    }

    Sheet find(long from, long to, String id) {
        ReservationId name = ReservationId.of(id);
        return call(from, to, new Call.Ask.Find(name), Optional.ofNullable(right.reservation(name)));
    }

    Sheet used(long from, long to, String counter, long used) {
        return call(from, to, new Call.Ask.Used(counter), used);
    }

    Sheet turnClock(Duration by) {
        now = now.plus(by);
        return this;
    }

    private Sheet call(long from, long to, Call.Ask ask, @Nullable Object answer) {
        Visit visit = node == null ? null : new Visit(node, from * TICK.toNanos(), inMemory);
        calls.add(new Call(++caller, from, to, now, ask, answer, visit, null));
        return this;
    }

    Verdict verdict() {
        return verdict(new HistoryChecker());
    }

    Verdict verdict(HistoryChecker checker) {
        return checker.check(inOrder(), List.of());
    }

    Verdict verdictAlongJournal(HistoryChecker checker) {
        return checker.check(inOrder(), journal);
    }

    private List<Call> inOrder() {
        List<Call> inOrder = new ArrayList<>(calls);
        inOrder.sort(Comparator.comparingLong(Call::from));
        return inOrder;
    }
}
