package io.inventory4j.benchmarks.measure;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives the processors to the compiler of the virtual machine. While many callers run, its threads get little time, so
 * that what a turn has shown to be hot would be compiled during the turns that count.
 */
public final class CompilerTurn {
    private static final long LOOK_MILLIS = 20;
    /** Some compilations take longer than a look, so one look that sees nothing does not say that there is nothing. */
    private static final int QUIET_LOOKS = 3;

    private static final int MOST_LOOKS = 500;

    private CompilerTurn() {}

    /** Waits until nothing was compiled for a while, at most ten seconds. */
    public static void take() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler == null) {
            return;
        }
        int quiet = 0;
        long before = compiler.getTotalCompilationTime();
        for (int look = 0; look < MOST_LOOKS && quiet < QUIET_LOOKS; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long now = compiler.getTotalCompilationTime();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
    }
}
