package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.live.Operator;
import io.inventory4j.live.LiveSale;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rounds of the operator, by the sale's clock: at regular times, of which those are left out before which nothing
 * has happened; where the day takes its time, none is left out. On each the sale does what is due, and the operator
 * looks at its alerts. Thread-safe.
 */
final class Rounds {
    private final LiveSale sale;
    private final Operator operator;
    private final Agenda agenda;
    private final SaleClock clock;
    private final Instant begin;
    private final Duration every;
    private final boolean steady;
    private final Set<Instant> planned = ConcurrentHashMap.newKeySet();

    /**
     * No round is planned yet.
     *
     * @param begin the regular times are counted from here
     * @param every above zero
     * @param steady whether each round plans the next
     */
    Rounds(
            LiveSale sale,
            Operator operator,
            Agenda agenda,
            SaleClock clock,
            Instant begin,
            Duration every,
            boolean steady) {
        this.sale = sale;
        this.operator = operator;
        this.agenda = agenda;
        this.clock = clock;
        this.begin = begin;
        this.every = every;
        this.steady = steady;
    }

    /** Makes sure that there is a round at the first regular time after a time, while the shop is open. */
    void after(Instant time) {
        long steps = Math.max(0, Duration.between(begin, time).toMillis()) / every.toMillis() + 1;
        at(begin.plus(every.multipliedBy(steps)));
    }

    /** Makes sure that there is a round at a time, while the shop is open. */
    void at(Instant time) {
        if (!time.isAfter(agenda.lastEvent()) && planned.add(time)) {
            agenda.at(time, () -> {
                planned.remove(time);
                now();
                if (steady) {
                    after(time);
                }
            });
        }
    }

    /** Goes round now. */
    void now() {
        sale.tick(clock);
        operator.react();
    }
}
