package io.inventory4j.core;

import io.inventory4j.core.listeners.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An alarm whose time passes when a test says so, together with that of a clock. Thread-safe. */
final class HandAlarm implements Alarm {
    private record Waiting(Duration due, Runnable task) {}

    private final HandClock clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    HandAlarm(HandClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        waiting.add(new Waiting(passed.plus(delay), task));
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Lets time pass on the clock and here, and runs what is due. */
    void turn(Duration by) {
        clock.turn(by);
        pass(by);
        for (List<Runnable> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(Runnable::run);
        }
    }

    private synchronized void pass(Duration by) {
        passed = passed.plus(by);
    }

    private synchronized List<Runnable> due() {
        List<Runnable> due = waiting.stream()
                .filter(one -> one.due().compareTo(passed) <= 0)
                .map(Waiting::task)
                .toList();
        waiting.removeIf(one -> one.due().compareTo(passed) <= 0);
        return due;
    }
}
