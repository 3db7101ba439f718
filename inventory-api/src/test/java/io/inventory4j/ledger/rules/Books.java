package io.inventory4j.ledger.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Grant;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.Stored;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps double-entry books beside the rules, and compares (rule 8). */
final class Books {
    private final RowMap rows;

    Books(RowMap rows) {
        this.rows = rows;
    }

    /** Judges a decision that is about to be stored; {@code command} is null for that of a sweep. */
    void check(@Nullable Command command, Decision decision, Instant now) {
        Map<StockKey, Map<Bucket, Long>> expected = new TreeMap<>();
        for (Reservation after : decision.reservations()) {
            checkReservation(after, now);
            if (command instanceof Reserve reserve && after.id().equals(reserve.id())) {
                checkGrants(reserve, after);
            }
            post(rows.reservations.get(after.id()), after, expected);
        }
        if (command instanceof Move move) {
            for (Posting posting : move.postings()) {
                post(expected, posting.key(), posting.from(), -posting.quantity());
                post(expected, posting.key(), posting.to(), posting.quantity());
            }
            move.targets().forEach(target -> post(move, target, expected));
            move.openings().keySet().forEach(key -> post(expected, key, Bucket.AVAILABLE, 0));
        } else if (command instanceof SetSaleState saleState) {
            post(expected, saleState.key(), Bucket.AVAILABLE, 0);
        }
        assertEquals(
                List.copyOf(expected.keySet()),
                decision.lineChanges().stream().map(LevelChange::key).toList(),
                "the lines touched, each once, in key order");
        for (LevelChange change : decision.lineChanges()) {
            checkLine(change, expected.getOrDefault(change.key(), Map.of()));
        }
        checkAllowed(command, decision);
        checkNames(decision.counterChanges());
    }

    /** Rule 3.8: whatever the line had, it has the target afterwards. */
    private void post(Move move, SetTo target, Map<StockKey, Map<Bucket, Long>> expected) {
        StockLevel stored = rows.lines.get(target.key());
        StockLevel level = stored == null ? StockLevel.empty(target.key()) : stored;
        Opening opening = move.openings().get(target.key());
        long whole = opening == null ? level.opening() : opening.quantity();
        long departed = target.departed() == null ? 0 : target.departed().units();
        long more = switch (target.target()) {
            case AVAILABLE -> target.quantity() - level.available();
            case ON_HAND -> target.quantity() + departed - level.onHand();
            case SAFETY -> target.quantity() - level.safety();
            case SAFETY_PERCENT -> -Math.floorDiv(-whole * target.quantity(), 100L) - level.safety();
        };
        if (more != 0 || stored == null) {
            boolean withheld = !MoveRules.creates(target);
            post(expected, target.key(), withheld ? Bucket.SAFETY : Bucket.AVAILABLE, more);
            post(expected, target.key(), withheld ? Bucket.AVAILABLE : Bucket.OUTSIDE, -more);
        }
    }

    private static void post(
            @Nullable Reservation before, Reservation after, Map<StockKey, Map<Bucket, Long>> expected) {
        for (ReservedLine line : after.lines()) {
            ReservedLine was = before == null ? null : before.line(line.key());
            if (was == null) {
                was = Stored.line(line.key(), 0, 0, 0, 0);
            } else {
                assertEquals(was.requested(), line.requested());
            }
            if (line.released() == was.released()
                    && line.reserved() == was.reserved()
                    && line.committed() == was.committed()
                    && line.returned() == was.returned()) {
                continue; // rule 1.12: that swept units are given up moves none
            }
            long reserved = line.reserved() - was.reserved();
            long committed = line.committed() - was.committed();
            long shipped = line.shipped() - was.shipped();
            post(expected, line.key(), Bucket.AVAILABLE, -reserved - committed - shipped);
            post(expected, line.key(), Bucket.RESERVED, reserved);
            post(expected, line.key(), Bucket.COMMITTED, committed);
            post(expected, line.key(), Bucket.QUALITY_CONTROL, line.returned() - was.returned());
        }
    }

    private static void post(Map<StockKey, Map<Bucket, Long>> expected, StockKey key, Bucket bucket, long units) {
        expected.computeIfAbsent(key, any -> new EnumMap<>(Bucket.class)).merge(bucket, units, Long::sum);
    }

    private static void checkReservation(Reservation after, Instant now) {
        assertEquals(now, after.changedAt(), "changedAt");
        assertEquals(after.open() ? null : now, after.settledAt(), "settledAt");
        assertTrue(!after.ended() || !after.swept(), "what has ended is not swept");
        assertTrue(!after.sold() || after.tombstone() || !after.pending(), "what is sold is not held");
    }

    private void checkLine(LevelChange change, Map<Bucket, Long> expected) {
        StockLevel stored = rows.lines.get(change.key());
        assertEquals(stored == null ? StockLevel.empty(change.key()) : stored, change.before());
        assertEquals(change.before().version() + 1, change.after().version());
        for (Bucket bucket : Bucket.values()) {
            long delta = bucket == Bucket.OUTSIDE ? 0 : expected.getOrDefault(bucket, 0L);
            assertEquals(delta, change.delta(bucket), () -> bucket + " of " + change.key());
        }
        assertTrue(change.after().onHand() >= 0, "on hand is never negative");
    }

    /** Rules 1.1, 2.1 and 3.2: what each command had to leave, and where it had to stop. */
    private void checkAllowed(@Nullable Command command, Decision decision) {
        for (LevelChange change : decision.lineChanges()) {
            long available = change.after().available();
            boolean lowered = change.delta(Bucket.AVAILABLE) < 0;
            if (command instanceof Reserve reserve) {
                checkTaken(reserve, change, decision);
            } else if (command instanceof Move move) {
                assertTrue(!lowered || available >= 0 || move.force(), "only force lowers AVAILABLE below zero");
                Long version = move.expectedVersions().get(change.key());
                assertTrue(version == null || version == change.before().version(), "rule 3.5");
            } else {
                assertTrue(!lowered, "nothing else lowers AVAILABLE");
            }
            if (command instanceof Settle settle && settle.transition() == Transition.CONFIRM) {
                boolean confirmed = change.delta(Bucket.COMMITTED) > 0;
                assertTrue(!confirmed || change.before().saleState() != SaleState.STOPPED, "rule 2.1");
            }
        }
        if (command instanceof Reserve reserve) {
            Map<String, Long> used = new HashMap<>();
            decision.counterChanges()
                    .forEach(change -> used.put(change.name(), change.after().used()));
            // Rule 1.12: what is taken again charges only what its reservation has named.
            long uncharged = reserve.again() ? 0 : Long.MAX_VALUE;
            reserve.lines().forEach(line -> checkLimits(line.unitCharges(), used, uncharged));
            checkLimits(reserve.orderCharges(), used, uncharged);
            reserve.flexible()
                    .forEach(line -> line.sources().forEach(source -> checkLimits(source.unitCharges(), used, 0)));
        }
    }

    /** Rules 1.1 and 1.9.2. A line of which the order has nothing was only given back to. */
    private void checkTaken(Reserve reserve, LevelChange change, Decision decision) {
        Reservation made = decision.reservations().stream()
                .filter(one -> one.id().equals(reserve.id()))
                .findFirst()
                .orElseThrow();
        ReservedLine taken = made.line(change.key());
        if (taken == null) {
            return;
        }
        boolean late = reserve.sold() && (reserve.again() || reserve.replaces() != null);
        long floor = floor(reserve, change.key());
        assertTrue(
                change.after().available() >= floor || taken.requested() <= exchanged(reserve, change.key()),
                "the floor applies");
        assertTrue(
                late
                        ? change.before().saleState() != SaleState.STOPPED
                        : change.before().openAt(decision.now()),
                "the line sells");
    }

    private static long floor(Reserve reserve, StockKey key) {
        for (ReserveLine line : reserve.lines()) {
            if (line.key().equals(key)) {
                return line.floor();
            }
        }
        return reserve.flexible().stream()
                .flatMap(line -> line.sources().stream())
                .filter(source -> source.key().equals(key))
                .findFirst()
                .orElseThrow()
                .floor();
    }

    /** Rule 1.9.6: the grants and the fixed lines are what is held, and no line got less than is enough. */
    private static void checkGrants(Reserve reserve, Reservation made) {
        Map<StockKey, Long> held = new TreeMap<>();
        reserve.lines().forEach(line -> held.merge(line.key(), line.quantity(), Long::sum));
        assertEquals(reserve.flexible().size(), made.grants().size());
        for (int i = 0; i < made.grants().size(); i++) {
            Grant grant = made.grants().get(i);
            FlexibleLine line = reserve.flexible().get(i);
            assertEquals(line.keys(), grant.sources());
            assertTrue(grant.granted() >= line.least() && grant.granted() <= line.quantity(), grant::toString);
            long givers = grant.units().stream().filter(units -> units > 0).count();
            assertTrue(line.split() || givers <= 1, grant::toString);
            for (StockKey key : grant.sources()) {
                if (grant.granted(key) > 0) {
                    held.merge(key, grant.granted(key), Long::sum);
                }
            }
        }
        Map<StockKey, Long> requested = new TreeMap<>();
        made.lines().forEach(line -> requested.put(line.key(), line.requested()));
        assertEquals(held, requested);
    }

    /** What a sold order takes over of a line from the one that it replaces (rule 1.11). */
    private long exchanged(Reserve reserve, StockKey key) {
        Reservation old =
                reserve.sold() && reserve.replaces() != null ? rows.reservations.get(reserve.replaces()) : null;
        ReservedLine line = old == null ? null : old.line(key);
        return line == null ? 0 : line.reserved() + line.committed();
    }

    private static void checkLimits(List<Charge> charges, Map<String, Long> used, long uncharged) {
        for (Charge charge : charges) {
            assertTrue(used.getOrDefault(charge.counter(), uncharged) <= charge.limit(), "the limit applies");
        }
    }

    private static void checkNames(List<Decision.CounterChange> counters) {
        for (int i = 1; i < counters.size(); i++) {
            String before = counters.get(i - 1).name();
            assertTrue(TextOrder.compare(before, counters.get(i).name()) < 0, "counters, each once, in name order");
        }
    }

    /** Judges everything that is stored: rule 8, over all reservations. */
    void conserve(Instant now) {
        Map<StockKey, Long> reserved = new HashMap<>();
        Map<StockKey, Long> committed = new HashMap<>();
        Map<String, Long> used = new HashMap<>();
        for (Reservation reservation : rows.reservations.values()) {
            for (ReservedLine line : reservation.lines()) {
                reserved.merge(line.key(), line.reserved(), Long::sum);
                committed.merge(line.key(), line.committed(), Long::sum);
                line.charges().forEach(name -> used.merge(name, line.requested() - line.released(), Long::sum));
            }
            if (!reservation.releasedInFull()) {
                reservation.orderCharges().forEach(name -> used.merge(name, 1L, Long::sum));
            }
        }
        for (StockLevel level : rows.lines.values()) {
            assertEquals(reserved.getOrDefault(level.key(), 0L), level.reserved(), () -> "RESERVED of " + level.key());
            assertEquals(
                    committed.getOrDefault(level.key(), 0L), level.committed(), () -> "COMMITTED of " + level.key());
        }
        assertTrue(rows.lines.keySet().containsAll(reserved.keySet()));
        rows.counters.forEach((name, value) -> {
            if (!Dice.hasEnded(name, now)) {
                assertEquals(used.getOrDefault(name, 0L), value.used(), name);
            }
        });
        assertTrue(rows.counters.keySet().containsAll(used.keySet()));
    }
}
