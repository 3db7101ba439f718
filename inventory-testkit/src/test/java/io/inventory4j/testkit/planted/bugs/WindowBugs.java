package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ledgers whose lines open and close at another time than they should. */
public final class WindowBugs {
    private static final Window OVER = Window.until(Instant.EPOCH);

    private WindowBugs() {}

    /** The instant at which a line closes still belongs to the sale. */
    public static StockLedger closesAtBelongsToTheSale(InstantSource clock) {
        return judging(
                clock,
                window -> window.closesAt() == null
                        ? window
                        : new Window(window.opensAt(), window.closesAt().plusMillis(1)));
    }

    /** The clock of the node decides, not that of the ledger. */
    public static StockLedger windowsOfTheNodesClock(InstantSource clock) {
        InstantSource node = InstantSource.system();
        return judging(clock, window -> window.isOpen(node.instant()) ? Window.NONE : OVER);
    }

    /** Judges by another window than that of the line, and stores the right one. */
    private static StockLedger judging(InstantSource clock, UnaryOperator<Window> wrong) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            private final Map<StockKey, Window> windows = new HashMap<>();

            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                return Rows.each(super.lines(keys), level -> {
                    windows.put(level.key(), level.window());
                    return Rows.window(level, wrong.apply(level.window()));
                });
            }

            @Override
            public void store(Changes changes) {
                super.store(Rows.lines(changes, Rows.each(changes.lines(), level -> {
                    Window before = windows.get(level.key());
                    return before != null && level.window().equals(wrong.apply(before))
                            ? Rows.window(level, before)
                            : level;
                })));
            }
        });
    }

    /** A column of whole seconds. */
    public static StockLedger windowsInSeconds(InstantSource clock) {
        return Bent.storing(
                clock,
                changes -> Rows.lines(
                        changes,
                        Rows.each(
                                changes.lines(),
                                level -> Rows.window(
                                        level,
                                        new Window(
                                                inSeconds(level.window().opensAt()),
                                                inSeconds(level.window().closesAt()))))));
    }

    private static @Nullable Instant inSeconds(@Nullable Instant edge) {
        return edge == null ? null : edge.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Who stops a sale takes its window away. */
    public static StockLedger stateTakesTheWindowAway(InstantSource clock) {
        return Bent.deciding(
                clock,
                (command, right, ledger) -> right.apply(
                        command instanceof SetSaleState saleState && saleState.window() == null
                                ? new SetSaleState(
                                        saleState.id(),
                                        saleState.key(),
                                        Objects.requireNonNull(saleState.state()),
                                        Window.NONE)
                                : command));
    }
}
