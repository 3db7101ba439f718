package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.history.RaceCommands.HOLD;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.charging;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.one;
import static io.inventory4j.testkit.history.RaceCommands.set;
import static io.inventory4j.testkit.history.RaceCommands.setTo;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.words.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Races of what a shop does beside the sale: purges, readers of the journal, pages of open reservations, counts. */
final class BesideScenes {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final int READS = 6;

    private BesideScenes() {}

    /** What one buyer knows of its own counter, which no one else charges. */
    private static final class Tally {
        String counter = "";
        long used;
        int counters;

        void next(Caller caller) {
            counter = "buyer" + caller.number + "-" + counters++;
            used = 0;
        }
    }

    /** Rules 8.8 and 8.9: a purge forgets what counts nothing, and never what a buyer has charged meanwhile. */
    static void purgeAgainstFreshCharges(Round round) {
        round.stock(A, 4L * round.allTurns());
        Map<Integer, Tally> tallies = new ConcurrentHashMap<>();
        round.race(caller -> {
            if (caller.number == 0) {
                for (int i = 0; i < READS; i++) {
                    caller.purge(Retention.ofAll(Duration.ofMillis(caller.draw(3))), 1 + caller.draw(20));
                    round.turnClock(Duration.ofMillis(1));
                }
            } else {
                buyAndLookAtTheCounter(caller, tallies.computeIfAbsent(caller.number, none -> new Tally()), round);
            }
        });
    }

    private static void buyAndLookAtTheCounter(Caller caller, Tally tally, Round round) {
        if (tally.counter.isEmpty() || caller.draw(6) == 0) {
            tally.next(caller);
        }
        String id = caller.fresh();
        Charge own = caller.draw(3) == 0
                ? new Charge(tally.counter, 9, round.now().plus(HOLD))
                : Charge.of(tally.counter, 9);
        int failed = caller.failed();
        Reserve order = charging(Charge.of("orders", 1_000_000), hold(id, line(A, 1 + caller.draw(2), own)));
        if (caller.apply(caller.draw(3) == 0 ? order.selling() : order)) {
            tally.used += order.lines().get(0).quantity();
            look(caller, tally, failed, order);
            if (caller.draw(4) > 0 && caller.apply(all(RaceCommands.givingBack(order), id))) {
                tally.used -= order.lines().get(0).quantity();
                look(caller, tally, failed, order);
            } else if (caller.draw(2) == 0) {
                caller.apply(all(CONFIRM, id), all(SHIP, id), set(id, B, SaleState.OPEN));
            }
        } else if (failed == caller.failed() && tally.used + 2 <= 9) {
            throw new AssertionError("rule 8.9: beside a purge " + Words.of(order) + " was refused, though only "
                    + tally.used + " were charged");
        }
        if (failed != caller.failed()) {
            tally.next(caller); // nobody knows what the old one counts
        }
    }

    private static void look(Caller caller, Tally tally, int failed, Reserve order) {
        long used = caller.used(tally.counter);
        if (failed == caller.failed() && used != tally.used) {
            throw new AssertionError("rule 8.9: beside a purge the counter " + tally.counter + " is " + used
                    + ", but its only buyer has charged " + tally.used + ", the last by " + Words.of(order));
        }
    }

    /** Rule 8.8: a purge that has found what a sweep left does not forget it once a late payment has sold it again. */
    static void purgeAgainstLatePayments(Round round) {
        round.stock(A, 2L * round.allTurns());
        round.race(caller -> {
            if (caller.number == 0) {
                for (int i = 0; i < READS; i++) {
                    caller.purge(Retention.ofAll(Duration.ZERO), 1 + caller.draw(20));
                }
                return;
            }
            String id = caller.fresh();
            Reserve order = hold(id, line(A, 1));
            caller.apply(order);
            round.turnClock(HOLD);
            // All of them, so that its own is swept: of one that is still held, only the hold would be taken again.
            caller.expire(1_000);
            int failed = caller.failed();
            if (caller.apply(order.takingAgain().selling())) {
                Optional<Reservation> sold = caller.reservation(id);
                if (failed == caller.failed() && sold.filter(Reservation::open).isEmpty()) {
                    throw new AssertionError(
                            "rule 8.8: beside a purge " + id + " was sold again and not shipped, and is now " + sold);
                }
            }
        });
    }

    /** Rule 9.2: what is shipped because nobody has touched it was not touched since it was found either. */
    static void shipJobAgainstCancellations(Round round) {
        int orders = 4 * round.allTurns();
        round.stock(A, 2L * orders);
        List<Command> sold = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            sold.add(hold("sold" + i, line(A, 2)).selling());
        }
        round.prepare(sold.toArray(Command[]::new));
        round.turnClock(Duration.ofSeconds(2));
        round.race(caller -> {
            if (caller.number == 0) {
                caller.shipConfirmed(Duration.ofSeconds(1), caller.oneOf(2, 5, orders));
                return;
            }
            for (int i = 0; i < 4; i++) {
                String id = "sold" + caller.draw(orders);
                caller.apply(one(CANCEL, id, caller.fresh(), A));
            }
        });
        for (int i = 0; i < orders; i++) {
            round.ledger().reservation(ReservationId.of("sold" + i)).ifPresent(BesideScenes::notShippedOnceTouched);
        }
    }

    private static void notShippedOnceTouched(Reservation order) {
        ReservedLine line = order.lines().get(0);
        if (line.shipped() > 0 && line.released() > 0) {
            throw new AssertionError("rule 9.2: what nobody had touched for a second was to be shipped, and " + order
                    + " was, though a part of it had just been cancelled");
        }
    }

    /** Rules 7.2 and 7.5: whoever reads on beside the sale reads every entry once, and those of a command in a row. */
    static void journalAgainstBuyers(Round round) {
        List<StockKey> lines =
                IntStream.range(0, 6).mapToObj(i -> StockKey.of("L" + i)).toList();
        lines.forEach(line -> round.stock(line, 2L * round.allTurns()));
        Map<Integer, JournalReader> readers = new ConcurrentHashMap<>();
        Map<String, Integer> sizes = new ConcurrentHashMap<>();
        round.race(caller -> {
            if (caller.number % 4 == 0) {
                JournalReader reader = readers.computeIfAbsent(caller.number, none -> new JournalReader());
                for (int i = 0; i < READS; i++) {
                    caller.tried(() -> reader.read((Journaled) round.ledger(), 1 + caller.draw(9)));
                }
            } else {
                String id = caller.fresh();
                Reserve first = cart(id, lines, 1 + caller.draw(lines.size()), sizes);
                switch (caller.draw(4)) {
                    case 0 -> caller.apply(first, cart(id + "x", lines, 3, sizes), all(RELEASE, id, "s"));
                    case 1 -> {
                        caller.apply(first);
                        caller.apply(all(CONFIRM, id, "s"));
                    }
                    case 2 -> caller.apply(first.selling());
                    default -> caller.apply(first);
                }
            }
        });
        for (JournalReader reader : readers.values()) {
            reader.finish((Journaled) round.ledger());
            reader.check((Journaled) round.ledger(), sizes);
        }
    }

    private static Reserve cart(String id, List<StockKey> lines, int size, Map<String, Integer> sizes) {
        sizes.put(id, size);
        return hold(id, lines.subList(0, size).stream().map(key -> line(key, 1)).toArray(ReserveLine[]::new));
    }

    /** Rule 6.5: pages list what is held all the time once, whatever comes and goes between them. */
    static void openPagesAgainstBuyers(Round round) {
        round.stock(A, 3L * round.allTurns());
        round.stock(B, round.allTurns());
        Set<String> kept = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            // Ids of the callers sort before these, between them, and after them.
            String id = "abcdefgh".charAt(i % 8) + "kept" + i;
            kept.add(id);
            round.prepare(hold(id, line(A, 1)));
        }
        round.race(caller -> {
            String id = caller.fresh();
            switch (caller.number == 0 ? 0 : caller.draw(6)) {
                case 0 -> pages(caller, kept, 1 + caller.draw(5));
                case 1 -> caller.apply(setTo(id, caller.oneOf(A, B), Target.ON_HAND, 2L * round.allTurns()));
                case 2 -> caller.expire(1 + caller.draw(3));
                case 3 -> caller.apply(hold(id, line(A, 1), line(B, 1)), all(RELEASE, id, "s"));
                default -> {
                    if (caller.apply(hold(id, line(A, 1)))) {
                        caller.apply(all(caller.oneOf(CONFIRM, RELEASE), id, "s"));
                    }
                }
            }
        });
    }

    private static void pages(Caller caller, Set<String> kept, int max) {
        List<String> listed = new ArrayList<>();
        @Nullable ReservationId after = null;
        while (true) {
            List<Reservation> page = caller.open(A, after, max);
            if (page == null) {
                return;
            }
            for (Reservation one : page) {
                listed.add(one.id().value());
                if (one.lines().stream().noneMatch(line -> line.key().equals(A) && line.reserved() > 0)) {
                    throw new AssertionError("rule 6.5: open of " + A + " lists what holds nothing of it: " + one);
                }
            }
            if (page.size() < max) {
                break;
            }
            after = page.get(page.size() - 1).id();
        }
        Set<String> once = new TreeSet<>(listed);
        if (once.size() != listed.size() || !once.containsAll(kept)) {
            throw new AssertionError("rule 6.5: pages of " + max + " list " + listed + "; each must be there once, and "
                    + kept + " were open all the time");
        }
    }
}
