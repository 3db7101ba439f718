package io.inventory4j.testkit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The running time of a node, as {@link System#nanoTime} but for tests: it passes with the clock that the test turns,
 * and with the calls of the node. Thread-safe.
 */
final class NodeTime implements LongSupplier {
    /** How many calls that are under way at once there are in a bound. */
    private static final int CROWD = 4;

    private final InstantSource clock;
    private long passed;
    private long latest = Long.MIN_VALUE;
    private int underWay;

    NodeTime(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes the beginning of a call, and returns when that is.
     *
     * @param near whether it may be near to other calls that are under way
     */
    long begin(boolean near) {
        long turned = turned();
        synchronized (this) {
            passed += step(near).toNanos();
            underWay++;
            return now(turned);
        }
    }

    /** Where calls are made at once, one may be refused by what another one reads: up to a trip after the bound. */
    private Duration step(boolean near) {
        if (!near) {
            return Layer.BOUND.plus(Layer.TRIP);
        }
        return underWay == 0 ? Layer.BOUND : Layer.BOUND.dividedBy(CROWD);
    }

    synchronized void end() {
        underWay--;
    }

    @Override
    public long getAsLong() {
        long turned = turned();
        synchronized (this) {
            return now(turned);
        }
    }

    /** Read apart from the rest, because a clock may take its time. */
    private long turned() {
        return Duration.between(TurnedClock.START, clock.instant()).toNanos();
    }

    private long now(long turned) {
        latest = Math.max(latest, turned + passed);
        return latest;
    }
}
