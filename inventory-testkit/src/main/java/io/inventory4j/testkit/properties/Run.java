package io.inventory4j.testkit.properties;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.model.Agreement;
import io.inventory4j.testkit.model.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the steps of one sequence on a ledger and on the model, and compares their answers. */
final class Run {
    private final StockLedger ledger;
    private final TurnedClock clock;
    private final Figures figures;
    private final Model model = new Model();
    private final List<Command> sent = new ArrayList<>();
    private final Set<ReservationId> named = new HashSet<>();
    private final Set<String> counters = new TreeSet<>(Names.COUNTERS);
    private final List<Supplier<String>> code = new ArrayList<>();
    private final List<Step> literal = new ArrayList<>();

    Run(StockLedger ledger, TurnedClock clock, Figures figures) {
        this.ledger = ledger;
        this.clock = clock;
        this.figures = figures;
    }

    void run(List<Step> steps) {
        for (Step step : steps) {
            if (!(step instanceof Step.Send)) {
                literal.add(step);
            }
            step.take(this);
            figures.step();
        }
        read();
    }

    /** A command sent before; 1 back is the last one. */
    Command sent(int back, Command otherwise) {
        return sent.size() < back ? otherwise : sent.get(sent.size() - back);
    }

    /** The first id that no command has had; {@code otherwise} if there is none. */
    ReservationId unused(ReservationId otherwise) {
        for (ReservationId id : Names.RESERVATIONS) {
            if (!named.contains(id)) {
                return id;
            }
        }
        return otherwise;
    }

    /** The reservations in the model that are wanted. */
    List<Reservation> known(Predicate<Reservation> wanted) {
        List<Reservation> known = new ArrayList<>();
        for (ReservationId id : Names.RESERVATIONS) {
            Reservation found = model.reservation(id);
            if (found != null && wanted.test(found)) {
                known.add(found);
            }
        }
        return known;
    }

    long version(StockKey key) {
        StockLevel level = model.level(key);
        return level == null ? 0 : level.version();
    }

    void send(List<Order> orders) {
        List<Command> batch = new ArrayList<>(orders.size());
        List<Outcome> expected = new ArrayList<>(orders.size());
        List<Order> exactly = new ArrayList<>(orders.size());
        for (Order order : orders) {
            Command command = order.command(this);
            sent.add(command);
            name(command);
            exactly.add(new Order.Exactly(command));
            batch.add(CounterWindows.dated(command, clock.instant()));
        }
        literal.add(new Step.Send(exactly));
        for (Command command : batch) {
            counters.addAll(CounterWindows.charged(command));
            Outcome outcome = model.apply(command, clock.instant());
            figures.outcome(command, outcome);
            expected.add(outcome);
        }
        code.add(() -> "ledger.apply(" + JavaCode.list(batch, JavaCode::of) + ");");
        compare(expected, answer(expected, () -> ledger.apply(batch)));
    }

    private void name(Command command) {
        if (command instanceof Reserve reserve) {
            named.add(reserve.id());
        } else if (command instanceof Settle settle) {
            named.add(settle.reservation());
        }
    }

    void turn(Duration by) {
        code.add(() -> "clock.advance(" + JavaCode.of(by) + ");");
        clock.advance(by);
    }

    /** Turns the clock to the next expiry within the hour. */
    void turnToNextExpiry() {
        Instant now = clock.instant();
        known(Reservation::pending).stream()
                .map(found -> Duration.between(now, found.expiresAt()))
                .filter(left -> !left.isNegative() && left.compareTo(Duration.ofHours(1)) <= 0)
                .min(Duration::compareTo)
                .ifPresent(this::turn);
    }

    void sweep(int max, @Nullable ReservationId except) {
        List<Outcome> expected = new ArrayList<>();
        for (ReservationId id : model.overdue(clock.instant(), max, except)) {
            figures.count("expired");
            expected.add(Objects.requireNonNull(model.expire(id, clock.instant())));
        }
        String named = except == null ? "" : ", " + JavaCode.of(except);
        code.add(() -> "ledger.expire(" + max + named + ");");
        compare(expected, answer(expected, () -> ledger.expire(max, except)));
    }

    void ship(Duration unchangedFor, int max) {
        List<Outcome> expected = new ArrayList<>();
        for (ReservationId id : model.confirmed(unchangedFor, clock.instant())) {
            Outcome shipped = expected.size() == max ? null : model.shipConfirmed(id, unchangedFor, clock.instant());
            if (shipped != null) {
                figures.count("shipped unasked");
                expected.add(shipped);
            }
        }
        code.add(() -> "ledger.shipConfirmed(" + JavaCode.of(unchangedFor) + ", " + max + ");");
        compare(expected, answer(expected, () -> ledger.shipConfirmed(unchangedFor, max)));
    }

    // The store chooses what it forgets first, but not how much in all.
    void forget(Retention retention, int max) {
        int expected = model.purge(retention, clock.instant());
        for (int i = 0; i < expected; i++) {
            figures.count("purged");
        }
        code.add(() -> "while (ledger.purge(" + JavaCode.of(retention) + ", " + max + ") == " + max + ") {}");
        int left = expected;
        for (int purged = max; purged == max; left -= purged) {
            purged = answer(expected + " in all", () -> ledger.purge(retention, max));
        }
        same(expected, expected - left);
    }

    void read() {
        new Reading(this, ledger, model).all(counters);
    }

    /** Reads something that is to be compared next, and adds the reading to the code. */
    <T> T read(Object expected, String reading, Supplier<T> read) {
        code.add(() -> reading + ";");
        return answer(expected, read);
    }

    void same(@Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw parted(expected, actual, null);
        }
    }

    /** Removes the last reading, which agreed, so that a counterexample has only the one that did not. */
    void agreed() {
        code.remove(code.size() - 1);
    }

    private void compare(List<? extends Outcome> expected, List<? extends Outcome> actual) {
        boolean agree = expected.size() == actual.size();
        for (int i = 0; agree && i < expected.size(); i++) {
            agree = Agreement.agree(expected.get(i), actual.get(i));
        }
        if (!agree) {
            throw parted(expected, actual, null);
        }
    }

    // A ledger may throw only if an argument is out of bounds, and here none is.
    private <T> T answer(Object expected, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw parted(expected, e, e);
        }
    }

    Disagreement parted(@Nullable Object expected, @Nullable Object actual, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder("TurnedClock clock = new TurnedClock();\n")
                .append("StockLedger ledger = open(\"c0de\", clock);\n");
        code.forEach(line -> text.append(line.get()).append('\n'));
        text.append("// expected: ").append(expected).append('\n');
        text.append("// actual:   ").append(actual).append('\n');
        return new Disagreement(text.toString(), literal, cause);
    }
}
