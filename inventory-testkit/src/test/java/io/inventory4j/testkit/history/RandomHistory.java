package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.model.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A small history that a right ledger could have had; its calls overlap at random. */
final class RandomHistory {
    private static final StockKey[] LINES = {StockKey.of("A"), StockKey.of("B")};
    private static final long STEP = 1_000_000;

    private final SplittableRandom random;
    private final Model model = new Model();
    private final List<Call> calls = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    /** Lost commands that may still arrive. */
    private final List<Call.Ask> underWay = new ArrayList<>();

    private Instant now = TurnedClock.START;

    RandomHistory(SplittableRandom random, int size) {
        this.random = random;
        int first = 0;
        for (int i = 0; i < size; i++) {
            if (i > first && random.nextInt(4) == 0) {
                finish(first * STEP, i * STEP);
                first = i;
                now = now.plus(Duration.ofMinutes(10));
            }
            take(i * STEP + STEP / 2);
        }
        finish(first * STEP, Call.NEVER);
        calls.sort(Comparator.comparingLong(Call::from));
    }

    /** Keeps the calls at one time of the clock apart from those at another. */
    private void finish(long start, long end) {
        calls.replaceAll(call -> !call.now().equals(now)
                ? call
                : new Call(
                        call.caller(),
                        Math.max(start + call.caller(), call.from()),
                        call.lost() ? Call.NEVER : Math.min(call.to(), end - call.caller()),
                        now,
                        call.ask(),
                        call.answer()));
    }

    private void take(long instant) {
        if (random.nextBoolean()) {
            underWay.forEach(this::answer);
            underWay.clear();
        }
        Call.Ask ask = ask();
        boolean lost = random.nextInt(6) == 0 && (ask instanceof Call.Ask.Apply || ask instanceof Call.Ask.Expire);
        Object answer = null;
        if (!lost || random.nextInt(3) == 0) {
            answer = answer(ask);
        } else if (random.nextBoolean()) {
            underWay.add(ask);
        }
        int caller = calls.size() + 1;
        // Sixteenths keep all times apart: a call begins at its caller's, and none at the eighth.
        long from = instant - 16 * random.nextLong(STEP / 8) - caller;
        long to = lost ? Call.NEVER : instant + 16 * random.nextLong(STEP / 8) + 8;
        calls.add(new Call(caller, from, to, now, ask, lost ? null : answer));
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private Outcome journaled(JournalHeading heading, @Nullable Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            applied.changes().forEach(change -> journal.add(heading.entry(journal.size() + 1, now, change)));
        }
        return Objects.requireNonNull(outcome);
    }

    /** What happened to the lines, in its order. */
    List<JournalEntry> journal() {
        return List.copyOf(journal);
    }

    /** A wrong journal: entries out of order, and one missing. */
    List<JournalEntry> corruptedJournal() {
        List<JournalEntry> changed = new ArrayList<>(journal);
        Collections.shuffle(changed, new Random(random.nextLong()));
        return changed.isEmpty() ? changed : changed.subList(random.nextInt(2), changed.size());
    }

    private Call.Ask ask() {
        return switch (random.nextInt(10)) {
            case 0 -> new Call.Ask.Levels(List.of(LINES));
            case 1 -> new Call.Ask.Find(ReservationId.of(id()));
            case 2 -> new Call.Ask.Used("c");
            case 3 ->
                new Call.Ask.Expire(1 + random.nextInt(2), random.nextInt(3) == 0 ? ReservationId.of(id()) : null);
            case 4 -> new Call.Ask.Apply(List.of(command(), command()));
            default -> new Call.Ask.Apply(List.of(command()));
        };
    }

    private Command command() {
        StockKey line = LINES[random.nextInt(2)];
        String name = "s" + random.nextInt(2);
        return switch (random.nextInt(18)) {
            case 12, 13 -> RaceCommands.hold(id(), RaceCommands.line(line, 1)).takingAgain();
            case 14 ->
                RaceCommands.hold(id(), RaceCommands.line(line, 1))
                        .takingAgain()
                        .selling();
            case 15 -> RaceCommands.all(random.nextBoolean() ? SHIP : CONFIRM, id());
            case 16 -> RaceCommands.all(random.nextBoolean() ? RELEASE : GIVE_BACK, id());
            case 17 ->
                RaceCommands.replacing(
                        id(),
                        RaceCommands.hold("x" + random.nextInt(3), RaceCommands.line(line, 1))
                                .selling());
            case 0, 1, 2 -> RaceCommands.receive("m" + random.nextInt(5), line, 1 + random.nextInt(2));
            case 3 -> RaceCommands.all(RELEASE, id(), name);
            case 4 -> RaceCommands.all(random.nextBoolean() ? CONFIRM : CANCEL, id(), name);
            case 5 -> RaceCommands.extend(id(), name, Duration.ofMinutes(20));
            case 6 -> RaceCommands.set(name, line, random.nextBoolean() ? SaleState.OPEN : SaleState.STOPPED);
            case 7 -> RaceCommands.hold(id(), RaceCommands.line(LINES[0], 1), RaceCommands.line(LINES[1], 1));
            case 8 -> RaceCommands.hold(id(), RaceCommands.line(line, 1, Charge.of("c", 2)));
            default -> RaceCommands.hold(id(), RaceCommands.line(line, 1));
        };
    }

    private String id() {
        return "r" + random.nextInt(4);
    }

    private Object answer(Call.Ask ask) {
        if (ask instanceof Call.Ask.Apply apply) {
            return apply.batch().stream()
                    .map(command -> journaled(JournalHeading.of(command), model.apply(command, now)))
                    .toList();
        }
        if (ask instanceof Call.Ask.Expire sweep) {
            return model.overdue(now, sweep.max(), sweep.except()).stream()
                    .map(id -> journaled(JournalHeading.expired(id), model.expire(id, now)))
                    .toList();
        }
        if (ask instanceof Call.Ask.Levels levels) {
            return levels.keys().stream()
                    .map(model::level)
                    .filter(Objects::nonNull)
                    .toList();
        }
        if (ask instanceof Call.Ask.Find find) {
            return Optional.ofNullable(model.reservation(find.id()));
        }
        return model.used(((Call.Ask.Used) ask).counter());
    }

    /** The history with one call changed, so that it may not have an order any more. */
    List<Call> corrupted() {
        List<Call> changed = new ArrayList<>(calls);
        int at = random.nextInt(changed.size());
        Call call = changed.get(at);
        int way = random.nextInt(4);
        if (way == 0) {
            changed.remove(at);
        } else if (!call.lost()) {
            long to = way == 1 ? call.from() + 1 : call.to();
            Object answer = way == 1 ? call.answer() : wrong(call);
            changed.set(at, new Call(call.caller(), call.from(), to, call.now(), call.ask(), answer));
        }
        return changed;
    }

    /** Another answer, as a ledger with a fault might give it. */
    private @Nullable Object wrong(Call call) {
        if (call.answer() instanceof Long used) {
            return Math.max(0, used + random.nextInt(3) - 1);
        }
        if (call.answer() instanceof Optional<?>) {
            return Optional.ofNullable(call.ask() instanceof Call.Ask.Find find ? model.reservation(find.id()) : null);
        }
        if (call.ask() instanceof Call.Ask.Levels levels) {
            List<StockLevel> last = new ArrayList<>();
            levels.keys().forEach(key -> last.add(Objects.requireNonNullElse(model.level(key), StockLevel.empty(key))));
            last.removeIf(level -> level.version() == 0);
            return last;
        }
        if (call.ask() instanceof Call.Ask.Apply apply) {
            return apply.batch().stream().map(this::wrong).toList();
        }
        return List.of();
    }

    private Outcome wrong(Command command) {
        if (random.nextBoolean()) {
            int mark = model.mark();
            Outcome late = model.apply(command, now);
            model.undo(mark);
            return late;
        }
        return random.nextBoolean()
                ? new Outcome.Refused(Reason.OUT_OF_STOCK, StockKey.of("A"), random.nextInt(2))
                : new Outcome.Refused(Reason.UNKNOWN_LINE, StockKey.of("B"), 0);
    }
}
