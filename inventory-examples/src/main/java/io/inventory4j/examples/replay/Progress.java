package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells ten times how far the sale is. Thread-safe. */
final class Progress {
    private static final int LINES = 10;

    private final Screen screen;
    private final SaleClock clock;
    private final Tally tally;
    private final int carts;
    private final AlertLog alerts;
    private final AtomicInteger done = new AtomicInteger();

    Progress(Screen screen, SaleClock clock, Tally tally, int carts, AlertLog alerts) {
        this.screen = screen;
        this.clock = clock;
        this.tally = tally;
        this.carts = carts;
        this.alerts = alerts;
    }

    void cartDone() {
        int now = done.incrementAndGet();
        long part = (long) now * LINES / carts;
        if (part > (now - 1L) * LINES / carts) {
            alerts.print();
            screen.line(String.format(
                    Locale.ROOT,
                    "%s  == %3d%%  %,5d of %,d carts  %,9d held  %,9d paid for  %,9d shipped  %,9d refused",
                    Screen.time(clock.instant()),
                    part * 100 / LINES,
                    now,
                    carts,
                    tally.total(Count.HELD),
                    tally.total(Count.CONFIRMED),
                    tally.total(Count.SHIPPED),
                    tally.total(Count.REFUSED)));
        }
    }
}
