package io.inventory4j.live.feed;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends writes to terminals that do not read. A blocking stream has no timeout, so somebody else has to look: a write
 * that takes too long has its thread interrupted, which closes a channel, and what the caller gave for it is closed.
 */
final class StuckWrites {
    private static final Logger LOG = LoggerFactory.getLogger(StuckWrites.class);
    private static final long LOOK_MILLIS = 100;

    /** The writes of one stream, one at a time. */
    static final class Writes {
        private final long limitNanos;
        private final @Nullable Closeable cutOff;
        private @Nullable Thread writing;
        private long since;
        private boolean cut;

        Writes(Duration limit, @Nullable Closeable cutOff) {
            limitNanos = limit.toNanos();
            this.cutOff = cutOff;
        }

        synchronized void begin(long nanos) {
            writing = Thread.currentThread();
            since = nanos;
        }

        /** Returns whether the write was cut off; the interrupt that did it is taken back. */
        synchronized boolean end() {
            writing = null;
            if (cut) {
                Thread.interrupted();
            }
            return cut;
        }

        private synchronized boolean interruptIfStuck(long nanos) {
            if (cut || writing == null || nanos - since < limitNanos) {
                return false;
            }
            cut = true;
            writing.interrupt();
            return true;
        }
    }

    private final ScheduledExecutorService work;
    private final Set<Writes> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    StuckWrites(ScheduledExecutorService work) {
        this.work = work;
    }

    void watch(Writes writes) {
        all.add(writes);
        lookLater();
    }

    void forget(Writes writes) {
        all.remove(writes);
    }

    private void lookLater() {
        if (!all.isEmpty() && looking.compareAndSet(false, true)) {
            var unused = work.schedule(
                    () -> {
                        look(System.nanoTime());
                        looking.set(false);
                        lookLater();
                    },
                    LOOK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Cuts off what is stuck at this time. */
    void look(long nanos) {
        for (Writes writes : all) {
            if (writes.interruptIfStuck(nanos) && writes.cutOff != null) {
                try {
                    writes.cutOff.close();
                } catch (IOException | RuntimeException e) {
                    LOG.debug("A stream that is stuck could not be closed", e);
                }
            }
        }
    }
}
