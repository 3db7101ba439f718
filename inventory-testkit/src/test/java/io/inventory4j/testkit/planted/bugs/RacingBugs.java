package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.planted.store.ApartTransaction;
import io.inventory4j.testkit.planted.store.Moment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that are right as long as one thread calls them. */
public final class RacingBugs {
    private RacingBugs() {}

    /** Holds no lock between what it loads and what it stores. */
    public static StockLedger readThenWrite(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            protected StoreTransaction begin() {
                return new ApartTransaction(super::begin);
            }
        };
    }

    /** Finds what is overdue in one transaction and stores the result in another. */
    public static StockLedger twoSweepsExpireOne(InstantSource clock) {
        return new MapLedger(clock) {
            private final LoadApplyStoreLedger sweeping = sweeping();

            private LoadApplyStoreLedger sweeping() {
                return new LoadApplyStoreLedger() {
                    @Override
                    protected StoreTransaction begin() {
                        return new ApartTransaction(() -> locked());
                    }
                };
            }

            private StoreTransaction locked() {
                return begin();
            }

            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                return sweeping.expire(max, except);
            }
        };
    }

    /** Looks at the counters first, and if there is room reserves without a limit. */
    public static StockLedger limitCheckedOutsideTheStep(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (!(command instanceof Reserve reserve) || !withinLimits(reserve, ledger)) {
                return right.apply(command);
            }
            Moment.pass();
            List<ReserveLine> lines = new ArrayList<>();
            for (ReserveLine line : reserve.lines()) {
                lines.add(new ReserveLine(line.key(), line.quantity(), line.floor(), unlimited(line.unitCharges())));
            }
            return right.apply(Rows.with(reserve, lines, unlimited(reserve.orderCharges())));
        });
    }

    private static boolean withinLimits(Reserve reserve, StockLedger ledger) {
        Map<String, Long> wanted = new HashMap<>();
        Map<String, Long> limits = new HashMap<>();
        for (ReserveLine line : reserve.lines()) {
            line.unitCharges().forEach(charge -> {
                wanted.merge(charge.counter(), line.quantity(), Long::sum);
                limits.merge(charge.counter(), charge.limit(), Math::min);
            });
        }
        for (Charge charge : reserve.orderCharges()) {
            wanted.merge(charge.counter(), 1L, Long::sum);
            limits.merge(charge.counter(), charge.limit(), Math::min);
        }
        return !wanted.isEmpty()
                && limits.entrySet().stream()
                        .allMatch(limit -> ledger.used(limit.getKey()) + wanted.getOrDefault(limit.getKey(), 0L)
                                <= limit.getValue());
    }

    private static List<Charge> unlimited(List<Charge> charges) {
        return charges.stream()
                .map(charge -> new Charge(
                        charge.counter(), (1L << 53) - 1, charge.forgetAfter(), charge.from(), charge.until()))
                .toList();
    }

    /** A lock per line: a cart takes them in order, a settlement from the last to the first. */
    public static StockLedger locksInTwoOrders(InstantSource clock) {
        return Bent.locking(clock, RacingBugs::inLockOrder);
    }

    private static List<StockKey> inLockOrder(Command command, StockLedger ledger) {
        List<StockKey> keys = new ArrayList<>();
        if (command instanceof Reserve reserve) {
            reserve.lines().forEach(line -> keys.add(line.key()));
        } else if (command instanceof Settle settle) {
            ledger.reservation(settle.reservation())
                    .ifPresent(found ->
                            found.lines().stream().map(ReservedLine::key).forEach(keys::add));
            Collections.reverse(keys);
        }
        return keys;
    }

    /** Reads a line twice and takes half of each. */
    public static StockLedger tornLevel(InstantSource clock) {
        return new MapLedger(clock) {
            @Override
            public List<StockLevel> levels(Collection<StockKey> keys) {
                Map<StockKey, Long> available = new HashMap<>();
                super.levels(keys).forEach(level -> available.put(level.key(), level.available()));
                Moment.pass();
                return super.levels(keys).stream()
                        .map(level -> Rows.available(
                                level, available.getOrDefault(level.key(), level.available()) - level.available()))
                        .toList();
            }
        };
    }

    /** Reads lines through a cache that a command clears before it takes effect, so that a reader may fill it again. */
    public static StockLedger staleRead(InstantSource clock) {
        Map<StockKey, StockLevel> cache = new ConcurrentHashMap<>();
        return new MapLedger(clock) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                cache.clear();
                Moment.pass();
                return super.apply(batch);
            }

            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                cache.clear();
                Moment.pass();
                return super.expire(max, except);
            }

            @Override
            public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
                cache.clear();
                Moment.pass();
                return super.shipConfirmed(unchangedFor, max);
            }

            @Override
            public List<StockLevel> levels(Collection<StockKey> keys) {
                if (!cache.keySet().containsAll(keys)) {
                    super.levels(keys).forEach(level -> cache.putIfAbsent(level.key(), level));
                }
                List<StockLevel> levels = new ArrayList<>();
                for (StockKey key : keys) {
                    StockLevel level = cache.get(key);
                    levels.addAll(level == null ? super.levels(List.of(key)) : List.of(level));
                }
                return levels;
            }
        };
    }

    /** Takes a cart's first line for a moment before it looks at the others. */
    public static StockLedger phantomRefusal(InstantSource clock) {
        return new OneByOne(clock) {
            @Override
            Outcome one(Command next) {
                if (next instanceof Reserve reserve && reserve.lines().size() > 1) {
                    ReserveLine first = reserve.lines().get(0);
                    if (take(first.key(), first.quantity())) {
                        Moment.pass();
                        take(first.key(), -first.quantity());
                    }
                }
                return super.one(next);
            }

            private boolean take(StockKey key, long quantity) {
                try (StoreTransaction transaction = begin()) {
                    StockLevel level = transaction.lines(Set.of(key)).get(key);
                    if (level == null || level.available() < quantity) {
                        return false;
                    }
                    transaction.store(Rows.only(Rows.available(level, -quantity)));
                    transaction.commit();
                    return true;
                }
            }
        };
    }

    /** If a changed cart is refused, the cart before it is lost as well. */
    public static StockLedger replacedIsNotRestored(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            if (command instanceof Reserve reserve && reserve.replaces() != null && refusedLater(outcome)) {
                ReservationId old = reserve.replaces();
                ledger.apply(List.of(Settle.all(old, "replaced", Transition.RELEASE)));
            }
            return outcome;
        });
    }

    private static boolean refusedLater(Outcome outcome) {
        return outcome.refused()
                .map(refusal -> switch (refusal.reason()) {
                    case UNKNOWN_LINE, NOT_OPEN, OUT_OF_STOCK, OVERFLOW, LIMIT_REACHED -> true;
                    default -> false;
                })
                .orElse(false);
    }
}
