package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of lines that begin and end around the time at which they are sent (rule 4.6), at a multiple of some minutes,
 * so that a retry is the same command. Until they are sent, they are around {@link #NOW}.
 */
final class SaleWindows {
    private static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(1));
    private static final Duration STEP = Duration.ofMinutes(5);

    /** Open, over, to come, and none. */
    static final List<Window> ALL = List.of(
            Window.NONE,
            Window.NONE,
            Window.from(NOW),
            Window.from(NOW.plus(STEP)),
            Window.until(NOW.plus(STEP)),
            Window.until(NOW),
            new Window(NOW, NOW.plus(STEP)),
            new Window(NOW.minus(STEP), NOW.plus(STEP.multipliedBy(3))),
            new Window(NOW.plus(STEP), NOW.plus(STEP.multipliedBy(2))));

    private SaleWindows() {}

    static SetSaleState dated(SetSaleState command, Instant now) {
        Window window = command.window();
        if (window == null) {
            return command;
        }
        long steps = Duration.between(TurnedClock.START, now).dividedBy(STEP);
        Instant start = TurnedClock.START.plus(STEP.multipliedBy(steps));
        Window dated = new Window(moved(window.opensAt(), start), moved(window.closesAt(), start));
        return new SetSaleState(command.id(), command.key(), command.state(), dated);
    }

    private static @Nullable Instant moved(@Nullable Instant edge, Instant start) {
        return edge == null ? null : start.plus(Duration.between(NOW, edge));
    }
}
