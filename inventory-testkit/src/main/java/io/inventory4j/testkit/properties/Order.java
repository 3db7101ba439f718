package io.inventory4j.testkit.properties;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.words.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command, or what becomes one only when it is sent. */
sealed interface Order {
    Command command(Run run);

    /** A command that does not depend on the state. */
    record Exactly(Command wanted) implements Order {
        @Override
        public Command command(Run run) {
            return wanted;
        }
    }

    /** A retry of the command sent {@code back} commands before; {@code otherwise} if there was none. */
    record Again(int back, Command otherwise) implements Order {
        @Override
        public Command command(Run run) {
            return run.sent(back, otherwise);
        }
    }

    /**
     * A reserve under an id that no command has had, if there is one. If it replaces anything, then something that has
     * units to give, and every second time it asks for the same units.
     */
    record Fresh(Reserve wanted, int pick) implements Order {
        @Override
        public Command command(Run run) {
            ReservationId id = run.unused(wanted.id());
            List<Reservation> fit =
                    run.known(found -> found.swept() || found.pending() || (wanted.sold() && found.open()));
            if (wanted.replaces() == null || fit.isEmpty()) {
                return reserve(id, wanted.lines(), wanted.flexible(), wanted.replaces());
            }
            Reservation old = fit.get(pick % fit.size());
            if (pick % 2 == 0) {
                return reserve(id, wanted.lines(), wanted.flexible(), old.id());
            }
            return pick % 4 == 1
                    ? reserve(id, sameUnits(old, wanted), List.of(), old.id())
                    : reserve(id, List.of(), sameKeys(old, wanted, pick), old.id());
        }

        private Reserve reserve(
                ReservationId id,
                List<ReserveLine> lines,
                List<FlexibleLine> flexible,
                @Nullable ReservationId replaces) {
            return new Reserve(
                    id,
                    wanted.owner(),
                    lines,
                    flexible,
                    wanted.orderCharges(),
                    wanted.holdFor(),
                    wanted.sold(),
                    id.equals(replaces) ? null : replaces,
                    false);
        }
    }

    private static List<ReserveLine> sameUnits(Reservation old, Reserve like) {
        Source first = Named.sources(like).get(0);
        return old.lines().stream()
                .map(line -> new ReserveLine(line.key(), line.requested(), first.floor(), first.unitCharges()))
                .toList();
    }

    /** Lines that each choose among the lines of another order, one more or less than that had. */
    private static List<FlexibleLine> sameKeys(Reservation old, Reserve like, int pick) {
        Source first = Named.sources(like).get(0);
        List<Source> sources = old.lines().stream()
                .map(line -> new Source(line.key(), first.floor(), first.unitCharges()))
                .toList();
        List<FlexibleLine> lines = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            long units = old.lines().get(i).requested();
            long quantity = Math.max(1, Math.min(Bounds.MAX_QUANTITY, units + pick % 3 - 1));
            List<Source> turned = new ArrayList<>(sources);
            Collections.rotate(turned, i);
            lines.add(new FlexibleLine(
                    turned, quantity, Math.min(quantity - 1, pick % 4), turned.size() > 1 && pick % 8 > 3));
        }
        return lines;
    }

    /**
     * A reserve that takes again what a sweep took (rule 1.12), with the charges of the reservation, though not always
     * with all of them; an order that nothing was swept of, if there is no other.
     */
    record TakeAgain(Reserve wanted, List<Charge> limits, int pick) implements Order {
        @Override
        public Command command(Run run) {
            List<Reservation> swept = run.known(Reservation::swept);
            List<Reservation> known = swept.isEmpty() ? run.known(found -> true) : swept;
            if (known.isEmpty()) {
                return wanted;
            }
            Reservation found = known.get(pick % known.size());
            return new Reserve(
                    found.id(),
                    pick == 11 ? wanted.owner() : found.owner(),
                    fixed(found),
                    found.grants().stream().map(grant -> asked(grant, found)).toList(),
                    charges(found.orderCharges()),
                    wanted.holdFor(),
                    wanted.sold(),
                    null,
                    true);
        }

        private List<ReserveLine> fixed(Reservation found) {
            List<ReserveLine> lines = new ArrayList<>();
            for (ReservedLine line : found.lines()) {
                long units = line.requested();
                for (Grant grant : found.grants()) {
                    units -= grant.granted(line.key());
                }
                if (units > 0) {
                    Source source = source(line.key(), found);
                    lines.add(new ReserveLine(line.key(), units, source.floor(), source.unitCharges()));
                }
            }
            return lines;
        }

        private FlexibleLine asked(Grant grant, Reservation found) {
            List<Source> sources =
                    grant.sources().stream().map(key -> source(key, found)).toList();
            return new FlexibleLine(sources, grant.quantity(), grant.least(), grant.split());
        }

        private Source source(StockKey key, Reservation found) {
            ReservedLine line = found.line(key);
            List<String> counters = line == null ? List.of("c2") : line.charges();
            return new Source(key, Named.sources(wanted).get(0).floor(), charges(counters));
        }

        private List<Charge> charges(List<String> counters) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 0; i < counters.size() && !limits.isEmpty(); i++) {
                if ((pick + i) % 4 != 0) {
                    charges.add(CounterWindows.charge(limits.get((pick + i) % limits.size()), counters.get(i)));
                }
            }
            return charges;
        }
    }

    /**
     * A settlement of a reservation that has something left for it, and of lines that it has; sometimes of one that
     * was swept. If there is no such reservation, mostly a settlement that is possible for another.
     */
    record Guided(Settle wanted, int pick, boolean any) implements Order {
        @Override
        public Command command(Run run) {
            Transition transition = wanted.transition();
            List<Reservation> swept = pick > 9 ? run.known(Reservation::swept) : List.of();
            List<Reservation> fit = swept.isEmpty() ? run.known(found -> any || left(transition, found)) : swept;
            List<Reservation> known = fit.isEmpty() ? run.known(found -> true) : fit;
            if (known.isEmpty()) {
                return wanted;
            }
            Reservation found = known.get(pick % known.size());
            Map<StockKey, Long> parts = new TreeMap<>();
            for (long units : wanted.quantities().values()) {
                parts.put(
                        found.lines()
                                .get((pick + parts.size()) % found.lines().size())
                                .key(),
                        units);
            }
            Transition possible = fit.isEmpty() && pick > 2 ? onward(found) : transition;
            return possible == transition
                    ? new Settle(found.id(), wanted.id(), transition, parts, wanted.releaseRest(), wanted.holdFor())
                    : new Settle(found.id(), wanted.id(), possible, parts, false, null);
        }

        private static boolean left(Transition transition, Reservation found) {
            return found.lines().stream().anyMatch(line -> switch (transition) {
                case CONFIRM, EXTEND -> line.reserved() > 0;
                case RELEASE -> line.reserved() + line.swept() > 0;
                case CANCEL, SHIP -> line.committed() > 0;
                case GIVE_BACK -> line.reserved() + line.committed() + line.swept() > 0;
                case RETURN -> line.shipped() > line.returned();
            });
        }

        private Transition onward(Reservation found) {
            return Stream.of(Transition.CONFIRM, Transition.SHIP, Transition.RETURN)
                    .filter(transition -> left(transition, found))
                    .findFirst()
                    .orElse(wanted.transition());
        }
    }

    /**
     * A move that expects lines to be at their present version plus a number; never below 0. So do its targets, of what
     * has departed.
     */
    record Expecting(Move move, Map<StockKey, Integer> ahead) implements Order {
        @Override
        public Command command(Run run) {
            Map<StockKey, Long> versions = new TreeMap<>();
            ahead.forEach((key, by) -> versions.put(key, version(key, by, run)));
            List<SetTo> targets =
                    move.targets().stream().map(target -> departed(target, run)).toList();
            return new Move(
                    move.id(), move.reason(), move.force(), move.postings(), targets, versions, move.openings());
        }

        private static long version(StockKey key, int ahead, Run run) {
            return Math.max(0, run.version(key) + ahead);
        }

        private SetTo departed(SetTo target, Run run) {
            if (target.target() != SetTo.Target.ON_HAND) {
                return target;
            }
            long version = version(target.key(), ahead.values().iterator().next(), run);
            return new SetTo(target.key(), target.target(), target.quantity(), new SetTo.Departed(2, version));
        }
    }
}
