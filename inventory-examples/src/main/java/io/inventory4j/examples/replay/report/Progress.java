package io.inventory4j.examples.replay.report;

import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells ten times how far the sale is. Thread-safe. */
public final class Progress {
    private static final int LINES = 10;

    private final Screen screen;
    private final InstantSource clock;
    private final Tally tally;
    private final int carts;
    private final AlertLog alerts;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * Nothing is done yet.
     *
     * @param screen where it is told
     * @param clock the sale's
     * @param tally what the buyers count
     * @param carts how many there are
     * @param alerts printed before each line
     */
    public Progress(Screen screen, InstantSource clock, Tally tally, int carts, AlertLog alerts) {
        this.screen = screen;
        this.clock = clock;
        this.tally = tally;
        this.carts = carts;
        this.alerts = alerts;
    }

    /** Counts a cart that was reserved or refused. */
    public void cartDone() {
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
