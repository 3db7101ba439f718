package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.RememberingTransaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Ledgers that are wrong about lines that choose (rule 1.9). */
public final class ChoiceBugs {
    private ChoiceBugs() {}

    /** A repeat works out anew what came from where. */
    public static StockLedger grantsToldOtherwiseInAReplay(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return outcome instanceof Outcome.Applied applied && applied.replayed() && applied.reservation() != null
                    ? new Outcome.Applied(
                            Rows.grants(applied.reservation(), ChoiceBugs::fromTheFirst), applied.changes(), true)
                    : outcome;
        });
    }

    private static Grant fromTheFirst(Reservation stored, Grant grant) {
        List<Long> units = new ArrayList<>(Collections.nCopies(grant.sources().size(), 0L));
        units.set(0, grant.granted());
        return new Grant(grant.sources(), grant.quantity(), grant.least(), grant.split(), units);
    }

    /** What is released of an order was not granted to it. */
    public static StockLedger grantsFollowTheOrder(InstantSource clock) {
        return Bent.storing(clock, changes -> {
            Map<ReservationId, Reservation> rows = new HashMap<>(changes.reservations());
            rows.replaceAll((id, row) -> Rows.grants(row, ChoiceBugs::stillThere));
            return Rows.reservations(changes, rows);
        });
    }

    private static Grant stillThere(Reservation stored, Grant grant) {
        List<Long> units = new ArrayList<>();
        for (StockKey key : grant.sources()) {
            ReservedLine line = stored.line(key);
            long left = line == null ? 0 : line.requested() - line.released();
            units.add(Math.min(left, grant.granted(key)));
        }
        return new Grant(grant.sources(), grant.quantity(), grant.least(), grant.split(), units);
    }

    /** Charges the counters of the preferred source, wherever the units come from. */
    public static StockLedger chargesOfThePreferredSource(InstantSource clock) {
        return sending(
                clock,
                (order, ledger) -> each(order, line -> {
                    List<Charge> charges = line.sources().get(0).unitCharges();
                    return sources(line, source -> new Source(source.key(), source.floor(), charges));
                }));
    }

    /** A gift that is gone refuses the order. */
    public static StockLedger missingGiftRefuses(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            if (command instanceof Reserve order
                    && !order.again()
                    && ledger.reservation(order.id()).isEmpty()) {
                for (FlexibleLine line : order.flexible()) {
                    if (line.least() == 0 && line.sources().stream().allMatch(source -> free(source, ledger) <= 0)) {
                        return new Outcome.Refused(
                                Reason.OUT_OF_STOCK, line.sources().get(0).key(), 0);
                    }
                }
            }
            return right.apply(command);
        });
    }

    /** The parts of a kit stay taken, though another one is short. */
    public static StockLedger partsAreKeptThoughOneIsShort(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            if (command instanceof Reserve order
                    && !order.flexible().isEmpty()
                    && !order.lines().isEmpty()
                    && RepeatBugs.refused(outcome, Reason.OUT_OF_STOCK)) {
                Outcome kept = right.apply(Rows.choosing(order, List.of()));
                return kept.applied() ? outcome : kept;
            }
            return outcome;
        });
    }

    /** All sources of a line that is split give down to the lowest of their floors. */
    public static StockLedger splitBeyondAFloor(InstantSource clock) {
        return sending(
                clock,
                (order, ledger) -> each(order, line -> {
                    long lowest = line.sources().stream()
                            .mapToLong(Source::floor)
                            .min()
                            .orElse(0);
                    return line.split()
                            ? sources(line, source -> new Source(source.key(), lowest, source.unitCharges()))
                            : line;
                }));
    }

    /** Where a limit leaves less than enough, that is enough. */
    public static StockLedger leastIgnoredUnderALimit(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Outcome outcome = right.apply(command);
            return command instanceof Reserve order
                            && !order.flexible().isEmpty()
                            && RepeatBugs.refused(outcome, Reason.LIMIT_REACHED)
                    ? right.apply(
                            each(order, line -> new FlexibleLine(line.sources(), line.quantity(), 0, line.split())))
                    : outcome;
        });
    }

    /** Of two sources that can give as much, the later one gives. */
    public static StockLedger tiesToTheLaterSource(InstantSource clock) {
        return sending(
                clock,
                (order, ledger) -> each(order, line -> {
                    long most = line.sources().stream()
                            .mapToLong(source -> free(source, ledger))
                            .max()
                            .orElse(0);
                    if (line.split() || most <= 0 || most >= line.quantity()) {
                        return line;
                    }
                    Source last = null;
                    for (Source source : line.sources()) {
                        last = free(source, ledger) == most ? source : last;
                    }
                    StockKey chosen = last == null ? line.sources().get(0).key() : last.key();
                    return only(chosen, line);
                }));
    }

    /** What a source can give, as far as stock, floor and counters say. */
    private static long free(Source source, StockLedger ledger) {
        long free = 0;
        for (StockLevel level : ledger.levels(List.of(source.key()))) {
            free = level.available() - source.floor();
        }
        for (Charge charge : source.unitCharges()) {
            free = Math.min(free, charge.limit() - ledger.used(charge.counter()));
        }
        return free;
    }

    /** The line with floors that let only one source give. */
    private static FlexibleLine only(StockKey key, FlexibleLine line) {
        return sources(
                line,
                source -> source.key().equals(key)
                        ? source
                        : new Source(source.key(), Bounds.MAX_QUANTITY, source.unitCharges()));
    }

    /** A source that gave nothing has a new version, too. */
    public static StockLedger everySourceIsTouched(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new RememberingTransaction(right) {
            @Override
            public void store(Changes changes) {
                Map<StockKey, StockLevel> lines = new HashMap<>(changes.lines());
                if (command instanceof Reserve order && changes.reservations().containsKey(order.id())) {
                    for (FlexibleLine line : order.flexible()) {
                        for (StockKey key : line.keys()) {
                            StockLevel level = linesBefore.get(key);
                            if (level != null) {
                                lines.putIfAbsent(key, Rows.version(level, level.version() + 1));
                            }
                        }
                    }
                }
                super.store(Rows.lines(changes, lines));
            }
        });
    }

    /** A limit that only a source names which has nothing holds for nobody. */
    public static StockLedger limitOfAnUnusedSourceIgnored(InstantSource clock) {
        return sending(
                clock,
                (order, ledger) -> each(
                        order,
                        line -> sources(
                                line,
                                source -> ledger.levels(List.of(source.key())).isEmpty()
                                        ? new Source(source.key(), source.floor(), List.of())
                                        : source)));
    }

    /** What a sweep took of gifts has to be there like the rest (rule 1.12). */
    public static StockLedger againNeedsItsGifts(InstantSource clock) {
        return Bent.deciding(clock, (command, right, ledger) -> {
            Reservation known = command instanceof Reserve order && order.again()
                    ? ledger.reservation(order.id()).orElse(null)
                    : null;
            if (known != null && !known.grants().isEmpty()) {
                for (ReservedLine line : known.lines()) {
                    long free = free(Source.of(line.key()), ledger);
                    if (free < line.swept()) {
                        return new Outcome.Refused(Reason.OUT_OF_STOCK, line.key(), Math.max(0, free));
                    }
                }
            }
            return right.apply(command);
        });
    }

    /** Who chooses sees stock and state of a line, and not its window. */
    public static StockLedger choosesPastTheWindow(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new RememberingTransaction(right) {
            private final boolean chooses =
                    command instanceof Reserve order && !order.flexible().isEmpty();

            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                Map<StockKey, StockLevel> found = super.lines(keys);
                return chooses ? Rows.each(found, level -> Rows.window(level, Window.NONE)) : found;
            }

            @Override
            public void store(Changes changes) {
                super.store(chooses ? Rows.lines(changes, Rows.each(changes.lines(), this::withItsWindow)) : changes);
            }

            private StockLevel withItsWindow(StockLevel level) {
                StockLevel before = linesBefore.get(level.key());
                return before == null ? level : Rows.window(level, before.window());
            }
        });
    }

    /** What was enough is no content, so another order gets the answer of the first. */
    public static StockLedger leastIsNoContent(InstantSource clock) {
        return sending(clock, (order, ledger) -> {
            Reservation known = ledger.reservation(order.id()).orElse(null);
            if (known == null || known.grants().size() != order.flexible().size()) {
                return order;
            }
            List<FlexibleLine> lines = new ArrayList<>();
            for (int i = 0; i < known.grants().size(); i++) {
                FlexibleLine line = order.flexible().get(i);
                long least = Math.min(known.grants().get(i).least(), line.quantity());
                lines.add(new FlexibleLine(line.sources(), line.quantity(), least, line.split()));
            }
            return Rows.choosing(order, lines);
        });
    }

    /** Chooses by what it read before, and takes in a step of its own. */
    public static StockLedger choosesBeforeTheStep(InstantSource clock) {
        return sending(clock, (order, ledger) -> {
            FlexibleLine line = order.flexible().get(0);
            boolean plain = order.flexible().size() == 1
                    && order.lines().isEmpty()
                    && order.replaces() == null
                    && !line.split()
                    && line.sources().stream()
                            .allMatch(source -> source.unitCharges().isEmpty());
            for (Source source : plain ? line.sources() : List.<Source>of()) {
                for (StockLevel level : ledger.levels(List.of(source.key()))) {
                    if (level.available() - source.floor() >= line.quantity() && level.openAt(clock.instant())) {
                        Moment.pass();
                        return Rows.choosing(order, List.of(only(source.key(), line)));
                    }
                }
            }
            return order;
        });
    }

    /** Sends other orders than those that choose. */
    private static StockLedger sending(InstantSource clock, BiFunction<Reserve, StockLedger, Reserve> wrong) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> right.apply(
                        command instanceof Reserve order && !order.flexible().isEmpty()
                                ? wrong.apply(order, ledger)
                                : command));
    }

    /** The order with other lines that choose; as it was, where they would not agree. */
    private static Reserve each(Reserve order, UnaryOperator<FlexibleLine> change) {
        List<FlexibleLine> lines = order.flexible().stream().map(change).toList();
        Map<StockKey, Set<Source>> byKey = lines.stream()
                .flatMap(line -> line.sources().stream())
                .collect(Collectors.groupingBy(Source::key, Collectors.toSet()));
        order.lines()
                .forEach(line -> byKey.computeIfPresent(line.key(), (key, sources) -> {
                    sources.add(new Source(key, line.floor(), line.unitCharges()));
                    return sources;
                }));
        return byKey.values().stream().allMatch(sources -> sources.size() == 1) ? Rows.choosing(order, lines) : order;
    }

    private static FlexibleLine sources(FlexibleLine line, UnaryOperator<Source> change) {
        return new FlexibleLine(
                line.sources().stream().map(change).toList(), line.quantity(), line.least(), line.split());
    }
}
