package io.inventory4j.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process and all that it has started, which get signals together. Their states are read from {@code /proc}. */
final class ProcessTree {
    /** The states of a process that is stopped by a signal, or dead. */
    private static final String STILL = "TZX";
    /** The states of a dead process. It stays listed, as Z, until its parent has asked for it. */
    private static final String DEAD = "ZX";

    private static final Duration REACTION = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 200_000;

    private final Process root;

    ProcessTree(Process root) {
        this.root = root;
    }

    /** The process that started the others. */
    Process root() {
        return root;
    }

    /** Stops all, the root first, so that it starts no more. */
    void freeze() {
        stopAll();
    }

    private List<Long> stopAll() {
        List<Long> stopped = new ArrayList<>(List.of(root.pid()));
        signal("STOP", stopped);
        await(stopped, STILL);
        List<Long> children = children();
        signal("STOP", children);
        await(children, STILL);
        stopped.addAll(children);
        return stopped;
    }

    /** Lets all go on. */
    void thaw() {
        List<Long> stopped = children();
        stopped.add(root.pid());
        signal("CONT", stopped);
    }

    /** Kills all, and waits until they are dead. They are stopped first, so that none sees another die. */
    void kill() {
        List<Long> stopped = stopAll();
        signal("KILL", stopped);
        await(stopped, DEAD);
        awaitRoot(REACTION);
    }

    /** Asks the root to end itself and what it has started; kills what has not ended in time. */
    void end(String signal, Duration within) {
        // Handles, not ids: they never mean a later process that was given the same id.
        List<ProcessHandle> children = root.descendants().toList();
        thaw();
        signal(signal, List.of(root.pid()));
        if (!awaitRoot(within)) {
            kill();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        await(children.stream().map(ProcessHandle::pid).toList(), DEAD);
    }

    private List<Long> children() {
        return new ArrayList<>(root.descendants().map(ProcessHandle::pid).toList());
    }

    private boolean awaitRoot(Duration within) {
        try {
            return root.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server ended", e);
        }
    }

    // Java has no STOP, and not every machine has a kill program, but every shell has one. It is no failure if a
    // process is gone already.
    private static void signal(String name, List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "sh", name));
        pids.forEach(pid -> command.add(pid.toString()));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("no shell to send " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was sent", e);
        }
    }

    private static void await(List<Long> pids, String states) {
        long begin = System.nanoTime();
        for (long pid : pids) {
            while (!is(pid, states)) {
                if (System.nanoTime() - begin > REACTION.toNanos()) {
                    throw new IllegalStateException("process " + pid + " does not react to a signal");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Whether a process is in one of these states, or gone. */
    private static boolean is(long pid, String states) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The state follows the name, which is in brackets and may contain any character.
            return states.indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true;
        }
    }
}
