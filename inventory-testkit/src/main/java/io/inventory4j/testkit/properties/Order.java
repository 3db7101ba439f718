package io.inventory4j.testkit.properties;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
     * A reserve under an id that no command has had, if there is one. If it replaces anything, then something pending.
     */
    record Fresh(Reserve wanted, int pick) implements Order {
        @Override
        public Command command(Run run) {
            ReservationId id = run.unused(wanted.id());
            ReservationId replaces = wanted.replaces();
            if (replaces != null) {
                List<Reservation> pending = run.known(Reservation::pending);
                replaces = pending.isEmpty()
                        ? replaces
                        : pending.get(pick % pending.size()).id();
            }
            return new Reserve(
                    id, wanted.lines(), wanted.orderCharges(), wanted.holdFor(), id.equals(replaces) ? null : replaces);
        }
    }

    /**
     * A settlement of a reservation that has something left for it, and of lines that it has. If there is no such
     * reservation, mostly a settlement that is possible for another.
     */
    record Guided(Settle wanted, int pick, boolean any) implements Order {
        @Override
        public Command command(Run run) {
            Transition transition = wanted.transition();
            List<Reservation> fit = run.known(found -> any || left(transition, found));
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
                case CONFIRM, RELEASE, EXTEND -> line.reserved() > 0;
                case CANCEL, SHIP -> line.committed() > 0;
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

    /** A move that expects lines to be at their present version plus a number; never below 0. */
    record Expecting(Move move, Map<StockKey, Integer> ahead) implements Order {
        @Override
        public Command command(Run run) {
            Map<StockKey, Long> versions = new TreeMap<>();
            ahead.forEach((key, by) -> versions.put(key, Math.max(0, run.version(key) + by)));
            return new Move(move.id(), move.reason(), move.force(), move.postings(), versions, move.openings());
        }
    }
}
