package io.inventory4j.testkit;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.words.Named;
import io.inventory4j.testkit.words.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what can be read of a ledger with what it has acknowledged. One instance checks once. */
final class ConservationCheck {
    private static final int PAGE = 100;
    private static final long ANY = Long.MAX_VALUE / 2;

    /** What the reservations have of one stock line. */
    private static final class Held {
        long reserved;
        long committed;
        long shipped;
        long returned;
        final Set<ReservationId> pending = new TreeSet<>();
    }

    private final Acknowledged acknowledged;
    private final StockLedger ledger;
    /** Each once: the last change of a line and the line itself often show the same violation. */
    private final Set<String> violations;

    private final Map<StockKey, Held> held = new HashMap<>();
    private final Map<String, Long> charged = new TreeMap<>();

    private ConservationCheck(Acknowledged acknowledged, StockLedger ledger) {
        this.acknowledged = acknowledged;
        this.ledger = ledger;
        violations = new LinkedHashSet<>(acknowledged.violations);
    }

    static List<String> violations(Acknowledged acknowledged, StockLedger ledger) {
        synchronized (acknowledged) {
            ConservationCheck check = new ConservationCheck(acknowledged, ledger);
            check.reservations();
            Map<StockKey, StockLevel> levels = check.lines();
            check.counters();
            if (ledger instanceof Journaled journal) {
                check.violations.addAll(JournalCheck.violations(acknowledged.lines, levels, journal));
            }
            return List.copyOf(check.violations);
        }
    }

    private void wrong(String rule, Object subject, String what) {
        violations.add("rule " + rule + ": " + Printable.of(subject) + ": " + what);
    }

    private void reservations() {
        Set<ReservationId> doubtful = new HashSet<>();
        for (Command command : acknowledged.doubts) {
            if (command instanceof Reserve reserve) {
                doubtful.add(reserve.id());
                if (reserve.replaces() != null) {
                    doubtful.add(reserve.replaces());
                }
            } else if (command instanceof Settle settle) {
                doubtful.add(settle.reservation());
            }
        }
        for (Acknowledged.Hold hold : acknowledged.holds.values()) {
            Reservation read = ledger.reservation(hold.id).orElse(null);
            boolean doubt = acknowledged.sweepInDoubt || doubtful.contains(hold.id);
            Reservation known = hold.known();
            if (read != null) {
                acknowledged.passed(read.changedAt());
            }
            if (!doubt) {
                compare(hold, known, read);
            }
            if (read != null) {
                count(hold.made, read);
            } else if (known != null) {
                count(hold.made, known);
            }
        }
        for (Acknowledged.Hold hold : acknowledged.forgotten) {
            Reservation known = hold.known();
            if (known != null) {
                count(hold.made, known);
            }
        }
    }

    private void compare(Acknowledged.Hold hold, @Nullable Reservation known, @Nullable Reservation read) {
        String subject = "reservation " + hold.id;
        if (known == null) {
            if (read != null) {
                wrong("1.7", subject, "is there, though nothing was acknowledged: " + read);
            }
        } else if (read == null) {
            if (known.open() || !acknowledged.purged) {
                wrong("8.2", subject, "is gone; acknowledged was " + known);
            }
        } else if (!read.lines().equals(known.lines())) {
            wrong("8.2", subject, "has " + read.lines() + ", but acknowledged was " + known.lines());
        } else if (hold.regranted) {
            wrong("1.9", subject, "was granted otherwise in one answer than in another");
        } else if (!read.grants().equals(known.grants())) {
            wrong("1.9", subject, "was granted " + read.grants() + ", but acknowledged was " + known.grants());
        } else if (read.ended() != hold.hasEnded()) {
            wrong("1.12", subject, "ended is " + read.ended() + ", but acknowledged was " + hold.hasEnded());
        } else if (hold.made != null && !Objects.equals(read.owner(), hold.made.owner())) {
            wrong("1.10", subject, "has another owner than its command");
        } else if (hold.made != null && read.sold() != hold.made.sold()) {
            wrong("1.11", subject, "sold is " + read.sold() + ", other than its command says");
        }
    }

    private void count(@Nullable Reserve made, Reservation reservation) {
        if (made != null && !made.flexible().isEmpty()) {
            granted(made, reservation);
        }
        for (ReservedLine line : reservation.lines()) {
            Held there = held.computeIfAbsent(line.key(), absent -> new Held());
            there.reserved += line.reserved();
            there.committed += line.committed();
            there.shipped += line.shipped();
            there.returned += line.returned();
            if (line.reserved() > 0) {
                there.pending.add(reservation.id());
            }
            for (String counter : charges(made, line)) {
                charged.merge(counter, line.requested() - line.released(), Long::sum);
            }
        }
        if (!reservation.releasedInFull()) {
            Collection<String> counters = made == null ? reservation.orderCharges() : names(made.orderCharges());
            counters.forEach(counter -> charged.merge(counter, 1L, Long::sum));
        }
    }

    /** Rule 1.9: what a reservation has of a key is what its fixed line asked for and what its grants say. */
    private void granted(Reserve made, Reservation reservation) {
        Map<StockKey, Long> asked = new TreeMap<>();
        made.lines().forEach(line -> asked.put(line.key(), line.quantity()));
        for (Grant grant : reservation.grants()) {
            for (int i = 0; i < grant.units().size(); i++) {
                asked.merge(grant.sources().get(i), grant.units().get(i), Long::sum);
            }
        }
        asked.values().removeIf(units -> units == 0);
        Map<StockKey, Long> there = new TreeMap<>();
        reservation.lines().forEach(line -> there.put(line.key(), line.requested()));
        if (!there.equals(asked)) {
            String subject = "reservation " + reservation.id();
            wrong("1.9", subject, "has " + there + ", but its fixed lines and grants say " + asked);
        }
    }

    /**
     * The counters that a line charges, from its command where it is known: the store may have mixed up what it keeps.
     */
    private static Collection<String> charges(@Nullable Reserve made, ReservedLine line) {
        if (made != null) {
            for (Source asked : Named.sources(made)) {
                if (asked.key().equals(line.key())) {
                    return names(asked.unitCharges());
                }
            }
        }
        return line.charges();
    }

    private static List<String> names(List<Charge> charges) {
        return charges.stream().map(Charge::counter).toList();
    }

    private Map<StockKey, StockLevel> lines() {
        Set<StockKey> keys = new TreeSet<>(acknowledged.lines.keySet());
        keys.addAll(held.keySet());
        Map<StockKey, StockLevel> levels = new TreeMap<>();
        ledger.levels(keys).forEach(level -> levels.put(level.key(), level));
        Map<StockKey, Long> doubts = doubtfulTouches();
        for (StockKey key : keys) {
            Acknowledged.Line line = acknowledged.lines.getOrDefault(key, new Acknowledged.Line());
            StockLevel level = levels.get(key);
            if (level != null) {
                versions(line, level, doubts.getOrDefault(key, 0L));
                units(line, level);
            } else if (!line.changes.isEmpty()) {
                wrong("3.6", key, "is gone after " + line.changes.size() + " changes");
            }
        }
        return levels;
    }

    private void units(Acknowledged.Line line, StockLevel level) {
        StockKey key = level.key();
        Held there = held.getOrDefault(key, new Held());
        long expected = line.movedIn + there.returned - there.shipped;
        if (level.total() != expected && !acknowledged.movedUnknown(key)) {
            wrong(
                    "8.1",
                    key,
                    "all buckets hold " + level.total() + ", but should hold " + expected + " (" + line.movedIn
                            + " moved in, " + there.returned + " returned, " + there.shipped + " shipped): " + level);
        }
        if (level.reserved() != there.reserved) {
            wrong("8.2", key, "RESERVED is " + level.reserved() + ", but reservations hold " + there.reserved);
        }
        if (level.committed() != there.committed) {
            wrong("8.2", key, "COMMITTED is " + level.committed() + ", but reservations have " + there.committed);
        }
        bounds(line, level);
        Set<ReservationId> open = open(key);
        if (!open.equals(there.pending)) {
            wrong("6.5", key, "open lists " + open + ", but " + there.pending + " hold units");
        }
    }

    private Set<ReservationId> open(StockKey key) {
        Set<ReservationId> ids = new TreeSet<>();
        List<Reservation> page = ledger.open(key, null, PAGE);
        while (!page.isEmpty()) {
            for (Reservation reservation : page) {
                if (!ids.add(reservation.id())) {
                    wrong("6.5", key, "open lists " + reservation.id() + " twice");
                    return ids;
                }
            }
            page = page.size() < PAGE
                    ? List.of()
                    : ledger.open(key, page.get(page.size() - 1).id(), PAGE);
        }
        return ids;
    }

    private void bounds(Acknowledged.Line line, StockLevel level) {
        long lowest = line.lowest;
        for (Command command : acknowledged.doubts) {
            if (command instanceof Reserve reserve) {
                for (Source asked : Named.sources(reserve)) {
                    lowest = asked.key().equals(level.key()) ? Math.min(lowest, asked.floor()) : lowest;
                }
            } else if (command instanceof Move move && move.force()) {
                lowest = Acknowledged.touched(move).contains(level.key()) ? -ANY : lowest;
            }
        }
        if (level.available() < lowest) {
            wrong(
                    "8.3",
                    level.key(),
                    "AVAILABLE is " + level.available() + ", but nothing allowed less than " + lowest + ": " + level);
        }
        if (level.onHand() < 0) {
            wrong("8.4", level.key(), "on hand is " + level.onHand() + ": " + level);
        }
    }

    /** Versions 1, 2, 3 … with each level before being the level after of the change before it. */
    private void versions(Acknowledged.Line line, StockLevel level, long doubtful) {
        StockKey key = level.key();
        List<LevelChange> changes = new ArrayList<>(line.changes);
        changes.sort(Comparator.comparingLong(change -> change.after().version()));
        StockLevel last = StockLevel.empty(key);
        long missing = 0;
        for (LevelChange change : changes) {
            missing += gap(last, change.before());
            last = change.after();
            bounds(line, last);
        }
        missing += gap(last, level);
        if (missing > doubtful) {
            wrong(
                    "8.10",
                    key,
                    "version is " + level.version() + ", but " + changes.size()
                            + " commands that touched it were acknowledged, and " + doubtful + " are in doubt");
        }
    }

    private long gap(StockLevel last, StockLevel next) {
        long gap = next.version() - last.version();
        if (gap < 0) {
            wrong("8.10", next.key(), "version " + last.version() + " was given twice, or taken back: " + next);
        } else if (gap == 0 && !next.equals(last)) {
            wrong("8.10", next.key(), "version " + last.version() + " is both " + last + " and " + next);
        }
        return Math.max(0, gap);
    }

    /** How many commands in doubt may have touched each line. */
    private Map<StockKey, Long> doubtfulTouches() {
        Map<StockKey, Long> touches = new HashMap<>();
        for (Command command : acknowledged.doubts) {
            Set<StockKey> keys = new HashSet<>();
            if (command instanceof Reserve reserve) {
                Named.sources(reserve).forEach(source -> keys.add(source.key()));
                addLines(reserve.replaces(), keys);
            } else if (command instanceof Settle settle) {
                addLines(settle.reservation(), keys);
            } else if (command instanceof Move move) {
                keys.addAll(Acknowledged.touched(move));
            } else if (command instanceof SetSaleState saleState) {
                keys.add(saleState.key());
            }
            keys.forEach(key -> touches.merge(key, 1L, Long::sum));
        }
        if (acknowledged.sweepInDoubt) {
            held.keySet().forEach(key -> touches.put(key, ANY));
        }
        return touches;
    }

    private void addLines(@Nullable ReservationId id, Set<StockKey> keys) {
        if (id != null) {
            ledger.reservation(id).ifPresent(found -> found.lines().forEach(line -> keys.add(line.key())));
        }
    }

    private void counters() {
        Set<String> names = new TreeSet<>(acknowledged.counters);
        names.addAll(charged.keySet());
        for (String name : names) {
            if (acknowledged.mayHaveEnded(name)) {
                continue; // rule 8.5
            }
            long used = ledger.used(name);
            long expected = charged.getOrDefault(name, 0L);
            // Rule 8.6: giving back to a forgotten counter does nothing, so it may count too little, never too much.
            boolean mayLag = acknowledged.purged && acknowledged.counterEnds.containsKey(name);
            if (used > expected || (used < expected && !mayLag)) {
                wrong("8.5", "counter " + name, "used is " + used + ", but reservations charge it " + expected);
            }
        }
    }
}
