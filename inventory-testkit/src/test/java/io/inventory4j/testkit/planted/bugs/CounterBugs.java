package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.planted.store.RememberingTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that count right and are wrong about when a count ends, or about what they lock to count. */
public final class CounterBugs {
    private CounterBugs() {}

    private interface Ends {
        /** The end to store. */
        @Nullable
        Instant end(String name, CounterValue stored, @Nullable CounterValue before, Map<String, Instant> named);
    }

    /** A ledger that keeps other ends where a reserve charges counters that have one. */
    private static StockLedger ends(InstantSource clock, Ends bug) {
        return Bent.transaction(
                clock,
                (right, command) -> command instanceof Reserve reserve ? ends(right, named(reserve), bug) : right);
    }

    private static StoreTransaction ends(StoreTransaction right, Map<String, Instant> named, Ends bug) {
        return new RememberingTransaction(right) {
            @Override
            public void store(Changes changes) {
                Map<String, CounterValue> stored = new HashMap<>(changes.counters());
                stored.replaceAll((name, value) -> named.containsKey(name)
                        ? new CounterValue(value.used(), bug.end(name, value, countersBefore.get(name), named))
                        : value);
                super.store(Rows.counters(changes, stored));
            }
        };
    }

    /** The ends that a command names; those of counters that it charges without one are left out. */
    private static Map<String, Instant> named(Reserve reserve) {
        List<Charge> charges = new ArrayList<>(reserve.orderCharges());
        reserve.lines().forEach(line -> charges.addAll(line.unitCharges()));
        Map<String, Instant> ends = new HashMap<>();
        Set<String> endless = new HashSet<>();
        for (Charge charge : charges) {
            Instant end = charge.forgetAfter();
            if (end == null) {
                endless.add(charge.counter());
            } else {
                ends.merge(charge.counter(), end, (left, other) -> left.isAfter(other) ? left : other);
            }
        }
        ends.keySet().removeAll(endless);
        return ends;
    }

    /** An upsert that sets the end only where it inserts. */
    public static StockLedger endOfTheFirstChargeStays(InstantSource clock) {
        return ends(
                clock,
                (name, stored, before, named) ->
                        before == null || before.used() == 0 ? stored.forgetAfter() : before.forgetAfter());
    }

    /** An upsert that sets the end whenever it counts. */
    public static StockLedger endOfTheLastChargeStays(InstantSource clock) {
        return ends(clock, (name, stored, before, named) -> named.get(name));
    }

    /** The row of a counter that counts nothing stays, and so does its end. */
    public static StockLedger endOfNothingStays(InstantSource clock) {
        Map<String, Instant> kept = new ConcurrentHashMap<>();
        return ends(clock, (name, stored, before, named) -> {
            Instant end = stored.forgetAfter();
            if (end == null || named.get(name) == null) {
                return end;
            }
            return kept.merge(name, end, (left, right) -> left.isAfter(right) ? left : right);
        });
    }

    /** A changed cart is a release and a hold to its counters: where it was the only one, its end is the new cart's. */
    public static StockLedger replacedCartLosesItsEnd(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> {
            if (!(command instanceof Reserve reserve) || reserve.replaces() == null) {
                return right;
            }
            return ends(right, named(reserve), (name, stored, before, named) -> named.get(name));
        });
    }

    /** Judges a limit by the last line that names it, though the lines of a cart add up to the limit of the lowest. */
    public static StockLedger limitOfTheLastLineOnly(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve)) {
                return right.apply(command);
            }
            Set<String> charged = new HashSet<>();
            List<ReserveLine> lines = new ArrayList<>();
            for (int i = reserve.lines().size() - 1; i >= 0; i--) {
                ReserveLine line = reserve.lines().get(i);
                List<Charge> charges = line.unitCharges().stream()
                        .map(charge -> charged.add(charge.counter())
                                ? charge
                                : new Charge(
                                        charge.counter(),
                                        (1L << 53) - 1,
                                        charge.forgetAfter(),
                                        charge.from(),
                                        charge.until()))
                        .toList();
                lines.add(new ReserveLine(line.key(), line.quantity(), line.floor(), charges));
            }
            return right.apply(Rows.with(reserve, lines, reserve.orderCharges()));
        });
    }

    /** Locks lines, then counters, to reserve; to settle, counters first, since it looks at them first. */
    public static StockLedger countersAgainstLines(InstantSource clock) {
        return Bent.locking(clock, CounterBugs::names);
    }

    private static List<String> names(Command command, StockLedger ledger) {
        Set<String> counters = new TreeSet<>();
        Set<StockKey> lines = new TreeSet<>();
        if (command instanceof Reserve reserve) {
            reserve.orderCharges().forEach(charge -> counters.add("counter " + charge.counter()));
            for (ReserveLine line : reserve.lines()) {
                lines.add(line.key());
                line.unitCharges().forEach(charge -> counters.add("counter " + charge.counter()));
            }
        } else if (command instanceof Settle settle) {
            ledger.reservation(settle.reservation()).ifPresent(found -> {
                found.orderCharges().forEach(name -> counters.add("counter " + name));
                found.lines().forEach(line -> {
                    lines.add(line.key());
                    line.charges().forEach(name -> counters.add("counter " + name));
                });
            });
        }
        List<String> names = new ArrayList<>();
        lines.forEach(key -> names.add("line " + key));
        names.addAll(command instanceof Settle ? 0 : names.size(), counters);
        return Collections.unmodifiableList(names);
    }
}
