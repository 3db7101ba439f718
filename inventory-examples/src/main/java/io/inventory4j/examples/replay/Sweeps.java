package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives back what is overdue as a shop's own sweeper would, but by the sale's clock: at regular times, of which those
 * are left out at which no hold can have run out. So a gap of years in the files costs nothing. Thread-safe.
 */
final class Sweeps {
    private final Inventory inventory;
    private final Agenda agenda;
    private final Instant begin;
    private final Duration every;
    private final Set<Instant> planned = ConcurrentHashMap.newKeySet();

    /**
     * No sweep is planned yet.
     *
     * @param begin the regular times are counted from here
     * @param every above zero
     */
    Sweeps(Inventory inventory, Agenda agenda, Instant begin, Duration every) {
        this.inventory = inventory;
        this.agenda = agenda;
        this.begin = begin;
        this.every = every;
    }

    /** Gives back what is overdue now. */
    void now() {
        inventory.sweep();
    }

    /**
     * Makes sure that there is a sweep at the first regular time at which a hold has run out, while the shop is open.
     */
    void after(Instant holdEnds) {
        long steps =
                Math.max(0, Duration.between(begin, holdEnds).toMillis() + every.toMillis() - 1) / every.toMillis();
        Instant time = begin.plus(every.multipliedBy(steps));
        if (!time.isAfter(agenda.lastEvent()) && planned.add(time)) {
            agenda.at(time, () -> {
                planned.remove(time);
                inventory.sweep();
            });
        }
    }
}
