package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides for every message whether it passes. One lock is enough: the proxy is no faster than that anyway. */
final class WireSwitch {
    private static final long DELAY_MILLIS = 50;

    private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
    private @Nullable WireFault fault;
    private boolean happened;
    /** The stalled connection and direction. */
    private @Nullable Object stalled;
    /** The direction that is stalled on all connections. */
    private @Nullable Direction stalledEverywhere;

    private long moved;

    synchronized void set(WireFault next) {
        passed.clear();
        fault = next;
        happened = false;
        stalled = null;
        stalledEverywhere = null;
        notifyAll();
    }

    synchronized void heal() {
        fault = null;
        stalled = null;
        stalledEverywhere = null;
        notifyAll();
    }

    synchronized boolean awaitFault(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        long left = within.toMillis();
        while (!happened && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return happened;
    }

    synchronized long passed(Direction direction) {
        return passed.getOrDefault(direction, 0L);
    }

    /**
     * Waits until a message may pass.
     *
     * @param lane the connection and direction it is on
     * @return false if its connection is to be cut
     */
    synchronized boolean pass(Object lane, Direction direction) throws InterruptedException {
        WireFault due = due(direction);
        if (due != null) {
            fault = null;
            happened = true;
            notifyAll();
            if (due.action() == Action.CUT) {
                return false;
            }
            switch (due.action()) {
                case STALL -> stalled = lane;
                case STALL_ALL -> stalledEverywhere = direction;
                default -> letAnotherGoFirst();
            }
        }
        while (lane.equals(stalled) || direction == stalledEverywhere) {
            wait();
        }
        passed.merge(direction, 1L, Long::sum);
        moved++;
        notifyAll();
        return true;
    }

    private @Nullable WireFault due(Direction direction) {
        return fault != null && fault.direction() == direction && passed(direction) >= fault.after() ? fault : null;
    }

    // If nothing else is under way, the message must not wait for ever.
    private void letAnotherGoFirst() throws InterruptedException {
        long before = moved;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS);
        long left = DELAY_MILLIS;
        while (moved == before && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }
}
